"""Who is named in a clause: title, name and organization, by word lists and the words around (pure).

No model finds the names. A name stands beside a title, or its bearer was named so before; how long it is, the
words after it tell, else jieba. What has neither title nor organization is nobody we could name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.wordlists import longest_of, word_list
from analysis.words import cut

Voice = Literal["official", "enterprise", "expert", "public"]
LISTS = (
    "not_names",
    "organizations_enterprise",
    "organizations_expert",
    "organizations_official",
    "surnames",
    "surnames1",
    "titles_enterprise",
    "titles_expert",
    "titles_official",
    "titles_open",
    "titles_public",
)
"""The shipped lists read here."""

SAYING = (
    "说|表示|介绍|告诉|指出|认为|坦言|坦陈|直言|感叹|感慨|透露|强调|回忆|解释|补充|谈到|谈道|谈及|谈起|提到|写道|回答|回应|呼吁|建议"
    "|提醒|评价|总结|分析|承诺|宣布|坚称|反问|追问|告诫|嘱咐|叮嘱|点赞|赞叹|称赞|赞道|吐槽|抱怨|留言|评论|发文|讲述|阐述|披露|预测"
    "|插话|打趣|调侃|笑答|表态|致辞|发言|发问|提问|询问|点评|寄语|惊叹|惊呼|直呼|坚信|相信|觉得|看来|声称|宣称|重申|笑称|道出|称|问|答"
    "|喊|讲|道|說|稱|認為|強調|告訴|介紹|指出"
)
"""Words for saying, as they follow a speaker."""
_FOLLOWS = re.compile(
    rf"[\W\d_]|$|{SAYING}|如是|还|也|则|又|就|都|在|对|向|与|和|同|及|从|到|由|为|于|是|的|把|将|被|让|给|等|率|带|深|一|近日|今|昨|当"
    r"|随|最|曾|已|正|总|常|笑|高兴|激动|由衷|自豪|满|感|有|不|边|握|捧|指|看|拿|站|坐|摇|点|拉|擦|忙|主持|出席|陪同|参加|代表|宣读|作"
    r"|致|做|接|挂|反|继|进|再|更|充|兴|欣|开|先|院士|教授|先生|女士|博士|此|这|时|后|前|特|很|十|非|热|真|诚|微|坚|立|赶|走|望|竖|伸|要|会|能|可|想|没|未|只|才|获|退|当|任|出|入|回|来|去|用|写|发|手|身|脸|眼|年"
)
"""What comes after a whole name."""
_RANK = re.compile(
    r"(?:副|首席|高级|常务|执行|联合|联席|原|前|总|资深|党组|党委|纪委|名誉|荣誉|特级|一级|二级|特聘|助理|外贸|销售|市场|行政|人力资源|项目|部门"
    r"|区域|大区|客户|运营|生产|技术|品牌|主要|有关|相关|一位|一名|不少|多位|几位|许多|有的|某)+$"
)
_ANONYMOUS = re.compile(r"一位|一名|不少|多位|几位|许多|有的|某|主要|有关|相关")
_NO_ORGANIZATION = re.compile(
    r"[，,。；;：:！!？?、\s（）()“”「」『』‘’\"《》…—·]|[的由是据被让把了着向您他她们]|对(?!外)|但|而(?!立)|其中|目前|来自|作为|身为|时任|现任|一位|一名|这位|那位|该|有(?![限色机轨线关])|在(?!线)"
    r"|包括|比如|因为|给|像|\d+多?[名个位]|一个|这些|一些|那些|更多|全体|记者|(?<=[\d])日|上午|下午|当天|会上|会后|随后|近日|日前|昨日|昨天|今天|谈起|听到|采访|见到|同来|随行|走进|请来|邀请"
    r"|(?<!发展)(?<!住房)(?<!文化)(?<!规划)(?<!资源)(?<!工业)(?<!教育)(?<!服务)(?<!保障)(?<!市场)(?<!体育)(?<!民族)(?<!科技)(?<!经济)[和与](?!平|谐|顺)"
)
_ACTED = re.compile(r"[\W们他她我]")
"""Before 代表 where it is what somebody does."""
_FIRM_LIKE = frozenset(("负责人", "主要负责人", "相关负责人", "有关负责人", "工作人员", "发言人", "主管"))
_LONGEST_UNCLEAR = 8
_UNITS = frozenset("部处科系市县区省村镇乡") | {"中心", "办公室", "总部"}
"""Words of parts and places, which tell only where no other word does: 集团市场部 is a firm's."""
_CHAINED = re.compile(r"\s*[、兼及暨和]?\s*")
_NAME_AFTER = re.compile(r"[ \t\u3000]?([\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,6}|[\u3400-\u9fff]{2,5})")
_NO_LAST = tuple("族的说称也则还把被在对向就都又与从是表介认告指笑问答")
"""Signs that end no name."""
_NO_TITLE = re.compile(
    r"期|远|三角|效|久|大后|会(?!长)|团|性|力|才|端|楼|区|节|化|制|学(?!者)|部|院|队(?!员|长)|室|级|证|小组|班子|作用|务|念"
)
"""What makes another word of a title that stands before it."""
_EVERYDAY = re.compile("先生|女士|小姐|大爷|大妈|大娘|阿姨|奶奶|爷爷|师傅|叔|婶|哥|姐|某某|某|总(?![是在要会能把这那])")
_WIDEST = 40
"""Signs of an organization's name, at most."""


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
        low = max(start, found[-1].end) if found else start
        person = _person(text, low, end, hits)
        if found and person.name and found[-1].name == person.name:  # 首席科学家邱一鹤院士
            continue
        found.append(person)
    return found


def name_at(text: str, start: int, end: int) -> str:
    """The name that begins at ``start`` of ``text``, with a surname we know; "" where none does."""
    found = _NAME_AFTER.match(text, start, end)
    if not found:
        return ""
    run = found[1]
    if "·" in run:
        return _foreign(run)
    if run[0] in "老小阿" and run[1] in _surnames():
        return run[:2]
    everyday = _EVERYDAY.match(run, 1)
    if everyday and run[0] in _surnames():
        return run[: everyday.end()]
    if run[:2] in _not_names():
        return ""
    surname = 2 if run[:2] in _compounds() else 1 if run[0] in _surnames() else 0
    if not surname or len(run) <= surname or (surname == 2 and run[2] in "市县区路省"):
        return ""
    after = text[found.start(1) : min(end, found.start(1) + 12)]
    lengths = (surname + 2, surname + 1) if run[surname + 1 : surname + 2] not in _NO_LAST else (surname + 1,)
    fits = [length for length in lengths if len(run) >= length and _follows(after, length)]
    return run[: fits[0] if fits else _by_words(after, surname)]


def voice_of(organization: str) -> Voice | None:
    """Whose voice an organization is by the last telling word of its name; None when no word tells."""
    words = [found[0] for found in _organization_word().finditer(organization)]
    telling = [word for word in words if word not in _UNITS] or words
    return _organizations()[telling[-1]] if telling else None


def speaks_for(clause: str) -> Voice | None:
    """Whose voice a clause without a person is, by the organization it names (市委会议上的一番话)."""
    words = [found[0] for found in _organization_word().finditer(clause)]
    telling = [word for word in words if len(word) > 1 and word not in _UNITS]
    return _organizations()[telling[0]] if telling else None


def _chains(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Titles of one person after another: 党组书记、局长 and 某协会专家、某公司创始人 are one."""
    chain: list[re.Match[str]] = []
    for hit in _title().finditer(text, start, end):
        if _NO_TITLE.match(text, hit.end(), end) or (hit[0] == "代表" and _ACTED.match(text, hit.start() - 1)):
            continue
        if text.startswith("们", hit.end()):
            if chain:
                yield chain
            yield [hit]
            chain = []
            continue
        if chain and not _linked(text, chain[-1].end(), hit.start()):
            yield chain
            chain = []
        chain.append(hit)
    if chain:
        yield chain


def _linked(text: str, left: int, right: int) -> bool:
    between = _RANK.sub("", text[left:right])
    if _CHAINED.fullmatch(between):
        return True
    return between[0] in "、兼" and len(between) <= _WIDEST and not _NO_ORGANIZATION.search(between[1:])


def _person(text: str, low: int, end: int, hits: list[re.Match[str]]) -> Person:
    first, last = hits[0], hits[-1]
    begun = _title_start(text, low, first)
    joined = all(
        _CHAINED.fullmatch(_RANK.sub("", text[one.end() : other.start()]))
        for one, other in zip(hits, hits[1:], strict=False)
    )
    at = begun if joined else _title_start(text, low, last)
    organization, left = _organization(text, low, at)
    name, right = name_at(text, last.end(), end), last.end()
    if name:
        right = text.index(name, right) + len(name)
    elif not _ANONYMOUS.search(text[at : last.start()]):
        name = _name_before(text, left, at)
        if name:
            left, organization = at - len(name), ""
    title = text[at : last.end()]
    return Person(left, right, name, _ANONYMOUS.sub("", title), organization, _voice([hit[0] for hit in hits], organization))


def _title_start(text: str, low: int, hit: re.Match[str]) -> int:
    rank = _RANK.search(text[max(low, hit.start() - 12) : hit.start()])
    return hit.start() - len(rank[0]) if rank else hit.start()


def _organization(text: str, low: int, end: int) -> tuple[str, int]:
    """The name that ends right before a title, and where it begins."""
    begin = max(low, end - _WIDEST)
    for stop in _NO_ORGANIZATION.finditer(text, begin, end):
        begin = stop.end()
    return text[begin:end], begin


def _name_before(text: str, left: int, at: int) -> str:
    """What stands before a title where it is its bearer's name (周慕白教授, 陈校长), else ""."""
    words = text[left:at]
    if not words or len(words) > _LONGEST_UNCLEAR or voice_of(words) is not None:
        return ""
    if len(words) in (2, 3, 4) and name_at(text, left, at) == words:
        return words
    return words[-1] if words[-1] in _surnames() and (len(words) == 1 or cut(words)[-1] == words[-1]) else ""


def _voice(titles: list[str], organization: str) -> Voice:
    """An expert stays one in a firm; a title that says nothing speaks for its organization."""
    voices = {_titles()[title] for title in titles}
    of = voice_of(organization)
    if "expert" in voices:
        return "expert"
    if "enterprise" in voices:
        return "enterprise"
    if None in voices and "public" not in voices:
        return of or ("enterprise" if organization and titles[-1] in _FIRM_LIKE else "official")
    return "official" if "official" in voices else "public"


def _follows(after: str, length: int) -> bool:
    return _FOLLOWS.match(after, length) is not None


def _by_words(after: str, surname: int) -> int:
    """A name's length where nothing after it tells: as jieba cuts, else as most names are."""
    ends, at = set(), 0
    for token in cut(after):
        at += len(token)
        ends.add(at)
    return next((length for length in (surname + 2, surname + 1) if length in ends), surname + 2)


def _foreign(run: str) -> str:
    head, given = run.split("·", 1)
    at = next((at for at in range(1, len(given) + 1) if at == len(given) or _follows(given, at)), len(given))
    return f"{head}·{given[:at]}"


@lru_cache(maxsize=1)
def _titles() -> dict[str, Voice | None]:
    voices: dict[str, Voice | None] = dict.fromkeys(word_list("titles_open"))
    for voice in ("public", "official", "enterprise", "expert"):
        voices |= dict.fromkeys(word_list(f"titles_{voice}"), voice)  # type: ignore[arg-type]
    return voices


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return longest_of(_titles())


@lru_cache(maxsize=1)
def _organizations() -> dict[str, Voice]:
    voices: dict[str, Voice] = {}
    for voice in ("official", "enterprise", "expert"):
        voices |= dict.fromkeys(word_list(f"organizations_{voice}"), voice)  # type: ignore[arg-type]
    return voices


@lru_cache(maxsize=1)
def _organization_word() -> re.Pattern[str]:
    return longest_of(_organizations())


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(word_list("surnames1"))


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(word_list("not_names"))


@lru_cache(maxsize=1)
def _compounds() -> frozenset[str]:
    return frozenset(word_list("surnames"))
