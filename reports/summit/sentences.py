"""The paragraphs of a summit report: every sentence a template over figures and rows, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from reports.summit import terms
from reports.summit.lists import negative_items
from reports.summit.wording import (
    Facts,
    change_said,
    message_said,
    rank_said,
    said_or_why,
    said_value,
    share_said,
    uplift_said,
)

_EDITION_LINES = ("stories.before", "stories.during", "stories.after", "uplift.stories")


def overview(facts: Facts) -> Iterator[str]:
    """What was held, when, what was counted, and over which days."""
    study = facts.material.study
    summit = study.summit
    windows = "、".join(
        f"{terms.WINDOWS[name]}{len(counts.days)}天（{terms.short_day(counts.days.first)}至"
        f"{terms.short_day(counts.days.last)}）"
        for name, counts in study.windows.items()
        if len(counts.days)
    )
    yield f"{summit.name}于{terms.days(summit.start, summit.end)}举行。"
    yield f"统计期分{windows}，共{len(summit.span)}天。"
    for name, said in terms.WINDOWS.items():
        items, stories, outlets = (
            facts.figures[f"{kind}.{name}"] for kind in ("items", "stories", "outlets")
        )
        if items.withheld:
            yield f"{said}的数量暂不发布：{items.withheld}。"
        else:
            named = facts.figures[f"summit.stories.{name}"]
            yield (
                f"{said}采集到提及{facts.city}的稿件{said_value(items)}，归并为报道{said_value(stories)}，"
                f"见于媒体{said_value(outlets)}；其中点名本活动的报道{said_value(named)}。"
            )
    yield "稿件指一个页面或一则发布，报道指同一文本的各次刊发，媒体指刊发者，三者并列。"


def conclusion(facts: Facts) -> Iterator[str]:
    """Five sentences: volume, uplift, circle, sentiment, messages and rank."""
    stories = (
        f"{said}报道{said_or_why(facts.figures[f'stories.{name}'])}" for name, said in terms.WINDOWS.items()
    )
    yield f"一、提及{facts.city}的{'，'.join(stories)}。"
    yield f"二、{uplift_said(facts)}"
    yield (
        "三、"
        + "，".join(share_said(facts, f"circle.{name}") for name in ("earned", "outside_province", "central"))
        + "。"
    )
    moods = (
        f"sentiment.{label}.{name}" for name in ("during", "after") for label in ("positive", "negative")
    )
    yield "四、" + "，".join(share_said(facts, mood) for mood in moods) + "。"
    yield f"五、{message_said(facts)}{rank_said(facts)}"


def trend(facts: Facts) -> Iterator[str]:
    """The loudest day, and what a day brought in each window."""
    days = [day for day in facts.material.study.days if day.stories]
    if not days:
        yield f"统计期内没有采集到提及{facts.city}的报道。"
        return
    peak = max(days, key=lambda day: (day.stories, day.items))
    yield (
        f"{terms.short_day(peak.day)}（{terms.WINDOWS[peak.window]}）报道最多，当日{peak.stories}条，"
        f"稿件{peak.items}篇，见于媒体{peak.outlets}家。"
    )
    means = [
        f"{terms.WINDOWS[name]}日均{counts.stories / len(counts.days):.1f}条"
        for name, counts in facts.material.study.windows.items()
        if not counts.holes and len(counts.days)
    ]
    if means:
        yield "，".join(means) + "。"
    for name, counts in facts.material.study.windows.items():
        if counts.holes:
            said = terms.WINDOWS[name]
            yield f"{said}有{len(counts.holes)}天采集不全，不计算日均，也不与其他阶段比较升降。"


def uplift(facts: Facts) -> Iterator[str]:
    """What the summit brought above the usual, how often that is a false alarm, how fast it faded."""
    study = facts.material.study
    yield uplift_said(facts)
    if not facts.figures["uplift.stories"].withheld:
        days = study.echo.uplift.baseline
        yield (
            f"无活动情形学自各活动时段以外采集完整的{len(days)}天（{terms.day(days[0])}至{terms.day(days[-1])}之间），"
            f"估计同期应有报道{said_value(facts.figures['uplift.expected'])}。"
        )
    if study.overlapping:
        names = terms.listed(f"“{other.name}”" for other in study.overlapping)
        shared = "报道相互重叠" if facts.figures["uplift.stories"].withheld else "增量为各项活动共同所致"
        yield f"同一时段还有{names}，{shared}，不能全部归于本次活动。"
    placebo = facts.figures["uplift.placebo"]
    if placebo.withheld:
        yield f"安慰剂检验暂不发布：{placebo.withheld}。"
    else:
        yield f"以同一方法检验没有活动的普通周，误报增量的比例为{said_value(placebo)}，名义值为5.0%。"
    half = facts.figures["half_life.days"]
    if half.withheld:
        yield f"热度半衰期暂不发布：{half.withheld}。"
    else:
        yield f"自最热日起，高出常态的报道约每{said_value(half)}减半。"


def channels(facts: Facts) -> Iterator[str]:
    """Tiers, regions, owned and earned."""
    for name in ("earned", "outside_province", "central"):
        yield share_said(facts, f"circle.{name}") + "。"
    tiers = facts.tables["tiers"].rows
    if tiers:
        yield "按媒体级别，" + "，".join(f"{row[0]}报道{row[2]}条" for row in tiers[:4]) + "。"
    outlets = facts.tables["outlets"].rows
    if outlets:
        busiest = "、".join(f"{row[0]}（{row[5]}条）" for row in outlets[:5])
        yield f"报道较多的媒体：{busiest}。"
    strangers = [row for row in outlets if row[1] == terms.TIERS[""]]
    if strangers:
        yield f"有{len(strangers)}家媒体未收录于名录，级别与地区记为未知，不计入省外与中央。"
    yield "阅读量与触达人数没有可靠来源，一律记为未知；不折算广告价值。"


def copies(facts: Facts) -> Iterator[str]:
    """How much was copied, what, and from whom."""
    yield share_said(facts, "reposts.share") + "。"
    top = facts.tables["top_stories"].rows
    if top and isinstance(top[0][6], int) and top[0][6] > 0:
        _, title, outlet, _, items, outlets, *_ = top[0]
        yield f"转载最广的是{outlet}首发的《{title}》，共{items}篇，见于{outlets}家媒体。"
    firsts = sorted(facts.material.study.spread.outlets, key=lambda row: (-row.first, row.outlet))
    leading = [f"{row.outlet}（{row.first}条）" for row in firsts[:3] if row.first]
    if leading:
        yield f"首发较多的媒体：{'、'.join(leading)}。"


def sentiment(facts: Facts) -> Iterator[str]:
    """The mix of each window, and whether it changed."""
    for name in terms.WINDOWS:
        shares = "，".join(
            share_said(facts, f"sentiment.{label}.{name}") for label in ("positive", "negative")
        )
        yield shares + "。"
    for label, said in (("positive", "正面"), ("negative", "负面")):
        yield change_said(facts, label, said)
    yield "情感只判断文本对本市的态度，由程序给出，难以判断的记为不明；重要结论请以原文为准。"


def messages(facts: Facts) -> Iterator[str]:
    """Which messages came across."""
    rows = facts.tables["messages"].rows
    came = [f"“{row[1]}”见于报道{row[4]}条" for row in rows if row[4]]
    if came:
        yield "，".join(came[:5]) + "。"
    missing = [f"“{row[1]}”" for row in rows if not row[4]]
    if missing:
        yield f"未见于任何报道：{terms.listed(missing, len(missing))}。"
    industries = [f"{row[1]}{row[3]}条" for row in facts.tables["industries"].rows if row[3]]
    if industries:
        yield f"提及的产业：{'、'.join(industries[:6])}。"
    yield f"各类声音占比暂不发布：{facts.figures['voice.official'].withheld}。"


def keywords(facts: Facts) -> Iterator[str]:
    """The words that stand out, and the topics."""
    words = [f"“{row[0]}”" for row in facts.tables["keywords"].rows[:10]]
    if words:
        yield f"与会前相比，会中及会后最突出的词：{''.join(words)}。"
    topics = [row for row in facts.tables["topics"].rows if row[2]]
    if topics:
        yield "报道较多的话题：" + "；".join(f"{row[0]}（{row[2]}条）" for row in topics[:5]) + "。"
    if not words and not topics:
        yield "可用的文本太少，没有得出热词与话题。"


def peers(facts: Facts) -> Iterator[str]:
    """The city among its peers."""
    if len(facts.tables["share_of_voice"].rows) < 2:
        yield "未配置同类城市，不作比较。"
        return
    yield rank_said(facts)
    share = facts.figures[f"share_of_voice.{facts.city}"]
    if not share.withheld:
        yield f"各市按同一方式、在同一批来源中计数；来源以{facts.city}本地为主时，其份额会偏高。"


def risks(facts: Facts) -> Iterator[str]:
    """What was judged negative."""
    found = negative_items(facts.material)
    if not found:
        yield "会中及会后采集到的稿件中，没有判为负面的稿件。"
        return
    stories = len({item.story for item in found})
    yield f"会中及会后判为负面的稿件{len(found)}篇，归并为报道{stories}条，按程度列于下表，请人工复核。"
    hidden = len(found) - len(facts.tables["negatives"].rows)
    if hidden > 0:
        yield f"另有{hidden}篇未逐条列出：个人发布只计数，其余超出列表长度。"


def editions(facts: Facts) -> Iterator[str]:
    """This edition beside the last."""
    previous = facts.material.previous
    if previous is None:
        yield "未配置上届活动，不作比较。"
        return
    lengths = "、".join(
        f"{terms.WINDOWS[name]}{len(counts.days)}天" for name, counts in previous.windows.items()
    )
    yield f"上届为{previous.summit.name}，统计期为{lengths}，与本届按同一方法计算。"
    rows = facts.tables["editions"].rows
    whole = [row for row in rows if row[4] is not None and row[0] in _EDITION_LINES]
    if whole:
        yield "；".join(f"{row[1]}本届{row[2]:,.0f}条、上届{row[3]:,.0f}条" for row in whole) + "。"
    broken = sum(row[4] is None for row in rows)
    if broken:
        yield f"有{broken}项指标因某届采集有缺口或暂不发布，不计算变化。"
    if len({len(study.summit.span) for study in (facts.material.study, previous)}) > 1:
        yield "两届统计期长短不同，数量类指标不宜直接相减。"


def methods(facts: Facts) -> Iterator[str]:
    """How to read the numbers, and what is missing."""
    study = facts.material.study
    holes = study.coverage.holes(study.summit.span)
    if holes:
        yield f"统计期内有{len(holes)}天采集不全，逐日列于下表；涉及这些日期的数量为已采集到的下限。"
        yield "筹备期至会后有一天采集不全的，增量与半衰期不予发布。"
    else:
        yield "统计期内各日采集完整。"
    unread = study.coverage.unread
    if unread:
        yield f"另有{len(unread)}个来源从未读全任何一天：{terms.listed(unread, 10)}。"
    yield "凡数字后的区间均为90%区间。每个数字都可由存档重新算出，算法见下表及方法文档。"
    yield "本报告衡量的是传播产出，不等于招商成效；签约、考察等成效数据须由主管部门提供。"


def appendix(facts: Facts) -> Iterator[str]:
    """How many items are listed, and how many are not."""
    listed = len(facts.tables["articles"].rows)
    yield f"统计期内提及{facts.city}的稿件，列出{listed}篇。"
    hidden = len(facts.material.study.span_items) - listed
    if hidden:
        yield f"另有个人发布{hidden}篇，只计入总数，不逐条列出。"
