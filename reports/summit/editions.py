"""This edition beside the last, figure by figure over the same windows."""

from __future__ import annotations

from collections.abc import Sequence

from reports.data import Cell, Figure
from reports.summit.headings import settled

COMPARED = (
    *(
        f"{kind}.{window}"
        for kind in ("items", "stories", "outlets")
        for window in ("before", "during", "after")
    ),
    "uplift.stories",
    "uplift.ratio",
    "half_life.days",
    "circle.earned",
    "circle.outside_province",
    "circle.central",
    "reposts.share",
    "sentiment.positive.during",
    "sentiment.negative.during",
    "sentiment.positive.after",
    "sentiment.negative.after",
)
LOWER_BOUND = "为已采集到的下限"
"""How a count over a window with holes says that it is no more than a lower bound."""
PANEL = "按采集完整的"
"""How a figure counted on some sources only begins to say on which."""


def edition_rows(this: Sequence[Figure], before: Sequence[Figure]) -> list[tuple[Cell, ...]]:
    """Figure, label, this, previous, change; no rows when there is no previous edition.

    The change is None where either value is withheld, a lower bound or of some sources only: what was not
    looked at must not look like a fall.
    """
    previous = {figure.id: figure for figure in before}
    return [
        _row(figure, previous[figure.id])
        for figure in this
        if figure.id in previous and (figure.id in COMPARED or figure.id.startswith("share_of_voice."))
    ]


def _row(this: Figure, before: Figure) -> tuple[Cell, ...]:
    change: float | None = None
    if this.value is not None and before.value is not None and _whole(this) and _whole(before):
        change = settled(this.value - before.value)
    return this.id, this.label, this.value, before.value, change


def _whole(figure: Figure) -> bool:
    return LOWER_BOUND not in figure.how and PANEL not in figure.how
