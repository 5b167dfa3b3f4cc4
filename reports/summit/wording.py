"""How figures are put into words; what several chapters say alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.exposure.reasons import uncovered
from cityecho.watchlist import WindowName
from reports import terms
from reports.data import Figure
from reports.figures import interval_said, value_said
from reports.summit.editions import Compared
from reports.summit.figures.echo import counted_on
from reports.summit.material import Material
from reports.terms import MOODS, WINDOWS

TOLD = ("positive", "negative")
"""The labels that sentences speak of; the tables have all."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What sentences may speak of; ``figures`` by id, ``listed`` the number of rows of each table."""

    material: Material
    figures: Mapping[str, Figure]
    editions: Sequence[Compared]
    listed: Mapping[str, int]

    @property
    def city(self) -> str:
        """The city's name."""
        return self.material.city

    @property
    def untold(self) -> str | None:
        """Why nothing can be said of who told what during and after; None when something can."""
        return self.figures["circle.earned"].withheld

    @property
    def heard_said(self) -> str:
        """会中及会后, with how many of its days are not all covered."""
        heard = self.material.study.heard
        return "会中及会后" + _holes_said(0 if heard.blank else len(heard.holes))

    def window_said(self, name: WindowName) -> str:
        """会前, 会中 or 会后, with how many of its days are not all covered."""
        counts = self.material.study.windows[name]
        return terms.WINDOWS[name] + _holes_said(0 if counts.blank else len(counts.holes))

    def sources_said(self, ids: Iterable[str]) -> str:
        """Sources by the names of their outlets, each once."""
        named = (self.material.sources.get(one, one) for one in ids)
        return terms.listed(dict.fromkeys(named), 10)


def _holes_said(days: int) -> str:
    return f"（其中{days}天采集不全）" if days else ""


def span_uncollected(facts: Facts) -> str:
    """The beginning of a sentence on a report for which nobody looked."""
    span = facts.material.study.summit.span
    return f"{uncovered(span)}，"


def said_value(figure: Figure) -> str:
    """Value with unit and, where that says more, the interval: 128.0条（90%区间101.5至156.2条）."""
    if figure.value is None:
        return terms.UNKNOWN
    value, interval = value_said(figure), interval_said(figure)
    if not interval or interval == f"90%区间{_without_unit(value, figure.unit)}至{value}":
        return value
    return f"{value}（{interval}）"


def _without_unit(said: str, unit: str) -> str:
    return said if unit == terms.SHARE else said.removesuffix(unit)


def volume_said(facts: Facts) -> str:
    """How many stories each window brought; a lower bound is said to be one."""
    windows = ((said, facts.figures[f"stories.{name}"]) for name, said in WINDOWS.items())
    return f"提及{facts.city}的报道，{'，'.join(_volume(said, figure) for said, figure in windows)}。"


def _volume(window: str, figure: Figure) -> str:
    if figure.withheld:
        return f"{window}暂不发布（{figure.withheld}）"
    return f"{window}{said_value(figure)}"


def shares_said(facts: Facts, opening: str, parts: Mapping[str, str]) -> str:
    """Shares of one whole in one breath: 会中，正面报道占68.6%，负面报道占11.4%; ``parts`` by figure id.

    Where all are withheld for one reason it is given once.
    """
    figures = [facts.figures[name] for name in parts]
    reasons = {figure.withheld for figure in figures}
    if len(reasons) == 1 and None not in reasons:
        what = "各项" if len(figures) > 1 else next(iter(parts.values()))
        return f"{opening}，{what}占比暂不发布（{reasons.pop()}）"
    said = (_share(part, figure) for part, figure in zip(parts.values(), figures, strict=True))
    return f"{opening}，{'，'.join(said)}"


def _share(part: str, figure: Figure) -> str:
    return f"{part}暂不发布（{figure.withheld}）" if figure.withheld else f"{part}占{said_value(figure)}"


def mood_said(facts: Facts, window: WindowName) -> str:
    """The praise and the blame of one window, without a full stop."""
    parts = {f"sentiment.{label}.{window}": MOODS[label] for label in TOLD}
    return shares_said(facts, facts.window_said(window), parts)


def uplift_said(facts: Facts) -> str:
    """What the summit brought, or why that is withheld; never more than the interval allows."""
    above = facts.figures["uplift.stories"]
    summit = facts.material.study.summit
    if above.value is None or above.low is None or above.high is None:
        return f"活动带来的报道增量暂不发布（{above.withheld}）。"
    since = f"会前{summit.build_up_days}天" if summit.build_up_days else "开幕"
    seen = said_value(facts.figures["uplift.seen"])
    head = f"自{since}至会后{summit.after_days}天，{_panel_said(facts)}新增报道{seen}，"
    if above.low > 0:
        ratio = facts.figures["uplift.ratio"]
        if facts.material.study.overlapping:
            more = f"使报道达到没有活动时的{said_value(ratio)}"
            return f"{head}估计其中{said_value(above)}由本次活动带来，{more}。"
        return f"{head}估计比没有活动时多{said_value(above)}，是没有活动时的{said_value(ratio)}。"
    if above.high < 0:
        interval = f"90%区间{-above.high:,.1f}至{-above.low:,.1f}条"
        return f"{head}估计比没有活动时少{-above.value:,.1f}条（{interval}）。"
    if facts.material.study.overlapping:
        return f"{head}估计由本次活动带来{said_value(above)}，区间含零，不能认定活动带来了增量。"
    return f"{head}与没有活动时的估计相差{said_value(above)}，区间含零，不能认定活动带来了增量。"


def _panel_said(facts: Facts) -> str:
    panel = facts.material.study.echo.panel
    if panel.whole:
        return ""
    return f"{counted_on(panel)}（占同期稿件的{panel.share:.1%}），"


def message_said(facts: Facts) -> str:
    """The message that came across most widely."""
    if not facts.material.messages:
        return "未配置关键信息；"
    message, told = facts.material.messages[0]
    figure = facts.figures[f"message.{message.id}"]
    if figure.withheld:
        return f"关键信息到达率暂不发布（{figure.withheld}）；"
    if not told.stories:
        collected = "已采集到的" if facts.material.study.heard.holes else ""
        return f"各项关键信息均未见于{facts.heard_said}{collected}报道；"
    return f"关键信息中，{terms.quoted([message.text])}到达最广，到达率为{said_value(figure)}；"


def rank_said(facts: Facts) -> str:
    """The city among its peers: its share, and its rank in the outlets at home in none of the cities."""
    race = facts.material.study.race
    if len(race.runners) == 1:
        return "未配置同类城市，不作比较。"
    share = facts.figures[f"share_of_voice.{facts.city}"]
    if share.withheld:
        return f"声量份额暂不发布（{share.withheld}）。"
    beside = f"{facts.heard_said}与{len(race.runners) - 1}个同类城市相比"
    return f"{beside}，{facts.city}声量份额为{said_value(share)}；{_ranked(facts)}。"


def _ranked(facts: Facts) -> str:
    rank, first = facts.figures["rank.city"], facts.figures["rank.first"]
    if rank.withheld or rank.low is None or rank.high is None:
        return f"位次暂不发布（{rank.withheld}）"
    fair = f"按所涉各市以外的{facts.material.study.race.outlets}家媒体每千篇稿件折算"
    share = said_value(facts.figures[f"voice_share.{facts.city}"])
    if rank.low == rank.high == first.value == 1:
        return f"{fair}，份额为{share}，居第1位（各次重抽样均居首位）"
    ends = f"第{rank.low:.0f}位" if rank.low == rank.high else f"第{rank.low:.0f}至第{rank.high:.0f}位"
    return f"{fair}，份额为{share}，居第{rank.value}位（90%区间{ends}，居首位的可能性为{said_value(first)}）"
