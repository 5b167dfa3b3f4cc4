"""What was felt about the city, window by window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.exposure import WINDOWS, SummitStudy
from analysis.item import LABELS
from analysis.sentiment.errors import KNOWN
from reports import terms
from reports.data import Figure
from reports.summit.figures.making import STORIES, WILSON, estimated, heard, partly
from reports.terms import POINTS, SHARE

_HOW = (
    f"报道占比之差除去情感判断的已知误判（误判率由程序未见过的{sum(map(sum, KNOWN.values()))}段"
    "标注文本得出，设各阶段相同）；区间由模拟得出"
)
_TOLD = "后一阶段占比减会前占比，以报道计，转载不重复计；纽科姆区间，计入两阶段都刊发的报道"


def sentiment(study: SummitStudy) -> Iterator[Figure]:
    """The share of each label in each window."""
    how = "报道的情感取其多数稿件的判断，转载不重复计；÷该时段提及本市的报道" + WILSON
    for label in LABELS:
        for name in WINDOWS:
            said = f"{terms.WINDOWS[name]}{terms.MOODS[label]}占比"
            ref = {"query": "sentiment", "label": label, "window": name}
            figure = Figure(f"sentiment.{label}.{name}", said, None, SHARE, how, ref, of_what=STORIES)
            window = study.windows[name]
            made = estimated(figure, study.shares.sentiment[label, name])
            yield partly(made, terms.WINDOWS[name], window.days, window.holes)


def changes(study: SummitStudy) -> Iterator[Figure]:
    """The change of praise and of blame against before, as told and after the judge's known errors."""
    for (side, name), change in study.feeling.changes.items():
        said = f"{terms.WINDOWS[name]}较会前{terms.MOODS[side]}占比之差"
        for query, suffix, how, value in (
            ("sentiment_change", "", _TOLD, change.told),
            ("sentiment_corrected", "（校正误判后）", _HOW, study.feeling.true[side, name]),
        ):
            ref = {"query": query.replace("_", "-"), "label": side, "window": name}
            yield estimated(Figure(f"{query}.{side}.{name}", said + suffix, None, POINTS, how, ref), value)


def praise(study: SummitStudy) -> Iterator[Figure]:
    """What the question of a tide of praise is answered by."""
    found = study.feeling.praise
    of = "会中及会后外部媒体所刊报道"
    rows = (
        ("share", f"{of}的正面占比", SHARE, f"判为正面的报道÷{of}{WILSON}", found.change.now, STORIES),
        ("change", f"{of}的正面占比与会前之差", POINTS, _TOLD, found.change.told, ""),
        ("corrected", f"{of}的正面占比与会前之差（校正误判后）", POINTS, _HOW, found.true, ""),
        (
            "own_text",
            "外部媒体正面报道中首发为自有媒体的占比",
            SHARE,
            f"首发为本市主办媒体的报道÷会中及会后外部媒体的正面报道{WILSON}",
            found.copied,
            STORIES,
        ),
    )
    for name, label, unit, how, value, of_what in rows:
        figure = Figure(f"praise.{name}", label, None, unit, how, {"query": "praise", "part": name})
        yield heard(study, replace(figure, of_what=of_what), value)
