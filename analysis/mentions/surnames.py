"""Where a place's name is a part of somebody's: 濮阳 as a surname, 荆门 as a given name.

A person is told by what stands around one naming, and by the full name once it is known in a text. Only a
text that is about surnames, or a piece of fiction, is judged as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import takewhile

from analysis.mentions.around import Around, Words
from analysis.wordlists import longest_of, word_list

GIVEN_NAME_LISTS = ("surnames_single", "roles")
"""The shipped lists that tell a given name."""
LISTS = ("surnames", "given_names", "given_names_weak", *GIVEN_NAME_LISTS)
"""The shipped lists read here."""

_COUNTED = re.compile(r"[0-9一二两三四五六七八九十几].$")
_CALLED = re.compile(r"(?:复姓|姓|姓氏)[“‘\"]?$|(?:^|[^大中微弱])小$")
_OF_A_KIND = re.compile(
    r"[”’\"]?(?:氏(?![族家])|姓|复姓|这个姓|一姓|公子|少侠|师[兄姐弟妹父]|长老|掌门|道长|大侠|夫人|老爷)|某某?(?=[（(，,。已被因]|涉嫌)"
)
_ADDRESSED = re.compile(
    r"(?:先生|女士|小姐|同学|老师|教授|博士|医生|律师|董事长|总经理|工程师|校长|院长|将军|丞相|太守|郡望|师傅|大夫|警官|同志|法官|阿姨|爷爷|奶奶|叔叔|太太)"
    r"(?=[\s，。、：；！？,:;!?”’）)的是在说道笑问答也就又和与对来正已曾还则却致每很没给教让把带看听叫向]|介绍|表示|认为|告诉|回忆|坦言|毕业|出席|[来致]信|[来致]电|打[来电]|写[信道来]|反映|投诉|发[来帖]|$)"
)
_TOLD = re.compile(
    r"说|道|笑|问|答|表示|告诉|认为|介绍|回忆|坦言|低声|轻声|拱手|点头|拔|来自|出生|毕业|担任|凭|首次|赛后|也是|是|为丞相|续约|加盟|转会|退役|出道|献唱|开唱|登台|主演|获评|当选|荣立|牺牲|去世|逝世|病逝|退休|入党|参军|考上|落网|归案|成家|结婚|执教|挂帅|夺冠"
)
_TOLD_OF_PEOPLE = re.compile(r"告诉|笑着|笑道|回忆|坦言|低声|轻声|出生|毕业")
_PAUSE = re.compile(r"[\s，。、：；,:;）)“]|$")
_SPOKE = re.compile(r"[说道][，：,:“]|的名字")
_INTRODUCED = re.compile(
    r"(?:先生|女士|同志|检察官|法官|队长|律师|教授|博士|医生|老师|校长|院长)(?!团|队|协|事务)|是一[位名]|这个名字|的名字|今年.{1,3}岁|[，,][男女][，,。]|[（(](?:左|右|中|前|后|[男女])"
)
_OF_SURNAMES = re.compile(r"复姓|姓氏|百家姓|族谱|家谱|同姓|东吴|吴国|丞相")
_OF_FICTION = re.compile(
    r"三国|连载|小说|武侠|江湖|剑客|掌门|师父|山门|侠|章回|书里|第[0-9一二三四五六七八九十百]+回"
)
_NO_GIVEN_NAME = re.compile(
    r"[\W的是在与和及人这今昨将已有为到于并举市县区各全本当之等也还又对从向因以由去来一两几某那哪了城古籍队站]|作为|作家"
)
_A_PLACE = re.compile(
    r"[市县]?(?:市委|县委|政府|人大|政协|警方|公安|官方|开发区|经开区|高新区|招商|营商|投资|经济|产业|工业园|化工|籍|本地|当地)"
    r"|举[行办]|境内|是.姓"
)
_WHERE = re.compile(r"(?:[在到于从赴去进自往离至来游抵回驻]|位于|走进|来到)$")
_LINE_START = re.compile(r"(?:^|\n)\s*$")
_COLON = re.compile(r"[：:](?!\d)")
_RARE = 0xD8
"""GB 2312 orders the 3,755 most used characters first; from this lead byte on come the others."""


def is_given_name(around: Around, words: Words) -> bool:
    """Whether the name is somebody's given name: a surname alone stands before it (刘荆门)."""
    before = around.before
    if before[-1:] not in single_surnames() or _COUNTED.search(before):
        return False
    return words.before[-1:] == (before[-1],) or bool(_role().search(before[:-1]))


def full_name(around: Around, words: Words) -> str:
    """The name of the person whose surname the name is: at least the surname; "" where none is seen."""
    before, form, after = around.before, around.form, around.after
    if _CALLED.search(before) or _OF_A_KIND.match(after) or _ADDRESSED.match(after):
        return form
    length = _given_length(before, after, words.after)
    return form + after[:length] if length else ""


def _given_length(before: str, after: str, following: Sequence[str]) -> int:
    """How many characters of ``after``, which is cut into ``following``, are a given name."""
    first = after[:1]
    if not _may_name(first):
        return 0
    singles = sum(1 for _ in takewhile(_names_alone, following[:2]))
    is_word = bool(following) and len(following[0]) == 2 and all(map(_may_name, following[0]))
    called = (singles or is_word) and bool(_role().search(before))
    if (singles == 2 or is_word) and (called or _is_told_of(after, is_word=is_word)):
        return 2
    told = first not in _weak() and _TOLD.match(after, 1)
    alone = singles == 1 and (told or (_is_rare(first) and _PAUSE.match(after, 1)))
    headed = first not in _weak() and _LINE_START.search(before) and _COLON.match(after, 1)
    return 1 if called or alone or headed or _SPOKE.match(after, 1) else 0


def _is_told_of(after: str, *, is_word: bool) -> bool:
    """Whether two characters that may be a given name are told of as a person; a word needs more signs."""
    strong, told = _weak().isdisjoint(after[:2]), bool(_TOLD.match(after, 2))
    if is_word and ((strong and told) or _TOLD_OF_PEOPLE.match(after, 2)):
        return True
    return bool((not is_word and (strong or told)) or _INTRODUCED.match(after, 2))


def _names_alone(word: str) -> bool:
    return len(word) == 1 and _may_name(word)


@lru_cache(maxsize=4096)
def _may_name(sign: str) -> bool:
    """Whether ``sign`` stands in given names, or is too rare to be much else."""
    return sign in _strong() or sign in _weak() or _is_rare(sign)


def _is_rare(sign: str) -> bool:
    code = sign.encode("gb2312", "ignore")
    return bool(sign) and (not code or code[0] >= _RARE)


def means_a_place(around: Around) -> bool:
    """Whether the characters around a bare name say that it is a place."""
    return bool(_A_PLACE.match(around.after) or _WHERE.search(around.before))


def doubts(text: str) -> Callable[[Around], bool]:
    """Tells which names may be surnames because of what ``text`` is about: surnames, or an invented story."""
    if _OF_SURNAMES.search(text):
        return lambda _: True
    if _OF_FICTION.search(text):
        return lambda around: not _NO_GIVEN_NAME.match(around.after)
    return lambda _: False


@lru_cache(maxsize=1)
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters, some of which are cities."""
    return frozenset(word_list("surnames"))


@lru_cache(maxsize=1)
def single_surnames() -> frozenset[str]:
    """Surnames of one character that are hardly a word by themselves."""
    return frozenset(word_list("surnames_single"))


@lru_cache(maxsize=1)
def _strong() -> frozenset[str]:
    return frozenset(word_list("given_names"))


@lru_cache(maxsize=1)
def _weak() -> frozenset[str]:
    return frozenset(word_list("given_names_weak"))


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    return re.compile(rf"(?:{longest_of(word_list('roles')).pattern})\s?$")
