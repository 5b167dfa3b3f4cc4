"""Feeds: RSS 1 and 2, Atom, JSON Feed. Every entry is an article, on whatever host it lies."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass

from lxml import etree

from crawler.spiders.found import (
    BadRow,
    Found,
    ListPage,
    UnreadableListError,
    absolute,
    changes,
    excerpt,
    labelled,
    unique,
)
from crawler.spiders.markup import base_of, local_name, parse_xml
from crawler.spiders.rows import RowError, web_address

_ROOTS = {"rss", "rdf", "feed"}
_ENTRIES = {"item", "entry"}
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What may be its address, the best first, each with where it is seen from; and what else is said."""

    addresses: tuple[tuple[str, str], ...]
    id: str = ""
    title: str = ""
    updated: object = None


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
        absolute(base_of(link, page.url), link.get("href") or "")
        for link in root.iter()
        if local_name(link) == "link" and link.get("rel") == "next"
    ]
    return _found(page, [_entry(entry, page.url) for entry in entries], unique(following), tree.capped)


def _found(page: ListPage, entries: list[_Entry], lists: tuple[str, ...], capped: str = "") -> Found:
    """What ``entries`` name; one without an address is a bad row."""
    said: list[tuple[str, _Entry]] = []
    bad: list[BadRow] = []
    for number, entry in enumerate(entries, 1):
        try:
            said.append((_address(entry), entry))
        except RowError as error:
            bad.append(error.bad_row(number))
    return Found(
        unique(url for url, _ in said),
        lists,
        bad_rows=tuple(bad),
        capped=capped,
        labels=labelled((url, entry.title) for url, entry in said),
        changed=changes((url, entry.updated) for url, entry in said),
        nothing=f"{page.url}: none of its {len(bad)} entries has an address" if bad and not said else "",
    )


def _address(entry: _Entry) -> str:
    """The first address that leads to a web page. Raises :class:`RowError`."""
    if not entry.addresses:
        raise RowError("url", "no link, and no id that is an address", entry.id or entry.title)
    *others, last = entry.addresses
    found = (absolute(base, written) for written, base in others)
    return next(filter(None, found), None) or web_address(*last)


def _entry(entry: etree._Element, url: str) -> _Entry:
    """Atom's alternate links and RSS's link, then a guid that is an address."""
    links: list[tuple[str, str]] = []
    guid = own = ""
    for child in entry:
        name = local_name(child)
        if name == "link" and child.get("rel", "alternate") == "alternate":
            if address := child.get("href") or (child.text or "").strip():
                links.append((address, base_of(child, url)))
        elif name in ("guid", "id"):
            guid = (child.text or "").strip()
            own = guid if child.get("isPermaLink") != "false" and guid.startswith(_WEB) else ""
    if own:
        links.append((own, url))
    return _Entry(tuple(links), guid, _title(entry), _updated(entry))


def _title(entry: etree._Element) -> str:
    """The entry's title as plain text; "" where it is markup or missing."""
    return next((child.text or "" for child in entry if local_name(child) == "title" and not len(child)), "")


def _updated(entry: etree._Element) -> str | None:
    """Atom's updated, or Dublin Core's modified; RSS has none of its own."""
    return next((child.text for child in entry if local_name(child) in ("updated", "modified")), None)


def _json_feed(page: ListPage) -> Found:
    try:
        feed = json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableListError(f"no JSON feed: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise UnreadableListError("no JSON feed: it has no list of items")
    following = feed.get("next_url")
    lists = unique([absolute(page.url, following)]) if isinstance(following, str) else ()
    return _found(page, [_item(item, page.url) for item in items], lists)


def _item(item: object, url: str) -> _Entry:
    """JSON Feed's url, then what it speaks about, then an id that is an address."""
    if not isinstance(item, dict):
        return _Entry((), id=excerpt(item))
    texts = {key: value for key, value in item.items() if isinstance(value, str)}
    own = texts.get("id", "").strip()
    links = [texts.get("url", ""), texts.get("external_url", ""), own if own.startswith(_WEB) else ""]
    addresses = tuple((link, url) for link in links if link.strip())
    return _Entry(addresses, own, texts.get("title", ""), texts.get("date_modified"))
