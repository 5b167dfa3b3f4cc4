"""Tables of who told what in some days: tiers, outlets, messages, topics, places. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.exposure import Group
from analysis.exposure.values import Spread
from cityecho.watchlist import Brand, Industry, Message
from reports import terms
from reports.data import Cell, Table
from reports.summit.headings import as_text, table

_NAMES: Mapping[str, str] = {}


def tiers(spread: Spread) -> Table:
    """By the outlets' tiers."""
    return _groups("tiers", "媒体级别", "tier", spread.tiers, terms.TIERS)


def regions(spread: Spread) -> Table:
    """By the outlets' provinces."""
    return _groups("regions", "媒体地区", "region", spread.regions)


def ownership(spread: Spread) -> Table:
    """The city's own outlets and the others."""
    return _groups("ownership", "自有与外部", "kind", spread.ownership)


def _groups(
    table_id: str, title: str, head: str, groups: Sequence[Group], names: Mapping[str, str] = _NAMES
) -> Table:
    rows = (
        (names.get(group.name, group.name), group.items, group.stories, group.outlets, group.share)
        for group in groups
    )
    note = "一条报道可由多类媒体刊发，各类占比之和可大于100%。"
    return table(table_id, title, f"{head} items stories outlets share", rows, note)


def outlets(spread: Spread) -> Table:
    """Outlet by outlet, the busiest first."""
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
        for row in spread.outlets
    )
    made = table("outlets", "媒体排行", "outlet tier region owned items stories first", rows)
    return as_text(made, "owned")


def topics(spread: Spread) -> Table:
    """What it was about."""
    return table("topics", "话题", "topic items stories share", map(_short, spread.topics))


def share_of_voice(spread: Spread) -> Table:
    """The city among its peers."""
    return table("share_of_voice", "声量份额", "place items stories share", map(_short, spread.voice))


def _short(group: Group) -> tuple[Cell, ...]:
    return group.name, group.items, group.stories, group.share


def messages(told: Sequence[tuple[Message, Group]]) -> Table:
    """Which messages came across."""
    rows = (
        (one.id, one.text, terms.MESSAGE_KINDS[one.kind], group.items, group.stories, group.share)
        for one, group in told
    )
    return table("messages", "关键信息到达", "id text kind items stories share", rows)


def industries(told: Sequence[tuple[Industry, Group]]) -> Table:
    """Which industries were named."""
    rows = ((one.id, one.name, group.items, group.stories, group.share) for one, group in told)
    return table("industries", "产业提及", "id text items stories share", rows)


def by_message(brand: Brand, spread: Spread) -> tuple[tuple[Message, Group], ...]:
    """Each message and what carried it, the widest first."""
    found = {group.name: group for group in spread.messages}
    told = [(message, found.get(message.id, _nothing(message.id))) for message in brand.messages]
    return tuple(sorted(told, key=lambda pair: -pair[1].stories))


def by_industry(brand: Brand, spread: Spread) -> tuple[tuple[Industry, Group], ...]:
    """Each industry and what named it, the most named first."""
    found = {group.name: group for group in spread.industries}
    told = [(one, found.get(one.id, _nothing(one.id))) for one in brand.industries]
    return tuple(sorted(told, key=lambda pair: -pair[1].stories))


def _nothing(name: str) -> Group:
    return Group(name, 0, 0, 0, 0.0)
