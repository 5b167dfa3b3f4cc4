"""Which place a stretch of a text is about: the watched city, or another (pure).

A place that a sentence is about (安阳提出…) is told from one that somebody goes to, comes from or is compared
with (赴深圳招商, 广州客商, 与安阳不同). The nearest one before the stretch counts; where its sentence names
none, what was told before in its paragraph, a heading, and at last what the text is mostly about. Counties
that no list knows are places too; other towns, firms and schools are not seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from analysis.mentions.places import LISTS as PLACE_LISTS
from analysis.mentions.places import Spot, Spotter, bare
from analysis.wordlists import word_list
from cityecho.watchlist.values import Brand

LISTS = ("places", "county_cities", *PLACE_LISTS)
"""The shipped lists read here."""

_LINE_END = re.compile("\n")
_NEAR = 12
_HEADING = 24
"""A line of so few characters that names a place is the heading of the next."""
_TITLE_WEIGHT = 3
_COUNTY = re.compile(
    r"(?<![^\W\d_])(?:[在到赴从据])?([^\W\d_全我本该各某两市省每外邻大小强困点个的是为]{1,3}县)(?![域级区乡城处里直])"
)
_JOINT = re.compile(r"[市县区省]?(?:、|和|与|及|以及)?")
_LONGEST_JOINT = 4
_BESIDE_BEFORE = re.compile(
    r"(?:(?<![看感提谈说达想听见得遇])到|赴|前往|走进|奔|抵|飞|(?<![年以原从未后近])来|来自|(?<!独)自|从"
    r"|(?<![共如不相一])同|与|跟|比|被|让|临|邻|接壤|对接|携手|联合|牵手|引进|会见|吸引|面向|距离?|离|超过|追赶)$"
)
_VENUE_BEFORE = re.compile(r"[在于]$")
_VENUE_AFTER = re.compile(
    r"[市省县区]?.{0,2}?(?:举行|举办|召开|开幕|落幕|签约|揭牌|考察|调研|推介|招商|参加|参展|路演|设立|注册|上市|创业|务工)"
)
_BESIDE_AFTER = re.compile(
    r"[市省县区]?(?:等地)?的?(?:一家|一位|某|多家|\d+家)?(?:知名|民营|优秀)?"
    r"(?:企业家|企业(?!至上)|客商|客人|投资[商者]|商会|商人|嘉宾|公司|老板|专家|学者|教授|游客|市场|总部|资本|籍|媒体|记者|日报"
    r"|大学|高校|人士|老乡|同乡|乡贤|展[区位台]|分会场|代表|考察[团组]|党政代表团|[已共]?有[\d一二三四五六七八九十多数])"
)
_ACTS = re.compile(
    r"[市省县区州，。、：；！？“”‘’「」《》【】（）(),:;!?\s的也又就则都全正已率先首提推坚喊打干官招以把将在是有发出召经模做人向抓要今近去还从对开积加深启"
    r"探实各上下当这那真一不没着快抢争主并成为和与及等却只才再按凭靠围依聚紧创优强建持稳高项怎何能会让给用]|$"
)
"""What follows the bare name of a place that isn't watched; in 深圳华强 the rest of a firm's name does."""
_LEARNT = re.compile(r"(?:学习|取经|观摩|借鉴|考察|了解|参观|看)[^，,。]{0,8}$")
_COMES_FROM = re.compile(r"来自|源自")
_EVENT = re.compile(r"[^\W_]*[(（·]")
_NEXT_TO = re.compile(r"[市县区省]?(?:的|也|，|：)?")
_AFTERWARDS = 12
"""A place after the stretch owns it only so near (项目为王，是安阳的口号)."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Places named as one (濮阳和安阳), and whether the sentence is about them."""

    start: int
    end: int
    place: str
    mine: bool
    owner: bool


class ScopeReader:
    """Reads texts for one city."""

    def __init__(self, brand: Brand) -> None:
        city = brand.city
        self._city = city.name
        mine = dict.fromkeys((*city.names, *city.places), city.name)
        peers = {
            form: peer.name for peer in brand.peers for name in peer.places for form in (name, _short(name))
        } | {name: peer.name for peer in brand.peers for name in peer.names}
        others = {name: name for name in word_list("places")}
        # Without its unit many a small town is a common word: 合作, 安康.
        towns = {f"{name}市": name for name in word_list("county_cities")}
        forms = others | towns | peers | mine
        forms.pop(city.province, None)  # what is about the province may be about the city
        self._names = tuple(mine)
        self._watched = frozenset(place.name for place in brand.places)
        self._spotter = Spotter(forms, [friend for one in brand.places for friend in one.false_friends])

    def may_name(self, text: str) -> bool:
        """Whether a name of the city stands in ``text``, whatever it means there."""
        return any(name in text for name in self._names)

    def read(self, text: str, title_end: int, sentences: Sequence[tuple[int, int]]) -> Scope | None:
        """What ``text`` is about, sentence by sentence; None where nothing in it means the city.

        The text begins with its title, which ends at ``title_end``; ``sentences`` are its spans, in order.
        """
        spots = sorted(
            (*self._spotter.spots(text), *_counties(text)), key=lambda spot: (spot.start, -spot.end)
        )
        groups = tuple(_group(text, joined, self._city, self._watched) for joined in _joined(text, spots))
        if not any(group.mine for group in groups):
            return None
        return Scope(text, groups, sentences, _is_main(groups, self._city, title_end))


class Scope:
    """One text's places. Made by :class:`ScopeReader`."""

    def __init__(
        self, text: str, groups: Sequence[_Group], sentences: Sequence[tuple[int, int]], main: bool | None
    ) -> None:
        self._text, self._groups, self._main = text, groups, main
        self._starts, self._ends = [one.start for one in groups], [one.end for one in groups]
        self._owner_before = _latest([one.owner for one in groups])
        self._owner_after = _soonest([one.owner for one in groups])
        self._mine_before = _latest([one.mine for one in groups])
        self._told_before = _latest([one.owner or one.mine for one in groups])
        lines = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self._context = {start: self._before(start, lines) for start, _ in sentences}

    def is_mine(self, sentence: tuple[int, int], start: int, end: int) -> bool:
        """Whether the words from ``start`` to ``end``, within ``sentence``, are about the city."""
        before, after = bisect_right(self._ends, start) - 1, bisect_left(self._starts, end)
        if any(group.mine for group in self._groups[before + 1 : after]):
            return True  # 濮阳速度
        own = self._nearest(sentence, (start, end), before, after)
        if own is not None:
            return own
        return self._context[sentence[0]]

    def _nearest(
        self, sentence: tuple[int, int], words: tuple[int, int], before: int, after: int
    ) -> bool | None:
        """What the sentence itself says; None where it doesn't."""
        start, end = words
        if after < len(self._groups) and self._is_venue(self._groups[after], end):
            return self._groups[after].mine
        if before >= 0 and self._groups[before].start >= sentence[0]:
            group = self._groups[before]
            between = self._text[group.end : start] if start - group.end <= 2 * _NEAR else ""
            comes = _COMES_FROM.search(self._text, max(0, group.start - 2), group.start)
            if (_NEXT_TO.fullmatch(between) and not comes) or _LEARNT.search(between):
                return group.mine
            owner = self._owner_before[before]
            if owner >= 0 and self._groups[owner].start >= sentence[0]:
                return self._groups[owner].mine
        owner = self._owner_after[after] if after < len(self._groups) else -1
        if owner >= 0 and self._groups[owner].end <= min(sentence[1], end + _AFTERWARDS):
            return self._groups[owner].mine
        last = bisect_left(self._starts, sentence[1]) - 1
        mine = self._mine_before[last] if last >= 0 else -1
        return True if mine >= 0 and self._groups[mine].start >= sentence[0] else None

    def _is_venue(self, group: _Group, end: int) -> bool:
        """Whether ``group`` says where an event is that is named with the words: 广东涂料大会(濮阳)."""
        return group.start - end <= _NEAR and bool(_EVENT.fullmatch(self._text, end, group.start))

    def _before(self, start: int, lines: Sequence[int]) -> bool:
        """What was told before the sentence at ``start``: in its paragraph, a heading, the whole text."""
        last = bisect_left(self._starts, start) - 1
        told = self._told_before[last] if last >= 0 else -1
        group = self._groups[told] if told >= 0 else None
        line = bisect_right(lines, start) - 1
        paragraph, heading = lines[line], lines[max(0, line - 1)]
        if group and group.start >= paragraph:
            return group.mine
        if group and heading and group.start >= heading and paragraph - heading <= _HEADING:
            return group.mine
        if self._main is not None:
            return self._main
        return group.mine if group else True


def _short(name: str) -> str:
    """A town's name without its unit: 长垣 of 长垣市; districts and counties are not called so."""
    return name[:-1] if name.endswith("市") and len(name) > 2 else name


def _counties(text: str) -> Iterator[Spot]:
    """Counties by their unit, whether a list has them or not."""
    for found in _COUNTY.finditer(text):
        yield Spot(found[1], found[1], *found.span(1))


def _joined(text: str, spots: Sequence[Spot]) -> Iterator[list[Spot]]:
    """``spots`` with those that are named in one breath together; the first of overlapping ones counts."""
    joined: list[Spot] = []
    for spot in spots:
        if joined and spot.start < joined[-1].end:
            continue
        if joined and not _JOINT.fullmatch(text[joined[-1].end : spot.start][:_LONGEST_JOINT]):
            yield joined
            joined = []
        joined.append(spot)
    if joined:
        yield joined


def _group(text: str, joined: Sequence[Spot], city: str, watched: Collection[str]) -> _Group:
    mine = any(spot.place == city for spot in joined)
    start, last = joined[0].start, joined[-1]
    before, after = text[max(0, start - _NEAR) : start], text[last.end : last.end + _NEAR]
    is_place = not bare(last.form) or last.place in watched or _ACTS.match(after)
    owner = bool(is_place) and not _is_beside(before, after)
    return _Group(start, last.end, city if mine else joined[0].place, mine, owner)


def _is_beside(before: str, after: str) -> bool:
    """Whether the words around a place say that somebody goes to it, comes from it or is compared with it."""
    return bool(
        _BESIDE_BEFORE.search(before)
        or _BESIDE_AFTER.match(after)
        or (_VENUE_BEFORE.search(before) and _VENUE_AFTER.match(after))
    )


def _is_main(groups: Sequence[_Group], city: str, title_end: int) -> bool | None:
    """Whether the text is mostly about the city; None where it is about as much as another place."""
    counted: Counter[str] = Counter()
    for group in groups:
        if group.owner:
            counted[group.place] += _TITLE_WEIGHT if group.start < title_end else 1
    mine = counted.pop(city, 0)
    most = max(counted.values(), default=0)
    if mine == most:
        return None if counted else True
    return mine > most


def _latest(flags: Sequence[bool]) -> list[int]:
    """At each index, that of the last true flag so far; -1 before the first."""
    return list(accumulate((n if flag else -1 for n, flag in enumerate(flags)), max))


def _soonest(flags: Sequence[bool]) -> list[int]:
    """At each index, that of the next true flag from there on; -1 after the last."""
    found, seen = [], -1
    for n in range(len(flags) - 1, -1, -1):
        seen = n if flags[n] else seen
        found.append(seen)
    return found[::-1]
