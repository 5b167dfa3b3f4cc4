"""Who is named in a clause: title, name and organization, by word lists and the words around (pure).

A name stands right after a title (局长王强) or right before it (周慕白教授, 王局长); what stands before the
title, back to a word that belongs to the sentence, is the organization. Titles in a row are one person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.mentions.surnames import compound_surnames
from analysis.voices import names, offices
from analysis.voices.names import name_at, surnames
from analysis.voices.offices import Voice, title_pattern, voice_by, voice_of
from analysis.words import cut

LISTS = (*names.LISTS, *offices.LISTS)
"""The shipped lists that people are read with."""

_NOT_TITLE = re.compile(
    r"(?<=民)区|热线|信箱|专线|接待日|质量奖|[期远效久团性力才楼节化制部院室级证务念贸]|端(?!木)|三角|会(?!长)|学(?!者)|队(?![员长])|小组|班子|作用|单位|委员会"
)
"""What makes another word of a title that stands before it."""
_SENDS = re.compile("[大民生商业工家长员者会司团方师]")
"""Before 代表 where it is a title (企业代表), not what somebody does (孙启明代表公司)."""
_ANONYMOUS = re.compile(r"一位|一名|不少|多位|几位|许多|有的|某|主要|有关|相关")
_RANK = re.compile(
    r"(?:副|代|首席|高级|常务|执行|联合|联席|原|前|总|资深|党组|党委|纪委|名誉|荣誉|特级|一级|二级|特聘|助理|外贸|销售|市场|行政|人力资源|项目"
    rf"|部门|区域|大区|客户|运营|生产|技术|品牌|{_ANONYMOUS.pattern})+\Z"
)
_RANK_ENDS = frozenset("副代席级务行合原前总深组委誉聘理贸售场政源目门域区户营产术牌位名少多的某要关")
_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]|[的由是据被让把了着向您他她们该]")
_WORDS = re.compile(
    r"对(?!外)|但|而(?!立)|其中|目前|来自|作为|身为|时任|现任|一位|一名|这位|那位|有(?![限色机轨线关])|在(?!线)|包括|比如|因为|给|像"
    r"|\d+多?[名个位]|一个|这些|一些|那些|更多|全体|记者|(?<=\d)日|上午|下午|当天|会上|会后|随后|近日|日前|昨日|昨天|今天|谈起|听到|采访"
    r"|转[述达告]了?|复述了?|[援引]述|宣读了?|代读了?|[讲说想记]起"
    r"|见到|新任?(?=\Z)|同来|随行|走进|请来|邀请|(?<![展房化划源业育务障场族技济])[和与](?![平谐顺])"
)
"""Signs and words that are no part of an organization's name; 发展和改革, 文化和旅游 are."""
_IN_BRACKETS = re.compile(r"[（(][^（）()\n]{2,6}[）)]\Z")
"""绿洲(甘肃)公司, 锦林（集团）有限公司: in brackets and yet a part of the name."""
_CHAINED = re.compile(r"\s*[、兼及暨和]?\s*")
_WIDEST = 40
"""Signs of an organization's name, at most."""
_LONGEST_UNCLEAR = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named at ``start`` to ``end`` of a text. ``name`` is "" where there is only a title."""

    start: int
    end: int
    name: str
    title: str
    organization: str
    voice: Voice


def people(text: str, start: int, end: int) -> list[Person]:
    """Everybody with a title in ``text[start:end]``, in order."""
    found: list[Person] = []
    for hits in _chains(text, start, end):
        person = _person(text, found[-1].end if found else start, end, hits)
        if found and person.name and found[-1].name == person.name:  # 首席科学家邱一鹤院士
            continue
        found.append(person)
    return found


def _chains(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Titles of one person after another: 党组书记、局长 and 某协会专家、某公司创始人 are one's."""
    chain: list[re.Match[str]] = []
    for hit in title_pattern().finditer(text, start, end):
        if _NOT_TITLE.match(text, hit.end(), end) or (
            hit[0] == "代表" and not _SENDS.match(text, max(0, hit.start() - 1))
        ):
            continue
        if chain and not _linked(text, chain[-1].end(), hit.start()):
            yield chain
            chain = []
        chain.append(hit)
    if chain:
        yield chain


def _linked(text: str, left: int, right: int) -> bool:
    if right - left > _WIDEST or text.startswith("们", left):
        return False
    if _adjoins(text, left, right):
        return True
    return text[left] in "、兼" and not (
        _SIGNS.search(text, left + 1, right) or _WORDS.search(text, left + 1, right)
    )


def _adjoins(text: str, left: int, right: int) -> bool:
    """Whether nothing but a rank or a sign for "and" stands between two titles."""
    return left == right or _CHAINED.fullmatch(text, left, _rank_start(text, left, right)) is not None


def _person(text: str, low: int, end: int, hits: Sequence[re.Match[str]]) -> Person:
    first, last = hits[0], hits[-1]
    joined = all(_adjoins(text, one.end(), other.start()) for one, other in pairwise(hits))
    at = _rank_start(text, low, first.start() if joined else last.start())
    left = _organization_start(text, low, at)
    name, right = name_at(text, last.end(), end), last.end()
    if name:
        right = text.index(name, right) + len(name)
    elif not _ANONYMOUS.search(text, at, last.start()):
        name = _name_before(text, left, at)
    before = bool(name) and right == last.end()
    organization = "" if before or text[max(0, left - 1) : left] == "该" else text[left:at]
    if before:
        left = at - len(name)
    title = _ANONYMOUS.sub("", text[at : last.end()])
    return Person(left, right, name, title, organization, voice_by([hit[0] for hit in hits], organization))


def _rank_start(text: str, low: int, at: int) -> int:
    """Where the title that goes on at ``at`` begins: 副, 首席, 党组 belong to it."""
    if at <= low or text[at - 1] not in _RANK_ENDS:
        return at
    rank = _RANK.search(text[max(low, at - 12) : at])
    return at - len(rank[0]) if rank else at


def _organization_start(text: str, low: int, end: int) -> int:
    """Where the organization's name begins that ends right before a title; ``end`` where there is none."""
    begin = end
    lowest = max(low, end - _WIDEST)
    while begin > lowest:
        inside = _IN_BRACKETS.search(text, lowest, begin) if text[begin - 1] in "）)" else None
        if not inside and _SIGNS.match(text, begin - 1):
            break
        begin = inside.start() if inside else begin - 1
    for stop in _WORDS.finditer(text, begin, end):
        begin = stop.end()
    return begin


def _name_before(text: str, left: int, at: int) -> str:
    """What stands before a title where it is its bearer's name (周慕白教授, 陈校长), else ""."""
    words = text[left:at]
    if not words or len(words) > _LONGEST_UNCLEAR or voice_of(words) is not None:
        return ""
    if len(words) <= 4 and name_at(text, left, at) == words:
        return words
    alone = len(words) == 1 or cut(words)[-1] == words[-1]
    if words[-2:] in compound_surnames():
        return words[-2:]
    return words[-1] if words[-1] in surnames() and alone else ""
