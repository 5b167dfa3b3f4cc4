"""A site's own search: its result pages are lists; the page after is linked, or counted in the address."""

from __future__ import annotations

from dataclasses import replace

from cityecho.watchlist import Source
from crawler import starts
from crawler.spiders import listing
from crawler.spiders.found import Found, ListPage, unique


def read(page: ListPage, source: Source) -> Found:
    """The results on one page. Raises :class:`UnreadableListError` when it is no web page.

    Where the start address counts its pages ({page}), a page without results is the last.
    """
    found = listing.read(page, source.links, source.next)
    if not any("{page}" in address for address in source.start):
        return found
    following = starts.next_page(source, page.asked or page.url, "") if found.articles else None
    return replace(found, lists=unique([following]))
