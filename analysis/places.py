"""Where a text names a place, and where the same characters mean something else.

The longest form wins: 濮阳县 is not also 濮阳, and 濮阳路 none of the two. What looks like a place but is a
street, a firm, a paper, a dateline or somebody's surname is found by the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analysis.wordlists import longest_of, word_list

LISTS = ("false_friends", "surnames")
"""The shipped lists read here."""

_UNITS = "市县区省州盟旗镇乡村"
_STREET = re.compile(r"[东南西北中]?[一二三四五]?(?:路|街|大街|大道|巷|高架)(?![头网段面况桥政演景径边道])")
_PAPER = re.compile(r"(?:日|晚|晨|早|商|时|都市|证券|法制|法治|青年)报|大学(?!生)|路桥")
_FIRM = re.compile(
    r"[^\W\d_的与和在为向等引签对赴到又再新有是由从将让把被以及入落户携手联投下了市县区这某一]{2,14}"
    r"(?:[(（][^()（）]{1,8}[)）])?(?:股份|有限|集团|公司|银行|支行)"
)
_DATELINE = re.compile(
    r"\s*(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日(?:专?电|讯|消息)|(?:专?电|讯)(?=[\s(（:：,，]|记者)"
)
_SURNAME_BEFORE = re.compile(r"(?:复姓|姓|姓氏|姓氏[“\"]|“姓)[“‘\"]?$")
_SURNAME_AFTER = re.compile(
    r"[”’\"]?(?:氏|姓|复姓|这个姓|一姓|公子|姑娘|先生|女士|小姐|同学|老师|少侠|师兄|师姐|师弟|师妹|师父|长老|掌门|道长|大侠"
    r"|夫人|老爷|将军|丞相|太守|郡望)"
)
_CALLED = re.compile(
    r"(?:读者|记者|作者|教授|医生|同学|老师|选手|球员|演员|作家|导演|居民|村民|学者|律师|丞相|将军|诗人|侠客|名叫|叫做|人名)\s?$"
)
_SPEAKS = re.compile(
    r"[^\W\d_市县区]{1,2}(?:[，。：、“]|说|道|笑|问|答|表示|告诉|认为|介绍|回忆|坦言|拱手|点头|拔|为丞相)"
)
_OF_SURNAMES = re.compile(r"复姓|姓氏|百家姓|族谱|家谱|同姓|东吴|吴国|丞相")
_OF_FICTION = re.compile(
    r"三国|连载|小说|武侠|江湖|剑客|掌门|师父|山门|侠|章回|第[0-9一二三四五六七八九十百]+回"
)
_NO_GIVEN_NAME = re.compile(
    r"[\W的是在与和及人这今昨将已有为到于并举市县区各全本当之等也还又对从向因以由去来一两几某那哪的了]|作为|作家"
)
_OFFICES = re.compile(
    r"[市县]?(?:市委|县委|政府|人大|政协|警方|公安|官方|开发区|经开区|高新区|招商|营商|投资|经济|产业|工业园|化工|籍|本地|当地)"
)
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """One naming of ``place`` from ``start`` to ``end`` in the words ``form``."""

    place: str
    form: str
    start: int
    end: int


class Spotter:
    """Finds places by their forms. ``forms`` maps what a text may write to the place's name."""

    def __init__(self, forms: Mapping[str, str], never: Iterable[str] = ()) -> None:
        self._forms = dict.fromkeys((*word_list("false_friends"), *never), "") | dict(forms)
        self._form = longest_of(self._forms)

    def spots(self, text: str) -> list[Spot]:
        """Every naming of a place in ``text``, in order; decoys are left out."""
        found = [spot for spot in self._matches(text) if not _decoy(text, spot)]
        return _without_surnames(text, found) if found else found

    def _matches(self, text: str) -> Iterator[Spot]:
        for found in self._form.finditer(text):
            place = self._forms[found[0]]
            if place:
                yield Spot(place, found[0], *found.span())


def bare(form: str) -> bool:
    """Whether ``form`` is a name without its unit (濮阳, not 濮阳市): only such can be anything else."""
    return form[-1] not in _UNITS or (len(form) == 2 and form[-1] == "州")


def _decoy(text: str, spot: Spot) -> bool:
    """Whether the words around make the name a street, firm, paper, dateline or person."""
    if not bare(spot.form):
        return False
    before, after = text[max(0, spot.start - _NEAR) : spot.start], text[spot.end : spot.end + 2 * _NEAR]
    return bool(
        _STREET.match(after)
        or _PAPER.match(after)
        or _FIRM.match(after)
        or _DATELINE.match(after)
        or _SURNAME_BEFORE.search(before)
        or _SURNAME_AFTER.match(after)
        or (_CALLED.search(before) and _SPEAKS.match(after))
    )


def _without_surnames(text: str, spots: list[Spot]) -> list[Spot]:
    """Drop surnames in a text that is about people of that name and shows no trace of the place."""
    sure = {spot.place for spot in spots if not bare(spot.form) or _OFFICES.match(text, spot.end)}
    doubtful = [spot for spot in spots if spot.place not in sure and spot.form in compound_surnames()]
    if not doubtful:
        return spots
    of_surnames, of_fiction = _OF_SURNAMES.search(text), _OF_FICTION.search(text)
    people = {
        spot for spot in doubtful if of_surnames or (of_fiction and not _NO_GIVEN_NAME.match(text, spot.end))
    }
    return [spot for spot in spots if spot not in people]


@lru_cache(maxsize=1)
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters, some of which are cities."""
    return frozenset(word_list("surnames"))
