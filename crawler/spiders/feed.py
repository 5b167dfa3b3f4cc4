"""Feeds: RSS 1 and 2, Atom, JSON Feed. Every entry is an article, on whatever host it lies."""

from __future__ import annotations

import codecs
import json

from lxml import etree

from crawler.spiders.found import Found, ListPage, UnreadableListError, absolute, changes, labelled, unique
from crawler.spiders.markup import local_name, parse_xml

_ROOTS = {"rss", "rdf", "feed"}
_ENTRIES = {"item", "entry"}


def read(page: ListPage) -> Found:
    """The articles a feed names. Raises :class:`UnreadableListError` when it is no feed."""
    if page.body.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{":
        return _json_feed(page)
    tree = parse_xml(page.body, "feed")
    root = tree.root
    if local_name(root) not in _ROOTS:
        raise UnreadableListError(f"no feed: its root is <{local_name(root)}>")
    entries = tree.complete(element for element in root.iter() if local_name(element) in _ENTRIES)
    following = [
        absolute(page.url, link.get("href") or "")
        for link in root.iter()
        if local_name(link) == "link" and link.get("rel") == "next"
    ]
    links = [absolute(page.url, _link(entry)) for entry in entries]
    return Found(
        unique(links),
        unique(following),
        labels=labelled(zip(links, map(_title, entries), strict=True)),
        changed=changes(zip(links, map(_updated, entries), strict=True)),
        capped=tree.capped,
    )


def _title(entry: etree._Element) -> str:
    """The entry's title as plain text; "" where it is markup or missing."""
    return next((child.text or "" for child in entry if local_name(child) == "title" and not len(child)), "")


def _updated(entry: etree._Element) -> str | None:
    """Atom's updated, or Dublin Core's modified; RSS has none of its own."""
    return next((child.text for child in entry if local_name(child) in ("updated", "modified")), None)


def _link(entry: etree._Element) -> str:
    """Atom's alternate link, RSS's link, or a guid that is an address."""
    guid = ""
    for child in entry:
        name = local_name(child)
        if name == "link" and child.get("rel", "alternate") == "alternate":
            if address := child.get("href") or (child.text or "").strip():
                return address
        elif name in ("guid", "id") and child.get("isPermaLink") != "false":
            guid = (child.text or "").strip()
    return guid if guid.startswith(("http://", "https://")) else ""


def _json_feed(page: ListPage) -> Found:
    try:
        feed = json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableListError(f"no JSON feed: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise UnreadableListError("no JSON feed: it has no list of items")
    said = [
        (absolute(page.url, link), item)
        for item in items
        if isinstance(item, dict) and isinstance(link := item.get("url") or item.get("external_url"), str)
    ]
    following = feed.get("next_url")
    return Found(
        unique(url for url, _ in said),
        unique([absolute(page.url, following)]) if isinstance(following, str) else (),
        labels=labelled((url, title) for url, item in said if isinstance(title := item.get("title"), str)),
        changed=changes((url, item.get("date_modified")) for url, item in said),
    )
