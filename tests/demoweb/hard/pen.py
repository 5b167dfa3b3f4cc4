"""From a template with marks to a unit with its truth.

==================  ==================================================================================
``{q boss:words}``  speech of the role ``boss`` in quotation marks; ``{qo …}`` leaves them open, as all but
                    the last paragraph of a long quote do
``{m speed:words}`` words that get the message ``speed`` across
``{boss}``          the role in full; ``{boss-}`` with title and name, ``{boss.}`` by name; more in
                    :data:`tests.demoweb.hard.casting.FORMS`
``{place}``         the city, meant; so are ``{city}``, ``{park}`` and ``{county}``
``{summit}``        the story's event, meant; so are ``{alias}`` and ``{abbr}``
``{total}``         the project's sum, the amount of the deed the unit tells of
``{n:3-9}``         a number; ``{pct}``, ``{amount}``: figures that mean nothing
``{a|b}``           one of the two
==================  ==================================================================================

A unit that opens with ``!signed`` (or another stage) tells of that stage of the story's project; ``*`` before
it: it is always told. With ``!signed2`` the unit tells of the story's second project, and its slots stand for
that. ``¶`` ends a paragraph inside a unit. Words without a mark mean nothing, whatever they
look like.
"""

from __future__ import annotations

import random
import re
from copy import copy
from dataclasses import replace
from typing import cast

from tests.demoweb.hard.casting import FORMS, Cast
from tests.demoweb.hard.values import Deed, Quoted, Stage, Story, Truth, Unit
from tests.demoweb.hard.worlds import World

_MEANT = ("place", "city", "park", "county")
_SUMMITS = ("summit", "alias", "abbr")
_MARKS = ("“”‘’", "“”‘’", "“”‘’", "“”‘’", "“”‘’", "“”‘’", "「」『』", "\"\"''")
"""What writers put around speech; six in eight use curved marks."""
_SAME = re.compile(
    r"\{m [\w-]+:[^{}]*\}|\{(?:place|city|park|county|village|thing|leader|manager|netizen|street|month"
    r"|town|peer|industry|abbr|alias)\d?\}"
)
"""Slots that leave a sentence much the same in every story."""
_ASIDE = 0.85
"""Share of quotes that open with a clause of the story's own."""


class Pen:
    """Writes the units of one story.

    Two stories of one kind share few sentences: those without a name or a figure get an aside.
    """

    def __init__(self, world: World, story: Story, people: Cast, throw: random.Random) -> None:
        self._world = world
        self._story = story
        self._cast = people
        self._throw = throw
        self._marks = str.maketrans("“”‘’", throw.choice(_MARKS))

    def headline(self, template: str) -> Unit:
        """``template`` written out as it stands."""
        sheet = _Sheet()
        self._write(template, sheet)
        return Unit(sheet.text, sheet.truth(()))

    def unit(self, template: str, *, opens: bool = True) -> Unit:
        """``template`` written out, its sentences made the story's own; a notice's fixed lines stay fixed."""
        stage, text = "", template.removeprefix("*")
        if text.startswith("!"):
            stage, _, text = text[1:].partition(" ")
        named = stage.rstrip("0123456789")
        return self._of(stage[len(named) :])._unit(template, named, text, opens)

    def _of(self, number: str) -> Pen:
        """The pen that writes of the story's project of that number; this one without a number."""
        if not number:
            return self
        other, plan = copy(self), self._story.others[int(number) - 2]
        other._story, other._cast = replace(self._story, project=plan), self._cast.of(plan)
        return other

    def _unit(self, template: str, stage: str, text: str, opens: bool) -> Unit:
        sheet = _Sheet()
        fixed = template.startswith("*") and self._story.kind.about == "notice"
        self._write(text if fixed else "".join(map(self._own, _sentences(text))), sheet)
        project = self._story.project
        deeds = (Deed(project.id, cast("Stage", stage)),) if stage and project else ()
        alone = all(self._cast.speaker(who).name == "" for who in sheet.heard - sheet.named)
        return Unit(sheet.text.translate(self._marks), sheet.truth(deeds), opens, alone)

    def _own(self, sentence: str) -> str:
        """``sentence`` with an aside before its full stop if it would stand in other stories too."""
        if "{" in _SAME.sub("", sentence) or not sentence.endswith("。"):
            return sentence
        return f"{sentence[:-1]}，{self._throw.choice(self._world.parts['asides'])}。"

    def _write(self, template: str, sheet: _Sheet) -> None:
        at = 0
        while (opened := template.find("{", at)) >= 0:
            sheet.text += template[at:opened].replace("¶", "\n")
            at = _closing(template, opened) + 1
            self._slot(template[opened + 1 : at - 1], sheet)
        sheet.text += template[at:].replace("¶", "\n")

    def _slot(self, slot: str, sheet: _Sheet) -> None:
        mark, _, rest = slot.partition(" ")
        if mark in {"q", "qo"}:
            who, _, words = rest.partition(":")
            sheet.text += "“"
            sheet.heard.add(who)
            begun = len(sheet.text)
            own = self._throw.choice(self._world.parts["said"]) if self._throw.random() < _ASIDE else ""
            self._write(own + words, sheet)
            sheet.quotes.append(Quoted(begun, len(sheet.text), self._cast.speaker(who)))
            sheet.text += "”" if mark == "q" else ""
        elif mark == "m":
            name, _, words = rest.partition(":")
            sheet.messages.add(name)
            self._write(words, sheet)
        elif "|" in slot:
            self._write(self._throw.choice(slot.split("|")), sheet)
        else:
            self._word(slot, sheet)

    def _word(self, slot: str, sheet: _Sheet) -> None:
        kind = slot.rstrip(f"0123456789{FORMS}")
        if slot in {"pct", "amount"} or slot.startswith("n:"):
            sheet.text += self._figure(slot)
        elif slot == "total":
            assert self._story.project is not None
            sheet.amounts.add(self._story.project.amount)
            sheet.text += self._story.project.total
        elif kind in _MEANT:
            sheet.places.add(self._world.city)
            named = {"place": self._world.city, "city": f"{self._world.city}市"}
            sheet.text += named.get(kind) or self._world.parts.get(kind + "_name") or self._cast.word(slot)
        elif kind in _SUMMITS:
            assert self._story.event is not None
            sheet.summits.add(self._story.event.id)
            name = self._cast.summit(kind)
            sheet.places |= {self._world.city} if self._world.city in name else set()
            sheet.text += name
        elif self._cast.is_role(kind):
            self._person(slot, sheet)
        else:
            sheet.text += self._cast.word(slot)

    def _person(self, slot: str, sheet: _Sheet) -> None:
        form = slot[-1] if slot[-1] in FORMS else ""
        role = slot.removesuffix(form) if form else slot
        sheet.named |= set() if form == "+" else {role}
        written = self._cast.person(role, form)
        organization = "" if form else self._cast.speaker(role).organization
        if organization.startswith((self._world.city, *self._world.parts["county"])):
            sheet.places.add(self._world.city)
        sheet.text += written

    def _figure(self, slot: str) -> str:
        if slot == "pct":
            return f"{self._throw.randint(30, 268) / 10:.1f}%"
        if slot == "amount":
            return f"{self._throw.randint(12, 860) / 10:.1f}亿元"
        low, high = map(int, slot.removeprefix("n:").split("-"))
        return str(self._throw.randint(low, high))


class _Sheet:
    """What has been written of a unit, what it meant so far, and who was heard and named in it."""

    def __init__(self) -> None:
        self.text = ""
        self.places: set[str] = set()
        self.summits: set[str] = set()
        self.messages: set[str] = set()
        self.quotes: list[Quoted] = []
        self.amounts: set[int | None] = set()
        self.heard: set[str] = set()
        self.named: set[str] = set()

    def truth(self, deeds: tuple[Deed, ...]) -> Truth:
        """What the whole of it means."""
        return Truth(
            frozenset(self.places),
            frozenset(self.summits),
            frozenset(self.messages),
            tuple(self.quotes),
            deeds,
            frozenset(amount for amount in self.amounts if amount is not None),
        )


def _sentences(template: str) -> list[str]:
    """``template`` cut after each full stop that stands in no slot."""
    found, depth, begun = [], 0, 0
    for at, sign in enumerate(template):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "。" and depth == 0:
            found.append(template[begun : at + 1])
            begun = at + 1
    return [*found, template[begun:]]


def _closing(template: str, opened: int) -> int:
    """Where the brace that opens at ``opened`` closes."""
    depth = 0
    for at in range(opened, len(template)):
        depth += {"{": 1, "}": -1}.get(template[at], 0)
        if depth == 0:
            return at
    raise ValueError(f"an open brace: {template}")
