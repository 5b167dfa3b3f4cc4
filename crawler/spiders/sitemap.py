"""Sitemaps: an index names further sitemaps, a urlset (news or plain) names articles; gzipped or not."""

from __future__ import annotations

import zlib

from crawler.spiders.found import Found, ListPage, UnreadableListError, absolute, changes, unique
from crawler.spiders.markup import local_name, parse_xml

_UNPACKED_LIMIT = 50 * 1024 * 1024  # bytes: sitemaps.org's limit for one file
_GZIP = b"\x1f\x8b"


def read(page: ListPage) -> Found:
    """What a sitemap names. Raises :class:`UnreadableListError` when it is none."""
    body = _unpacked(page.body) if page.body.startswith(_GZIP) else page.body
    tree = parse_xml(body, "sitemap")
    kind = local_name(tree.root)
    if kind not in ("urlset", "sitemapindex"):
        raise UnreadableListError(f"no sitemap: its root is <{kind}>")
    entries = tree.complete(tree.root)
    named = unique(
        absolute(page.url, field.text or "")
        for entry in entries
        for field in entry
        if local_name(field) == "loc"
    )
    said = ({local_name(field): field.text or "" for field in entry} for entry in entries)
    changed = changes((absolute(page.url, one.get("loc", "")), one.get("lastmod")) for one in said)
    if kind == "sitemapindex":
        return Found(lists=named, changed=changed, capped=tree.capped, is_index=bool(named))
    return Found(articles=named, changed=changed, capped=tree.capped)


def _unpacked(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, _UNPACKED_LIMIT)
    except zlib.error as error:
        raise UnreadableListError(f"no sitemap: {error}") from error
    if unpacker.unconsumed_tail:
        raise UnreadableListError("no sitemap: over 50 MiB when unpacked")
    if not unpacker.eof:
        raise UnreadableListError("no sitemap: cut off in the middle")
    return plain
