"""Who says it: the speaker of each quote, and whose voice that is (pure).

Four voices: official, enterprise, expert, public. A speaker's name is kept for those who speak for an office,
a firm or their field; ordinary people have a voice and no name. What can't be told is left out: a quote that
no speaker can be found for has no place here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from analysis.names import name_at
from analysis.offices import Voice, speaks_for
from analysis.people import LISTS as PEOPLE_LISTS
from analysis.people import Person, people
from analysis.quotes import Quote, quotes
from analysis.sayings import SAYING

LISTS = PEOPLE_LISTS
"""The shipped lists that voices are read with."""

_CHUNK = re.compile(r"[^，,：:；;。！？!?\n]+")
_LEADS_IN = re.compile(
    r"(?:对此|随后|接着|同时|此外|不过|但|而|据|就在|会上|其间|现场|这时|此时|如今|当天|\s)*"
)
_HE = re.compile(r"[他她](?!们)")
_THEY = re.compile(r"他们|她们|大家|众人|人们")
_ASIDE = re.compile(r"[，（(]([^，。：:；（）()“”\n]{2,40})[，）)]")
_THAT_ONE = re.compile(
    r"(?:该|这[名位个]|上述|前述)(公司|企业|集团|银行|局|委|部门|负责人|相关负责人|有关负责人|人士|[^，,。：:]{0,6}?(?:负责人|人士|专家|教授|工作人员))"
)
_SOMEBODY = re.compile(r"[，,]?(?:[^，,]{0,12}，)?(?:还)?(?:有人|有的|不少人|很多人|许多人|一[位名])")
_OBJECT = re.compile(r"(?:对|向|跟|告诉|采访|给|为|握着|拉着|问|请|陪同|面对)$")
_OWNS = re.compile(
    r"的(?!话|建议|回答|回复|评价|看法|说法|口头禅|观点|感受|意见|态度|思路|判断|体会|一席|一番|这)"
)
_ACTS = re.compile(
    rf"(?:{SAYING}|如是|对|向|在|也|还|则|又|笑|是|有|从|把|一|拿|伸|挥|摇|点|竖|接|忙|当[即场]|随后|立即|感激|激动|高兴|兴奋|微笑|[边满握捧指看站坐回来走赶到]|[，,。：:！？“（(]|$)"
)
_ONE = re.compile(r"[一这该]|有")
_HEADING = re.compile(r"[^。！？!?；;：:\n]{1,24}\n")
_BEFORE = 400
"""Signs before a quote in which a pronoun's owner is looked for."""
_MOST_PEOPLE = 200
"""People of one text who are told apart: a list of prize-winners needs no more."""


@dataclass(frozen=True, slots=True)
class Said:
    """``text[start:end]`` was said by ``speaker`` ("" where nobody is named, and always in public voices)."""

    start: int
    end: int
    speaker: str
    title: str
    organization: str
    voice: Voice

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it: no words of the quote."""
        return {
            "start": self.start,
            "end": self.end,
            "speaker": self.speaker,
            "title": self.title,
            "organization": self.organization,
            "voice": self.voice,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Said:
        """What ``to_json`` made."""
        return cls(**value)


def voices(text: str) -> tuple[Said, ...]:
    """Every quote of ``text`` whose speaker can be told at least by voice, in order."""
    found = quotes(text)
    return tuple(_Speakers(text).said(found)) if found else ()


class _Speakers:
    """The people of one text, and who spoke last in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: tuple[int, Person] | None = None

    def said(self, found: tuple[Quote, ...]) -> list[Said]:
        made = []
        for quote in found:
            person = self._speaker(quote)
            if person:
                self._last = quote.end, person
                made.append(_said(quote, person))
        return made

    def _speaker(self, quote: Quote) -> Person | None:
        if quote.told == "alone":
            return self._from_context(quote)
        return self._in_clause(quote) or self._from_context(quote)

    def _in_clause(self, quote: Quote) -> Person | None:
        chunks = [found.span() for found in _CHUNK.finditer(self._text, quote.clause_start, quote.clause_end)]
        for start, end in reversed(chunks) if quote.told == "before" else chunks[:3]:
            person = self._subject(start, end)
            if person:
                return person
        clause = self._text[quote.clause_start : quote.clause_end]
        if _SOMEBODY.match(clause):
            return Person(quote.clause_start, quote.clause_end, "", "", "", "public")
        voice = speaks_for(clause)
        return Person(quote.clause_start, quote.clause_end, "", "", "", voice) if voice else None

    def _subject(self, start: int, end: int) -> Person | None:
        """Who acts in a clause: a pronoun's owner, somebody with a title, or somebody known by name."""
        start = _LEADS_IN.match(self._text, start, end).end()  # type: ignore[union-attr]
        one = _THAT_ONE.match(self._text, start, end)
        if one:
            return self._that_one(start, one)
        if _HE.match(self._text, start, end):
            owner = self._named_before(start) or (self._last and self._last[1])
            return owner or Person(start, end, "", "", "", "public")
        if _THEY.match(self._text, start, end):
            return Person(start, end, "", "", "", "public")
        acting = [person for person in people(self._text, start, end) if self._acts(person)]
        if acting and len(acting[0].name) > 1:
            return acting[0]
        known = self._known_in(start, end)
        if known and (not acting or known.start <= acting[0].start):
            return known
        if acting:
            return self._completed(acting[0])
        return self._stranger(start, end)

    def _acts(self, person: Person) -> bool:
        before = self._text[max(0, person.start - 3) : person.start]
        return not _OBJECT.search(before) and not _OWNS.match(self._text, person.end)

    def _that_one(self, at: int, found: re.Match[str]) -> Person | None:
        last = self._named_before(at) or (self._last and self._last[1])
        if last and found[1][-2:] in ("公司", "企业", "集团", "银行", "门"):
            return replace(last, name="", title="")
        return last

    def _named_before(self, at: int) -> Person | None:
        """Whom a pronoun at ``at`` means: who was named last before it, in its paragraph or the one above."""
        for chunk in reversed(list(_CHUNK.finditer(self._text, self._above(at), at))):
            person = self._by_name(*chunk.span())
            if person:
                return person
        return None

    def _above(self, at: int) -> int:
        """The beginning of the paragraph before that of ``at``, but not far away and not across a heading."""
        here = self._text.rfind("\n", 0, at) + 1
        above = self._text.rfind("\n", 0, max(0, here - 1)) + 1
        begin = here if _HEADING.fullmatch(self._text[above:here]) else above
        return max(begin, at - _BEFORE, 0)

    def _by_name(self, start: int, end: int) -> Person | None:
        """Who is named in a clause: whoever acts in it, else whoever it is about."""
        start = _LEADS_IN.match(self._text, start, end).end()  # type: ignore[union-attr]
        named = [
            person
            for person in people(self._text, start, end)
            if person.name or _ONE.match(self._text, person.start - 2)
        ]
        acting = [person for person in named if self._acts(person)]
        known = self._known_in(start, end)
        if known and (not acting or known.start <= acting[0].start):
            return known
        if acting or named:
            return self._completed(acting[0] if acting else named[-1])
        return self._stranger(start, end)

    def _known_in(self, start: int, end: int) -> Person | None:
        if not self._people:
            return None
        for found in self._name.finditer(self._text, start, end):
            before = self._text[max(0, found.start() - 3) : found.start()]
            if not _OBJECT.search(before) and not _OWNS.match(self._text, found.end()):
                return replace(self._people[found[0]], start=found.start(), end=found.end())
        return None

    def _completed(self, person: Person) -> Person:
        """陈县长 is the county's head who was named before."""
        if len(person.name) != 1 or not person.title:
            return person
        return next(
            (
                one
                for name, one in self._people.items()
                if name[0] == person.name and one.title == person.title
            ),
            replace(person, name=person.name + person.title),
        )

    def _stranger(self, start: int, end: int) -> Person | None:
        """Somebody named at a clause's beginning, or after its last 的: of the public, unless a title follows."""
        for at in (start, self._text.rfind("的", start, end) + 1):
            name = name_at(self._text, at, end) if at >= start else ""
            stop = at + len(name)
            if name and _ACTS.match(self._text, stop):
                return self._introduced(name, stop) or Person(at, stop, name, "", "", "public")
        return None

    def _introduced(self, name: str, at: int) -> Person | None:
        """The bearer of ``name`` whose title comes after it: 王强，某局局长，说 and 王强（某局局长）说."""
        aside = _ASIDE.match(self._text, at)
        titled = people(self._text, *aside.span(1)) if aside else []
        if aside and len(titled) == 1 and not titled[0].name and titled[0].end == aside.end(1):
            return replace(titled[0], name=name)
        return None

    def _from_context(self, quote: Quote) -> Person | None:
        """A quote without a speaker of its own: who is told of right before, else the last one goes on."""
        line_start = self._text.rfind("\n", 0, quote.start) + 1
        begin = max(line_start, quote.start - _BEFORE, self._last[0] if self._last else 0)
        told = self._told_of(begin, quote.start - 1)
        if told:
            return told
        if self._last and self._text.count("\n", self._last[0], quote.start) <= 1:
            return self._last[1]
        line_end = self._text.find("\n", quote.end)
        stop = min(line_end if line_end >= 0 else len(self._text), quote.end + _BEFORE)
        for person in people(self._text, quote.end, stop):
            return self._completed(person)
        return self._named_before(quote.start - 1)

    def _told_of(self, start: int, end: int) -> Person | None:
        """Who speaks in the sentences from ``start`` on, the last one first (X回忆，…。)."""
        for chunk in reversed(list(_CHUNK.finditer(self._text, start, end))):
            person = self._by_name(*chunk.span())
            if person:
                return person
        return None

    @cached_property
    def _people(self) -> dict[str, Person]:
        """Everybody with name and title, as first named."""
        known: dict[str, Person] = {}
        for person in people(self._text, 0, len(self._text)):
            if len(person.name) > 1 and len(known) < _MOST_PEOPLE:
                known.setdefault(person.name, person)
        return known

    @cached_property
    def _name(self) -> re.Pattern[str]:
        longest_first = sorted(self._people, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def _said(quote: Quote, person: Person) -> Said:
    if person.voice == "public":
        return Said(quote.start, quote.end, "", person.title, "", "public")
    return Said(quote.start, quote.end, person.name, person.title, person.organization, person.voice)
