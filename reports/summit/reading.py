"""Chapters that help to read the others: the last edition, the terms, the methods, the appendix."""

from __future__ import annotations

from collections.abc import Iterator

from reports import terms
from reports.printed import quantity_said
from reports.summit.editions import cells, incomparable
from reports.summit.wording import Facts, span_uncollected

_EDITION_LINES = ("stories.before", "stories.during", "stories.after", "uplift.stories")


def editions(facts: Facts) -> Iterator[str]:
    """This edition beside the last, or why there is no comparison."""
    previous = facts.material.previous
    reason = incomparable(facts.material)
    if reason or previous is None:
        yield f"{reason}。"
        return
    lengths = "、".join(
        f"{terms.WINDOWS[name]}{len(counts.days)}天" for name, counts in previous.windows.items()
    )
    yield f"上届为{previous.summit.name}，统计期为{lengths}，与本届按同一方法计算。"
    lines = []
    for one in facts.editions:
        this, before, change = cells(one)
        if this and before and change and one.this.id in _EDITION_LINES:
            lines.append(f"{one.this.label}本届{quantity_said(this)}、上届{quantity_said(before)}")
    if lines:
        yield "；".join(lines) + "。"
    broken = sum(one.change is None for one in facts.editions)
    if broken:
        yield f"有{broken}项指标因某届采集不全或暂不发布，不计算变化。"
    if len({len(study.summit.span) for study in (facts.material.study, previous)}) > 1:
        yield "两届统计期长短不同，数量类指标不宜直接相减。"


def glossary(_facts: Facts) -> Iterator[str]:
    """Nothing but the table."""
    yield "本报告所用术语的含义如下。"


def methods(facts: Facts) -> Iterator[str]:
    """How to read the numbers, and what is missing."""
    study = facts.material.study
    holes = study.coverage.holes(study.summit.span)
    if study.blank:
        yield span_uncollected(facts).rstrip("，") + "。"
    elif holes:
        yield (
            f"统计期内有{len(holes)}天采集不全，列于下表；涉及这些日期的数量为已采集到的下限，"
            "占比按已采集到的稿件计。"
        )
        yield "增量与半衰期只按每天都采集完整的来源计算；筹备期至会后任何一天没有来源采集完整的，不予发布。"
    else:
        yield "统计期内每天都已采集完整。"
    yield "个人发布中，日期、渠道、情感等各项均相同而作者不足十人的，不计入任何数量。"
    unread = study.coverage.unread
    if unread:
        yield f"有{len(unread)}个采集来源没有一天采集完整：{facts.sources_said(unread)}。"
    yield "数字后所附区间均为90%区间，算法见下表及方法文档。"
    yield (
        "每个数字都可由存档重新算出。需要核验时，请管理员对本报告的JSON文件运行“cityecho verify”："
        "程序逐项重算，一直核对到网页原件，全部相符即为通过，不符的指明日期、稿件、栏目和数字。"
    )
    yield "本报告衡量的是传播产出，不等于招商成效；签约、考察等成效数据须由主管部门提供。"


def appendix(facts: Facts) -> Iterator[str]:
    """How many items are listed, and how many are not."""
    listed = facts.listed["articles"]
    hidden = len(facts.material.study.span_items) - listed
    if facts.material.study.blank and not listed:
        yield f"{span_uncollected(facts)}没有可逐篇列出的稿件。"
        return
    part = "已采集到的" if facts.material.study.coverage.holes(facts.material.study.summit.span) else ""
    if listed:
        yield f"统计期内{part}提及{facts.city}的稿件，逐篇列出{listed}篇。"
    else:
        yield f"统计期内{part}提及{facts.city}的稿件中，没有可逐篇列出的稿件。"
    if hidden:
        yield f"另有个人发布{hidden}篇，只计入总数，不逐条列出。"
