"""Whose echo is it where the echoes of events overlap: stories told apart by names and by course. Pure.

A story that names one event is that event's. One that names none is either usual or of an event that is
heard that day; how likely it is whose is learnt from all days together: from what is usual, from each event's
course (:mod:`analysis.exposure.phases`) and from how often its stories name it. All of it is uncertain, so it
is drawn: Gibbs sampling with the stories' owners as missing data (Tanner & Wong 1987), each chain beside
another draw of the usual.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from analysis.exposure.counterfactual import Counterfactual
from analysis.exposure.echo import first_days
from analysis.exposure.found import Naming
from analysis.exposure.intervals import Estimate
from analysis.exposure.phases import FAINT, HALF_LIVES, LEAST_RATE, OUTSIDE, PHASES, WEEKLY, Courses, courses
from cityecho.watchlist import Days, Summit

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Named = Mapping[frozenset[str], Counter[date]]
"""New stories by day, by the events that a story names."""

_NONE: frozenset[str] = frozenset()
CHAINS = 200
WARMING = 40
KEPT = 5
"""Draws that each chain gives once it has forgotten where it began."""
PULL = 8.0
"""Stories that an event's share of naming ones is pulled by towards that of all events together."""


@dataclass(frozen=True, slots=True)
class Draws:
    """What might be, N times over, of K events on D days.

    ``own`` are an event's stories, ``named`` those among them that name an event, ``share`` its part of what
    unnamed stories stand above the usual, all of shape (N, K, D); ``usual`` are counts that the days might
    have brought without any event (N, D), ``half_life`` is in days (N, K).
    """

    days: tuple[date, ...]
    own: Counts
    named: Counts
    share: Floats
    usual: Counts
    half_life: Floats


@dataclass(frozen=True, slots=True)
class _State:
    """Chains at one step: ``heights`` and ``naming`` by event and phase (C, K, 4).

    ``weekly`` (C,) and ``fading`` (C, K) are places in the lists of :mod:`analysis.exposure.phases`.
    """

    heights: Floats
    naming: Floats
    weekly: Counts
    fading: Counts


@dataclass(frozen=True, slots=True)
class _Seen:
    """Counts of D days: stories that name one event alone (K, D), several of them by who, and none (D,)."""

    alone: Counts
    several: tuple[tuple[npt.NDArray[np.bool_], Counts], ...]
    unnamed: Counts


def by_names(items: Sequence[Naming], events: Iterable[Summit]) -> Named:
    """New stories by day, by which of ``events`` any of a story's items names."""
    known = {event.id for event in events}
    names: dict[str, frozenset[str]] = {}
    for item in items:
        if item.summits:  # few do, of very many
            names[item.story] = names.get(item.story, _NONE) | known.intersection(item.summits)
    told: dict[frozenset[str], Counter[date]] = {_NONE: Counter()}
    for story, day in first_days(items).items():
        told.setdefault(names.get(story, _NONE), Counter())[day] += 1
    return told


def drawn(
    named: Named, events: Sequence[Summit], model: Counterfactual, days: Sequence[date], seed: int
) -> Draws:
    """Draws for ``events``, each of which is heard on some of ``days``."""
    chance = np.random.default_rng(seed)
    rates_of_usual = model.rates(days, CHAINS, chance)
    usual = rates_of_usual.drawn(chance)
    course = courses(events, days, model.rhythm(days))
    seen = _seen(named, events, days)
    state = _beginning(course, chance)
    kept: list[Draws] = []
    for step in range(WARMING + KEPT):
        rates = _rates(course, state)
        naming = np.take_along_axis(state.naming, np.broadcast_to(course.phase, rates.shape), axis=2)
        told, untold = (
            _named(seen, rates * naming, chance),
            _unnamed(seen, usual, rates * (1 - naming), chance),
        )
        usual = rates_of_usual.given(seen.unnamed - untold.sum(axis=1), chance)
        state = _stepped(course, told, untold, chance)
        if step >= WARMING:
            half = HALF_LIVES[state.fading]
            share = _normal(rates * (1 - naming), axis=1)
            kept.append(
                Draws(
                    tuple(days),
                    told + untold,
                    told,
                    share,
                    chance.poisson(rates_of_usual.drawn(chance)),
                    half,
                )
            )
    return _joined(kept)


def parts(draws: Draws, named: Named, echo: Days, usual: Floats, seed: int) -> tuple[Estimate, ...]:
    """Each event's stories within ``echo``; the values sum to what is seen above ``usual`` there.

    ``usual`` are the means of ``draws.days``. What unnamed stories stand above (or below) it is split by the
    events' shares; how many whole stories fall to whom is chance as well.
    """
    inside = np.array([day in echo for day in draws.days])
    unnamed = np.array([named[frozenset()][day] for day in draws.days])[inside]
    named_by, share = draws.named[:, :, inside].sum(axis=2), draws.share[:, :, inside]
    values = named_by.mean(axis=0) + share.mean(axis=0) @ (unnamed - usual[inside])
    above = (unnamed - draws.usual[:, inside])[:, None, :]
    split = np.sign(above) * np.random.default_rng(seed).binomial(np.abs(above), share)
    lows, highs = np.quantile(named_by + split.sum(axis=2), (0.05, 0.95), axis=0)
    bounds = zip(values.tolist(), lows.tolist(), highs.tolist(), strict=True)
    return tuple(Estimate(value, min(value, low), max(value, high)) for value, low, high in bounds)


def _seen(named: Named, events: Sequence[Summit], days: Sequence[date]) -> _Seen:
    def counts(who: frozenset[str]) -> Counts:
        found = named.get(who, Counter[date]())
        return np.array([found[day] for day in days], dtype=np.int64)

    alone = np.stack([counts(frozenset({event.id})) for event in events])
    several = tuple(
        (np.array([event.id in who for event in events]), counts(who)) for who in named if len(who) > 1
    )
    return _Seen(alone, several, counts(frozenset()))


def _beginning(course: Courses, chance: np.random.Generator) -> _State:
    """Anything goes: chains that begin far apart and end together have forgotten where they began."""
    shape = (CHAINS, len(course.phase), PHASES + 1)
    weekly = chance.integers(0, len(WEEKLY), CHAINS)
    fading = chance.integers(0, len(HALF_LIVES), shape[:2])
    return _State(chance.gamma(1.0, 2.0, shape), chance.uniform(0.1, 0.9, shape), weekly, fading)


def _rates(course: Courses, state: _State) -> Floats:
    """Stories a day of each event, shape (C, K, D)."""
    heights = np.take_along_axis(
        state.heights, np.broadcast_to(course.phase, (len(state.heights), *course.phase.shape)), axis=2
    )
    return heights * course.at(state.weekly, state.fading) + FAINT**2


def _named(seen: _Seen, rates: Floats, chance: np.random.Generator) -> Counts:
    """Naming stories by event, shape (C, K, D); one that names several is one of theirs, by their rates."""
    told = np.broadcast_to(seen.alone, rates.shape).copy()
    for who, counts in seen.several:
        shares = _normal(np.moveaxis(rates[:, who], 1, 2), axis=2)
        told[:, who] += np.moveaxis(chance.multinomial(counts, shares), 2, 1)
    return told


def _unnamed(seen: _Seen, usual: Floats, rates: Floats, chance: np.random.Generator) -> Counts:
    """Stories that name none, by event, shape (C, K, D); the rest were usual."""
    shares = _normal(np.concatenate([np.moveaxis(rates, 1, 2), usual[:, :, None]], axis=2), axis=2)
    return np.moveaxis(chance.multinomial(seen.unnamed, shares)[:, :, :-1], 2, 1)


def _normal(rates: Floats, axis: int) -> Floats:
    return np.asarray(rates / rates.sum(axis=axis, keepdims=True), dtype=np.float64)


def _stepped(course: Courses, told: Counts, untold: Counts, chance: np.random.Generator) -> _State:
    """The chains' next state, given whose the stories were."""
    weekly, fading = course.drawn(told + untold, chance)
    told_by, untold_by = course.sums(told), course.sums(untold)
    lengths = course.sums(course.at(weekly, fading))
    heights = chance.gamma(told_by + untold_by + LEAST_RATE) / np.maximum(lengths, FAINT)
    heights[:, :, OUTSIDE] = 1.0
    return _State(heights, _naming(told_by, untold_by, chance), weekly, fading)


def _naming(told: Floats, untold: Floats, chance: np.random.Generator) -> Floats:
    """How often each event's stories name it in each phase, pulled towards how often all events' do."""
    all_told, all_untold = (of[:, :, :PHASES].sum(axis=(1, 2)) for of in (told, untold))
    common = chance.beta(all_told + 1.0, all_untold + 1.0)[:, None, None]
    naming = chance.beta(told + PULL * common, untold + PULL * (1 - common))
    return np.asarray(naming.clip(1e-6, 1 - 1e-6), dtype=np.float64)


def _joined(kept: Sequence[Draws]) -> Draws:
    own, named, share, usual, half = (
        np.concatenate([getattr(one, name) for one in kept])
        for name in ("own", "named", "share", "usual", "half_life")
    )
    return replace(kept[0], own=own, named=named, share=share, usual=usual, half_life=half)
