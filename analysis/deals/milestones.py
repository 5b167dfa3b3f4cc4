"""What a sentence says has become of a project: signed, begun, working, standing still, given up (pure).

Only what has happened counts. 计划9月开工, 投产后年产值…, 尚未开工, 从签约到投产用时…, 开工率 say nothing
of the kind; 迟迟未开工 says that it stands still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, get_args

from analysis.deals.days import Told, told_days
from analysis.wordlists import longest_of, word_list
from cityecho.watchlist.values import ONE_DAY, Days

Stage = Literal["signed", "started", "operating", "stalled", "cancelled"]
STAGES: tuple[Stage, ...] = get_args(Stage)
LISTS = tuple(f"deals/{name}" for name in (*STAGES, "planned"))
"""The shipped lists read here."""

_ENDINGS = frozenset({"stalled", "cancelled"})
_DAYS = ("去年", "前年", "此前", "早前")
_LONGER_BEGINS = (
    *("解除", "终止", "中止", "取消", "退出", "收回", "落地", "打下", "走到"),
    *("迟迟", "一直", "始终", "至今", "长期", "仍"),
    *("合同", "协议"),
    *_DAYS,
)
_IN = "[^，。；！？：]"
_LONGER = re.compile(
    rf"(?P<never>(?:迟迟|一直|始终|至今|长期|仍然?){_IN}{{0,3}}?(?:未|没有|没|无法|不){_IN}{{0,3}}?"
    r"(?:开工|动工|投产|开建|启动|落地))"
    r"|(?:解除|终止|中止|取消|退出)[^，。；！？：\d]{0,18}?(?:协议|合同|合约|合作|投资|项目|意向书|关系|[工新分]厂|基地|产业园)"
    rf"|收回{_IN}{{0,16}}?闲置土地"
    rf"|(?P<signed>落地(?=[\u4e00-\u9fff]{{1,6}}[县区市])|走到了?一起"
    rf"|(?:合同|协议){_IN}{{0,4}}(?:留在|留给|收入囊中)"
    rf"|(?:{'|'.join(_DAYS)})(?:[签达]\w{{1,2}})?的?(?:投资|合作|框架|入园|招商)*(?:协议|合同)(?=，))"
    rf"|(?P<started>打下{_IN}{{0,4}}?桩)"
)
"""What takes a phrase to say; each begins with one of the words above."""
_ENDS = frozenset(("解除", "终止", "中止", "取消"))
_AGREEMENT = re.compile(r"(?:协议|合同|合约|合作|项目)[^，。；！？：]{0,6}$")
"""What has ended where only such a word follows: 协议已经解除."""
_CLAUSE_START = re.compile(r"[，、。；：！？\n“”（）()\s]")
_WINDOW = 30
_MONTH = 31
_DONE = re.compile(r"已|目前|现在|如今|今日|正式")
_LONG_AGO = date(1990, 1, 1)
_NOT_YET_DONE = re.compile(
    r"后(?!续|勤)|才|将|预计|有望|仍需|之后|前(?!景|期)|之前|那[天日年刻]|之[日时]|的?时候|的日[子期]|年份|当年|机(?![进组])|率|条件|时间|手续|时限|计划|目标|动员|准备|成功后|检修|大修|奖励|政策|人数|意向|不停"
)
_DENIED_BEFORE = re.compile(
    r"(?:未|没有|并没有|没|不|无|非|并非|不存在|不会|避免|防止|否认|能否|是否)(?:正式|按期|如期|能|有|会|再|因此|出现|曾)?$"
)
_DENIED = re.compile(r"与事实不符|不实|谣言|传言|辟谣|失实|澄清|网传")
_BEFORE_A_DAY = re.compile(
    r"(?<![日此目之年久天周])(?<!个月)前(?:建成|竣工|正式|全部|全面|实现|就能|可|能)*$"
)
_PLANNED_BESIDE = re.compile(r"(?:可|早|待|能|快|拟|(?<![立随当旋迅])即|[就只]等)$")
_LASTED = re.compile(r"(?:已经?|至今|了)?[近约超]?[一两二三四五六七八九十半\d]+多?[个余]?(?:年|月|天|周)")
_NO_STANDSTILL = re.compile(r"检修|大修|放假|过节|不停|还是|歇|休息|喝|擦|抬头")
_FROM_TO = re.compile(r"从[^，。；！？\n]{0,16}?到[^，。；！？\n]{0,14}")
_OTHER_CONTRACT = re.compile(
    r"[^，。；！？]{0,24}?(?:订单|首单|贷款|用电|供货|采购|劳动|购销|劳务|承诺书|责任书|责任状|保密|服务协议|服务合同|解除|终止|就业|住房|政策|指标)"
)
_TOOK = re.compile(r"经过|历经|历时")
_NO_SIGNING = re.compile(
    r"(?:医生|人才|技工|学生|歌手|演员|球员|作者|作家|订单|贷款|农户|户)$|银行|分行|农商行|信用社|运营商|大学|学院"
    r"|[梨桃杏樱槐梅荷枣]$"
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One stage that was reached, by the offsets of its words in the sentence.

    ``days``: when, as the sentence says (``is_dated``) or as the article's day allows.
    """

    stage: Stage
    start: int
    end: int
    days: Days
    is_dated: bool


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words of a stage, and what stands before them in their clause; ``is_never``: 迟迟未开工 and such.

    ``day_end`` is the end of a word of time that they begin with: 此前|的协议.
    """

    stage: Stage
    start: int
    end: int
    before: str
    is_never: bool
    day_end: int


def may_tell(text: str) -> bool:
    """Whether ``text`` has any of the words: cheap, for the many articles that have none."""
    return next(_cues(text), None) is not None


def milestones(sentence: str, day: date) -> list[Milestone]:
    """The stages that ``sentence``, which appeared on ``day``, says were reached, in order."""
    told: list[Told] | None = None
    found: list[Milestone] = []
    since, since_last, in_plans = 0, 0, False
    for cue in _cues(sentence):
        if cue.stage == "started" and _TOOK.search(cue.before):
            continue  # 经过15个月紧张建设，项目投产
        told = told_days(sentence, day) if told is None else told
        has_lasted = _LASTED.match(sentence, cue.end)
        days = None if has_lasted else _told_before(told, since, max(cue.start, cue.day_end))
        days = days or _since_then(found, cue.stage, Days(_LONG_AGO, day) if has_lasted else None)
        since = since if has_lasted else cue.end
        # 计划6月开工，次年5月投产: what is planned goes on until something is said to be done
        is_past = _DONE.search(cue.before) or (days and days.last <= day)
        if cue.stage in _ENDINGS:
            # 原计划今年投产的项目至今没有动静: what was planned before doesn't make a standstill planned
            in_plans = _is_planned(sentence[max(since_last, cue.start - len(cue.before)) : cue.start])
        else:
            in_plans = _is_planned(cue.before) or (in_plans and not is_past)
        since_last = cue.end
        is_to_come = in_plans or (days and days.first > day + ONE_DAY)
        if not is_to_come and _happened(sentence, cue):
            until = _until(days, day) if days else Days(day, day)
            found.append(Milestone(cue.stage, cue.start, cue.end, until, days is not None))
    return found


def _until(days: Days, day: date) -> Days:
    """今年签约 was by the day that tells it."""
    return Days(days.first, max(days.first, min(days.last, day)))


def _cues(sentence: str) -> Iterator[_Cue]:
    done = 0
    for word in _words().finditer(sentence):
        if word.start() < done:
            continue
        stage = _stages().get(word[0])
        longer = None if stage else _LONGER.match(sentence, word.start())
        if longer:
            stage = _stage_of(longer)
        elif (
            not stage
            and word[0] in _ENDS
            and _AGREEMENT.search(sentence, max(0, word.start() - 8), word.start())
        ):
            stage = "cancelled"
        if stage:
            start, done = (longer or word).span()
            before = _CLAUSE_START.split(sentence[max(0, start - _WINDOW) : start])[-1]
            day_end = word.end() if longer and word[0] in _DAYS else start
            yield _Cue(stage, start, done, before, bool(longer and longer["never"]), day_end)


def _stage_of(longer: re.Match[str]) -> Stage:
    if longer["never"]:
        return "stalled"
    return "signed" if longer["signed"] else "started" if longer["started"] else "cancelled"


@cache
def _words() -> re.Pattern[str]:
    return longest_of((*_stages(), *_LONGER_BEGINS))


@cache
def _stages() -> dict[str, Stage]:
    return {word: stage for stage in STAGES for word in word_list(f"deals/{stage}")}


def _happened(sentence: str, cue: _Cue) -> bool:
    if cue.is_never:
        return True
    if _in_title(sentence, cue.start) or _DENIED_BEFORE.search(cue.before):
        return False
    if cue.stage in _ENDINGS:
        return not (_DENIED.search(sentence) or _NO_STANDSTILL.match(sentence, cue.end))
    if cue.stage == "signed" and (_NO_SIGNING.search(cue.before) or _OTHER_CONTRACT.match(sentence, cue.end)):
        return False
    if _NOT_YET_DONE.match(sentence, cue.end) or _BEFORE_A_DAY.search(cue.before):
        return False
    return not any(span.start() <= cue.start < span.end() for span in _FROM_TO.finditer(sentence))


def _in_title(sentence: str, at: int) -> bool:
    """Whether ``at`` lies in a title: 厂歌叫《麦子黄了》."""
    return sentence.rfind("《", 0, at) > sentence.rfind("》", 0, at)


def _is_planned(before: str) -> bool:
    """Whether a word of plans governs what follows; in 计划投资4亿元的项目开工 it governs the sum."""
    planned = list(_planned().finditer(before))
    governs = bool(planned) and "投资" not in before[planned[-1].end() :]
    return governs or _PLANNED_BESIDE.search(before) is not None


@cache
def _planned() -> re.Pattern[str]:
    return longest_of(word_list("deals/planned"))


def _told_before(told: list[Told], since: int, until: int) -> Days | None:
    """The most exact days named before a milestone and after the one before it; of equals the last."""
    before = [one.days for one in told if since <= one.start < until]
    return min(reversed(before), key=lambda days: (len(days) > 1, len(days) > _MONTH), default=None)


def _since_then(found: list[Milestone], stage: Stage, lasted: Days | None) -> Days | None:
    """The days of a second word for one event (破土动工), or of what lies back an untold time (停工半年)."""
    if found and found[-1].stage == stage and found[-1].is_dated:
        return found[-1].days
    return lasted
