"""Who bears a title that stands apart from the name, and whose house somebody is of (pure)."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.voices.names import name_at
from analysis.voices.offices import is_organization, voice_of
from analysis.voices.people import Person, people

_ASIDE = re.compile(r"(?:[，（(]|是)([^，。：:；（）()“”\n]{2,40})[，。）)]")
_FROM = re.compile(r"(?:来自|就职于|任职于|供职于|\A|(?<=[，,。：:”\n]))([^，,。：:的\n]{3,24})的\Z")
_OPEN_HOUSE = re.compile(
    r"(?:医院|学校|中学|小学|大学|学院|村|镇|乡|市|县|区|省|社区|街道|店|厂|平台|品牌|酒店)\Z"
)
"""Houses that people come from, or go to, whom they don't speak for."""
_AS = re.compile(r"(?:作为|身为)\Z")
_COMMA = re.compile("[，,]")
_CALLED_SO = re.compile(
    r"(?:\A|(?<=[^\u3400-\u9fff]))([\u3400-\u9fff]{2,4}?)(?:是|，是|，现任|，时任|，|、|（|\()\Z"
)
"""A name before a title that stands by itself."""


def titled(text: str, start: int, end: int) -> list[Person]:
    """Everybody with a title in a span; who has only that by the name that it is the apposition of."""
    return [one if one.name else _apposed(text, one) for one in people(text, start, end)]


def _apposed(text: str, person: Person) -> Person:
    """王强是某局局长; 王强，某局局长，说; 作为某局局长，王强说."""
    if _AS.search(text, max(0, person.start - 2), person.start):
        comma = _COMMA.match(text, person.end)
        name = name_at(text, comma.end(), comma.end() + 12) if comma else ""
    else:
        before = _CALLED_SO.search(text, max(0, person.start - 8), person.start)
        name = before[1] if before else ""
        if before and name_at(text, before.start(1), before.end(1)) != name:
            name = ""
    return replace(person, name=name) if len(name) > 1 else person


def member(text: str, start: int, at: int, name: str) -> Person:
    """The bearer of ``name`` as one of a house (来自云岭光电公司的孙启明), else of the public."""
    stop = at + len(name)
    house = _FROM.search(text, start, at)
    speaks = house and is_organization(house[1]) and not _OPEN_HOUSE.search(house[1])
    voice = voice_of(house[1]) if house and speaks else None
    if house and voice:
        return Person(at, stop, name, "", house[1], voice)
    return Person(at, stop, name, "", "", "public")


def introduced(text: str, name: str, at: int) -> Person | None:
    """The bearer of ``name`` whose title follows: 王强，某局局长，说; 王强（某局局长）; 王强是局长."""
    aside = _ASIDE.match(text, at)
    titled = people(text, *aside.span(1)) if aside else []
    if aside and len(titled) == 1 and not titled[0].name and titled[0].end == aside.end(1):
        return replace(titled[0], name=name)
    return None
