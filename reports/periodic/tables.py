"""The tables of a periodic report, each from a part of its material."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.exposure import stories
from analysis.exposure.reasons import short_of, uncovered
from reports import terms
from reports.data import Cell, Figure, Table
from reports.periodic.material import Material
from reports.summit import lists, projects, spread, voices, windows
from reports.summit.headings import table

KEYWORDS = 40


def tables(material: Material, figures: Sequence[Figure]) -> tuple[Table, ...]:
    """Every table; those of the period without rows where nobody looked."""
    study, told = material.study, material.study.spread
    order = [story.id for story in told.stories]
    return (
        windows.daily(study.daily, study.coverage, material.city),
        _usual(material),
        *(
            _heard(material, made)
            for made in (
                windows.sentiment(study.windows.values()),
                spread.tiers(told),
                spread.regions(told),
                spread.ownership(told),
                spread.outlets(told),
                lists.top_stories(told.stories),
                lists.copies(told.stories),
                voices.quotes_table(material.quotes, order),
                spread.messages(spread.by_message(material.brand, told)),
                spread.industries(spread.by_industry(material.brand, told)),
                _keywords(material),
                spread.topics(told),
                spread.share_of_voice(told),
                projects.projects_table(material.landing),
            )
        ),
        lists.negatives(study.items, material.evidence, study.heard),
        _spikes(material),
        _morning(material),
        _ahead(material),
        lists.articles(study.items),
        _sources(material),
        windows.gaps(study.coverage, material.days),
        windows.methods(figures),
    )


def _heard(material: Material, made: Table) -> Table:
    """A table with what is missing of its days in the note, without rows where nobody looked."""
    heard = material.study.heard
    if heard.blank:
        return replace(made, rows=(), note="", withheld=uncovered(heard.days))
    if not heard.holes:
        return made
    return replace(made, note=f"{terms.SPANS['period']}{short_of(heard.days, heard.holes)}。{made.note}")


def _usual(material: Material) -> Table:
    """The plain comparison with the fortnight before, on the same sources."""
    study, usual = material.study, material.study.usual
    rows: list[tuple[Cell, ...]] = [
        (terms.SPANS[name], span.first, span.last, sum(each) / len(each), min(each), max(each))
        for name, span, each in (
            ("usual", study.before, usual.before),
            ("period", study.days, usual.here),
        )
        if each
    ]
    note = f"只按两段时间每天都采集完整的{usual.sources}个采集来源计；为简单对照，不作统计检验。"
    made = table(
        "usual", "每日新增报道与此前14天对照", "window from to mean least_a_day most_a_day", rows, note
    )
    return replace(made, note="", withheld=usual.withheld) if usual.withheld else made


def _keywords(material: Material) -> Table:
    rows = (
        (word.word, word.documents, word.count, word.g2, material.words.before.get(word.word, 0))
        for word in material.words.found[:KEYWORDS]
    )
    note = "与此前14天相比明显多用的词；G²为对数似然值，越大越突出。"
    return table("keywords", "热词", "word documents count g2 documents_usual", rows, note)


def _spikes(material: Material) -> Table:
    """Each day's blame against the fortnight before that day."""
    rows: list[tuple[Cell, ...]] = [
        (one.day, None, None, None, None, one.withheld)
        if one.withheld
        else (one.day, len(one.items), one.usual, max(one.baseline), one.sources, terms.yes(one.is_spike))
        for one in material.blames
    ]
    note = (
        "只按当日与此前14天均采集完整的采集来源计，不含个人发布；当日不少于3篇且超出此前14天日均三个标准差，"
        "为明显增多。"
    )
    columns = "date negative mean_usual most_usual panel spike"
    return table("negative_days", "逐日负面与此前14天对照", columns, rows, note)


def _morning(material: Material) -> Table:
    told = stories(material.study.morning)
    made = replace(lists.top_stories(told), id="morning", title="次日早间报道")
    nothing = "没有采集到提及本市的稿件" if material.until else "本报告不含次日早间"
    return replace(made, nothing=nothing)


def _ahead(material: Material) -> Table:
    rows = ((one.name, one.start, one.end) for one in material.ahead)
    made = table("ahead", "下期活动", "event from to", rows)
    return replace(made, nothing="配置中没有在下期举行的活动")


def _sources(material: Material) -> Table:
    """Only what wants a look: not read to the end, or silent."""
    days = len(material.days)
    rows = [
        (material.outlet(one.source), state, one.covered, days, one.items, one.usual)
        for state, of in (("采集不全", material.unread), ("无新稿", material.silent))
        for one in of
    ]
    note = "无新稿：已读完而没有新稿件，且此前14天日均不少于1篇；稿件数为该来源全部稿件，不限于提及本市的。"
    made = table("sources", "需要留意的采集来源", "outlet state covered days items mean_usual", rows, note)
    if material.study.heard.blank:  # every source would be one of them
        return replace(made, rows=(), note="", withheld=uncovered(material.days))
    return replace(made, nothing="各采集来源均已读完，没有平日有稿而本期无稿的")
