"""What was felt about the city, window by window."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure import WINDOWS, SummitStudy
from analysis.item import LABELS
from reports import terms
from reports.data import Figure
from reports.summit.figures.making import STORIES, WILSON, estimated, partly
from reports.terms import SHARE


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
