"""This edition beside the last, figure by figure over the same windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.dates import days
from reports.data import Figure, Quantity, Table
from reports.summit.headings import settled, table
from reports.summit.material import Material
from reports.terms import POINTS, SHARE

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


def cells(one: Compared) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    """This, the previous and the change, each with its unit; shares differ by percentage points."""
    unit = one.this.unit
    change = None if one.change is None else Quantity(one.change, POINTS if unit == SHARE else unit)
    this, previous = (
        None if figure.value is None else Quantity(figure.value, unit) for figure in (one.this, one.previous)
    )
    return this, previous, change


def incomparable(material: Material) -> str | None:
    """Why there is no comparison at all (Chinese); None when there is one."""
    previous = material.previous
    if previous is None:
        return "配置中没有指定上届活动，不作比较"
    for said, study in (("上届", previous), ("本届", material.study)):
        if study.blank:
            span = study.summit.span
            return f"{said}统计期（{days(span.first, span.last)}）未采集，不作比较"
    return None


def table_of(material: Material, editions: Sequence[Compared]) -> Table:
    """Figure by figure; without a row, and with the reason, where there is nothing to compare."""
    reason = incomparable(material)
    rows = () if reason else ((one.this.id, one.this.label, *cells(one)) for one in editions)
    note = (
        "占比的变化以百分点计；变化按未取整的数值计算，与所列两数之差可有0.1的出入；"
        "某届采集不全或暂不发布的，不计算变化。"
    )
    made = table("editions", "与上届比较", "figure label this previous change", rows)
    return replace(made, nothing=reason) if reason else replace(made, note=note)


def compared(this: Sequence[Figure], before: Sequence[Figure]) -> tuple[Compared, ...]:
    """The figures that editions are compared by, as far as both have them."""
    previous = {figure.id: figure for figure in before}
    return tuple(
        Compared(figure, previous[figure.id])
        for figure in this
        if figure.id in previous and (figure.id in COMPARED or figure.id.startswith("share_of_voice."))
    )
