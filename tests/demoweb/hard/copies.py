"""What copies do to a draft: cut, retitle, splice, reword; and what each outlet puts around it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from tests.demoweb.edits import HEADS, SYNONYMS
from tests.demoweb.hard.values import Draft, Press, Unit

Edit = Callable[[Draft, random.Random], Draft]
_HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
_CLAUSE = re.compile(r"(?<=[，。；：！？])")


def whole(draft: Draft, _throw: random.Random) -> Draft:
    """Word for word."""
    return draft


def retitled(draft: Draft, throw: random.Random) -> Draft:
    """The body kept under a headline of the lead's first words, which says nothing."""
    words = re.sub(r"[“”‘’「」『』\"'，。：；！？\n]", " ", draft.units[0].text)[:18].strip()
    return replace(draft, title=Unit(throw.choice(HEADS) + words))


def light(draft: Draft, throw: random.Random) -> Draft:
    """A word here and there where nobody speaks, and one unit dropped."""
    swaps = throw.sample(SYNONYMS, 4)

    def edited(unit: Unit) -> Unit:
        text = unit.text
        for old, new in swaps if not unit.truth.quotes else ():
            text = text.replace(old, new, 1)
        return replace(unit, text=text)

    dropped = throw.randrange(1, len(draft.units)) if len(draft.units) > 3 else -1
    return replace(draft, units=tuple(edited(u) for n, u in enumerate(draft.units) if n != dropped))


def cut(share: float) -> Edit:
    """The first ``share`` of the units, three at least."""

    def edit(draft: Draft, _throw: random.Random) -> Draft:
        return replace(draft, units=draft.units[: max(3, round(len(draft.units) * share))])

    return edit


def typed(share: float) -> Edit:
    """``share`` of the characters mistyped, one by one."""

    def edit(draft: Draft, throw: random.Random) -> Draft:
        def mistyped(text: str) -> str:
            return "".join(throw.choice(_HAN) if throw.random() < share else sign for sign in text)

        return Draft(draft.title, tuple(replace(u, text=mistyped(u.text)) for u in draft.units), intact=False)

    return edit


def reworded(share: float) -> Edit:
    """``share`` of the characters touched, a clause at a time: dropped, turned round, or filled up."""

    def edit(draft: Draft, throw: random.Random) -> Draft:
        def otherwise(clause: str) -> str:
            if throw.random() >= share or len(clause) < 5:
                return clause
            body, mark = clause[:-1], clause[-1]
            half = throw.randrange(2, len(body) - 1)
            filler = throw.choice(("据介绍，", "值得一提的是，", "与此同时，", "其中，", "记者了解到，"))
            turned = (body[half:] + body[:half] + mark, filler + body[:half] + mark, "")
            return throw.choice(turned)

        def rewritten(unit: Unit) -> Unit:
            return replace(unit, text="".join(map(otherwise, _CLAUSE.split(unit.text))))

        units = (rewritten(unit) for unit in draft.units)
        return Draft(draft.title, tuple(u for u in units if u.text.strip()), intact=False)

    return edit


def spliced(share: float) -> Callable[[Draft, Draft], Draft]:
    """``share`` of one text, filled up with units of another: fewer than half of those that it has."""

    def edit(draft: Draft, other: Draft) -> Draft:
        kept = draft.units[: max(2, round(len(draft.units) * share))]
        room = round(sum(len(u.text) for u in kept) * (1 - share) / share)
        added: list[Unit] = []
        for unit in other.units[1 : max(2, len(other.units) // 2)]:
            if unit.alone and len(unit.text) <= room:
                added.append(replace(unit, opens=True))
                room -= len(unit.text)
        return replace(draft, units=(*kept, *added))

    return edit


EDITS: dict[str, Edit] = {
    "whole": whole,
    "retitled": retitled,
    "light": light,
    "cut60": cut(0.6),
    "cut40": cut(0.4),
    "cut30": cut(0.3),
    "typed01": typed(0.01),
    "typed03": typed(0.03),
    "reworded10": reworded(0.1),
    "reworded20": reworded(0.2),
    "reworded30": reworded(0.3),
}
SPLICES = {"spliced75": spliced(0.75), "spliced60": spliced(0.6)}
SHARES = {
    "whole": 0.3,
    "retitled": 0.14,
    "light": 0.12,
    "cut60": 0.08,
    "cut40": 0.06,
    "cut30": 0.03,
    "typed01": 0.04,
    "typed03": 0.03,
    "reworded10": 0.05,
    "reworded20": 0.04,
    "reworded30": 0.03,
    "spliced75": 0.05,
    "spliced60": 0.03,
}


def printed(draft: Draft, press: Press, throw: random.Random, reporter: str) -> Draft:
    """``draft`` among the outlet's own lines: some above it, most below."""
    lines = [
        line.format(name=press.name, reporter=reporter, n=throw.randint(10, 999)) for line in press.lines
    ]
    above = [Unit(line) for line in lines if line.startswith("（")]
    below = [Unit(line) for line in lines if not line.startswith("（")]
    return replace(draft, units=(*above, *(replace(draft.units[0], opens=True), *draft.units[1:]), *below))
