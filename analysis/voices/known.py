"""The people that a text names with a title, and who of them a part of a name means (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from analysis.mentions.surnames import compound_surnames
from analysis.voices.people import Person

_BOSS = re.compile(r"([\u3400-\u9fff]{1,2})总(?=的|[，,：:]|\Z|说|笑|在|又|也)")
"""马总, of whom the text tells elsewhere what the name is."""
_MOST_PEOPLE = 200
"""People of one text who are told apart: a list of prize-winners needs no more."""


class Known:
    """Everybody of one text with name and title. ``titled`` reads a span of it."""

    def __init__(self, text: str, titled: Callable[[int, int], list[Person]]) -> None:
        self._text = text
        self._titled = titled

    def named(self, start: int, end: int) -> Iterator[Person]:
        """Those whose names stand in a span, whatever they are there."""
        for found in self._name.finditer(self._text, start, end):
            yield replace(self._people[found[0]], start=found.start(), end=found.end())

    def bosses(self, start: int, end: int) -> Iterator[Person]:
        """Those of firms who are called 马总 in a span."""
        for found in _BOSS.finditer(self._text, start, end):
            same = {
                person.name: person
                for name, person in self._people.items()
                if person.voice == "enterprise" and found[1].endswith(_family(name))
            }
            if len(same) == 1:
                yield replace(next(iter(same.values())), start=found.start(), end=found.end())

    def completed(self, person: Person) -> Person:
        """陈县长 is the county's head named in full, or the only official called 陈; else that is all."""
        if not (person.name and is_family(person.name)):
            return person
        family = [one for name, one in self._people.items() if name.startswith(person.name)]
        same = [one for one in family if one.title == person.title]
        alike = [one for one in family if one.voice == person.voice]
        if same or len(alike) == 1:
            return (same or alike)[0]
        return replace(person, name=person.name + person.title)

    @cached_property
    def _people(self) -> dict[str, Person]:
        """Everybody with name and title, as first named."""
        known: dict[str, Person] = {}
        for person in self._titled(0, len(self._text)):
            if not is_family(person.name) and len(known) < _MOST_PEOPLE:
                known.setdefault(person.name, person)
                last = person.name.rpartition("·")[2]  # 安德烈·勒菲弗 is 勒菲弗 from then on
                if len(last) > 1:
                    known.setdefault(last, person)
        return known

    @cached_property
    def _name(self) -> re.Pattern[str]:
        longest_first = sorted(self._people, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def is_family(name: str) -> bool:
    """Whether a name is a surname alone, or none at all."""
    return len(name) < 2 or name in compound_surnames()


def _family(name: str) -> str:
    """The surname that a full name begins with."""
    return name[:2] if name[:2] in compound_surnames() else name[:1]
