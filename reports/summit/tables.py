"""The tables of a summit report, each from a part of its material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from analysis.exposure.penetration import by_group, by_voice, penetration
from analysis.exposure.reasons import short_of, uncovered
from reports import terms
from reports.data import Figure, Table
from reports.summit import drivers, heat, lists, projects, reach, spread, voices, windows, words
from reports.summit.daily import daily_groups
from reports.summit.editions import Compared, table_of
from reports.summit.glossary import terms_table
from reports.summit.headings import table
from reports.summit.material import Material
from reports.summit.mood import change_table


def tables(material: Material, figures: Sequence[Figure], editions: Sequence[Compared]) -> tuple[Table, ...]:
    """Every table of the contract, in its order."""
    study, told = material.study, material.study.spread
    heard = _Heard(material, {figure.id: figure.withheld for figure in figures})
    return (
        windows.daily(study.days, study.coverage, material.city),
        daily_groups(material),
        _counterfactual(material),
        windows.windows(study.windows.values()),
        heard.over(reach.circles_table(material)),
        *map(heard.over, heat.tables(material)),
        heard.over(spread.tiers(told)),
        heard.over(spread.regions(told)),
        heard.over(spread.ownership(told)),
        heard.over(spread.outlets(told)),
        windows.sentiment(study.windows.values()),
        heard.over(change_table(material)),
        heard.over(drivers.words_table(material.drivers)),
        heard.over(drivers.told_table(material.carriers, material.evidence, material.quotes)),
        heard.over(voices.quotes_table(material.quotes, [story.id for story in told.stories])),
        heard.over(voices.sentiment_table(material.quotes)),
        heard.over(lists.top_stories(told.stories)),
        heard.over(reach.distance_table(material)),
        heard.over(lists.copies(told.stories)),
        heard.over(spread.messages(material.messages)),
        heard.over(spread.industries(material.industries)),
        heard.over(_message_reach(material)),
        heard.over(words.keywords(material)),
        _beside(material, words.keyword_daily(material)),
        heard.over(words.falling(material)),
        heard.over(words.bursts(material)),
        heard.over(words.network(material)),
        heard.over(spread.topics(told)),
        _beside(material, words.topics_weekly(material)),
        heard.over(spread.share_of_voice(told), f"share_of_voice.{material.city}"),
        heard.over(reach.race_table(material), f"share_of_voice.{material.city}"),
        _places_daily(material),
        heard.over(projects.projects_table(material.landing)),
        projects.silent_table(material.landing),
        table_of(material, editions),
        heard.beside(lists.negatives(study.heard_items, material.evidence, study.heard)),
        lists.articles(study.span_items),
        terms_table(),
        windows.methods(figures),
        windows.gaps(study.coverage, study.summit.span),
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


def _counterfactual(material: Material) -> Table:
    """The course of the echo beside what there would have been without the summit."""
    echo = material.study.echo
    rows = ((one.day, one.seen, one.expected, one.low, one.high) for one in echo.days)
    note = "按计入增量的报道计；没有活动时的水平及其90%区间由各项活动时段以外的日子推算，逐日区间不可相加。"
    made = table("counterfactual_daily", "逐日增量", "date stories expected least most", rows, note)
    return replace(made, withheld=echo.uplift.expected.withheld)


def _beside(material: Material, made: Table) -> Table:
    """A table of all three windows with what was not collected in its note; no rows if nothing was."""
    study = material.study
    if study.blank:
        return replace(made, rows=(), note="", withheld=uncovered(study.summit.span))
    return replace(made, note=made.note + windows.missing(study.windows.values()))


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


def _places_daily(material: Material) -> Table:
    """New stories by day and place; nothing, rather than a zero, on a day that nobody looked at."""
    state = material.study.coverage.at
    rows = (
        (day, place, None if state(day) == "gap" and not stories else stories)
        for day, place, stories in material.study.places_daily
    )
    return table("places_daily", "各城市逐日", "date place stories", rows, "未采集的日子留空，不计为零。")
