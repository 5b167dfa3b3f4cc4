"""Sums of money in a sentence, and which of them are what somebody invests (pure).

What a text says a project costs is the text's claim, nothing more. Yuan are whole numbers; other currencies
stay as they are written, for no rate is known here. 亿元以上项目 and 百亿级 name a class of projects, no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from analysis.wordlists import longest_of, word_list

AmountKind = Literal["total", "phase", "unknown"]
Bound = Literal["exact", "over", "under", "about"]
LISTS = ("deals/invested", "deals/other_sums")
"""The shipped lists read here."""

_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+|\d{1,9})(?:[.．]\d{1,6})?|[一二两三四五六七八九十百千]{1,7}"
_SUM = re.compile(
    rf"(?<![\d.．一二两三四五六七八九十百千])(?:(?P<low>{_NUMBER})(?:万亿|亿|万)?元?[-—~～至到])?"
    rf"(?P<number>{_NUMBER})(?P<more>[余多])?(?P<scale>万亿|亿|千万|百万|万)(?P<more2>[余多])?"
    r"(?P<currency>元|人民币|美元|美金|欧元|港元|港币|日元|英镑|韩元|澳元|新台币)?(?P<after>以上|左右|上下)?"
)
_CLASS = re.compile(r"[级以]|[元]?以上(?:的)?(?:重大|重点|工业|产业|招商)*(?:项目|企业)")
_PROJECTS = re.compile(r"的?[^，。；\d]{0,6}(?:项目|企业)")
_NO_MONEY = re.compile(r"[吨千度立件人斤个亩平株次条只公米套台头颗片瓦辆]")
_INVESTS = re.compile(r"投资|投入|斥资|出资|耗资|总额$")
_SCALE = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("under", re.compile(r"(?:不超过|不高于|不多于|最多|至多)(?:人民币)?$")),
    ("over", re.compile(r"(?:超过|超|逾|不低于|不少于|突破|高达人民币|至少)(?:人民币)?$")),
    ("about", re.compile(r"(?:(?<!签)约|近|大约|约为|将近|接近)(?:人民币)?$")),
)
_PHASE = re.compile(r"(?<!分)([一首二三四])期(?!工业)")
_PHASES = {"一": 1, "首": 1, "二": 2, "三": 3, "四": 4}
_ADDED = re.compile(r"追加|追投|增资")
_OF_A_PROJECT = re.compile(
    r"[！!，,]?(?:的)?[^，。；！？\d]{0,14}?(?:项目|大单|投建|布局|产业园|基地|工厂|建厂)|投资|投建|布局"
)
_APART = re.compile(r"[，。；：！？\n“”（）()]")
_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as it is claimed; ``yuan`` is None where ``words`` name another currency. ``phase`` 0: all."""

    yuan: int | None
    kind: AmountKind
    bound: Bound
    words: str
    phase: int = 0

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "yuan": self.yuan,
            "kind": self.kind,
            "bound": self.bound,
            "words": self.words,
            "phase": self.phase,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Amount:
        """Back from :meth:`to_json`."""
        return cls(value["yuan"], value["kind"], value["bound"], value["words"], value["phase"])


@dataclass(frozen=True, slots=True)
class Investment:
    """Where a sentence claims an amount, by offsets into it."""

    start: int
    end: int
    amount: Amount


def investments(sentence: str) -> list[Investment]:
    """The sums in ``sentence`` that a project is said to cost, in order."""
    if "亿" not in sentence and "万" not in sentence:
        return []
    found: list[Investment] = []
    last, kind_of_last = 0, ""
    for match in _sums(sentence):
        before = sentence[max(last, match.start() - _WINDOW) : match.start()]
        # 分别为4.6亿元、3亿元: a list's later sums are of the first one's kind
        said = kind_of_last if before in {"、", "和", "，", "及"} and last else _said(before)
        said = said or ("of a project" if _OF_A_PROJECT.match(sentence, match.end()) else "")
        last, kind_of_last = match.end(), said
        if said and said != "other":
            found.append(Investment(match.start(), match.end(), _amount(match, before, said)))
    return found


def _sums(sentence: str) -> Iterator[re.Match[str]]:
    for match in _SUM.finditer(sentence):
        if _CLASS.match(sentence, match.end()) or (match["after"] == "以上" and _names_class(match)):
            continue
        if match["currency"] or not _NO_MONEY.match(sentence, match.end()):
            before = sentence[max(0, match.start() - 8) : match.start()]
            if match["currency"] or "亿" in match["scale"] or _INVESTS.search(before):
                yield match


def _names_class(match: re.Match[str]) -> bool:
    """10亿元以上项目31个."""
    return _PROJECTS.match(match.string, match.end()) is not None


def _said(before: str) -> str:
    """What the words before a sum call it: the last of them in its clause."""
    clause = _APART.split(before)[-1]
    said = [(found.end(), found[0]) for found in _sum_words().finditer(clause)]
    if not said:
        return ""
    word = said[-1][1]
    return "other" if word in _others() else word


@cache
def _sum_words() -> re.Pattern[str]:
    return longest_of((*word_list("deals/invested"), *word_list("deals/other_sums")))


@cache
def _others() -> frozenset[str]:
    return frozenset(word_list("deals/other_sums"))


def _amount(match: re.Match[str], before: str, said: str) -> Amount:
    clause = _APART.split(before)[-1]
    number = phase_number(clause) or (2 if _ADDED.search(clause) else 0)
    kind: AmountKind = "phase" if number else "unknown" if said == "of a project" else "total"
    value = Decimal(_plain(match["low"] or match["number"])) * _SCALE[match["scale"]]
    yuan = int(value) if match["currency"] in {None, "元", "人民币"} else None
    return Amount(yuan, kind, _bound(match, before), match[0], number)


def _bound(match: re.Match[str], before: str) -> Bound:
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    if match["more"] or match["more2"] or match["after"] == "以上" or match["low"]:
        return "over"
    return "about" if match["after"] else "exact"


def phase_number(words: str) -> int:
    """Which phase ``words`` name: 一期, 首期 1, 二期 2; 0 where none."""
    found = _PHASE.search(words)
    return _PHASES[found[1]] if found else 0


def _plain(number: str) -> str:
    """Digits of a number written with separators or in Chinese (十二, 两百, 三十五)."""
    if number[0] not in _DIGITS and number[0] not in _TENS:
        return re.sub(r"[,，]", "", number).replace("．", ".")
    total = digit = 0
    for sign in number:
        if sign in _TENS:
            total, digit = total + (digit or 1) * _TENS[sign], 0
        else:
            digit = _DIGITS[sign]
    return str(total + digit)
