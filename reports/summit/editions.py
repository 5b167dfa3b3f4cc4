"""This edition beside the last, figure by figure: the same sources, windows of one length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.dates import days
from analysis.exposure.intervals import Estimate, difference, withheld
from analysis.exposure.matched import Matched, counts_differ, outlets_differ
from analysis.exposure.values import WINDOWS, SummitStudy
from cityecho.watchlist import Brand
from reports.data import Figure, Quantity, Table
from reports.summit.figures import figures
from reports.summit.headings import settled, table
from reports.summit.material import Material
from reports.terms import POINTS, SHARE

_ECHO = ("uplift.stories", "uplift.ratio", "half_life.days")
_SHARES = (
    "circle.earned",
    "circle.beyond_trade",
    "circle.outside_province",
    "circle.central",
    "reposts.share",
    "sentiment.positive.during",
    "sentiment.negative.during",
    "sentiment.positive.after",
    "sentiment.negative.after",
)
_PANELS = "两届增量所依据的采集来源不同，不相减"
_UNLIKE = "两届会期长短不同，会中的数量不相减"


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of this edition and of the one before, both on what was seen alike, and the difference.

    ``change`` is withheld where either is: what was not looked at must not look like a fall.
    """

    this: Figure
    previous: Figure
    change: Estimate


def cells(one: Compared) -> tuple[Quantity | None, ...]:
    """This, the previous, the change and its interval, each with its unit; shares differ by points."""
    unit = one.this.unit
    apart = POINTS if unit == SHARE else unit
    values = (one.this.value, one.previous.value)
    changes = (one.change.value, one.change.low, one.change.high)
    return (
        *(None if value is None else Quantity(value, unit) for value in values),
        *(None if value is None else Quantity(settled(value), apart) for value in changes),
    )


def incomparable(material: Material) -> str | None:
    """Why there is no comparison at all (Chinese); None when there is one."""
    matched = material.matched
    if matched is None:
        return "配置中没有指定上届活动，不作比较"
    for said, span in (("上届", matched.previous.span), ("本届", material.study.summit.span)):
        if all(material.study.coverage.at(day) == "gap" for day in span.each()):
            return f"{said}统计期（{days(span.first, span.last)}）未采集，不作比较"
    return matched.refused


def table_of(material: Material, editions: Sequence[Compared]) -> Table:
    """Figure by figure; without a row, and with the reason, where there is nothing to compare."""
    reason = incomparable(material)
    rows = () if reason else ((one.this.id, one.this.label, *cells(one)) for one in editions)
    note = (
        "两届只计每天都采集完整的同一批采集来源，会前、会后取两届中较短的天数，因而可与正文所列不同；"
        "占比的变化以百分点计，按未取整的数值计算，与所列两数之差可有0.1的出入；"
        "区间含零的，不能认定有变化；某届暂不发布的，不计算变化。"
    )
    columns = "figure label this previous change change_low change_high"
    made = table("editions", "与上届比较", columns, rows)
    return replace(made, nothing=reason) if reason else replace(made, note=note)


def compared(matched: Matched | None, brand: Brand) -> tuple[Compared, ...]:
    """The figures that editions are compared by; none where they can't be."""
    if matched is None or matched.studies is None:
        return ()
    this, before = ({one.id: one for one in figures(study, brand, ())} for study in matched.studies)
    panels = {study.echo.panel.sources for study in matched.studies}
    unlike = _PANELS if len(panels) > 1 else None
    voices = (f"share_of_voice.{place.name}" for place in brand.places)
    return (
        *_counts(matched.studies, this, before),
        *(
            Compared(this[name], before[name], _apart(this[name], before[name]).unless(reason))
            for names, reason in ((_ECHO, unlike), ((*_SHARES, *voices), None))
            for name in names
        ),
    )


def _counts(
    studies: tuple[SummitStudy, SummitStudy], this: dict[str, Figure], before: dict[str, Figure]
) -> list[Compared]:
    found = []
    for kind in ("items", "stories", "outlets"):
        for window in WINDOWS:
            one, other = this[f"{kind}.{window}"], before[f"{kind}.{window}"]
            spans = {len(study.windows[window].days) for study in studies}
            if one.value is None or other.value is None or len(spans) > 1:
                change = withheld(one.withheld or other.withheld or _UNLIKE)
            elif kind == "outlets":
                change = outlets_differ(studies, window)
            else:
                change = counts_differ(studies, kind, window)
            found.append(Compared(one, other, change))
    return found


def _apart(this: Figure, before: Figure) -> Estimate:
    return difference(_estimate(this), _estimate(before))


def _estimate(figure: Figure) -> Estimate:
    return Estimate(figure.value, figure.low, figure.high, figure.withheld)
