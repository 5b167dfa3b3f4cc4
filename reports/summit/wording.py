"""How figures are put into words; what several chapters say alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.data import Figure, Table
from reports.printed import number
from reports.summit.figures import SHARE
from reports.summit.material import Material


@dataclass(frozen=True, slots=True)
class Facts:
    """What sentences may speak of."""

    material: Material
    figures: Mapping[str, Figure]
    tables: Mapping[str, Table]

    @property
    def city(self) -> str:
        """The city's name."""
        return self.material.city


def said_value(figure: Figure) -> str:
    """Value with unit and, where there is one, the interval: 128.0条（90%区间101.5至156.2条）."""
    if figure.value is None:
        return "未知"
    words = _number(figure, figure.value)
    if figure.low is None or figure.high is None:
        return words
    low = _number(figure, figure.low).removesuffix(figure.unit)
    return f"{words}（90%区间{low}至{_number(figure, figure.high)}）"


def said_or_why(figure: Figure) -> str:
    """The value, or 暂不发布 with its reason."""
    return f"暂不发布（{figure.withheld}）" if figure.withheld else said_value(figure)


def _number(figure: Figure, value: float) -> str:
    if figure.unit == SHARE:
        return number(value, "share")
    if isinstance(figure.value, int):
        return f"{number(value, 'integer')}{figure.unit}"
    return f"{value:,.1f}{figure.unit}"


def share_said(facts: Facts, name: str) -> str:
    """What a share is called and what it is."""
    figure = facts.figures[name]
    if figure.withheld:
        return f"{figure.label}暂不发布（{figure.withheld}）"
    return f"{figure.label}为{said_value(figure)}"


def uplift_said(facts: Facts) -> str:
    """What the summit brought, or why that is withheld; never more than the interval allows."""
    above = facts.figures["uplift.stories"]
    summit = facts.material.study.summit
    if above.value is None or above.low is None or above.high is None:
        return f"活动带来的报道增量暂不发布：{above.withheld}。"
    since = f"会前{summit.build_up_days}天" if summit.build_up_days else "开幕"
    seen = facts.figures["uplift.seen"]
    head = f"自{since}至会后{summit.after_days}天，新增报道{seen.value:,.0f}条，"
    if above.low > 0:
        ratio = facts.figures["uplift.ratio"]
        return f"{head}比无活动情形多{said_value(above)}，为无活动情形的{said_value(ratio)}。"
    if above.high < 0:
        interval = f"90%区间{-above.high:,.1f}至{-above.low:,.1f}条"
        return f"{head}比无活动情形少{-above.value:,.1f}条（{interval}）。"
    return f"{head}与无活动情形之差为{said_value(above)}，区间含零，不能认定活动带来了增量。"


def message_said(facts: Facts) -> str:
    """The message that came across most widely."""
    rows = facts.tables["messages"].rows
    if not rows or not rows[0][4]:
        return "各项关键信息均未见于会中及会后的报道；"
    figure = facts.figures[f"message.{rows[0][0]}"]
    if figure.withheld:
        return f"关键信息到达率暂不发布（{figure.withheld}）；"
    return f"关键信息中到达最广的是“{rows[0][1]}”，到达率为{said_value(figure)}；"


def rank_said(facts: Facts) -> str:
    """The city among its peers; ties share a rank."""
    share = facts.figures[f"share_of_voice.{facts.city}"]
    if share.withheld:
        return f"声量份额暂不发布（{share.withheld}）。"
    rows = sorted(facts.tables["share_of_voice"].rows, key=_stories_of, reverse=True)
    rank = next(place for place, row in enumerate(rows, start=1) if row[0] == facts.city)
    ties = sum(_stories_of(row) == _stories_of(rows[rank - 1]) for row in rows)
    joint = "并列" if ties > 1 else ""
    return (
        f"与{len(rows) - 1}个同类城市相比，{facts.city}声量份额为{said_value(share)}，居{joint}第{rank}位。"
    )


def _stories_of(row: Sequence[object]) -> int:
    return row[2] if isinstance(row[2], int) else 0


def change_said(facts: Facts, label: str, said: str) -> str:
    """Whether the share of a sentiment differs after from before: only where intervals lie apart."""
    before, after = (facts.figures[f"sentiment.{label}.{name}"] for name in ("before", "after"))
    if before.high is None or before.low is None or after.high is None or after.low is None:
        return f"{said}占比会前与会后不作比较：至少一个阶段的占比暂不发布。"
    if after.low > before.high:
        return f"{said}占比会后高于会前，两者区间不重叠。"
    if after.high < before.low:
        return f"{said}占比会后低于会前，两者区间不重叠。"
    return f"{said}占比会前与会后的区间重叠，不能认定有变化。"
