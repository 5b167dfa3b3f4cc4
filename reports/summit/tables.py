"""The tables of a summit report, each from a part of its material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.exposure import Group, WindowCounts
from analysis.item import LABELS, Label
from reports import terms
from reports.data import Cell, Figure, Table
from reports.summit import lists
from reports.summit.editions import Compared
from reports.summit.headings import as_text, table
from reports.summit.material import Material

KEYWORDS = 60


def tables(material: Material, figures: Sequence[Figure], editions: Sequence[Compared]) -> tuple[Table, ...]:
    """Every table of the contract, in its order."""
    study = material.study
    return (
        _daily(material),
        _windows(material),
        _groups("tiers", "媒体级别", "tier", study.spread.tiers, terms.TIERS),
        _groups("regions", "媒体地区", "region", study.spread.regions),
        _groups("ownership", "自有与外部", "kind", study.spread.ownership),
        _outlets(material),
        _sentiment(material),
        lists.top_stories(material),
        lists.copies(material),
        _messages(material),
        _industries(material),
        _keywords(material),
        table(
            "topics", "话题", "topic items stories share", (_short(group) for group in study.spread.topics)
        ),
        table("share_of_voice", "声量份额", "place items stories share", map(_short, study.spread.voice)),
        table("places_daily", "各城市逐日", "date place stories", study.places_daily),
        _editions(editions),
        lists.negatives(material),
        lists.articles(material),
        _methods(figures),
        _gaps(material),
    )


def _daily(material: Material) -> Table:
    study = material.study
    rows: list[tuple[Cell, ...]] = []
    for counts in study.days:
        state = study.coverage.at(counts.day)
        seen = (counts.items, counts.stories, counts.outlets)
        numbers: tuple[Cell, ...] = (*seen, *_votes(counts.labels), counts.all_items)
        if state == "gap" and not counts.all_items:
            numbers = (None,) * len(numbers)
        rows.append((counts.day, counts.window, *numbers, state))
    columns = "date window items stories outlets positive neutral negative unclear all_items coverage"
    note = f"提及{material.city}的全部稿件；情感按稿件计；缺口日没有采集到稿件的留空，不计为零。"
    return table("daily", "逐日统计", columns, rows, note)


def _windows(material: Material) -> Table:
    rows = map(_window_row, material.study.windows.values())
    columns = "window from to days items stories outlets positive neutral negative unclear owned earned"
    return table("windows", "各阶段统计", columns, rows, "情感、自有与外部按稿件计。")


def _window_row(counts: WindowCounts) -> tuple[Cell, ...]:
    span = (terms.WINDOWS[counts.name], counts.days.first, counts.days.last, len(counts.days))
    ownership = (counts.owned, counts.earned)
    numbers = (counts.items, counts.stories, counts.outlets, *_votes(counts.labels), *ownership)
    return *span, *_unless_blank(counts, numbers)


def _unless_blank(counts: WindowCounts, numbers: tuple[int, ...]) -> tuple[Cell, ...]:
    """Nothing instead of numbers where nobody looked: their figures are withheld too."""
    return (None,) * len(numbers) if counts.blank else numbers


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
    note = "会中及会后；一条报道可由多类媒体刊发，各类占比之和可大于100%。"
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
    made = table("outlets", "媒体排行", "outlet tier region owned items stories first", rows, "会中及会后。")
    return as_text(made, "owned")


def _sentiment(material: Material) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (terms.WINDOWS[name], *_unless_blank(counts, _votes(counts.story_labels)))
        for name, counts in material.study.windows.items()
    ]
    columns = "window positive neutral negative unclear"
    return table("sentiment", "情感构成", columns, rows, "按报道计，转载不重复计算。")


def _messages(material: Material) -> Table:
    rows = (
        (one.id, one.text, terms.MESSAGE_KINDS[one.kind], told.items, told.stories, told.share)
        for one, told in material.messages
    )
    return table("messages", "关键信息到达", "id text kind items stories share", rows, "会中及会后。")


def _industries(material: Material) -> Table:
    rows = ((one.id, one.name, told.items, told.stories, told.share) for one, told in material.industries)
    return table("industries", "产业提及", "id text items stories share", rows, "会中及会后。")


def _keywords(material: Material) -> Table:
    rows = (
        (word.text, word.documents, word.count, word.g2, word.documents_before)
        for word in material.words[:KEYWORDS]
    )
    note = "会中及会后提及本市的稿件与会前相比；G²为对数似然值，越大越突出；会前没有稿件可比时留空。"
    return table("keywords", "热词", "word documents count g2 documents_before", rows, note)


def _editions(editions: Sequence[Compared]) -> Table:
    rows = ((one.this.id, one.this.label, one.this.value, one.previous.value, one.change) for one in editions)
    return table("editions", "与上届比较", "figure label this previous change", rows)


def _methods(figures: Sequence[Figure]) -> Table:
    rows = ((figure.label, figure.how, figure.withheld or "") for figure in figures)
    return table("methods", "计算方法", "label how withheld", rows)


def _gaps(material: Material) -> Table:
    coverage = material.study.coverage
    rows = ((day, coverage.at(day)) for day in coverage.holes(material.study.summit.span))
    return table("gaps", "采集缺口", "date coverage", rows)
