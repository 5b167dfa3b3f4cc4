"""What stands around a firm that deals with a place: 越泓与濮阳县签约, 越泓宣布, 与深圳越泓携手 (pure)."""

from __future__ import annotations

import re
from functools import cache

from analysis.wordlists import longest_of, word_list

PLACES = ("places", "county_cities", "deals/countries")
LISTS = (*PLACES, "deals/known_firms", "deals/regions")
"""The shipped lists read here."""

SIGN = "[\u4e00-\u9fff]"
_AFTER_SHORT = re.compile(
    r"(?=[与和跟签投落在副总董负合项宣公集于将的来拟终位已又也今正因有没未曾刚被产，。！：\s]|战略|实业|来濮|携手|牵手|入驻|进驻|再|退出|放弃|撤|\d{1,2}[月日]|昨[日天]|日前|近日)"
)
_OWN = "(?![与和跟的])[\u4e00-\u9fff]"
_DEAL = "(?:成功|正式|再次|再度)?(?:签|达成|牵手|携手)"
_LEFT = (
    r"(?:^|[，。：；、！？\s）)】])(?:由|迎来|引进的?|引入的?)?"
    r"|由|迎来|走进|走访|探访|引进的?|引入的?|签下|企业|公司|巨头|龙头|旗下|牵手|携手|[的与和同对]"
)
LEFT_BORDER = re.compile(rf"(?:{_LEFT})$")
_OF_A_SHOP = "店|系|集团旗下|用户|概念"


@cache
def all_places() -> frozenset[str]:
    """Places that a firm's name may begin with."""
    return frozenset(word for name in PLACES for word in word_list(name))


@cache
def place_names() -> str:
    """Those places, as a pattern."""
    return longest_of(all_places()).pattern


@cache
def _placed() -> re.Pattern[str]:
    names = place_names()
    return re.compile(
        rf"(?:^|[，。：；\s“与和跟的是由]|携手|牵手|签约|引进|旗下|走进|走访|探访|此前|去年|\d月)(?P<name>(?P<place>{names})[省市县区]?(?P<own>(?:{_OWN}){{2,4}}?))"
        rf"(?:{_AFTER_SHORT.pattern}|(?=解除|解约|{_county()}))"
    )


@cache
def _dealing() -> re.Pattern[str]:
    """An own name alone, on the left side of a deal with a place."""
    return re.compile(
        rf"(?:^|[，。：；\s]|巨头|龙头|企业|公司)(?P<name>[“‘「]?(?P<own>{SIGN}{{2,4}}?)[”’」]?)"
        rf"(?=(?:，一家[^，。；]{{2,14}}，)?(?:[与和同]|牵手|携手|再度牵手){_partner()}[^，。；]{{0,6}}?{_DEAL})"
    )


@cache
def _dealt_with() -> re.Pattern[str]:
    """An own name alone, on the right side of a deal with a place."""
    return re.compile(
        rf"{_partner()}(?:[与和同]|牵手|携手)(?:[^，。；与和“]{{2,4}}(?:企业|公司|巨头|龙头))?"
        rf"(?P<name>[“‘「]?(?P<own>{SIGN}{{2,4}}?)[”’」]?)(?={_DEAL})"
    )


@cache
def _taken_in() -> re.Pattern[str]:
    """An own name alone behind the place that wins it, where its clause ends."""
    return re.compile(
        rf"{_partner()}(?:牵手|携手|引进|签下|迎来)(?P<name>(?P<own>{SIGN}{{2,4}}))(?=[，。！])"
    )


@cache
def _acts() -> str:
    """What only a firm does, as a pattern."""
    return (
        f"在{_partner()}|(?:将|拟|计划)?(?:投资|投建|斥资|豪掷)|宣布|公告|落户|落子|退出|撤出|放弃|终止|解约|签约|“?分手"
        f"|{_county()}[^，。；]{{0,10}}?(?:项目|工厂|新厂|基地|分厂|产业园)|解除(?:协议|合同|合作)"
        "|的[^，。；的]{2,12}?(?:项目|工厂|基地|产业园)"
        f"|[与和同]{_partner()}(?:正式|成功|再次)?(?:签|达成|牵手|携手|终止|解除|解约|“?分手|已?就)"
    )


@cache
def acts_after() -> re.Pattern[str]:
    """Matches what only a firm does."""
    return re.compile(_acts())


@cache
def _alone() -> re.Pattern[str]:
    """An own name alone before what only a firm does: 越泓在濮阳县的项目, 越泓宣布, 与越泓解约."""
    left, acts = _LEFT, _acts()
    quoted = "”[^，。；”]{0,8}(?:项目|工厂|基地|产业园|公司)"
    return re.compile(
        rf"(?:{left})(?P<name>(?:(?P<open>“)|)(?P<own>{SIGN}{{2,4}}?))(?=(?(open)(?:{quoted}|”(?:{acts}))|(?:{acts})))"
    )


def _county() -> str:
    """A place right behind a name, as a pattern: 越泓|沅江县; 农商银|行范县 is none."""
    return rf"(?:(?:{place_names()})[市县区]?|(?!行){SIGN}{{2}}县)"


def _partner() -> str:
    """A place that deals, as a pattern."""
    unit = "(?:人民)?(?:政府|管委会|经开区|工业园区|开发区)?"
    return rf"(?:(?:{place_names()})[市县区]?|(?!度假|生活|商务|旅游|文旅|休闲){SIGN}{{1,3}}[县区市]){unit}"


@cache
def beside_dealing() -> tuple[re.Pattern[str], ...]:
    """Find short names (``name``, its ``own`` part) beside a word of dealing."""
    return _placed(), _dealing(), _dealt_with(), _taken_in(), _alone()


@cache
def known() -> re.Pattern[str]:
    """Finds firms that everybody knows by name."""
    return re.compile(rf"(?:{longest_of(word_list('deals/known_firms')).pattern})(?!{_OF_A_SHOP})")


@cache
def regional() -> re.Pattern[str]:
    """Finds large works that are called by where they stand: 齐鲁石化."""
    regions = longest_of(word_list("deals/regions")).pattern
    return re.compile(rf"(?:{regions})(?:大化|石化|炼化|乙烯)(?![^，。；、]{{0,4}}(?:路|小区|产业|行业))")
