"""The whole web: every item at its address, and the pages that lead there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from tests.demoweb.addresses import article_url
from tests.demoweb.chance import dice
from tests.demoweb.days import SEASONS, Season
from tests.demoweb.feeds import feed, sitemaps
from tests.demoweb.layouts import page
from tests.demoweb.lists import list_pages
from tests.demoweb.outlets import all_outlets
from tests.demoweb.values import Article, Furniture, Item, Link, Outlet, Page

CLOSED_SHARE = 0.14
PAGES_A_SECOND = 3
XML = "application/xml; charset=utf-8"


def articles(seed: int, items: Sequence[Item]) -> tuple[Article, ...]:
    """Every item at its address. Some of a site with a closed folder lie where robots.txt forbids to go.

    Only copies and stories about no place do, so that no story of a place is first told where nobody may read
    it. A story of which one collectable item is left is told on its own.
    """
    placed = []
    for number, item in enumerate(items, 10001):
        may_close = item.outlet.closed_folder and (item.role == "repost" or not item.story.place)
        closed = bool(may_close) and dice(seed, "closed", number).random() < CLOSED_SHARE
        folder = item.outlet.closed_folder if closed else "news"
        placed.append(Article(item, number, article_url(item, number, folder), not closed))
    open_items: dict[str, int] = {}
    for article in placed:
        if article.collectable:
            open_items[article.item.story.id] = open_items.get(article.item.story.id, 0) + 1
    return tuple(
        replace(article, item=replace(article.item, role="own"))
        if article.collectable and open_items[article.item.story.id] == 1
        else article
        for article in placed
    )


def _of(outlet: Outlet, season: Season, told: Sequence[Article]) -> list[Article]:
    return [one for one in told if one.item.outlet is outlet and one.at.date() in season]


def _furniture(seed: int, article: Article, siblings: Sequence[Article]) -> Furniture:
    """Headlines of the same outlet that were out by then."""
    throw = dice(seed, "furniture", article.number)
    out = [Link(one.title, one.url) for one in siblings if one.at < article.at]
    return Furniture(tuple(throw.sample(out, min(5, len(out)))), tuple(throw.sample(out, min(4, len(out)))))


def _robots(outlet: Outlet) -> str:
    closed = f"/{outlet.closed_folder}/" if outlet.closed_folder else "/admin/"
    return f"User-agent: *\nDisallow: {closed}\nAllow: /\n"


def _entrances(outlet: Outlet, season: Season, own: Sequence[Article]) -> Iterator[tuple[str, str, str]]:
    """The season's list pages, feed or sitemaps as (address, text, Content-Type)."""
    if outlet.way == "feed":
        address, text = feed(outlet, season, own)
        yield address, text, XML
    elif outlet.way == "listing":
        for address, text in list_pages(outlet, season, own):
            yield address, text, outlet.header
    else:
        for address, text in sitemaps(outlet, season, own):
            yield address, text, XML


def _written(
    outlet: Outlet, told: Sequence[Article], season: Season, seed: int
) -> Iterator[tuple[str, str, str]]:
    own = _of(outlet, season, told)
    if season is SEASONS[0]:
        yield f"{outlet.root}/robots.txt", _robots(outlet), "text/plain"
    yield from _entrances(outlet, season, own)
    for article in own:
        yield article.url, page(article, _furniture(seed, article, own)), outlet.header


def pages(seed: int, told: Sequence[Article]) -> Iterator[Page]:
    """Every page of the web in the order it was captured: season by season, outlet by outlet."""
    for season in SEASONS:
        count = 0
        for outlet in all_outlets():
            for url, text, content_type in _written(outlet, told, season, seed):
                captured_at = season.read_at + timedelta(seconds=count // PAGES_A_SECOND)
                charset = "utf-8" if content_type in {XML, "text/plain"} else outlet.charset
                yield Page(url, text.encode(charset), content_type, captured_at)
                count += 1
