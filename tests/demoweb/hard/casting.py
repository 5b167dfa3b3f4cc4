"""Who and what the slots of a text stand for: the same throughout a cast, whatever is asked first."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from tests.demoweb.chance import dice
from tests.demoweb.days import spoken
from tests.demoweb.hard.sums import SUMS
from tests.demoweb.hard.values import Project, Speaker, Story
from tests.demoweb.hard.worlds import World

FORMS = "-.=~^+"
"""How a role may be written: ``-`` title and name, ``.`` name, ``=`` title, ``~`` name first and then who
that is, ``^`` surname and what people are called (``called`` of the role), ``+`` surname and title, or a
foreigner's last name; without a sign all of it."""
_DIGITS = "0123456789"
_FULL_WIDTH = str.maketrans("()", "（）")


class Cast:
    """The people, firms, days and places of one cast."""

    def __init__(self, world: World, seed: int, story: Story) -> None:
        self._world = world
        self._seed = seed
        self._story = story

    def of(self, plan: Project) -> Cast:
        """The same people beside another project."""
        return Cast(self._world, self._seed, replace(self._story, project=plan))

    def _dice(self, slot: str) -> random.Random:
        return dice(self._seed, "cast", self._story.cast, slot)

    def _part(self, slot: str, *keys: str) -> str:
        throw = self._dice(slot)
        return "".join(throw.choice(self._world.parts[key]) for key in keys)

    def is_role(self, slot: str) -> bool:
        """Whether ``slot`` is somebody who can speak."""
        return slot.rstrip(_DIGITS) in self._world.parts["roles"]

    def speaker(self, slot: str) -> Speaker:
        """Whom the role ``slot`` is played by, as a quote's truth has it."""
        role = self._world.parts["roles"][slot.rstrip(_DIGITS)]
        anonymous = role["voice"] == "public" or role.get("unnamed", False)
        throw = self._dice(f"{slot}/post")
        return Speaker(
            "" if anonymous else self._name(slot),
            throw.choice(role["titles"]),
            self._organization(slot, throw.choice(role.get("organizations", [""]))),
            role["voice"],
        )

    def _organization(self, slot: str, written: str) -> str:
        """``firm`` stands for the cast's firm of the role's own number (``boss2`` speaks for ``firm2``)."""
        number = slot[len(slot.rstrip(_DIGITS)) :]
        if written == "firm":
            return self.word(f"firm{number}")
        return written.replace("{county}", self.word(f"county{number}"))

    def _name(self, slot: str) -> str:
        """A role may have ``names`` of its own, of people whose names aren't a surname and what follows."""
        whole = self._world.parts["roles"].get(slot.rstrip(_DIGITS), {}).get("names")
        if whole:
            return str(self._dice(f"{slot}/name").choice(whole))
        return self._part(f"{slot}/name", "surnames", "given")

    def person(self, slot: str, form: str) -> str:
        """The role as written, see :data:`FORMS`."""
        who = self.speaker(slot)
        role = self._world.parts["roles"][slot.rstrip(_DIGITS)]
        name = "" if role.get("unnamed", False) else self._name(slot)
        surname = self._dice(f"{slot}/name").choice(self._world.parts["surnames"])
        written = {
            "": f"{who.organization}{who.title}{name}",
            "-": f"{who.title}{name}",
            ".": name,
            "=": who.title,
            "~": f"{name}，{who.organization}{who.title}",
            "^": f"{surname}{role.get('called', '')}",
            "+": name.split("·")[-1] if "·" in name else f"{surname}{who.title}",
        }
        return written[form]

    def word(self, slot: str) -> str:
        """What ``slot`` stands for; KeyError when no such slot exists."""
        kind, number = slot.rstrip(_DIGITS), slot[len(slot.rstrip(_DIGITS)) :]
        project = self._story.project
        if project and not number and kind in {"firm", "short", "thing", "county", "phase"}:
            return str(getattr(project, kind))
        if project and kind in {"parent", "nick", "product"}:
            return self._otherwise(project, kind)
        if kind in {"county", "peer", "village", "industry", "street", "town"}:
            return self._other(kind, int(number or 1))
        if kind == "person":
            return self._part(slot, "surnames", "given")
        if kind in {"firm", "short"}:
            return firm(self._world, self._dice(f"firm{number}"))[kind == "short"]
        return self._days(kind)

    def _otherwise(self, project: Project, kind: str) -> str:
        """What else a project goes by: its firm's mother, the name of its plan, what it makes."""
        if kind == "product":
            return str(self._world.parts["products"][project.thing])
        of = project.firm if kind == "parent" else project.id
        return str(dice(self._seed, kind, of).choice(self._world.parts[kind]))

    def _other(self, kind: str, number: int) -> str:
        """The ``number``-th of a shuffled list, so that two numbers are never the same."""
        choice = list(self._world.parts[kind])
        self._dice(kind).shuffle(choice)
        return str(choice[number - 1])

    def _days(self, kind: str) -> str:
        day = self._story.day
        event = self._story.event.start if self._story.event else day
        said: dict[str, date] = {"day": day, "yesterday": day - timedelta(days=1), "eventday": event}
        if kind in said:
            return spoken(said[kind])
        return {"year": str(day.year), "month": f"{day.month}月", "lastyear": str(day.year - 1)}[kind]

    def summit(self, form: str) -> str:
        """The event's name: ``summit`` in full, ``alias`` with the city's name, ``abbr`` without it."""
        event = self._story.event
        assert event is not None
        if form == "abbr":
            return event.abbreviation
        name = event.name if form == "summit" else self._dice("alias").choice(event.aliases)
        return name.translate(_FULL_WIDTH) if self._dice("width").random() < 0.5 else name


def firm(world: World, throw: random.Random) -> tuple[str, str]:
    """A firm nobody registered: its full name and the short one that later reports use."""
    parts = world.parts
    if "firms" in parts and throw.random() < 0.5:
        full, short = throw.choice(parts["firms"])
        return full, short
    place, trade = throw.choice(parts["firm_places"]), throw.choice(parts["firm_trades"])
    name = throw.choice(parts["firm_heads"]) + throw.choice(parts["firm_tails"])
    full = f"{place}{name}{trade}{throw.choice(parts['firm_forms'])}"
    return full, f"{name}{trade}" if throw.random() < 0.5 else f"{place}{name}"


def project(world: World, throw: random.Random, number: int) -> Project:
    """A project of a firm, its sum as the world's ``sums`` write it.

    Where it names none, one in ten is counted in foreign money and one in four in 万元.
    """
    full, short = firm(world, throw)
    chance = throw.random()
    forms = world.parts.get("sums")
    if forms:
        total, amount = SUMS[throw.choice(forms)](throw)
    elif chance < 0.1:
        total, amount = f"{throw.randint(11, 90) / 10:.1f}亿美元", None
    elif chance < 0.35:
        ten_thousands = throw.randint(60, 980) * 10
        total, amount = f"{ten_thousands}万元", ten_thousands * 10_000
    else:
        tenths = throw.randint(12, 890)
        total, amount = f"{tenths / 10:g}亿元", tenths * 10_000_000
    return Project(
        f"p{number:03}",
        full,
        short,
        throw.choice(world.parts["thing"]),
        throw.choice(world.parts["county"]),
        total,
        amount,
        f"{throw.randint(3, 11) / 10:g}亿元",
    )
