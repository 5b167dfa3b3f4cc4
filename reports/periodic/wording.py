"""How a periodic report says its figures and rows: templates of office Chinese, one a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from analysis import dates
from analysis.deals.milestones import Stage
from analysis.exposure import EARNED, StoryItems, stories
from analysis.exposure.reasons import short_of, uncovered
from analysis.item import LABELS, Item
from cityecho.watchlist import Summit
from reports import terms
from reports.data import Figure
from reports.disclosure import may_be_listed
from reports.figures import interval_said, value_said
from reports.periodic.material import Material
from reports.summit.lists import most_carried, negative_stories
from reports.summit.projects import money

THIS = {"daily": "当日", "weekly": "本周", "monthly": "本月"}
_LONGEST_TITLE = 30
"""Characters; whoever writes headlines doesn't write our sentences."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What sentences may speak of; ``figures`` by id, ``listed`` the number of rows of each table."""

    material: Material
    figures: Mapping[str, Figure]
    listed: Mapping[str, int]

    @property
    def this(self) -> str:
        """当日, 本周 or 本月."""
        return THIS[self.material.kind]

    @property
    def blank(self) -> bool:
        """Whether nobody looked on any of the days."""
        return self.material.study.heard.blank

    @property
    def empty(self) -> bool:
        """Whether nothing was collected that names the city."""
        return not self.material.study.items

    def value(self, name: str) -> str:
        """A figure's value with its unit: 至少25篇."""
        return value_said(self.figures[name])


def span_said(facts: Facts) -> str:
    """7月15日, 7月11日至17日."""
    days = facts.material.days
    return dates.short_days(days.first, days.last)


def volume(facts: Facts) -> Iterator[str]:
    """How many items, stories and outlets; or that there were none; or that nobody looked."""
    heard, city, span = facts.material.study.heard, facts.material.city, span_said(facts)
    if heard.blank:
        yield f"{uncovered(heard.days)}，{facts.this}各项数量暂不发布。"
    elif facts.empty and heard.holes:
        partial = short_of(heard.days, heard.holes) if len(heard.days) > 1 else "采集不全"
        yield f"{span}{partial}，采到的部分没有提及{city}的稿件，不能当作没有报道。"
    elif facts.empty:
        yield f"{span}，各采集来源均已读完，没有提及{city}的稿件。"
    else:
        new = facts.figures["stories.new"].value
        whole = new == facts.figures["stories.period"].value
        yield (
            f"{span}采集到提及{city}的稿件{facts.value('items.period')}，"
            f"归并为报道{facts.value('stories.period')}，由{facts.value('outlets.period')}媒体刊发；"
            + ("均为" if whole else f"其中{facts.value('stories.new')}为")
            + "此前14天未见的新报道。"
        )
        if heard.holes:
            yield f"{facts.this}采集不全，以上数量为已采集到的下限。"


def usual(facts: Facts) -> Iterator[str]:
    """The plain comparison with the fortnight before."""
    found = facts.material.study.usual
    if facts.blank:
        return
    if found.withheld:
        yield f"与此前14天的对照暂不发布（{found.withheld}）。"
        return
    here, before = facts.value("usual.period"), facts.value("usual.before")
    counted = f"按可比的{found.sources}个采集来源计，"
    if facts.material.kind == "daily":
        yield (
            f"{counted}{facts.this}新增报道{found.here[0]}条，此前14天日均{before}、"
            f"单日{min(found.before)}至{max(found.before)}条，{_place(found.here[0], found.before)}。"
        )
    else:
        yield f"{counted}{facts.this}日均新增报道{here}，此前14天日均{before}；为简单对照，未作统计检验。"
        yield from _loud(facts)


def _loud(facts: Facts) -> Iterator[str]:
    """The days that brought more than any day of the fortnight."""
    found = facts.material.study.usual
    each = zip(facts.material.days.each(), found.here, strict=True)
    loud = [day for day, count in each if count > max(found.before)]
    if loud:
        yield f"新增报道高于此前14天任何一天的有{len(loud)}天：{dates.stretches(loud)}。"
    else:
        yield f"{facts.this}没有一天的新增报道高于此前14天的单日最高（{max(found.before)}条）。"


def _place(here: int, before: Iterable[int]) -> str:
    counts = tuple(before)
    if here > max(counts):
        return "高于其中任何一天"
    return "低于其中任何一天" if here < min(counts) else "在此范围之内"


def mood(facts: Facts) -> Iterator[str]:
    """Stories by feeling."""
    if facts.empty or facts.blank:
        return
    labels = facts.material.study.period.story_labels
    told = (label for label in LABELS if label != "unclear" or labels.get(label))
    said = "、".join(f"{terms.LABELS[label]}{labels.get(label, 0)}条" for label in told)
    yield f"按报道计，{said}。"


def shares(facts: Facts, opening: str, parts: Mapping[str, str]) -> Iterator[str]:
    """Shares of one whole with their intervals; ``parts`` by figure id. Nothing where there is no whole."""
    if facts.empty or facts.blank:
        return
    said = (f"{part}占{_with_interval(facts.figures[name])}" for name, part in parts.items())
    yield f"{opening}，{'，'.join(said)}。"


def _with_interval(figure: Figure) -> str:
    interval = interval_said(figure)
    return f"{value_said(figure)}（{interval}）" if interval else value_said(figure)


def tiers(facts: Facts) -> Iterator[str]:
    """Which tiers, and whether others than the city's own told it."""
    spread = facts.material.study.spread
    if facts.empty or facts.blank:
        return
    said = "、".join(f"{terms.TIERS[tier.name]}{tier.stories}条" for tier in spread.tiers[:3])
    most = "刊发较多的是" if len(spread.tiers) > 3 else ""
    earned = sum(group.stories for group in spread.ownership if group.name == EARNED)
    yield f"按媒体级别，{most}{said}；有外部媒体参与的报道{earned}条。"


def top(facts: Facts, most: int) -> Iterator[str]:
    """The most carried stories, each by its first publisher."""
    told = most_carried(facts.material.study.spread.stories)[:most]
    if told and not facts.blank:
        carried = "刊发较多的有" if len(told[0][0].items) > 1 else "报道有"
        yield f"{carried}{_several(told)}。"


def _several(told: Iterable[tuple[StoryItems, Item]]) -> str:
    return "；".join(story_said(story, first) for story, first in told)


def story_said(story: StoryItems, first: Item) -> str:
    """《…》（澄河日报首发，8篇，6家媒体）."""
    title = terms.titled(cut(first.title))
    if len(story.items) == 1:
        return f"{title}（{first.outlet}）"
    whose = f"{first.outlet}首发" if first.role != "repost" else f"{first.outlet}等"
    return f"{title}（{whose}，{len(story.items)}篇，{story.outlets}家媒体）"


def cut(title: str) -> str:
    """A headline as long as a sentence bears."""
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def negatives(facts: Facts) -> Iterator[str]:
    """What was judged negative, and that there may be more where days are missing."""
    study = facts.material.study
    told = negative_stories(study.items)
    if facts.blank:
        return
    if told:
        listed = [items[0] for items in ([one for one in of if may_be_listed(one)] for of in told) if items]
        named = "；".join(f"{terms.titled(cut(one.title))}（{one.outlet}）" for one in listed[:2])
        yield (
            f"判为负面的稿件{facts.value('negative.items')}，涉及报道{facts.value('negative.stories')}"
            + (f"：{named}{'等' if len(told) > 2 else ''}" if named else "，均为个人发布，只计数，不列出")
            + "，请人工复核。"
        )
    elif study.heard.holes:
        yield "采到的部分没有判为负面的稿件，采集不全，不能排除。"
    else:
        yield "没有判为负面的稿件。"


def spikes(facts: Facts) -> Iterator[str]:
    """Days with more blame than their own fortnight."""
    blames = facts.material.blames
    if facts.blank:
        return
    for one in blames:
        if one.is_spike:
            yield (
                f"{dates.short_day(one.day)}负面明显增多：{len(one.items)}篇，此前14天日均{one.usual:.1f}篇、"
                f"单日最多{max(one.baseline)}篇（按可比的{one.sources}个采集来源计，不含个人发布）。"
            )
    unsaid = [one for one in blames if one.withheld]
    if len(unsaid) == len(blames):
        yield f"负面是否明显增多不能判断（{unsaid[0].withheld}）。"
    elif unsaid:
        yield f"其中{len(unsaid)}天不能判断负面是否明显增多。"
    elif not any(one.is_spike for one in blames):
        yield (
            f"与此前14天（负面日均{blames[0].usual:.1f}篇）相比未见明显增多。"
            if len(blames) == 1
            else f"{facts.this}没有负面明显增多的日子。"
        )


def events(facts: Facts) -> Iterator[str]:
    """The summits of the period, from the configuration."""
    if facts.material.held:
        yield f"{facts.this}举办的活动：{_summits(facts.material.held)}。"


def ahead(facts: Facts) -> Iterator[str]:
    """The summits to come."""
    days = facts.material.next
    span = dates.days(days.first, days.last)
    if facts.material.ahead:
        yield f"下期（{span}）有{_summits(facts.material.ahead)}。"
    else:
        yield f"下期（{span}）没有配置的活动。"


def _summits(found: Iterable[Summit]) -> str:
    return "、".join(f"{one.name}（{dates.short_days(one.start, one.end)}）" for one in found)


def landed_briefly(facts: Facts) -> Iterator[str]:
    """The projects in one breath; nothing where there are none."""
    landing = facts.material.landing
    reached = {stage: landing.reached(stage) for stage in get_args(Stage)}
    known = [project.yuan for project in reached["signed"] if project.yuan is not None]
    claimed = f"（{len(known)}个注明金额，合计{money(sum(known))}，未经核实）" if known else ""
    said = [
        f"{terms.STAGES[stage]}{len(projects)}个{claimed if stage == 'signed' else ''}"
        for stage, projects in reached.items()
        if projects
    ]
    if said and not facts.blank:
        yield f"报道提到的项目：{'、'.join(said)}；同一项目只计一次。"


def morning(facts: Facts, most: int) -> Iterator[str]:
    """What came in the morning after, which no figure of the day counts."""
    material = facts.material
    if material.until is None:
        return
    told = stories(material.study.morning)
    if facts.blank and not told:
        return
    when = f"{dates.short_day(material.next.first)}0时至{material.until.hour}时"
    if not told:
        read = material.study.coverage.at(material.next.first) == "ok"
        yield f"{when}{'没有' if read else '暂未采集到'}提及{material.city}的稿件。"
        return
    counted = f"{when}另有稿件{facts.value('morning.items')}，归并为报道{facts.value('morning.stories')}"
    listed = most_carried(told)[:most]
    yield f"{counted}，不计入上述各数" + (f"：{_several(listed)}。" if listed else "。")


def sources(facts: Facts) -> Iterator[str]:
    """Sources that were not read to their end, or are silent though they usually are not."""
    material = facts.material
    unread = dict.fromkeys(material.outlet(one.source) for one in material.unread)
    silent = dict.fromkeys(material.outlet(one.source) for one in material.silent)
    if unread and not facts.blank:
        yield f"采集不全的来源有{len(unread)}家：{terms.listed(unread, 5)}。"
    if silent:
        yield f"平日有稿而{facts.this}无稿的来源有{len(silent)}家：{terms.listed(silent, 5)}。"
    if not unread and not silent:
        yield "各采集来源均已读完，没有异常沉默的来源。"
