"""Telling a story: a draft with its truth out of the kind's templates."""

from __future__ import annotations

import random

from tests.demoweb.chance import dice
from tests.demoweb.hard.casting import Cast
from tests.demoweb.hard.pen import Pen
from tests.demoweb.hard.values import Draft, Story, Truth, Unit
from tests.demoweb.hard.worlds import World

_LONG = {"talk": 12}
_SHORT = 8
"""Lines of the body that a text tells at most, by subject."""
_FILLER = 5


def draft(world: World, seed: int, story: Story) -> Draft:
    """The story's own text."""
    throw = dice(seed, "tell", story.id)
    pen = Pen(world, story, Cast(world, seed, story), throw)
    kind = story.kind
    title = pen.headline(throw.choice(kind.titles))
    units = [pen.unit(throw.choice(kind.leads))]
    body = _picked(kind.body, _LONG.get(kind.about, _SHORT), throw)
    if kind.about not in {"notice", "list"}:
        body = _with_filler(world, body, throw)
    listed = kind.about == "list"
    units += [pen.unit(line, opens=listed or "¶" in line or throw.random() < 0.55) for line in body]
    if kind.tails and throw.random() < 0.6:
        units.append(pen.unit(throw.choice(kind.tails)))
    return Draft(title, tuple(units))


def _picked(lines: tuple[str, ...], most: int, throw: random.Random) -> list[str]:
    """The lines that are always told and some of the others, in their order."""
    free = [n for n, line in enumerate(lines) if not line.startswith("*")]
    wanted = max(2, throw.randint(most - 3, most) - (len(lines) - len(free)))
    kept = set(throw.sample(free, min(wanted, len(free))))
    return [line for n, line in enumerate(lines) if n in kept or line.startswith("*")]


def _with_filler(world: World, lines: list[str], throw: random.Random) -> list[str]:
    """``lines`` with some that mean nothing between them: stories of one kind would be too much alike."""
    filled = list(lines)
    for line in throw.sample(world.parts["filler"], _FILLER):
        filled.insert(throw.randrange(1, len(filled) + 1), line)
    return filled


def composed(units: tuple[Unit, ...]) -> tuple[str, Truth]:
    """The text of all units, a paragraph a line, and what is true of it."""
    text, truth = "", Truth()
    for unit in units:
        text += "\n" if text and unit.opens else ""
        truth = truth.followed_by(unit.truth, len(text))
        text += unit.text
    return text, truth
