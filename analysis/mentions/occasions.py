"""What a sentence says of the event named in it: whose it is, which edition, when, over or to come."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from analysis.wordlists import longest_of, word_list

LISTS = ("look_back", "look_ahead", "other_hosts")
"""The shipped lists read here."""

Host = Literal["ours", "elsewhere", "unsaid"]
Namings = Callable[[str], Sequence[tuple[int, int, bool]]]
"""Gives where places stand in a text (begin, end), in order, and whether each is ours."""

_FARTHEST = 120
"""Characters read on both sides of the name."""
_SENTENCE = re.compile(r"[。!?;]")
_TO_THE_NAME = re.compile(
    r"(?:[市省区县州的办了()]|国际|全国|中国|世界|亚洲|年度|首届|第\w{1,3}[届期]|20\d\d年?|\d{1,2}月\d{1,2}日|将|拟|昨日|今日"
    r"|主办|举办|承办|召开|举行|开幕|启动|迎来|一场)*"
)
_LONGEST_GAP = 20
_THERE = re.compile(r"在(?:当地|该市|那里)\w{0,3}的?$")
_HELD = re.compile(r"[^,]{0,8}?(?:在|于|落户|移师|转战|移至|改到)(?:中国|全国)?")
_ORDINAL = re.compile(r"(?:第([0-9一二三四五六七八九十]{1,3})|(首))[届期]")
_ORDINAL_BEFORE = re.compile(_ORDINAL.pattern + r"[^,届期]{0,8}$")
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_BEFORE = re.compile(r"(20\d\d)(?:年?[^,\d以自]{0,10}|年,)$")
_RELATIVE_BEFORE = re.compile(
    r"(去年|上年|上一?届|一年前|前年|两年前|今年|本届|明年)(?:\d{1,2}月(?:\d{1,2}日)?)?[^,\d]{0,8}$"
)
_YEARS_AWAY = {"去": -1, "上": -1, "一": -1, "前": -2, "两": -2, "今": 0, "本": 0, "明": 1}
_DAY = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日")
_OVER = re.compile(r"(?:大会|峰会|活动|仪式)?(?:后|以来|之后|期间签)")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Saying:
    """The sentence around an event's name.

    ``host`` is whose event it is by the words bound to the name; ``city`` and ``elsewhere`` tell whether the
    sentence names us, and its clause another place. ``years`` are all in the sentence; ``year`` is that bound
    to the name, as a number or as what must be added to the year of the day (-1: last year's).
    """

    host: Host
    city: bool
    elsewhere: bool
    year: int | None
    years: frozenset[int]
    ordinal: int | None
    days: tuple[tuple[int | None, int, int], ...]
    is_past: bool
    is_ahead: bool

    def is_on(self, first: date, last: date, day: date) -> bool:
        """Whether the sentence gives a day from ``first`` to ``last``, as one reads it on ``day``."""
        return any(first <= told <= last for told in self._told(day))

    def _told(self, day: date) -> list[date]:
        told = [
            [
                made
                for year in ([given] if given else range(day.year - 1, day.year + 2))
                if (made := _made(year, *rest))
            ]
            for given, *rest in self.days
        ]
        return [self._nearest(days, day) for days in told if days]

    def _nearest(self, days: Sequence[date], day: date) -> date:
        """Of the same day in several years the next one, or the last one that is over."""
        if self.is_ahead:
            return next((one for one in days if one >= day), days[-1])
        return next((one for one in reversed(days) if one <= day), days[0])


def saying(text: str, start: int, end: int, namings: Namings) -> Saying:
    """What is said in ``text`` (half width, no blanks) of the event named at ``start`` to ``end``."""
    before = _SENTENCE.split(text[max(0, start - _FARTHEST) : start])[-1]
    after = _SENTENCE.split(text[end : end + _FARTHEST])[0]
    sentence = f"{before}{text[start:end]}{after}"
    places = [
        (begin, until, ours)
        for begin, until, ours in namings(sentence)
        if until <= len(before) or begin >= len(before) + end - start
    ]
    clause = (before.rfind(",") + 1, len(sentence) - len(after) + (after + ",").find(","))
    ordinal = _ORDINAL_BEFORE.search(before)
    return Saying(
        host=_host(before, sentence, len(before) + end - start, places),
        city=any(ours for _, _, ours in places),
        elsewhere=any(clause[0] <= begin < clause[1] and not ours for begin, _, ours in places),
        year=_year(before),
        years=frozenset(int(year) for year in _YEAR.findall(sentence)),
        ordinal=_number(ordinal) if ordinal else None,
        days=tuple(
            (int(year) if year else None, int(month), int(of)) for year, month, of in _DAY.findall(sentence)
        ),
        is_past=bool(_past().search(sentence) or _OVER.match(after)),
        is_ahead=bool(_ahead().search(sentence)),
    )


def ordinals(name: str) -> set[int]:
    """The numbers of editions in an event's name (第三届)."""
    return {_number(found) for found in _ORDINAL.finditer(name)}


def _host(before: str, sentence: str, end: int, places: Sequence[tuple[int, int, bool]]) -> Host:
    """Whose event it is: by the place right before the name, a wider host, or where it is held."""
    earlier = [(until, ours) for _, until, ours in places if until <= len(before)]
    if earlier:
        until, ours = earlier[-1]
        gap = before[until:]
        if (len(gap) <= _LONGEST_GAP and _TO_THE_NAME.fullmatch(gap)) or _THERE.search(gap):
            return "ours" if ours else "elsewhere"
    if _other_host().search(before):
        return "elsewhere"
    held = _HELD.match(sentence, end)
    for begin, _, ours in places:
        if held and begin == held.end():
            return "ours" if ours else "elsewhere"
    return "unsaid"


def _year(before: str) -> int | None:
    relative = _RELATIVE_BEFORE.search(before)
    if relative:
        return _YEARS_AWAY[relative[1][0]]
    year = _YEAR_BEFORE.search(before)
    return int(year[1]) if year else None


def _number(found: re.Match[str]) -> int:
    """The number of 第十二届, 第12届 or 首届."""
    said = found[1]
    if not said:
        return 1
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _past() -> re.Pattern[str]:
    return longest_of(word_list("look_back"))


@lru_cache(maxsize=1)
def _ahead() -> re.Pattern[str]:
    return longest_of(word_list("look_ahead"))


@lru_cache(maxsize=1)
def _other_host() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{longest_of(word_list('other_hosts')).pattern})(?:主办|承办|举办|召开|举行)?(?:的|年度)?$"
    )
