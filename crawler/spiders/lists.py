"""Which reader reads a source's lists, and which of the articles they name the source may take."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from cityecho.address import host
from cityecho.watchlist import Registry, Source
from crawler.spiders import api, feed, listing, search, sitemap
from crawler.spiders.found import Found, ListPage, UnreadableListError

_AT_HOME = ("sitemap", "listing", "search")  # a feed and a service may name whom they like


def read_list(page: ListPage, source: Source, registry: Registry) -> Found:
    """What ``page`` names for ``source``. Raises :class:`UnreadableListError`."""
    found = _read(page, source)
    if source.kind in _AT_HOME:
        found = _at_home(found, page, source, registry)
    return _allowed(found, page, source)


def _read(page: ListPage, source: Source) -> Found:
    match source.kind:
        case "feed":
            return feed.read(page)
        case "sitemap":
            return sitemap.read(page)
        case "listing":
            return listing.read(page, source.links, source.next)
        case "search":
            return search.read(page, source)
        case "api":
            return api.read(page, source)
    raise UnreadableListError(f"no reader for lists of kind {source.kind}")


def _allowed(found: Found, page: ListPage, source: Source) -> Found:
    if not source.allow:
        return found
    allow = re.compile(source.allow)
    kept = replace(
        found,
        articles=tuple(url for url in found.articles if allow.search(url)),
        items=tuple(item for item in found.items if allow.search(item.url)),
    )
    return _told(kept, found, f"{page.url}: allow = {source.allow!r} refuses")


def _at_home(found: Found, page: ListPage, source: Source, registry: Registry) -> Found:
    """Without links that leave the outlet, unless the source's ``allow`` speaks for them."""
    if source.allow:
        return found
    home = registry.at(source.outlet, date.max)
    here = host(page.url)

    def stays(url: str) -> bool:
        there = host(url)
        outlet = registry.at(there, date.max)
        return there == here or (home is not None and outlet is not None and outlet.domain == home.domain)

    kept = replace(
        found, articles=tuple(filter(stays, found.articles)), lists=tuple(filter(stays, found.lists))
    )
    return _told(kept, found, f"{page.url}: outlet = {source.outlet!r} is left by")


def _told(kept: Found, found: Found, rule: str) -> Found:
    """``kept``, which says by what ``rule`` nothing is left of what ``found`` names, if so."""
    is_of_lists = not (found.articles or found.items)
    named = found.lists if is_of_lists else (*found.articles, *found.items)
    left = kept.lists if is_of_lists else (*kept.articles, *kept.items)
    if left or not named:
        return kept
    all_of_them = f"all {len(named)} links" if len(named) > 1 else "the only link"
    return replace(kept, nothing=f"{rule} {all_of_them} there", is_index=False)
