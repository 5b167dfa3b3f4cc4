"""Chapters on the course of a summit: what was held, the days, the uplift."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import dates
from analysis.exposure import WINDOWS
from analysis.exposure.reasons import short_of
from cityecho.watchlist import WindowName
from reports import terms
from reports.summit.wording import (
    Facts,
    said_value,
    span_uncollected,
    uplift_said,
)

_HELD = {"summit": "举行", "signing": "举行", "tour": "开展", "fair": "举行"}
_ECHO = {
    "uplift.stories": "活动带来的报道增量",
    "uplift.placebo": "安慰剂检验",
    "half_life.days": "热度半衰期",
    "build_up.share": "筹备期报道占比",
}


def overview(facts: Facts) -> Iterator[str]:
    """What was held, when, what was counted, and over which days."""
    study = facts.material.study
    summit = study.summit
    spans = ((terms.WINDOWS[name], counts.days) for name, counts in study.windows.items())
    windows = "、".join(
        f"{said}{len(days)}天（{dates.short_days(days.first, days.last)}）"
        for said, days in spans
        if len(days)
    )
    yield f"{summit.name}于{dates.days(summit.start, summit.end)}{_HELD[summit.kind]}。"
    yield f"统计期分为{windows}，共{len(summit.span)}天。"
    if study.blank:
        yield f"{span_uncollected(facts)}各项数量暂不发布。"
    else:
        yield from (_counted(facts, name) for name in WINDOWS)
    yield "稿件、报道、媒体三项数字并列使用，含义见“术语”一章。"


def _counted(facts: Facts, window: WindowName) -> str:
    """What one window brought, or why that is not said."""
    items, stories, outlets = (facts.figures[f"{kind}.{window}"] for kind in ("items", "stories", "outlets"))
    if items.withheld:
        return f"{terms.WINDOWS[window]}的数量暂不发布（{items.withheld}）。"
    named = facts.figures[f"summit.stories.{window}"]
    about = said_value(named) if named.value else "暂未见到"
    return (
        f"{facts.window_said(window)}采集到提及{facts.city}的稿件{said_value(items)}，"
        f"归并为{said_value(stories)}报道，由{said_value(outlets)}媒体刊发，其中点名本活动的报道{about}。"
    )


def trend(facts: Facts) -> Iterator[str]:
    """The loudest day, and what a day brought in each window."""
    study = facts.material.study
    if study.blank:
        yield f"{span_uncollected(facts)}走势暂不发布。"
        return
    days = [day for day in study.days if day.stories]
    known = "就已采集的日子看，" if study.coverage.holes(study.summit.span) else ""
    if days:
        peak = max(days, key=lambda day: (day.stories, day.items))
        yield (
            f"{known}{dates.short_day(peak.day)}（{terms.WINDOWS[peak.window]}）报道最多，"
            f"当日新增报道{peak.stories}条，共有{peak.outlets}家媒体刊发稿件{peak.items}篇。"
        )
    else:
        yield f"{known}统计期内没有提及{facts.city}的报道。"
    means = [
        f"{terms.WINDOWS[name]}{counts.stories / len(counts.days):.1f}条"
        for name, counts in study.windows.items()
        if not counts.holes and len(counts.days) and days
    ]
    if means:
        yield f"日均报道{'、'.join(means)}。"
    for name, counts in study.windows.items():
        said = terms.WINDOWS[name]
        if counts.holes and counts.blank:
            yield f"{said}（{dates.days(counts.days.first, counts.days.last)}）未采集，没有数量可比。"
        elif counts.holes:
            yield f"{said}{short_of(counts.days, counts.holes)}，不计算日均，其数量也不与其他阶段比较。"


def uplift(facts: Facts) -> Iterator[str]:
    """What the summit brought above the usual, how often that is a false alarm, how it rose and faded."""
    study = facts.material.study
    reasons = {facts.figures[name].withheld for name in _ECHO}
    if len(reasons) == 1 and None not in reasons:
        yield f"{'、'.join(_ECHO.values())}均暂不发布（{reasons.pop()}）。"
        if study.echo.panel.left_out:
            yield f"采集中断的主要来源：{facts.sources_said(study.echo.panel.left_out)}。"
    else:
        yield from _echo(facts)
    if study.overlapping:
        yield _beside(facts)


def _beside(facts: Facts) -> str:
    """What else was held in these days, and how the stories were told apart."""
    names = terms.quoted(other.name for other in facts.material.study.overlapping)
    together = facts.figures["uplift.together"]
    if together.withheld:
        return f"同一时段还有{names}，报道相互重叠，不能全部归于本次活动。"
    if facts.figures["uplift.stories"].withheld:
        return f"同一时段还有{names}，各项活动共同带来的报道增量为{said_value(together)}。"
    return (
        f"同一时段还有{names}，各项活动共同带来的报道增量为{said_value(together)}；"
        "其中点名某项活动的归该活动，未点名的按各项活动的走势与点名比例分摊，上述增量只计本次活动的部分；"
        "归于某项活动的报道不会为负，因此各项活动的部分相加可以略多于共同的增量。"
    )


def _echo(facts: Facts) -> Iterator[str]:
    study = facts.material.study
    yield uplift_said(facts)
    if not facts.figures["uplift.together"].withheld:
        days = study.echo.uplift.baseline
        yield (
            f"没有活动时的水平，由各项活动时段以外采集完整的{len(days)}天（{dates.day(days[0])}至"
            f"{dates.day(days[-1])}之间）推算，同期约有报道{said_value(facts.figures['uplift.expected'])}。"
        )
    left_out = study.echo.panel.left_out
    if left_out:
        yield (
            f"另有{len(left_out)}个采集来源在其中某些日子采集不全，不计入增量、安慰剂检验与半衰期："
            f"{facts.sources_said(left_out)}。"
        )
    yield _placebo(facts)
    yield _rise_and_fall(facts)


def _placebo(facts: Facts) -> str:
    spans, peers = facts.figures["uplift.placebo"], facts.figures["uplift.placebo_peers"]
    length = facts.material.study.echo.placebo.length
    others = "" if peers.withheld else f"；检验同一时段的同类城市，误报的比例为{said_value(peers)}"
    if spans.withheld:
        return f"安慰剂检验暂不发布（{spans.withheld}）{others}。"
    whole = len(facts.material.study.summit.echo)
    short = f"（短于活动时段的{whole}天，因没有活动的日子容不下足够多同样长的时段）" if length < whole else ""
    alone = f"用同一方法检验没有活动的连续{length}天{short}，误报增量的比例为{said_value(spans)}"
    return f"{alone}{others}，理论值为5.0%。"


def _rise_and_fall(facts: Facts) -> str:
    half, share, lead = (
        facts.figures[name] for name in ("half_life.days", "build_up.share", "build_up.days")
    )
    fell = (
        f"热度半衰期暂不发布（{half.withheld}）。"
        if half.withheld
        else f"活动结束后，本次活动带来的报道每减少一半约需{said_value(half)}。"
    )
    if share.withheld:
        return f"{fell}筹备期报道占比暂不发布（{share.withheld}）。"
    early = "" if lead.withheld else f"，其中一半见于开幕前{said_value(lead)}之内"
    return f"{fell}本次活动带来的报道有{said_value(share)}见于开幕前{early}。"
