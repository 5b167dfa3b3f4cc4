"""How often the uplift's method cries wolf: in days without a summit, and for peers that held none. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.exposure.controls import Control, control
from analysis.exposure.counterfactual import fit
from analysis.exposure.echo import too_little
from analysis.exposure.intervals import Estimate, middle, wilson, withheld
from analysis.exposure.panel import LEAST_DAYS
from cityecho.watchlist import Days
from cityecho.watchlist.values import ONE_DAY

WEEK = 7
"""The shortest span that is tried; a baseline too short for four of them tells nothing."""
SHORTER = 0.8
"""Where too few spans as long as the echo lie side by side, ever shorter ones are tried."""
LEAST_APART = 4
LEAST_SEEN = 0.9
"""A span counts that lost fewer than a tenth of its days."""
MOST_SPANS = 24
LEAST_PEERS = 3
DRAWS = 500


@dataclass(frozen=True, slots=True)
class Placebo:
    """Shares of false alarms, nominally .05, over ``dates`` (``length`` days in a row) and over ``peers``."""

    length: int
    dates: Estimate
    peers: Estimate


def over_dates(
    counts: Mapping[date, int],
    baseline: Sequence[date],
    echo: Days,
    reason: str | None,
    seed: int,
    *,
    control: Control | None = None,
) -> tuple[int, Estimate]:
    """Share of ordinary spans for which the method claims an uplift, and their length in days.

    Spans as long as the echo are held out in turn and the model is learnt from the rest; where fewer than
    :data:`LEAST_APART` lie side by side, shorter ones. Overlapping spans are not independent: the interval is
    Wilson's with as many units as lie side by side. Withheld for ``reason`` where there is one.
    """
    reason = reason or too_little(counts, baseline)
    length, spans = _spans(baseline, len(echo))
    apart = _side_by_side(spans)
    if reason is None and apart < LEAST_APART:
        reason = f"安慰剂检验需要至少{LEAST_APART}个互不重叠的基线周，现有{apart}个"
    if reason is not None:
        return length, withheld(reason)
    chosen = spans[:: -(-len(spans) // MOST_SPANS)]
    said = [_alarm(counts, baseline, span, seed + place, control) for place, span in enumerate(chosen)]
    tested = [alarm for alarm in said if alarm is not None]
    if not tested:
        return length, withheld("安慰剂检验留出任何一段之后，其余的日子都不够推算")
    share = sum(tested) / len(tested)
    spread = wilson(round(share * apart), apart)
    return length, Estimate(share, min(share, spread.low or 0.0), max(share, spread.high or 0.0))


def over_peers(
    peers: Sequence[Mapping[date, int]], baseline: Sequence[date], echo: Days, reason: str | None, seed: int
) -> Estimate:
    """Share of peers for which the method claims an uplift in the summit's own days.

    ``peers`` are their new stories by day without those that name the city. Each has the others as control.
    """
    every = (*baseline, *echo.each())
    tried = [place for place, counts in enumerate(peers) if too_little(counts, baseline) is None]
    if reason is None and len(tried) < LEAST_PEERS:
        reason = f"报道足够检验的同类城市只有{len(tried)}个，不足{LEAST_PEERS}个"
    if reason is not None:
        return withheld(reason)
    said: list[bool | None] = []
    for place in tried:
        others = {
            day: sum(counts.get(day, 0) for other, counts in enumerate(peers) if other != place)
            for day in every
        }
        said.append(_alarm(peers[place], baseline, echo, seed + place, control(others, every)))
    return wilson(said.count(True), len(said) - said.count(None))


def _alarm(
    counts: Mapping[date, int], baseline: Sequence[date], span: Days, seed: int, beside: Control | None
) -> bool | None:
    """Whether more was told in ``span``, as far as it was seen, than the rest leads to expect.

    None where the rest is too little to expect anything of it.
    """
    rest = {day: counts.get(day, 0) for day in baseline if day not in span}
    held = [day for day in baseline if day in span] or span.each()
    if not any(rest.values()) or len(rest) < LEAST_DAYS:
        return None
    seen = sum(counts.get(day, 0) for day in held)
    drawn = fit(rest, span, beside).simulate(held, DRAWS, seed).sum(axis=1)
    return seen > middle(drawn, 0.95)[0]


def _spans(baseline: Sequence[date], length: int) -> tuple[int, list[Days]]:
    """Spans of the longest length, up to ``length``, of which enough lie side by side; else of a week."""
    known = set(baseline)
    while True:
        length = max(WEEK, length)
        each = (Days(day, day + ONE_DAY * (length - 1)) for day in baseline)
        spans = [span for span in each if sum(day in known for day in span.each()) >= LEAST_SEEN * length]
        if length == WEEK or _side_by_side(spans) >= LEAST_APART:
            return length, spans
        length = int(length * SHORTER)


def _side_by_side(spans: Sequence[Days]) -> int:
    """How many of these spans, in order of their first days, fit without overlapping."""
    count, last = 0, date.min
    for span in spans:
        if span.first > last:
            count, last = count + 1, span.last
    return count
