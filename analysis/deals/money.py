"""Sums of money in a sentence, and which of them are what somebody invests (pure).

What a text says a project costs is the text's claim, nothing more. Yuan are whole numbers; other currencies
stay as they are written, for no rate is known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from analysis.deals.firms import built
from analysis.deals.sums import is_more, sums, yuan
from analysis.wordlists import longest_of, word_list

AmountKind = Literal["total", "phase", "unknown"]
Bound = Literal["exact", "over", "under", "about"]
_SUM_LISTS = ("deals/invested", "deals/sums_of_any", "deals/other_sums")
LISTS = (*_SUM_LISTS, "deals/built")
"""The shipped lists read here."""

_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("under", re.compile(r"(?:不超过|不高于|不多于|最多|至多)(?:人民币)?$")),
    ("over", re.compile(r"(?:超过|超|逾|不低于|不少于|突破|高达人民币|至少)(?:人民币)?$")),
    ("about", re.compile(r"(?:(?<!签)约|近|大约|约为|将近|接近)(?:人民币)?$")),
)
_PHASE = re.compile(
    r"(?<!分)([一首头二三四])期(?!工业)|第([一二三])(?:阶段|步|批)|(首批|首笔|首轮|首年|首阶段|第一年|先期|前期|起步区|启动区|起步阶段|启动资金|示范线|先投|先行投|先[拿砸])"
)
_PHASES = {"一": 1, "首": 1, "头": 1, "二": 2, "三": 3, "四": 4}
_OF_PHASES = re.compile(r"[与和及、两三四][二三四]?期(?:工程|项目)?(?:共|合计|累计|总)|合计")
"""What makes a sum that of the phases together: 一期与二期合计投资."""
_NOT_ITS = re.compile(
    r"全[市县区省国](?!最|首|第)[^，。；]{0,12}$|(?:^|[市县区省由])(?:政府|财政|[县市省区镇村][里上]|园区|当地|管委会|国家|中央)"
    r"[^，。；在与和同由签]{0,8}[投拿出安配]"
    r"|(?:在谈|储备|续建|同类|配套|隔壁|另一[个家]|其他|其它|邻[市县]|同行|友商)[^，。；]{0,8}$|[一二两三四五六十几近]年来?(?:累计)?引资$|共揽"
)
"""Who pays for something else, or whose projects they are: 县里投入, 在谈项目总投资."""
_SPENT_ON = re.compile(r"(?:将)?(?:用于|用在|投向|用作|是)[^，。；！？]{0,2}[一首头二三四]期")
_ADDED = re.compile(r"追加|追投|增资")
_SPENDS = re.compile(
    r"(?:(?:协议|合同)[：:]|砸(?:进去|[下向进入出])?|掷[下出]?|押[上注]|(?<![分中年月])投[下进向]?|自筹|引资|涉资|[携带]着?)(?:[约近超逾达了]|超过|将近)*(?:人民币|[¥￥])?$"
    r"|(?:(?<!已)(?<!已经)花[费了掉]*|[拿掏]出)(?:[约近超逾达了]|超过|将近)*(?:人民币|[¥￥])?$(?P<may_give>)"
)
"""Verbs that are so short that they must stand right before the sum: 砸下12亿元."""
_OF_A_PROJECT = re.compile(
    r"[！!，,]?(?:的)?[^，。；！？\d贷供采购销]{0,14}?"
    r"(?:项目|大单|投建|布局|产业园|基地|工厂|建厂|投资|合作协议)|[投砸]向|(?:打造|建设|兴建|新建|新上|上马|投建)|[，,](?:这?是)?[^，。；]{0,16}(?:协议|合同|最大的?[^，。；]{0,3}(?:投资|投入|手笔))"
    r"|[，,]?的?(?:一分|分文)[^，。；]{0,2}(?:未|没)|的(?:盘子|手笔|投资)|打了?水漂|成了?泡影"
)
_TO_BUILD = re.compile(r"[^，。；！？]{0,8}?(?:建|投|新上|上马|打造)|[。，；！？]|$")
"""What must follow 拿出12亿元, or it may be a gift."""
_BRACKETED = re.compile(r"[)）]")
_SET_OFF = re.compile(r"[，,。；]")
"""Behind a sum in a row of what is known of a project: 合同签了：冷链物流园项目，28亿元，三年建成."""
_OF_ALL = re.compile(
    r"活动|大会|会[上议]|仪式|峰会|[当现]场|累计|[全该][市县区省]|[本此]次|共签|集中|今年|去年|[上下]半年|季度|截至"
)
_TRADE = re.compile(r"供货|采购|购销|销售|订单|贷款|授信|产值|货值|基金|集群|奖|补|产品|发往|买|租")
_OF_A_DEAL = re.compile(r"[签投引建]|解约|协议|合同|合作|项目|[工新分]厂|基地|[一二三]期")
_APART = re.compile(r"[，。；：！？\n“”（）()]")
_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as it is claimed; ``yuan`` is None where ``words`` name another currency. ``phase`` 0: all."""

    yuan: int | None
    kind: AmountKind
    bound: Bound
    words: str
    phase: int = 0

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "yuan": self.yuan,
            "kind": self.kind,
            "bound": self.bound,
            "words": self.words,
            "phase": self.phase,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Amount:
        """Back from :meth:`to_json`."""
        return cls(value["yuan"], value["kind"], value["bound"], value["words"], value["phase"])


@dataclass(frozen=True, slots=True)
class Investment:
    """Where a sentence claims an amount, by offsets into it."""

    start: int
    end: int
    amount: Amount


def investments(sentence: str) -> list[Investment]:
    """The sums in ``sentence`` that a project is said to cost, in order."""
    found: list[Investment] = []
    last, kind_of_last = 0, ""
    for match in sums(sentence):
        before = sentence[max(last, match.start() - _WINDOW) : match.start()]
        after = sentence[match.end() : match.end() + _WINDOW]
        # 分别为4.6亿元、3亿元: a list's later sums are of the first one's kind
        said = kind_of_last if before in {"、", "和", "，", "及", "与"} and last else _said(before, after)
        said = said or _said_beside(sentence, match)
        last, kind_of_last = match.end(), said
        if said and said != "other":
            found.append(Investment(match.start(), match.end(), _amount(match, before, said)))
    return found


def _said_beside(sentence: str, match: re.Match[str]) -> str:
    """What a sum is that no word before it names: 12亿元的项目, 智能家居项目（12亿元）, 砸下12亿元."""
    before = sentence[max(0, match.start() - _WINDOW) : match.start()]
    spends = _SPENDS.search(before)
    if spends and (spends["may_give"] is None or _TO_BUILD.match(sentence, match.end())):
        return "投"
    if _SPENT_ON.match(sentence, match.end()):
        return "一期"
    if match.start() == 0 and sentence.startswith("！", match.end()) and not _TRADE.search(sentence):
        return "of a project"  # a headline: 12亿元！越泓来了
    bracketed = _built_before().search(before) and _BRACKETED.match(sentence, match.end())
    listed = _listed_before().search(before) and _SET_OFF.match(sentence, match.end())
    is_named = (
        bracketed
        or (listed and _OF_A_DEAL.search(sentence) is not None)
        or _OF_A_PROJECT.match(sentence, match.end())
        or _beside_what_is_built(sentence, match)
    )
    return "of a project" if is_named else ""


def _beside_what_is_built(sentence: str, match: re.Match[str]) -> bool:
    """Whether the sum's own clause names what is built, and no trade, gift or many projects."""
    before = _APART.split(sentence[max(0, match.start() - _WINDOW) : match.start()])[-1]
    after = _APART.split(sentence[match.end() : match.end() + _WINDOW])[0]
    clause = f"{before}，{after}"
    if _TRADE.search(clause) or _OF_ALL.search(clause):
        return False
    return _others().isdisjoint(_sum_words().findall(clause)) and built().search(clause) is not None


def _said(before: str, after: str) -> str:
    """What the words before a sum call it: the last of them in its clause, "" where there are none.

    金额 and the like are of whatever is spoken of, so what stands around them counts too.
    """
    clause = _APART.split(before.rstrip("：: "))[-1]
    said = _sum_words().findall(clause)
    if not said:
        return ""
    word = said[-1]
    if word in word_list("deals/sums_of_any"):
        is_other = not _others().isdisjoint(said)
        return "other" if is_other or not _is_of_the_deal(before, clause, after) else word
    return "other" if word in _others() or _NOT_ITS.search(clause) else word


def _is_of_the_deal(before: str, clause: str, after: str) -> bool:
    """Whether 金额 and the like are the deal's: no trade or gift beside them, nor a year's sum."""
    is_trade = _TRADE.search(before) or _TRADE.search(_APART.split(after)[0])
    return not (is_trade or _OF_ALL.search(clause)) and _OF_A_DEAL.search(before) is not None


@cache
def _others() -> frozenset[str]:
    return frozenset(word_list("deals/other_sums"))


@cache
def _sum_words() -> re.Pattern[str]:
    return longest_of(word for name in _SUM_LISTS for word in word_list(name))


@cache
def _built_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{built().pattern})[(（](?:投资)?$")


@cache
def _listed_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{built().pattern})[，,]$")


def _amount(match: re.Match[str], before: str, said: str) -> Amount:
    clause = _APART.split(before)[-1]
    spent = _SPENT_ON.match(match.string, match.end())
    number = phase_number(clause + (spent[0] if spent else "")) or (2 if _ADDED.search(clause) else 0)
    number = 0 if _OF_PHASES.search(clause) else number
    kind: AmountKind = "phase" if number else "unknown" if said == "of a project" else "total"
    return Amount(yuan(match), kind, _bound(match, before), match[0], number)


def _bound(match: re.Match[str], before: str) -> Bound:
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    if is_more(match):
        return "over"
    return "about" if match["after"] else "exact"


def phase_number(words: str) -> int:
    """Which phase ``words`` name: 一期, 首期 1, 二期 2; 0 where none."""
    found = _PHASE.search(words)
    return _PHASES.get(found[1] or found[2], 1) if found else 0
