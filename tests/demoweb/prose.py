"""Telling a story: the sentences of its kind with the slots filled.

``{firm}`` is one firm throughout a story and ``{firm2}`` another; ``{n:3-9}``, ``{f:1-4}``, ``{pct}`` and
``{amount}`` are new figures each time, but with ``=`` in front (``{=amount}``) the same wherever they stand;
``{a|b}`` is one of the two.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta

from tests.demoweb import casting
from tests.demoweb.days import spoken
from tests.demoweb.places import SCENES
from tests.demoweb.values import Kind, Prose, Story

_SLOT = re.compile(r"\{([^{}]+)\}")
_DIGITS = "0123456789"
_FULL_WIDTH = str.maketrans("()", "（）")
_CAST: dict[str, Callable[[random.Random], str]] = {
    "person": casting.person,
    "firm": casting.firm,
    "expert": casting.expert,
    "boss": casting.boss,
    "village": casting.village,
    "street": casting.street,
}


def _time(story: Story) -> dict[str, str]:
    return {
        "day": spoken(story.day),
        "yesterday": spoken(story.day - timedelta(days=1)),
        "month": f"{story.day.month}月",
        "year": str(story.day.year),
    }


def _event(story: Story, throw: random.Random) -> dict[str, str]:
    """The summit's names and days; half the press writes its brackets in full width."""
    if not story.event:
        return {}
    summit, *_, alias = story.event.names
    return {
        "summit": summit.translate(_FULL_WIDTH) if throw.random() < 0.5 else summit,
        "alias": alias,
        "open_day": spoken(story.event.start),
        "sign_day": spoken(story.event.start),
        "eve": spoken(story.event.start - timedelta(days=1)),
        "days_left": str((story.event.start - story.day).days),
    }


def _scene(story: Story, throw: random.Random) -> dict[str, str]:
    """The place's own: counties, offices, industries, neighbours."""
    scene = SCENES.get(story.place)
    if not scene:
        return {}
    counties = throw.sample(scene.counties, 3)
    industries = throw.sample(scene.industries, 2)
    peers = throw.sample([name for name in SCENES if name != scene.name], 2)
    return {
        "place": scene.name,
        "city": scene.name + "市",
        "park": scene.park,
        "mayor": scene.mayor,
        "secretary": scene.secretary,
        **dict(zip(("county", "county2", "county3"), counties, strict=True)),
        **dict(zip(("industry", "industry2"), industries, strict=True)),
        **dict(zip(("peer", "peer2"), peers, strict=True)),
    }


class Cast:
    """Who and what the slots of one story stand for."""

    def __init__(self, story: Story, throw: random.Random) -> None:
        self._throw = throw
        self._known = _time(story) | _event(story, throw) | _scene(story, throw)

    def fill(self, template: str) -> str:
        """``template`` with every slot filled."""
        return _SLOT.sub(lambda match: self._value(match[1]), template)

    def _value(self, slot: str) -> str:
        if "|" in slot:
            return self._throw.choice(slot.split("|"))
        if _is_figure(slot):
            return self._figure(slot)
        if slot not in self._known:
            shared = slot.startswith("=")
            self._known[slot] = self._figure(slot[1:]) if shared else _CAST[slot.rstrip(_DIGITS)](self._throw)
        return self._known[slot]

    def _figure(self, slot: str) -> str:
        if slot == "pct":
            return f"{self._throw.randint(30, 268) / 10:.1f}%"
        if slot == "amount":
            return f"{self._throw.randint(12, 860) / 10:.1f}亿元"
        form, _, bounds = slot.partition(":")
        low, high = map(int, bounds.split("-"))
        if form == "n":
            return str(self._throw.randint(low, high))
        return f"{low + self._throw.randint(1, (high - low) * 100) / 100:.2f}"


def _is_figure(slot: str) -> bool:
    return slot in {"pct", "amount"} or slot.startswith(("n:", "f:"))


def _told_of(story: Story, lines: tuple[str, ...]) -> list[str]:
    """The lines that may be told of this story, without their marks."""
    told = []
    for line in lines:
        mark, _, rest = line.partition(" ") if line.startswith("@") else ("", "", line)
        if not mark or mark[1:] in {story.place, story.summit}:
            told.append(rest)
    return told


def _picked(throw: random.Random, lines: list[str], count: int) -> list[str]:
    """``count`` of ``lines`` in their order."""
    return [lines[n] for n in sorted(throw.sample(range(len(lines)), min(count, len(lines))))]


def tell(story: Story, throw: random.Random) -> Prose:
    """The story's own text."""
    kind: Kind = story.kind
    cast = Cast(story, throw)
    title = cast.fill(throw.choice(_told_of(story, kind.titles)))
    lead = cast.fill(throw.choice(_told_of(story, kind.leads)))
    body = [cast.fill(line) for line in _picked(throw, _told_of(story, kind.body), throw.randint(6, 8))]
    paragraphs: list[tuple[str, ...]] = [(lead,)]
    while body:
        size = throw.choice((1, 2, 2, 3))
        paragraphs.append(tuple(body[:size]))
        body = body[size:]
    if kind.tails and throw.random() < 0.6:
        paragraphs.append((cast.fill(throw.choice(kind.tails)),))
    return Prose(title, tuple(paragraphs))
