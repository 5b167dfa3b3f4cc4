"""This edition beside the last, figure by figure over the same windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.data import Figure
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


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of this edition and of the one before.

    ``change`` is None where either value is withheld, a lower bound or of some sources only: what was not
    looked at must not look like a fall.
    """

    this: Figure
    previous: Figure

    @property
    def change(self) -> float | None:
        """How much more it is this time."""
        if self.this.value is None or self.previous.value is None:
            return None
        if not (self.this.whole and self.previous.whole):
            return None
        return settled(self.this.value - self.previous.value)


def compared(this: Sequence[Figure], before: Sequence[Figure]) -> tuple[Compared, ...]:
    """The figures that editions are compared by, as far as both have them."""
    previous = {figure.id: figure for figure in before}
    return tuple(
        Compared(figure, previous[figure.id])
        for figure in this
        if figure.id in previous and (figure.id in COMPARED or figure.id.startswith("share_of_voice."))
    )
