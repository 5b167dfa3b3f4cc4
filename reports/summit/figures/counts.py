"""Items, stories and outlets of each window."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure import WINDOWS, SummitStudy
from reports import terms
from reports.data import Figure
from reports.summit.figures.making import counted

_COUNTS = (
    ("items", "稿件", "篇", "提及本市的稿件数"),
    ("stories", "报道", "条", "提及本市的报道数：同一文本的各次刊发合计一条"),
    ("outlets", "媒体", "家", "刊发提及本市稿件的媒体数"),
    ("summit.stories", "点名本活动的报道", "条", "提及本市且点名本活动的报道数"),
)


def counts(study: SummitStudy) -> Iterator[Figure]:
    """What names the city, window by window."""
    for kind, label, unit, how in _COUNTS:
        for name in WINDOWS:
            window = study.windows[name]
            told = {"items": window.items, "stories": window.stories, "outlets": window.outlets}
            ref = {"query": kind, "window": name}
            figure = Figure(f"{kind}.{name}", terms.WINDOWS[name] + label, None, unit, how, ref)
            yield counted(figure, told.get(kind, window.named), window)
