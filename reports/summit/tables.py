"""The tables of a summit report, each from a part of its material."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from analysis.exposure import Group, WindowCounts
from analysis.exposure.penetration import by_group, by_voice, penetration
from analysis.exposure.reasons import short_of, uncovered
from analysis.item import LABELS, Label
from reports import terms
from reports.data import Cell, Figure, Table
from reports.summit import drivers, heat, lists, projects, reach, voices, words
from reports.summit.daily import daily_groups
from reports.summit.editions import Compared, table_of
from reports.summit.glossary import terms_table
from reports.summit.headings import as_text, table
from reports.summit.material import Material
from reports.summit.mood import change_table


def tables(material: Material, figures: Sequence[Figure], editions: Sequence[Compared]) -> tuple[Table, ...]:
    """Every table of the contract, in its order."""
    spread = material.study.spread
    heard = _Heard(material, {figure.id: figure.withheld for figure in figures})
    topics = map(_short, spread.topics)
    return (
        _daily(material),
        daily_groups(material),
        _windows(material),
        heard.over(reach.circles_table(material)),
        *map(heard.over, heat.tables(material)),
        heard.over(_groups("tiers", "媒体级别", "tier", spread.tiers, terms.TIERS)),
        heard.over(_groups("regions", "媒体地区", "region", spread.regions)),
        heard.over(_groups("ownership", "自有与外部", "kind", spread.ownership)),
        heard.over(_outlets(material)),
        _sentiment(material),
        heard.over(change_table(material)),
        heard.over(drivers.words_table(material.drivers)),
        heard.over(drivers.told_table(material.carriers, material.evidence, material.quotes)),
        heard.over(voices.quotes_table(material.quotes, [story.id for story in spread.stories])),
        heard.over(lists.top_stories(material)),
        heard.over(reach.distance_table(material)),
        heard.over(lists.copies(material)),
        heard.over(_messages(material)),
        heard.over(_industries(material)),
        heard.over(_message_reach(material)),
        heard.over(words.keywords(material)),
        heard.over(words.falling(material)),
        heard.over(words.bursts(material)),
        heard.over(words.network(material)),
        heard.over(table("topics", "话题", "topic items stories share", topics)),
        _seen(material, words.topics_weekly(material)),
        heard.over(_share_of_voice(material), f"share_of_voice.{material.city}"),
        heard.over(reach.race_table(material), f"share_of_voice.{material.city}"),
        _places_daily(material),
        heard.over(projects.projects_table(material.landing)),
        projects.silent_table(material.landing),
        table_of(material, editions),
        heard.beside(lists.negatives(material)),
        lists.articles(material),
        terms_table(),
        _methods(figures),
        _gaps(material),
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What tables of during and after rest on; ``withheld`` are the reasons of figures by id."""

    material: Material
    withheld: Mapping[str, str | None]

    def over(self, made: Table, figure: str = "circle.earned") -> Table:
        """The table with its days in the note, without rows where the figure standing for it is withheld."""
        reason = self.withheld[figure]
        if reason:
            return replace(made, rows=(), note="", withheld=reason)
        return self.beside(made)

    def beside(self, made: Table) -> Table:
        """The table with the days that it rests on, and what is missing of them, in its note."""
        heard = self.material.study.heard
        partial = short_of(heard.days, heard.holes) if heard.holes else ""
        return replace(made, note=f"统计范围：会中及会后{partial}。{made.note}")


def _daily(material: Material) -> Table:
    study = material.study
    rows: list[tuple[Cell, ...]] = []
    for counts in study.days:
        state = study.coverage.at(counts.day)
        seen = (counts.items, counts.stories, counts.outlets)
        numbers: tuple[Cell, ...] = (*seen, *_votes(counts.labels), counts.all_items)
        if state == "gap" and not counts.items:
            numbers = (None,) * len(numbers)
        rows.append((counts.day, counts.window, *numbers, state))
    columns = "date window items stories outlets positive neutral negative unclear all_items coverage"
    note = f"提及{material.city}的全部稿件；情感按稿件计；未采集的日子没有采集到稿件的留空，不计为零。"
    return table("daily", "逐日统计", columns, rows, note)


def _windows(material: Material) -> Table:
    rows = map(_window_row, material.study.windows.values())
    columns = "window from to days items stories outlets positive neutral negative unclear owned earned"
    return _seen(material, table("windows", "各阶段统计", columns, rows, "情感、自有与外部按稿件计。"))


def _window_row(counts: WindowCounts) -> tuple[Cell, ...]:
    span = (terms.WINDOWS[counts.name], counts.days.first, counts.days.last, len(counts.days))
    ownership = (counts.owned, counts.earned)
    numbers = (counts.items, counts.stories, counts.outlets, *_votes(counts.labels), *ownership)
    return *span, *_unless_unseen(counts, numbers)


def _unless_unseen(counts: WindowCounts, numbers: tuple[int, ...]) -> tuple[Cell, ...]:
    """Nothing instead of numbers where nobody looked, or looked in part and found nothing."""
    unseen = counts.blank or (counts.holes and not counts.items)
    return (None,) * len(numbers) if unseen else numbers


def _seen(material: Material, made: Table) -> Table:
    """A table by window with what was not, or not wholly, collected in its note; no rows if nothing was."""
    if material.study.blank:
        return replace(made, rows=(), note="", withheld=uncovered(material.study.summit.span))
    return replace(made, note=made.note + _missing(material))


def _missing(material: Material) -> str:
    said = [
        f"{terms.WINDOWS[name]}未采集"
        if counts.blank
        else f"{terms.WINDOWS[name]}{short_of(counts.days, counts.holes)}"
        for name, counts in material.study.windows.items()
        if counts.holes
    ]
    return f"{'；'.join(said)}；留空处不计为零。" if said else ""


def _votes(labels: Mapping[Label, int]) -> tuple[int, ...]:
    return tuple(labels.get(label, 0) for label in LABELS)


def _groups(
    table_id: str, title: str, head: str, groups: Sequence[Group], names: dict[str, str] | None = None
) -> Table:
    said = names or {}
    rows = (
        (said.get(group.name, group.name), group.items, group.stories, group.outlets, group.share)
        for group in groups
    )
    note = "一条报道可由多类媒体刊发，各类占比之和可大于100%。"
    return table(table_id, title, f"{head} items stories outlets share", rows, note)


def _short(group: Group) -> tuple[Cell, ...]:
    return group.name, group.items, group.stories, group.share


def _outlets(material: Material) -> Table:
    rows = (
        (
            row.outlet,
            terms.TIERS[row.tier],
            row.region or terms.UNKNOWN,
            terms.yes(row.owned),
            row.items,
            row.stories,
            row.first,
        )
        for row in material.study.spread.outlets
    )
    made = table("outlets", "媒体排行", "outlet tier region owned items stories first", rows)
    return as_text(made, "owned")


def _sentiment(material: Material) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (terms.WINDOWS[name], *_unless_unseen(counts, _votes(counts.story_labels)))
        for name, counts in material.study.windows.items()
    ]
    columns = "window positive neutral negative unclear"
    return _seen(material, table("sentiment", "情感构成", columns, rows, "按报道计，转载不重复计算。"))


def _messages(material: Material) -> Table:
    rows = (
        (one.id, one.text, terms.MESSAGE_KINDS[one.kind], told.items, told.stories, told.share)
        for one, told in material.messages
    )
    return table("messages", "关键信息到达", "id text kind items stories share", rows)


def _industries(material: Material) -> Table:
    rows = ((one.id, one.name, told.items, told.stories, told.share) for one, told in material.industries)
    return table("industries", "产业提及", "id text items stories share", rows)


def _message_reach(material: Material) -> Table:
    """Of the stories that a tier, a region or a voice told, how many carry each message."""
    told = [item for item in material.study.span_items if item.day in material.study.heard.days]
    spread = material.study.spread
    kinds = (
        (
            "媒体级别",
            by_group(told, attrgetter("tier")),
            {one.name: terms.TIERS[one.name] for one in spread.tiers},
        ),
        (
            "地区",
            by_group(told, lambda item: item.province or terms.UNKNOWN),
            {one.name: one.name for one in spread.regions},
        ),
        ("声音", by_voice(told, material.carried), terms.VOICES),
    )
    names = {one.id: one.text for one, carried in material.messages if carried.stories}
    rows = (
        (
            names[one.id],
            kind,
            said[one.group],
            one.part,
            one.total,
            one.share.value,
            one.share.low,
            one.share.high,
        )
        for kind, tellings, said in kinds
        for one in penetration(tellings, tuple(names), tuple(said))
        if one.total
    )
    columns = "text kind group part stories share low high"
    note = "各方所刊或引有其发言的报道中，带有该信息的条数、总条数及占比；未见于报道的信息不列。"
    return table("message_reach", "关键信息在各方的到达", columns, rows, note)


def _share_of_voice(material: Material) -> Table:
    rows = map(_short, material.study.spread.voice)
    return table("share_of_voice", "声量份额", "place items stories share", rows)


def _places_daily(material: Material) -> Table:
    """New stories by day and place; nothing, rather than a zero, on a day that nobody looked at."""
    state = material.study.coverage.at
    rows = (
        (day, place, None if state(day) == "gap" and not stories else stories)
        for day, place, stories in material.study.places_daily
    )
    return table("places_daily", "各城市逐日", "date place stories", rows, "未采集的日子留空，不计为零。")


def _methods(figures: Sequence[Figure]) -> Table:
    """How figures are counted; those that are counted alike stand in one row."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for figure in figures:
        how = figure.how.partition(f"；{figure.partial}")[0] if figure.partial else figure.how
        alike[how, figure.withheld or ""].append(figure.label)
    rows = (("、".join(labels), how, withheld) for (how, withheld), labels in alike.items())
    return table("methods", "计算方法", "label how withheld", rows)


def _gaps(material: Material) -> Table:
    coverage = material.study.coverage
    rows: list[tuple[Cell, ...]] = []
    for state, run in groupby(material.study.summit.span.each(), key=coverage.at):
        days = tuple(run)
        if state != "ok":
            rows.append((days[0], days[-1], len(days), state))
    made = table("gaps", "采集缺口", "from to days coverage", rows)
    return replace(made, nothing="统计期内每天都已采集完整")
