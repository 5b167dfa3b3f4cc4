"""How far it went: circles of outlets, copies, messages."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure import SummitStudy
from cityecho.watchlist import Brand
from reports import terms
from reports.data import Figure
from reports.summit.figures.making import ITEMS, STORIES, WILSON, heard
from reports.terms import SHARE

OF_ALL = "÷会中及会后提及本市的报道" + WILSON
CIRCLES = (
    ("earned", "外部媒体参与的报道占比", "至少有一家非本市主办媒体刊发的报道"),
    (
        "outside_province",
        "省外媒体参与的报道占比",
        "至少有一家登记地区在省外（含全国性、海外）的媒体刊发的报道",
    ),
    ("central", "中央媒体参与的报道占比", "至少有一家中央媒体刊发的报道"),
)


def circles(study: SummitStudy) -> Iterator[Figure]:
    """Shares of the stories that left a circle, and of the items that are copies."""
    for name, label, how in CIRCLES:
        ref = {"query": "circle", "circle": name}
        figure = Figure(f"circle.{name}", label, None, SHARE, how + OF_ALL, ref, of_what=STORIES)
        yield heard(study, figure, study.shares.circle[name])
    how = "转载稿件÷会中及会后提及本市的稿件；区间以报道为单位（整群比率估计）"
    figure = Figure("reposts.share", "转载占比", None, SHARE, how, {"query": "reposts"}, of_what=ITEMS)
    yield heard(study, figure, study.shares.reposts)


def messages(study: SummitStudy, brand: Brand) -> Iterator[Figure]:
    """Shares of the stories that carry a message."""
    for message in brand.messages:
        ref = {"query": "message", "message": message.id}
        how = "出现该信息任一说法的报道" + OF_ALL
        label = f"{terms.quoted([message.text])}到达率"
        figure = Figure(f"message.{message.id}", label, None, SHARE, how, ref, of_what=STORIES)
        yield heard(study, figure, study.shares.messages[message.id])
