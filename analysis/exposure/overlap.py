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

from analysis.exposure.counterfactual import Counterfactual, Rates
from analysis.exposure.echo import first_days
from analysis.exposure.found import Naming
from analysis.exposure.intervals import Estimate, middle
from analysis.exposure.phases import FAINT, HALF_LIVES, LEAST_RATE, OUTSIDE, PHASES, Courses, courses
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
PULL = 2.0
"""Stories that an event's share of naming ones is pulled by towards that of all events together."""
EVEN_DAYS = 2.0
"""Days as even as chance makes them that are thought beside the events' own: there may be few of these."""
NOTHING = 0.05
"""An event brought something where fewer draws than this give it nothing."""


@dataclass(frozen=True, slots=True)
class Draws:
    """What might be, N times over, of K events on D days.

    ``own`` are an event's stories, of shape (N, K, D); ``half_life`` is in days (N, K).
    """

    days: tuple[date, ...]
    own: Counts
    half_life: Floats


@dataclass(frozen=True, slots=True)
class _State:
    """Chains at one step: ``naming`` by event and phase (C, K, 4).

    ``own`` are the events' stories (C, K, D), ``uneven`` what their days might have in the mean; ``fading``
    (C, K) is a place in :data:`HALF_LIVES`.
    """

    own: Counts
    uneven: Rates
    naming: Floats
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
    state = _beginning(course, seen, usual, chance)
    kept: list[Draws] = []
    for step in range(WARMING + KEPT):
        rates = state.uneven.given(state.own, chance) + FAINT**2
        naming = np.take_along_axis(state.naming, np.broadcast_to(course.phase, rates.shape), axis=2)
        told, untold = (
            _named(seen, rates * naming, chance),
            _unnamed(seen, usual, rates * (1 - naming), chance),
        )
        usual = rates_of_usual.given(seen.unnamed - untold.sum(axis=1), chance)
        state = _stepped(course, told, untold, state.uneven.excess + 1.0, chance)
        if step >= WARMING:
            kept.append(Draws(tuple(days), told + untold, HALF_LIVES[state.fading]))
    return _joined(kept)


def parts(draws: Draws, echo: Days) -> tuple[Estimate, ...]:
    """Each event's stories within ``echo``: no fewer than surely are its own, and with what is usual no more
    than were seen."""
    own = draws.own[:, :, [day in echo for day in draws.days]].sum(axis=2)
    return tuple(_part(one) for one in own.T)


def _part(own: Counts) -> Estimate:
    value, (low, high) = float(own.mean()), middle(own, 0.05, 0.95)
    least = 0.0 if (own == 0).mean() >= NOTHING else min(value, low)
    return Estimate(value, least, max(value, high))


def _seen(named: Named, events: Sequence[Summit], days: Sequence[date]) -> _Seen:
    def counts(who: frozenset[str]) -> Counts:
        found = named.get(who, Counter[date]())
        return np.array([found[day] for day in days], dtype=np.int64)

    alone = np.stack([counts(frozenset({event.id})) for event in events])
    several = tuple(
        (np.array([event.id in who for event in events]), counts(who)) for who in named if len(who) > 1
    )
    return _Seen(alone, several, counts(frozenset()))


def _beginning(course: Courses, seen: _Seen, usual: Floats, chance: np.random.Generator) -> _State:
    """What unnamed stories stand above each chain's usual goes to the events heard that day, by any shares.

    Chains that begin with quiet events hold what these brought for usual, and take hundreds of steps to
    learn.
    """
    heard = course.phase != OUTSIDE
    shares = chance.gamma(1.0, size=(len(usual), len(heard), 1)) * heard + FAINT
    told = _named(seen, shares, chance)
    above = np.maximum(seen.unnamed - usual, 0.0)[:, None, :]
    untold = np.rint(above * _normal(shares, axis=1) * heard).astype(np.int64)
    return _stepped(course, told, untold, np.ones((1, 1)), chance)


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


def _stepped(
    course: Courses, told: Counts, untold: Counts, dispersion: Floats, chance: np.random.Generator
) -> _State:
    """The chains' next state, given whose the stories were, and how uneven (C, 1, 1) events' days are.

    Of days that vary φ times as much as chance makes them, φ stories tell as much as one (quasi-Poisson).
    """
    own = told + untold
    weekly, fading = course.drawn(own / dispersion, chance)
    shape = course.at(weekly, fading)
    lengths = np.maximum(course.sums(shape), FAINT)
    heights = chance.gamma(course.sums(own / dispersion) + LEAST_RATE) * dispersion / lengths
    heights[:, :, OUTSIDE] = 1.0
    mean = shape * np.take_along_axis(heights, np.broadcast_to(course.phase, own.shape), axis=2)
    excess = np.maximum(_dispersion(own, mean, chance) - 1.0, 1e-6)
    naming = _naming(course.sums(told), course.sums(untold), chance)
    return _State(own, Rates(mean, excess), naming, fading)


def _dispersion(own: Counts, mean: Floats, chance: np.random.Generator) -> Floats:
    """Variance over mean of the events' days, one for all of them, (C, 1, 1), at least 1.

    Of few days it is pulled towards 1.
    """
    sums = np.maximum(mean.sum(axis=(1, 2)), FAINT)
    days = sums**2 / np.maximum((mean**2).sum(axis=(1, 2)), FAINT**2)
    spread = ((own - mean) ** 2).sum(axis=(1, 2)) / sums
    known = days + EVEN_DAYS
    divisor = np.maximum(chance.chisquare(known), known / 2)  # else a few days might be as uneven as can be
    found = (spread * days + EVEN_DAYS) / divisor
    return np.asarray(np.maximum(1.0, found)[:, None, None], dtype=np.float64)


def _naming(told: Floats, untold: Floats, chance: np.random.Generator) -> Floats:
    """How often each event's stories name it in each phase, pulled towards how often all events' do."""
    all_told, all_untold = (of[:, :, :PHASES].sum(axis=(1, 2)) for of in (told, untold))
    common = chance.beta(all_told + 1.0, all_untold + 1.0)[:, None, None]
    naming = chance.beta(told + PULL * common, untold + PULL * (1 - common))
    return np.asarray(naming.clip(1e-6, 1 - 1e-6), dtype=np.float64)


def _joined(kept: Sequence[Draws]) -> Draws:
    own, half = (np.concatenate([getattr(one, name) for one in kept]) for name in ("own", "half_life"))
    return replace(kept[0], own=own, half_life=half)
