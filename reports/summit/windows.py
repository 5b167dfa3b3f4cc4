"""Tables by day and by window, what was not collected, and how figures were counted. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from analysis.coverage import Coverage
from analysis.exposure import DayCounts, WindowCounts
from analysis.exposure.reasons import short_of, uncovered
from analysis.exposure.values import WindowId
from analysis.item import LABELS, Label
from cityecho.watchlist import Days
from reports import terms
from reports.data import Cell, Figure, Table
from reports.summit.headings import table

Windows = Mapping[WindowId, WindowCounts]


def daily(days: Iterable[DayCounts], coverage: Coverage, city: str) -> Table:
    """A row a day; nothing, rather than a zero, on a day that nobody looked at."""
    rows: list[tuple[Cell, ...]] = []
    for counts in days:
        state = coverage.at(counts.day)
        seen = (counts.items, counts.stories, counts.outlets)
        numbers: tuple[Cell, ...] = (*seen, *_votes(counts.labels), counts.all_items)
        if state == "gap" and not counts.items:
            numbers = (None,) * len(numbers)
        rows.append((counts.day, counts.window, *numbers, state))
    columns = "date window items stories outlets positive neutral negative unclear all_items coverage"
    note = f"提及{city}的全部稿件；情感按稿件计；未采集的日子没有采集到稿件的留空，不计为零。"
    return table("daily", "逐日统计", columns, rows, note)


def windows(found: Iterable[WindowCounts]) -> Table:
    """A row a window."""
    of = tuple(found)
    columns = "window from to days items stories outlets positive neutral negative unclear owned earned"
    rows = map(_window_row, of)
    return _seen(of, table("windows", "各阶段统计", columns, rows, "情感、自有与外部按稿件计。"))


def _window_row(counts: WindowCounts) -> tuple[Cell, ...]:
    span = (terms.SPANS[counts.name], counts.days.first, counts.days.last, len(counts.days))
    ownership = (counts.owned, counts.earned)
    numbers = (counts.items, counts.stories, counts.outlets, *_votes(counts.labels), *ownership)
    return *span, *_unless_unseen(counts, numbers)


def sentiment(found: Iterable[WindowCounts]) -> Table:
    """Stories by feeling, a row a window."""
    of = tuple(found)
    rows: list[tuple[Cell, ...]] = [
        (terms.SPANS[counts.name], *_unless_unseen(counts, _votes(counts.story_labels))) for counts in of
    ]
    columns = "window positive neutral negative unclear"
    return _seen(of, table("sentiment", "情感构成", columns, rows, "按报道计，转载不重复计算。"))


def _unless_unseen(counts: WindowCounts, numbers: tuple[int, ...]) -> tuple[Cell, ...]:
    """Nothing instead of numbers where nobody looked, or looked in part and found nothing."""
    unseen = counts.blank or (counts.holes and not counts.items)
    return (None,) * len(numbers) if unseen else numbers


def _seen(of: Sequence[WindowCounts], made: Table) -> Table:
    """A table by window with what was not, or not wholly, collected in its note; no rows if nothing was."""
    if all(counts.blank for counts in of):
        return replace(made, rows=(), note="", withheld=uncovered(Days(of[0].days.first, of[-1].days.last)))
    return replace(made, note=made.note + missing(of))


def missing(of: Iterable[WindowCounts]) -> str:
    """What of these windows was not, or not wholly, collected; "" when all was."""
    said = [
        f"{terms.SPANS[counts.name]}未采集"
        if counts.blank
        else f"{terms.SPANS[counts.name]}{short_of(counts.days, counts.holes)}"
        for counts in of
        if counts.holes
    ]
    return f"{'；'.join(said)}；留空处不计为零。" if said else ""


def _votes(labels: Mapping[Label, int]) -> tuple[int, ...]:
    return tuple(labels.get(label, 0) for label in LABELS)


def gaps(coverage: Coverage, span: Days) -> Table:
    """Stretches of days that were not all covered."""
    rows: list[tuple[Cell, ...]] = []
    for state, run in groupby(span.each(), key=coverage.at):
        days = tuple(run)
        if state != "ok":
            rows.append((days[0], days[-1], len(days), state))
    made = table("gaps", "采集缺口", "from to days coverage", rows)
    return replace(made, nothing="统计期内每天都已采集完整")


def methods(figures: Iterable[Figure]) -> Table:
    """How figures are counted; those that are counted alike stand in one row."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for figure in figures:
        how = figure.how.partition(f"；{figure.partial}")[0] if figure.partial else figure.how
        alike[how, figure.withheld or ""].append(figure.label)
    rows = (("、".join(labels), how, withheld) for (how, withheld), labels in alike.items())
    return table("methods", "计算方法", "label how withheld", rows)
