"""Who told what on each day: items, stories and outlets by tier, region, ownership and voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from analysis.exposure import EARNED, OWNED, UNKNOWN
from analysis.item import Item
from reports import terms
from reports.data import Table
from reports.summit.headings import table
from reports.summit.material import Material

Told = Iterator[tuple[str, str, Item]]


def daily_groups(material: Material) -> Table:
    """One row a day and group that told something; read beside ``daily``, which says what was covered."""
    cells: dict[tuple[date, str, str], list[Item]] = defaultdict(list)
    for kind, group, item in (*_outlets(material), *_voices(material)):
        cells[item.day, kind, group].append(item)
    rows = (
        (day, kind, group, len(of), len({item.story for item in of}), len({item.outlet for item in of}))
        for (day, kind, group), of in sorted(cells.items())
    )
    note = (
        "逐日各类媒体、各类声音的稿件、报道、媒体数；声音按引有其发言的新闻计，一篇可计入几类。"
        "没有的不列，采集不全的日子见逐日统计。"
    )
    return table("daily_groups", "逐日分类", "date kind group items stories outlets", rows, note)


def _outlets(material: Material) -> Told:
    for item in material.study.span_items:
        yield "媒体级别", terms.TIERS[item.tier], item
        yield "地区", item.province or UNKNOWN, item
        yield "归属", OWNED if item.owned else EARNED, item


def _voices(material: Material) -> Told:
    """Each news item once a voice that it quotes."""
    quoting = {
        (quote.said.voice, quote.item.id): quote.item for quote in (*material.quotes_before, *material.quotes)
    }
    for (voice, _), item in quoting.items():
        yield "声音", terms.VOICES[voice], item
