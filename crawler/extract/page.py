"""Bytes -> article fields: the readers of the single fields, in the order in which they need each other."""

from __future__ import annotations

from datetime import datetime

from cityecho.article import Extracted
from crawler.extract import authors, dates, embedded, login, origin, pager, title
from crawler.extract import body as bodies
from crawler.extract.decode import clean, decode, garbled
from crawler.extract.tree import Page, read

_SHORT_BODY = 60  # characters: with less than this to see, scripts and JSON-LD are asked for the text
_OPENING = 12  # characters that tell whether a script carries the whole of a short text or another one


def extract(body: bytes, url: str, *, charset: str | None, captured_at: datetime) -> Extracted:
    """What the page at ``url`` says of itself.

    ``charset`` is the HTTP header's (None: none), ``captured_at`` aware. Pure, linear in the page; a
    malformed page gives empty fields, never an exception.
    """
    utf8 = decode(body, charset).utf8
    page = read(utf8)
    data = embedded.linked_data(page)
    headline = title.find(page, data.headlines)
    found = bodies.find(page, headline)
    span = (found.start, found.end)
    dated = dates.find(page, url, captured_at, headline=headline.line, body=span, data_times=data.times)
    bylines = authors.find(page, headline.line, span, data.persons)
    source = origin.find(page, headline.line, span)
    # The page was cleaned when it was decoded; escapes (&#0;, \ud800 in a script's JSON) bring signs back in.
    named = clean(headline.text)
    text = clean(_text("\n".join(found.lines), page, data.body))
    return Extracted(
        title=named,
        text=text,
        published_at=dated.moment.at if dated.moment else None,
        precision=dated.moment.precision if dated.moment else "",
        origin=source and clean(source),
        authors=tuple(map(clean, bylines.authors)),
        editors=tuple(map(clean, bylines.editors)),
        dated_by=dated.by,
        further=pager.find(page, url),
        first=pager.first(page, url),
        garbled=garbled(named + text),
        is_login=login.is_form(utf8, named, text, dated=dated.moment is not None),
    )


def _text(visible: str, page: Page, data_body: str) -> str:
    """The text that can be seen, or the longer one that scripts keep for a page drawn in the browser."""
    if len(visible) >= _SHORT_BODY:
        return visible
    kept = max(embedded.as_lines(data_body), embedded.script_body(page), key=len)
    same = len(visible) < _OPENING or visible[:_OPENING] in kept
    return kept if same and len(kept) > len(visible) else visible
