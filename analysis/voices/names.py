"""Where a person's name begins and how long it is (pure).

No model finds names. A name begins with a surname of the lists where its place lets one be expected; how long
it is, the words after it tell, else jieba. Foreign names are known by the dot in them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.mentions.surnames import compound_surnames
from analysis.voices.sayings import MANY_SIGNS, SAYING
from analysis.wordlists import longest_of, word_list
from analysis.words import cut

LISTS = (
    "given_names",
    "given_names_last",
    "given_names_weak",
    "name_parts",
    "not_names",
    "surnames",
    "surnames1",
    "surnames_japanese",
)
"""The shipped lists read here."""

_FOLLOWS = re.compile(
    rf"[\W\d_]|$|{SAYING}|如是|[还也则又就都在对向与和同及从到由为于是的把将被让给等率带深一昨今当随最曾已正总常笑满感有不边握捧指看拿站坐摇"
    r"点拉擦忙作致做接挂反继进再更充兴欣开先此这时后前特很十非热真诚微坚立赶走望竖伸要会能可想没未只才获退任出入回来去用写发手身脸眼年]"
    r"|近日|事后|后来|日前|高兴|激动|由衷|自豪|主持|陪同|参加|代表|宣读|院士|教授|女士|博士"
)
"""What comes after a whole name."""
_ENDS = re.compile(
    rf"[\W\d_]|$|说|{MANY_SIGNS}|微笑|大笑|苦笑|笑着|满[脸面怀]|当[即场]|立即|随[后即]|接[受过话着]|并[不未没非]|替(?:双方|大家|[他她]|企业|客户)|一边|激动|高兴|兴奋|感激|坚定|郑重|无奈|感同|如是|第[一二三]|今[年天]|去年|现年|当年|昨天|带[着队领]|作[主了为]|率[队团领]"
    r"|话[说音锋]|另[有外一]|泼|递[上给过来]|跟着|答[得道]|放下|撂|插[了话嘴]|叹|追问|反问|坦承|直言|叮嘱|感慨|皱|掰|翻[开出]|掏|搓"
    r"|[站蹲坐守躺靠倚扶抱端举拎戴穿摆推挤][在着到进了]|带(?:[来去了上头]|学生|徒弟|团)|到(?:工地|现场|车间|场|会)|通过|援引|[头第]一[次回个]|受[邀托命访聘]|应邀|比划|举起|递给|推门|话[少多不]|至今|却|既|曾[说经表是在]|便[说是]|刚[下开从到刚回]|红了|希望|领着|[晃抖想摇挥顿算干等][了过]|探出|捧[出着]|塞给|赶到|端起|望着|同记者|为(?:大家|我们|记者|企业|了)|总[说爱是]|[因由](?:为|此|于)|道[：:，,]|直[说接言截]|头也不|作报告|嘴[上里]|住[在了]|抹了|凑[过上]|冲[进出]|边.边|一直|当年"
)
"""What settles that a name ends before it: 曹旭|回答说."""
_BINDS = frozenset("的称问答喊讲道笑在对向与和及从把将被让给也都还又则就已曾最正带率要会能是有")
"""Signs that seldom end a name and often follow one."""
_NEVER_LAST = frozenset(
    "常很边没握干不仍更最太又掰拍拿翻走族的说称也则还把被在对向就都又与从是表介认告指笑问答"
    "却既让给用因由到等住探捧塞挥赶端抖晃顿凑扯抹冲摇想听蹲坐站抢搬递扶抬以于"
)
"""Signs that end no name."""
_RUN = re.compile(r"[ \t\u3000]?([\u3400-\u9fff]{2,5})")
_DOT = re.compile("[·•・‧∙]")
_FOREIGN = re.compile(
    rf"[ \t\u3000]?([\u4e00-\u9fff]{{1,8}}(?:-[\u4e00-\u9fff]{{1,5}})?{_DOT.pattern}[\u4e00-\u9fff]{{1,6}})"
)
_FOREIGN_ENDS = re.compile(rf"(?!则(?!{SAYING}))(?:{_FOLLOWS.pattern}|{_ENDS.pattern})")
"""What comes after a foreign name, in which 则 stands for a sound."""
_EVERYDAY = re.compile(
    "先生|女士|小姐|大爷|大妈|大娘|阿姨|奶奶|爷爷|师傅|叔|婶|哥|姐|某某|某|总(?![是在要会能把这那])"
)
_CALLED = re.compile(
    r"(?<=[员工师手匠贩农户民客生兵人])[老小][\u3400-\u9fff]|[\u3400-\u9fff](?:先生|女士|小姐|大爷|大妈|大娘|阿姨|奶奶|爷爷|师傅|大叔|大姐)"
)
_WHEN = re.compile(
    r"(?:见到|采访|遇[到见]|碰[到见]|找到|看到|走近|走进|问[及起]|谈[及起]|说起)[^，,。：:\n]*\Z"
)
"""What 时 after a name belongs to: 记者见到董事长王强时."""
_WHEN_REACH = 40
_LOOK_AHEAD = 12
_NEARBY = 1_500
"""Signs on either side in which the same name tells how long it is."""


def name_at(text: str, start: int, end: int) -> str:
    """The name that begins at ``start`` of ``text``, before ``end``; "" where none does.

    王强, 欧阳明, 汉斯·穆勒, and what people are called instead: 王女士, 老李, 王总.
    """
    if _DOT.search(text, start, min(end, start + _LOOK_AHEAD)):
        foreign = _FOREIGN.match(text, start, end)
        if foreign:
            return _foreign(foreign[1])
    found = _RUN.match(text, start, end)
    if not found:
        return ""
    begin = found.start(1)
    return _chinese(text, found[1], begin, text[begin : min(end, begin + _LOOK_AHEAD)])


def _chinese(text: str, run: str, begin: int, after: str) -> str:
    """The name that ``run`` begins with at ``begin``, and so does ``after``, which goes on beyond it."""
    if run[0] in "老小阿" and run[1] in surnames() and run[:2] not in japanese():
        return run[:2]
    parts = _parts().match(run)
    if parts:
        return parts[0]
    if run[:2] in japanese() and not (run[0] in surnames() and _is_settled(run, after)):
        return run[: _japanese_length(run, after)]
    surname = 2 if run[:2] in compound_surnames() else 1 if run[0] in surnames() or _is_time(run) else 0
    if (
        not surname
        or len(run) <= surname
        or (surname == 1 and run[:2] in _not_names() and not _is_long(run, after))
    ):
        return ""
    everyday = _EVERYDAY.match(run, surname)
    if everyday:
        return run[: everyday.end()]
    place = surname == 2 and run[2] in "市县区路省"  # 濮阳市
    return "" if place else run[: _length(text, begin, run, surname, after)]


def _is_time(run: str) -> bool:
    """Whether 时, mostly a word for a time, begins a name: two signs that names are made of follow."""
    return (
        run[0] == "时"
        and len(run) > 1
        and run[1] in _given()
        and bool((len(run) > 2 and run[2] in _given()) or _FOLLOWS.match(run, 2))
    )


def _is_settled(run: str, after: str) -> bool:
    """Whether what begins like a Japanese name ends as a Chinese one would: 高桥说, 金子豪说."""
    return len(run) < 4 or any(_ENDS.match(after, at) for at in (2, 3)) or not _ENDS.match(after, 4)


def _japanese_length(run: str, after: str) -> int:
    """Two given characters of a Japanese name, or as many as stand before what can't be one."""
    ends = (at for at in (4, 3) if len(run) >= at and _ENDS.match(after, at))
    return next(ends, min(len(run), 4))


def looks_like_name(word: str) -> bool:
    """Whether all of a word could be what somebody is called: 王强, but 路段 and 高质量 as well."""
    return name_at(word, 0, len(word)) == word


def called(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where somebody is called as neighbours are (驾驶员老郭, 湖北人梅师傅), anywhere in the span."""
    for found in _CALLED.finditer(text, start, end):
        if found[0][found[0][0] in "老小"] in surnames():
            return found.span()
    return None


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Surnames of one character."""
    return frozenset(word_list("surnames1"))


def _is_long(run: str, after: str) -> bool:
    """Whether a word that is no name goes on as one: 简明 is none, 简明朗表示 begins with one."""
    return (
        len(run) > 2
        and run[2] in word_list("given_names")
        and bool(after[3:4] in tuple("在也还又") or _ENDS.match(after, 3))
    )


def _length(text: str, begin: int, run: str, surname: int, after: str) -> int:
    """Two given characters or one: as what follows tells best, the longer where both would do."""
    short, long = surname + 1, surname + 2
    if len(run) < long or run[short] in _NEVER_LAST or _ENDS.match(after, short):
        return short
    if run[short] == "时" and _WHEN.search(text, max(0, begin - _WHEN_REACH), begin):
        return short
    given = run[short] in _given()
    if _ENDS.match(after, long) or (given and after[long] in _BINDS):
        return long
    ends, at = set(), 0
    for token in cut(after):
        at += len(token)
        ends.add(at)
    fits = {length: 2 * (length in ends) + bool(_FOLLOWS.match(after, length)) for length in (long, short)}
    again = _recurs(run[:short], run[:long], text[max(0, begin - _NEARBY) : begin + _NEARBY])
    likely = given * (2 if long in ends else 1)
    doubtful = not given and (after[long] == "同" or not _FOLLOWS.match(after, long))
    return long if fits[long] + likely + 3 * again >= fits[short] + doubtful else short


def _recurs(short: str, long: str, around: str) -> int:
    """1 where the same name stands nearby and only ever in its long form, -1 where it is the short one."""
    times = around.count(short)
    if times < 2:
        return 0
    same = around.count(long)
    if same == 1:
        return -1
    followers = {around[found.end() : found.end() + 1] for found in re.finditer(re.escape(long), around)}
    return int(same == times and len(followers) > 1)


def _foreign(run: str) -> str:
    head, given = _DOT.split(run, maxsplit=1)
    ends = (at for at in range(1, len(given)) if _FOREIGN_ENDS.match(given, at))
    return run[: len(head) + 1 + next(ends, len(given))]


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    """Characters that a given name may end with."""
    return frozenset(
        (*word_list("given_names"), *word_list("given_names_weak"), *word_list("given_names_last"))
    )


@lru_cache(maxsize=1)
def japanese() -> frozenset[str]:
    """Japanese surnames of two characters and more."""
    return frozenset(word_list("surnames_japanese"))


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    """Finds names of two parts and more: 旦增拉姆, 才让卓玛."""
    part = longest_of(word_list("name_parts")).pattern
    return re.compile(rf"(?:{part}){{2,3}}")


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(word_list("not_names"))
