"""Chapters that help to read the others: the last edition, the terms, the methods, the appendix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.exposure import WINDOWS
from analysis.exposure.matched import Matched
from reports import sentences, terms
from reports.data import Quantity
from reports.printed import quantity_said
from reports.summit.editions import Compared, cells, incomparable
from reports.summit.wording import Facts, span_uncollected
from reports.terms import POINTS

_EDITION_LINES = (
    *(f"stories.{window}" for window in WINDOWS),
    "uplift.stories",
    "circle.earned",
    "sentiment.positive.after",
)


def _spoken(facts: Facts) -> tuple[str, ...]:
    return (*_EDITION_LINES, f"share_of_voice.{facts.city}")


def editions(facts: Facts) -> Iterator[str]:
    """This edition beside the last on what was seen alike, or why there is no comparison."""
    matched = facts.material.matched
    reason = incomparable(facts.material)
    if reason or matched is None:
        yield f"{reason}。"
        return
    yield (
        f"上届为{matched.previous.name}。两届只计每天都采集完整的同一批采集来源{len(matched.sources)}个，"
        f"载有本届稿件的{matched.shares[0]:.1%}、上届稿件的{matched.shares[1]:.1%}；"
        "会前、会后取两届中较短的天数，按同一方法计算。"
    )
    lines = [_edition_said(one) for one in facts.editions if one.this.id in _spoken(facts)]
    if said := "；".join(filter(None, lines)):
        yield f"{said}。"
    if company := _company_said(matched):
        yield company
    if not matched.alike_in_length:
        yield "两届会期长短不同，会中的数量不相减。"
    broken = sum(one.change.value is None for one in facts.editions)
    if broken:
        yield f"有{broken}项指标因某届暂不发布、会期或所据来源不同，不计算变化。"


def _edition_said(one: Compared) -> str:
    """本届80条、上届60条，多20.0条（90%区间5.1至34.9条），可以认定; nothing of a figure without a change."""
    this, before, change, low, high = cells(one)
    if not (this and before and change and low and high):
        return ""
    values = f"{one.this.label}本届{quantity_said(this)}、上届{quantity_said(before)}"
    if low.value > 0 or high.value < 0:
        return f"{values}，{_apart_said(one)}，可以认定有变化"
    return f"{values}，{_apart_said(one)}，区间含零，不能认定有变化"


def _apart_said(one: Compared) -> str:
    """少59条（90%区间27.1至90.9条）, 高5.8个百分点（90%区间-1.2至12.9个百分点）: by how much it differs."""
    _, _, change, low, high = cells(one)
    if not (change and low and high):
        return ""
    more, less = ("高", "低") if change.unit == POINTS else ("多", "少")
    fell = change.value < 0
    first, last = (Quantity(-high.value, high.unit), Quantity(-low.value, low.unit)) if fell else (low, high)
    size = quantity_said(replace(change, value=abs(change.value)))
    ends = f"{quantity_said(first).removesuffix(first.unit)}至{quantity_said(last)}"
    how = f"{less if fell else more}{size}" if change.value else "两届相同"
    return f"{how}（90%区间{ends}）"


def sure_changes(facts: Facts) -> str:
    """A clause of what surely differs from the last edition; nothing where editions aren't compared."""
    if facts.material.matched is None or incomparable(facts.material):
        return ""
    spoken = [one for one in facts.editions if one.this.id in _spoken(facts)]
    sure = [one for one in spoken if (one.change.low or 0.0) > 0 or (one.change.high or 0.0) < 0]
    if not sure:
        return "；与上届相比，没有可以认定的变化"
    return f"；与上届相比，可以认定{'，'.join(one.this.label + _apart_said(one) for one in sure)}"


def _company_said(matched: Matched) -> str:
    """What else was held in the days of either edition: a difference may be theirs."""
    if matched.studies is None:
        return ""
    said = [
        f"{edition}同一时段另有{terms.quoted(other.name for other in study.overlapping)}"
        for edition, study in zip(("本届", "上届"), matched.studies, strict=True)
        if study.overlapping
    ]
    return f"{'，'.join(said)}；报道总数含这些活动的报道，两届之差不能全部归于本活动。" if said else ""


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
    yield from sentences.appendix(f"统计期内{part}", facts.city, listed, hidden)
