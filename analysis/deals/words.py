"""What a project is called, and where it stands, in the words of one sentence (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from analysis.deals.firms import built, left_of
from analysis.wordlists import longest_of, word_list
from analysis.words import common_words

_UNIT = re.compile(r"经济技术开发区|经开区|开发区|高新区|工业园区?|产业集聚区|示范区|县(?![域级处])|区")
_NO_PLACE = re.compile(
    r"[这该本咱们俺我各某两邻一二三多几每外省市没]|^[的个]|全$|[地园社小景山城新老库片灾疫牧禁灌矿林渔港厂校辖]$|[所配起]$"
)
_GOES_TO = re.compile(r".*[去往赴抵访](?=..)")
_NO_NAME = re.compile(
    r"重点|重大|集中|季度|签约|开工|投产|全[市县区]|多个|一批|首批|招商|合作|[省市]级|民生|这个|某|工业园"
    r"|助力|支持|推进|推动|具体|拥有|聚焦|确保|方式|平均|出现|主要|改造|试点|伟大|一号|离开|[都过些这那没不最更很]"
    # A part of any building, a praised one, and the deals of a meeting.
    r"|主体|土建|桩基|附属|收尾|配套工程|总工程|红旗项目|会项目|论坛项目"
)
_BEFORE_NAME = re.compile(r".*(?:集团|公司)|[余多]?[万亿]?(?:平方[公千]?[米里]|公里|亩|[吨台套])")
"""The end of a firm's name; what a number counts (3000|平方米中试基地)."""
_EMPTY = frozenset("项目产业园基地工厂建设生产加工制造年万吨智能高端绿色现代新型一二三期个的")


def project_in(words: str, own: str = "") -> str:
    """The first project that says what it is of (智能家居产业园), less its firm's ``own`` name."""
    for found in built().finditer(words):
        name = left_of(words, found.start()) + found[0]
        if own and own in name:
            name = name[name.index(own) + len(own) :]
        before = _BEFORE_NAME.match(name)
        name = name[before.end() :] if before else name
        if place_in(name) + "项目" == name:
            continue  # 庆云县项目
        if len(name) >= len(found[0]) + 2 and not set(name) <= _EMPTY and not _NO_NAME.search(name):
            return name
    return ""


def more_projects_in(words: str) -> list[str]:
    """Those that follow the first one in one breath: 工业气体项目和特气产业园签约."""
    found, end = list[str](), -1
    for built_ in built().finditer(words):
        name = left_of(words, built_.start()) + built_[0]
        start = built_.end() - len(name)
        is_joint = end >= 0 and words[end:start] in {"和", "与", "及", "、", "以及"}
        if is_joint and len(name) >= len(built_[0]) + 2 and not _NO_NAME.search(name.removesuffix(built_[0])):
            found.append(name)
        end = built_.end()
    return found


def shares_words(one: str, other: str) -> bool:
    """Whether two names of projects have two characters in a row in common, common words left out."""
    return bool(goods(one) & goods(other))


def goods(project: str, firm: str = "", places: Iterable[str] = ()) -> frozenset[str]:
    """What tells a project from its firm's others: pairs of characters, less common ones and its own."""
    project = _cities().sub("，", project)
    for place in places:
        project = project.replace(place, "，")
    pairs = {project[at : at + 2] for at in range(len(project) - 1)}
    return frozenset(
        pair for pair in pairs if "，" not in pair and pair not in firm and not set(pair) <= _EMPTY
    )


def place_in(words: str) -> str:
    """The first county, district or zone named in ``words``; "" where there is none."""
    for unit in _UNIT.finditer(words):
        left = left_of(words, unit.start())[-4:]
        if "市" in left:
            left = left[left.rindex("市") + 1 :]
        gone = _GOES_TO.match(left)
        left = left[gone.end() :] if gone else left
        if _names_place(left, unit[0]):
            return left + unit[0]
    return ""


def _names_place(left: str, unit: str) -> bool:
    least = 1 if unit == "县" else 2
    if not least <= len(left) <= 3:
        return False
    if unit == "县":
        return not _NO_PLACE.search(left.rstrip("城山"))  # 武城县, 光山县
    if _NO_PLACE.search(left):
        return False
    return left not in common_words() or left in word_list("places") or left in word_list("county_cities")


def city_in(words: str) -> str:
    """The first city or province in ``words``; "" where there is none."""
    found = _cities().search(words)
    return found[0] if found else ""


@cache
def _cities() -> re.Pattern[str]:
    return longest_of((*word_list("places"), *(f"{name}市" for name in word_list("county_cities"))))
