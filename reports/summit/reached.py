"""How far each message reached into tiers, regions and voices: a long table for the workbook, and for readers
a matrix of messages and tiers.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from analysis.exposure.penetration import Penetration, by_group, by_voice, penetration
from analysis.item import Item
from reports import terms
from reports.data import Column, Table
from reports.summit.headings import settled, table
from reports.summit.material import Material


def message_reach(material: Material) -> Table:
    """Of the stories that a tier, a region or a voice told, how many carry each message."""
    told, names = _told(material), _carried(material)
    regions = {one.name: one.name for one in material.study.spread.regions}
    by_region = by_group(told, lambda item: item.province or terms.UNKNOWN)
    by_speaker = by_voice(told, material.carried)
    kinds = (
        ("媒体级别", _by_tier(material), _tier_names(material)),
        ("地区", penetration(by_region, tuple(names), tuple(regions)), regions),
        ("声音", penetration(by_speaker, tuple(names), tuple(terms.VOICES)), terms.VOICES),
    )
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
        for kind, found, said in kinds
        for one in found
        if one.total
    )
    columns = "text kind group part stories share low high"
    note = "各方所刊或引有其发言的报道中，带有该信息的条数、总条数及占比；未见于报道的信息不列。"
    return table("message_reach", "关键信息在各方的到达", columns, rows, note)


def message_tiers(material: Material) -> Table:
    """A row a message, a column a tier with the number of its stories in the heading: the shares."""
    found = [one for one in _by_tier(material) if one.total]
    totals = {one.group: one.total for one in found}
    names = _tier_names(material)
    heads = (
        Column("text", "内容"),
        *(Column(tier or "unlisted", _head(names[tier], total), "share") for tier, total in totals.items()),
    )
    shares = {(one.id, one.group): one.share.value for one in found}
    rows = tuple(
        (text, *(_settled(shares[message, tier]) for tier in totals))
        for message, text in _carried(material).items()
        if totals
    )
    note = (
        "各级别媒体所刊报道中带有该信息的占比，括号内为该级别媒体所刊的报道条数，条数少的占比不稳；"
        "一条报道可由多级媒体刊发。条数、90%区间及分地区、分声音的到达情况见随附的 Excel 文件。"
    )
    return Table("message_tiers", "关键信息在各级别媒体的到达", heads, rows, note)


def _head(tier: str, total: int) -> str:
    """市级（83）: 媒体 stands in the title of the table, and paper has ten of these side by side."""
    return f"{tier.removesuffix('媒体')}（{total}）"


def _by_tier(material: Material) -> tuple[Penetration, ...]:
    groups = by_group(_told(material), attrgetter("tier"))
    return penetration(groups, tuple(_carried(material)), tuple(_tier_names(material)))


def _told(material: Material) -> list[Item]:
    """What was written during and after."""
    return [item for item in material.study.span_items if item.day in material.study.heard.days]


def _tier_names(material: Material) -> Mapping[str, str]:
    return {one.name: terms.TIERS[one.name] for one in material.study.spread.tiers}


def _carried(material: Material) -> Mapping[str, str]:
    """The messages that some story carries, by id."""
    return {one.id: one.text for one, carried in material.messages if carried.stories}


def _settled(share: float | None) -> float | None:
    return None if share is None else settled(share)
