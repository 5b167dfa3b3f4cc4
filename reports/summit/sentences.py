"""The paragraphs of a summit report: every sentence a template over figures and rows, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from reports import terms
from reports.summit.lists import most_carried, negative_items
from reports.summit.wording import (
    TOLD,
    Facts,
    change_said,
    circle_said,
    message_said,
    mood_said,
    rank_said,
    said_value,
    shares_said,
    uplift_said,
    volume_said,
)

_HELD = {"summit": "举行", "signing": "举行", "tour": "开展", "fair": "举行"}
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
    yield f"{summit.name}于{terms.days(summit.start, summit.end)}{_HELD[summit.kind]}。"
    yield f"统计期分为{windows}，共{len(summit.span)}天。"
    for name, said in terms.WINDOWS.items():
        items, stories, outlets = (
            facts.figures[f"{kind}.{name}"] for kind in ("items", "stories", "outlets")
        )
        if items.withheld:
            yield f"{said}的数量暂不发布：{items.withheld}。"
        else:
            named = facts.figures[f"summit.stories.{name}"]
            yield (
                f"{said}采集到提及{facts.city}的稿件{said_value(items)}，归并为{said_value(stories)}报道，"
                f"由{said_value(outlets)}媒体刊发，其中点名本活动的报道{said_value(named)}。"
            )
    yield "稿件指一个页面或一则发布；同一文本无论刊发多少次，计为一条报道；媒体指刊发者。三项数字并列使用。"


def conclusion(facts: Facts) -> Iterator[str]:
    """Five sentences: volume, uplift, circle, sentiment, messages and rank."""
    yield f"一、{volume_said(facts)}"
    yield f"二、{uplift_said(facts)}"
    yield f"三、{circle_said(facts)}"
    yield f"四、{mood_said(facts, 'during')}；{mood_said(facts, 'after')}。"
    yield f"五、{message_said(facts)}{rank_said(facts)}"


def trend(facts: Facts) -> Iterator[str]:
    """The loudest day, and what a day brought in each window."""
    days = [day for day in facts.material.study.days if day.stories]
    if not days:
        yield f"统计期内没有采集到提及{facts.city}的报道。"
        return
    peak = max(days, key=lambda day: (day.stories, day.items))
    yield (
        f"{terms.short_day(peak.day)}（{terms.WINDOWS[peak.window]}）报道最多，当日新增报道{peak.stories}条，"
        f"共有{peak.outlets}家媒体刊发稿件{peak.items}篇。"
    )
    means = [
        f"{terms.WINDOWS[name]}{counts.stories / len(counts.days):.1f}条"
        for name, counts in facts.material.study.windows.items()
        if not counts.holes and len(counts.days)
    ]
    if means:
        yield f"日均报道{'、'.join(means)}。"
    for name, counts in facts.material.study.windows.items():
        if counts.holes:
            said = terms.WINDOWS[name]
            yield f"{said}有{len(counts.holes)}天采集不全，不计算日均，其数量也不与其他阶段比较。"


def uplift(facts: Facts) -> Iterator[str]:
    """What the summit brought above the usual, how often that is a false alarm, how fast it faded."""
    study = facts.material.study
    yield uplift_said(facts)
    if not facts.figures["uplift.stories"].withheld:
        days = study.echo.uplift.baseline
        yield (
            f"没有活动时的水平，由各项活动时段以外采集完整的{len(days)}天（{terms.day(days[0])}至"
            f"{terms.day(days[-1])}之间）推算，同期约有报道{said_value(facts.figures['uplift.expected'])}。"
        )
    left_out = study.echo.panel.left_out
    if left_out:
        yield (
            f"另有{len(left_out)}个来源在其中某些日子采集不全，不计入增量、安慰剂检验与半衰期："
            f"{terms.listed(left_out, 10)}。"
        )
    if study.overlapping:
        names = terms.quoted(other.name for other in study.overlapping)
        shared = "报道相互重叠" if facts.figures["uplift.stories"].withheld else "增量由各项活动共同带来"
        yield f"同一时段还有{names}，{shared}，不能全部归于本次活动。"
    placebo = facts.figures["uplift.placebo"]
    if placebo.withheld:
        yield f"安慰剂检验暂不发布：{placebo.withheld}。"
    else:
        yield f"用同一方法检验没有活动的普通周，误报增量的比例为{said_value(placebo)}，理论值为5.0%。"
    half = facts.figures["half_life.days"]
    if half.withheld:
        yield f"热度半衰期暂不发布：{half.withheld}。"
    else:
        yield f"自最热日起，高出平常水平的报道减少一半约需{said_value(half)}。"


def channels(facts: Facts) -> Iterator[str]:
    """Tiers, regions, owned and earned."""
    yield circle_said(facts) + "外部媒体指非本市主办的媒体。"
    spread = facts.material.study.spread
    tiers = [f"{terms.TIERS[tier.name]}（{tier.stories}条）" for tier in spread.tiers[:4]]
    if tiers:
        yield f"按媒体级别，刊发报道较多的是{'、'.join(tiers)}。"
    busiest = [f"{one.outlet}（{one.stories}条）" for one in spread.outlets[:5]]
    if busiest:
        yield f"刊发报道较多的媒体是{'、'.join(busiest)}。"
    strangers = [one for one in spread.outlets if not one.tier]
    if strangers:
        yield f"有{len(strangers)}家媒体未收录于名录，级别与地区记为未知，不计入省外与中央。"
    yield "阅读量与触达人数没有可靠来源，一律记为未知；不折算广告价值。"


def copies(facts: Facts) -> Iterator[str]:
    """How much was copied, what, and from whom."""
    yield shares_said(facts, "会中及会后的稿件中", {"reposts.share": "转载稿件"}) + "。"
    for story, first in most_carried(facts.material)[:1]:
        if story.reposts:
            yield (
                f"转载最广的是{first.outlet}首发的{terms.titled(first.title)}，"
                f"共刊发{len(story.items)}篇，见于{story.outlets}家媒体。"
            )
    firsts = sorted(facts.material.study.spread.outlets, key=lambda row: (-row.first, row.outlet))
    leading = [f"{row.outlet}（{row.first}条）" for row in firsts[:3] if row.first]
    if leading:
        yield f"首发较多的媒体是{'、'.join(leading)}。"


def sentiment(facts: Facts) -> Iterator[str]:
    """The mix of each window, and whether it changed."""
    for name in terms.WINDOWS:
        yield mood_said(facts, name) + "。"
    for label in TOLD:
        yield change_said(facts, label)
    yield (
        f"情感指文本对本市的态度，由程序判断，程序拿不准的列为“{terms.LABELS['unclear']}”；"
        "重要结论请以原文为准。"
    )


def messages(facts: Facts) -> Iterator[str]:
    """Which messages came across."""
    came = [f"“{one.text}”见于{told.stories}条" for one, told in facts.material.messages if told.stories]
    if came:
        yield f"会中及会后的报道中，{'，'.join(came[:5])}。"
    missing = [one.text for one, told in facts.material.messages if not told.stories]
    if missing:
        yield f"未见于任何报道的有{terms.quoted(missing)}。"
    industries = [
        f"{one.name}（{told.stories}条）" for one, told in facts.material.industries if told.stories
    ]
    if industries:
        yield f"提及较多的产业是{'、'.join(industries[:6])}。"
    yield f"各类声音占比暂不发布：{facts.figures['voice.official'].withheld}。"


def keywords(facts: Facts) -> Iterator[str]:
    """The words that stand out, and the topics."""
    found = facts.material.words[:10]
    words = terms.quoted(word.text for word in found)
    if words and found[0].g2 is None:
        yield f"会前没有稿件可比，会中及会后出现最多的词是{words}。"
    elif words:
        yield f"与会前相比，会中及会后最突出的词是{words}。"
    topics = [f"{topic.name}（{topic.stories}条）" for topic in facts.material.study.spread.topics[:5]]
    if topics:
        yield f"报道较多的话题有：{'；'.join(topics)}。"
    if not words and not topics:
        yield "可用的文本太少，没有得出热词与话题。"


def peers(facts: Facts) -> Iterator[str]:
    """The city among its peers."""
    yield rank_said(facts)
    share = facts.figures[f"share_of_voice.{facts.city}"]
    if len(facts.material.study.spread.voice) > 1 and not share.withheld:
        yield f"各市按同一方式、在同一批来源中计数；来源以{facts.city}本地为主时，其份额会偏高。"


def risks(facts: Facts) -> Iterator[str]:
    """What was judged negative."""
    found = negative_items(facts.material)
    if not found:
        yield "会中及会后采集到的稿件中，没有判为负面的稿件。"
        return
    stories = len({item.story for item in found})
    yield (
        f"会中及会后判为负面的稿件{len(found)}篇，归并为报道{stories}条，按负面程度由重到轻列于下表，"
        "请人工复核。"
    )
    hidden = len(found) - facts.listed["negatives"]
    if hidden > 0:
        yield f"另有{hidden}篇未逐条列出：个人发布只计数，其余因篇幅所限从略。"


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
    whole = [one for one in facts.editions if one.change is not None and one.this.id in _EDITION_LINES]
    if whole:
        lines = (
            f"{one.this.label}本届{one.this.value:,.0f}条、上届{one.previous.value:,.0f}条" for one in whole
        )
        yield "；".join(lines) + "。"
    broken = sum(one.change is None for one in facts.editions)
    if broken:
        yield f"有{broken}项指标因某届采集不全或暂不发布，不计算变化。"
    if len({len(study.summit.span) for study in (facts.material.study, previous)}) > 1:
        yield "两届统计期长短不同，数量类指标不宜直接相减。"


def methods(facts: Facts) -> Iterator[str]:
    """How to read the numbers, and what is missing."""
    study = facts.material.study
    holes = study.coverage.holes(study.summit.span)
    if holes:
        yield f"统计期内有{len(holes)}天采集不全，逐日列于下表；涉及这些日期的数量为已采集到的下限。"
        yield "增量与半衰期只按每天都采集完整的来源计算；筹备期至会后任何一天没有来源采集完整的，不予发布。"
    else:
        yield "统计期内各日采集完整。"
    unread = study.coverage.unread
    if unread:
        yield f"另有{len(unread)}个来源从未读全任何一天：{terms.listed(unread, 10)}。"
    yield "数字后所附区间均为90%区间。每个数字都可由存档重新算出，算法见下表及方法文档。"
    yield "本报告衡量的是传播产出，不等于招商成效；签约、考察等成效数据须由主管部门提供。"


def appendix(facts: Facts) -> Iterator[str]:
    """How many items are listed, and how many are not."""
    listed = facts.listed["articles"]
    yield f"统计期内提及{facts.city}的稿件，逐篇列出{listed}篇。"
    hidden = len(facts.material.study.span_items) - listed
    if hidden:
        yield f"另有个人发布{hidden}篇，只计入总数，不逐条列出。"
