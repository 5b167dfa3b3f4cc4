"""传播热度, a composite for those who are asked for one number: its parts, weights and sum, all shown. Pure.

Off unless the configuration asks for it. It measures nothing that its parts don't say better.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.exposure.intervals import Estimate, withheld
from analysis.exposure.values import SummitStudy

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the index, 0…1, with its weight; ``contribution`` is in points of the index."""

    name: str
    value: Estimate
    weight: float
    contribution: float | None


@dataclass(frozen=True, slots=True)
class Heat:
    """The index, 0 to 100, and what it is made of."""

    index: Estimate
    parts: tuple[Part, ...]


def heat(study: SummitStudy, weights: Mapping[str, float]) -> Heat:
    """The weighted mean of the parts; withheld with the reason of any part that is.

    Its ends are the means of the parts' ends, as if all erred in one direction.
    """
    values = {name: _values(study)[name] for name in weights}
    total = sum(weights.values())
    shares = {name: WHOLE * weight / total for name, weight in weights.items()}
    parts = tuple(
        Part(name, value, weights[name], None if value.value is None else shares[name] * value.value)
        for name, value in values.items()
    )
    missing = next((value.withheld for value in values.values() if value.value is None), None)
    if missing:
        return Heat(withheld(missing), parts)
    value, low, high = (
        sum(share * (getattr(values[name], end) or 0.0) for name, share in shares.items())
        for end in ("value", "low", "high")
    )
    return Heat(Estimate(value, low, high), parts)


def _values(study: SummitStudy) -> dict[str, Estimate]:
    """Every part there is, 0…1."""
    messages = [one for one in study.shares.messages.values() if one.value is not None]
    furthest = max(messages, key=lambda one: one.value or 0.0, default=withheld("没有可计的关键信息"))
    circles = {name: circle.stories for name, circle in study.shares.circle.items()}
    return {"uplift": _above(study), **circles, "messages": furthest}


def _above(study: SummitStudy) -> Estimate:
    """The share of the echo's new stories that the summit brought."""
    lift = study.echo.uplift
    if lift.stories.value is None or not lift.seen:
        return withheld(lift.stories.withheld or "没有新增报道")
    ends = (lift.stories.value, lift.stories.low or 0.0, lift.stories.high or 0.0)
    value, low, high = (min(1.0, max(0.0, end / lift.seen)) for end in ends)
    return Estimate(value, low, high)
