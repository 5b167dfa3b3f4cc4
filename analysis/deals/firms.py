"""Firms in a sentence, by their full names or what is left of them (pure).

A firm's name is a place, its own name, what it makes and its form: 深圳|越泓|实业|股份有限公司. The own
name (two to four characters) tells one firm from another; it is what stays in 越泓实业, 深圳越泓 and
越泓一期项目.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analysis.deals import dealing
from analysis.deals.dealing import (
    LEFT_BORDER,
    SIGN,
    acts_after,
    all_places,
    beside_dealing,
    known,
    place_names,
    regional,
)
from analysis.mentions.surnames import single_surnames
from analysis.wordlists import longest_of, word_list
from analysis.words import common_words

_OWN_LISTS = ("trades", "weak_trades", "firm_ends", "firm_fills", "no_firms", "borders", "built")
LISTS = (*(f"deals/{name}" for name in _OWN_LISTS), *dealing.LISTS, "surnames_single")
"""The shipped lists read here."""

_SIGNS = (
    r"[^\u4e00-\u9fff（）()]|(?<!华)为|(?<!共)同(?![方仁])|(?<![泰协义永仁万兴德顺嘉盛天昌太谦保祥瑞])和|[与跟由对向在是将及的了到从让被把等给赴至即并也又于]|(?<=了)眼|(?<!成)就"
    r"|项目(?!部)|公司|(?<![\u4e00-\u9fff])[据经因受获如随]|随(?=项目)|[年月]前"
)
_FORM = re.compile(r"[（(][^（）()]{1,6}[）)]")
_CONTRACTOR = re.compile(r"[^，。；项]{0,4}?(?:承建|设计|监理|总包|供货|施工(?!现场))")
_CHEMISTRY = re.compile(r"需氧|反应|物质|成分|元素|性质")
"""After 化学 it is no trade: 水样中化学需氧量."""
_NOT_NAMED = re.compile(
    r"[市县区镇乡村省局委办院校会所站部处厅路街港城一某有再又已新]$|^[一二三四五六七八九十两几多数第各本该某这那省市县区]|[日月年时]"
)
_GOODS_AFTER = re.compile(
    r"(?:落户|入驻|进驻|位于|落地|在|于|举行|签约|签下|建设|打造|投资|新建|新上|共建|生产|研发|推广)$"
)
_LONGEST = 14
_GROUP_BEFORE = re.compile(r"^(?:行业|国内|知名|龙头|巨头|上市)")
_CLOSES = ("）", ")")
_QUOTES = "“”‘’「」"
_FULL = ("公司", "集团")
_LIMITED = ("有限公司", "有限责任公司", "股份公司")
_ENDING = re.compile(r"(?:控股|实业|集团|股份|有限|责任|公司)+$")


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm named from ``start`` to ``end``; ``own`` tells it from others. ``is_full``: with its form."""

    name: str
    own: str
    is_full: bool
    start: int
    end: int


def acts_alone(sentence: str, start: int, end: int) -> bool:
    """Whether a name from ``start`` to ``end`` stands alone before what only a firm does."""
    is_alone = LEFT_BORDER.search(sentence[max(0, start - 6) : start]) is not None
    return is_alone and acts_after().match(sentence, end) is not None


def long_names(sentence: str) -> Iterator[Firm]:
    """Names that end in a trade or a form: 越泓实业, 深圳越泓实业股份有限公司; some are no firms'."""
    for begin, end in _tails(sentence):
        left = left_of(sentence, begin)
        if len(left) >= 2:
            firm = _long_name(sentence, _from_place(left), begin, end)
            if firm:
                yield firm


def _long_name(sentence: str, left: str, begin: int, end: int) -> Firm | None:
    """The firm whose own name, maybe behind its place, is ``left`` of its trades, which end at ``end``."""
    tail, start = sentence[begin:end], begin - len(left)
    own = _FORM.sub("", left[len(_place_at(left)) :])
    is_company = tail.endswith(("公司", "集团"))
    own = _GROUP_BEFORE.sub("", own) if len(own) > 3 else own
    if len(own) > 4 and own != left and tail.endswith(_LIMITED):
        # 沈阳|益硕|流程再造有限公司: behind its place a firm's own name stands before any trade
        own = own[:2]
    is_county = f"{own}县" in sentence  # 南乐|木糖醇 beside 南乐县
    if len(own) == 4 and own[2:] in common_words() and not is_common(own[:3]):
        own = own[:2]  # 渝峦|通用机械
    if is_county or not _is_own(own) or _CONTRACTOR.match(sentence, end) or _CHEMISTRY.match(sentence, end):
        return None
    if is_company:
        is_full = tail.endswith(_LIMITED) or not is_common(own)
        return Firm(sentence[start:end], own, True, start, end) if is_full else None
    are_goods = _GOODS_AFTER.search(sentence[max(0, start - 2) : start])
    is_weak = _weak().fullmatch(tail) and not sentence.startswith("发展", end)
    is_weak = is_weak and (is_common(own) or not acts_alone(sentence, start, end))
    if are_goods or (is_weak and not _built_of().match(sentence, end)):
        return None
    return Firm(own + _first_trade(tail), own, False, start, end)


def _tails(sentence: str) -> Iterator[tuple[int, int]]:
    """Runs of trades and forms: 实业股份有限公司, 化学（中国）有限公司."""
    begin = end = -1
    for word in _tail().finditer(sentence):
        goes_on = begin >= 0 and (word.start() == end or _FORM.fullmatch(sentence, end, word.start()))
        # 越泓有限公司|冷链物流项目: what follows are goods
        if goes_on and not sentence.endswith("公司", 0, end):
            end = word.end()
            continue
        if begin >= 0:
            yield begin, end
        begin, end = word.span()
    if begin >= 0:
        yield begin, end


def _first_trade(tail: str) -> str:
    """Of a firm and its goods in a row (凯晟新材料可降解材料) the firm's trade."""
    found = _trade().match(tail)
    return found[0] if found else tail


def short_names(sentence: str) -> Iterator[Firm]:
    """A short name beside a word of dealing: 与深圳越泓签约, 杭州锐拓落子; 越泓与濮阳县签约, “越泓”."""
    for match in (found for pattern in beside_dealing() for found in pattern.finditer(sentence)):
        own = match["own"]
        is_name = (
            _is_own(own)
            and not _place_at(own)
            and not (is_common(own) or _border().search(own) or _trade().match(own))
        )
        if is_name and not (len(own) == 3 and own[0] in single_surnames()):
            yield Firm(match["name"].strip(_QUOTES), own, False, *match.span("name"))


def deals_in(sentence: str) -> bool:
    """Whether ``sentence`` may tell of a deal though it says of no stage: it has a sum, or what is built."""
    return (
        "亿" in sentence or "万元" in sentence or built().search(sentence) is not None or "新厂" in sentence
    )


def large_names(sentence: str) -> Iterator[Firm]:
    """Firms that everybody knows without a form: 中国航天, 齐鲁石化."""
    for pattern in (known(), regional()):
        for match in pattern.finditer(sentence):
            yield Firm(match[0], match[0], True, *match.span())


def is_common(own: str) -> bool:
    """Whether there is an everyday word in ``own``."""
    words = common_words()
    return any(
        own[start:end] in words for start in range(len(own) - 1) for end in range(start + 2, len(own) + 1)
    )


def are_two(one: str, other: str) -> bool:
    """Whether two full names that share their own name are two firms': of other trades.

    北京鸿塬科技有限公司 and 安徽鸿塬家居有限公司 are; 江苏鸿塬家居 may have founded 河南鸿塬家居
    for its project, and a name without a trade (鸿塬集团) may be either's.
    """
    if not (one.endswith(_FULL) and other.endswith(_FULL)):
        return False
    mine, theirs = (_ENDING.sub("", name[len(_place_at(name)) :]) for name in (one, other))
    return not (mine.startswith(theirs) or theirs.startswith(mine))


def left_of(sentence: str, end: int) -> str:
    """The characters before ``end`` that can belong to a name."""
    window = sentence[max(0, end - _LONGEST) : end]
    borders = [match.end() for match in _border().finditer(window)]
    return window[borders[-1] :] if borders else window


def _from_place(left: str) -> str:
    """``left`` from its last place on: what stands before a place is no part of a name (收回重庆金穗)."""
    places = [
        place for place in _places().finditer(left) if left[place.end() : place.end() + 1] not in _CLOSES
    ]
    return left[places[-1].start() :] if places and places[-1].end() < len(left) else left


def _place_at(left: str) -> str:
    """The places that ``left`` begins with: 河南, 濮阳县, 濮阳市华龙区."""
    found = _places().match(left)
    return found[0] if found else ""


def _is_own(own: str) -> bool:
    if not 2 <= len(own) <= 4 or own in all_places():
        return False
    return not (_NOT_NAMED.search(own) or _generic().search(own))


@cache
def _tail() -> re.Pattern[str]:
    words = longest_of((*word_list("deals/trades"), *word_list("deals/firm_ends"))).pattern
    fills = longest_of(word_list("deals/firm_fills")).pattern
    return re.compile(rf"{words}|(?:{fills})(?=(?:集团|控股)?(?:股份)?(?:有限|集团|控股))")


@cache
def _border() -> re.Pattern[str]:
    """Signs and words that no name goes across."""
    return re.compile(f"{_SIGNS}|{longest_of(word_list('deals/borders')).pattern}")


@cache
def _trade() -> re.Pattern[str]:
    return longest_of(word_list("deals/trades"))


@cache
def _built_of() -> re.Pattern[str]:
    """What is built, with its goods: 木工机械项目."""
    return re.compile(rf"[^，。；、：\d]{{0,6}}?(?:{built().pattern}|园|等\d+个)")


@cache
def built() -> re.Pattern[str]:
    """Finds what an investment builds: 项目, 产业园, 基地."""
    return longest_of(word_list("deals/built"))


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(f"(?:{longest_of(word_list('deals/weak_trades')).pattern})+")


@cache
def _places() -> re.Pattern[str]:
    names = place_names()
    unit = "(?:经济技术开发区|经开区|开发区|高新区|工业园区|示范区|[省市县区州])"
    return re.compile(rf"(?:(?:(?:{names})(?:{unit})?|{SIGN}{{1,3}}[县区]))+")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, word_list("deals/no_firms")), key=len, reverse=True)))
