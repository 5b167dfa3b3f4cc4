"""How far it went: circles of outlets, copies, messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.exposure import SummitStudy
from cityecho.watchlist import Brand
from reports import terms
from reports.data import Figure
from reports.summit.figures.making import CLUSTERED, ITEMS, OUTLETS, STORIES, WILSON, heard
from reports.terms import SHARE

OF_ALL = "÷会中及会后提及本市的报道" + WILSON
_CIRCLES = (
    ("earned", "外部媒体", "非本市主办的媒体"),
    ("beyond_trade", "行业与官方以外的外部媒体", "名录所载、非本市主办、也不是行业媒体或政府网站的媒体"),
    ("outside_province", "省外媒体", "登记地区在省外（含全国性、海外）的媒体"),
    ("central", "中央媒体", "中央媒体"),
)
CIRCLES = {name: label for name, label, _ in _CIRCLES}
"""Who tells outside each circle."""
_KNOWN = "沿转载关系逐层上溯至首发；注明来源未采集到、上溯中断或成环的，层数不明，不计入"
_DISTANCE = (
    ("mean", "转载稿件距首发的平均层数", "层", f"转载稿件距首发层数之和÷层数明确的转载稿件；{_KNOWN}"),
    ("far", "隔层转载占比", SHARE, f"距首发两层及以上的转载稿件÷层数明确的转载稿件；{_KNOWN}"),
    ("unknown", "层数不明的转载占比", SHARE, "层数不明的转载稿件÷全部转载稿件"),
)


def circles(study: SummitStudy) -> Iterator[Figure]:
    """Of each circle the share of stories that left it and the outlets outside; then the share of copies."""
    for name, label, who in _CIRCLES:
        circle, ref = study.shares.circle[name], {"query": "circle", "circle": name}
        how = f"至少有一家{who}刊发的报道{OF_ALL}"
        share = Figure(f"circle.{name}", f"{label}参与的报道占比", None, SHARE, how, ref, of_what=STORIES)
        yield heard(study, share, circle.stories)
        how = f"会中及会后刊发提及本市稿件的媒体中，{who}的家数"
        ref = {"query": "circle-outlets", "circle": name}
        count = Figure(f"circle.{name}.outlets", f"{label}家数", None, "家", how, ref, of_what=OUTLETS)
        yield _lower(study, heard(study, count, circle.outlets))
    how = "转载稿件÷会中及会后提及本市的稿件" + CLUSTERED
    figure = Figure("reposts.share", "转载占比", None, SHARE, how, {"query": "reposts"}, of_what=ITEMS)
    yield heard(study, figure, study.shares.reposts)


def _lower(study: SummitStudy, count: Figure) -> Figure:
    """A count over days not wholly covered is a lower bound."""
    return replace(count, bound="lower") if count.value is not None and study.heard.holes else count


def distances(study: SummitStudy) -> Iterator[Figure]:
    """How many copies lie between a copy and its first publisher."""
    found = study.shares.distance
    for (name, label, unit, how), value in zip(
        _DISTANCE, (found.mean, found.far, found.unknown), strict=True
    ):
        ref = {"query": "distance", "part": name}
        figure = Figure(f"distance.{name}", label, None, unit, how + CLUSTERED, ref, of_what="篇转载稿件")
        yield heard(study, figure, value)


def messages(study: SummitStudy, brand: Brand) -> Iterator[Figure]:
    """Shares of the stories that carry a message."""
    for message in brand.messages:
        ref = {"query": "message", "message": message.id}
        how = "出现该信息任一说法的报道" + OF_ALL
        label = f"{terms.quoted([message.text])}到达率"
        figure = Figure(f"message.{message.id}", label, None, SHARE, how, ref, of_what=STORIES)
        yield heard(study, figure, study.shares.messages[message.id])
