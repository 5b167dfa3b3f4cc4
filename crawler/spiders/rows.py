"""A row of JSON or of a spreadsheet into an item, column by column as the source's [fields] say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote

import jmespath  # type: ignore[import-untyped]
from jmespath.exceptions import JMESPathError  # type: ignore[import-untyped]
from lxml import etree, html

from cityecho.address import has_login
from cityecho.article import BEIJING
from cityecho.watchlist import Column
from crawler.extract import moments
from crawler.extract.decode import clean
from crawler.spiders.found import BadRow, Item, absolute, excerpt

_BRACES = re.compile(r"\{([^{}]*)\}")
_BREAKS = re.compile(r"<(?:br|p|/p|div|/div|li)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")
# Weibo's created_at: RFC 822's parts in the order of C's ctime.
_CTIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d\dZ")  # GDELT's seendate
_SERIAL_DAYS = (20_000, 80_000)  # a spreadsheet's day numbers from 1954 to 2119
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")  # one that was saved as text
_SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=BEIJING)
_CELL_LIMIT = 2_000_000  # characters of one value


class RowError(Exception):
    """A row that can't be taken: the column at fault, why, and what stands there.

    ``value`` may name a person; the words of the error are without it.
    """

    def __init__(self, column: str, reason: str, value: object = "") -> None:
        self.column, self.reason, self.value = column, reason, excerpt(value)
        super().__init__(f"{column}: {reason}")

    def bad_row(self, number: int, column: str = "") -> BadRow:
        """What is told of row ``number``; ``column`` is what the file calls the one at fault."""
        return BadRow(number, column or self.column, self.reason, self.value)


def address(row: object, fields: Mapping[str, str], base: str) -> str:
    """The row's address as seen from ``base``. Raises :class:`RowError`."""
    written = _text(row, fields, "url")
    if not written:
        raise RowError("url", "is empty")
    return web_address(written, base)


def web_address(written: str, base: str) -> str:
    """``written`` as seen from ``base``. Raises :class:`RowError`, which never tells a login."""
    url = absolute(base, written)
    if url is not None:
        return url
    if has_login(written):
        raise RowError("url", "has a login")
    raise RowError("url", "is no http or https address", written)


def item(row: object, fields: Mapping[str, str], base: str, at: datetime) -> Item:
    """The item that ``row`` holds, read at ``at``. A column without an entry is looked for by its own name.

    Raises :class:`RowError`: no address, neither title nor text, or no time that can be.
    """
    url = address(row, fields, base)
    title, text = _prose(_text(row, fields, "title")), _prose(_text(row, fields, "text"))
    if not title and not text:
        raise RowError("text", "neither title nor text")
    moment = _moment(_value(row, fields, "published_at"), at)
    return Item(
        url=url,
        title=" ".join(title.split()),
        text=text,
        published_at=moment.at,
        precision=moment.precision,
        origin=_text(row, fields, "origin"),
        author=_text(row, fields, "author"),
        author_id=_text(row, fields, "author_id"),
    )


def _value(row: object, fields: Mapping[str, str], column: Column) -> object:
    path = fields.get(column, column)
    if path.startswith(("http://", "https://")):
        return _put_together(row, path, column)
    return _search(row, path)


def _put_together(row: object, template: str, column: Column) -> str:
    """``template`` with a value of the row for each path in braces; "" when one is missing."""
    parts = {path: _plain(_search(row, path), column) for path in _BRACES.findall(template)}
    return _BRACES.sub(lambda part: quote(parts[part[1]], safe=""), template) if all(parts.values()) else ""


def _search(row: object, path: str) -> object:
    if isinstance(row, dict) and path in row:  # a heading, whatever signs it is made of
        return row[path]
    try:
        return _compiled(path).search(row)
    except (JMESPathError, RecursionError, TypeError, ValueError):
        return None  # no place in this row; a required column says so


@lru_cache(maxsize=256)
def _compiled(path: str) -> jmespath.parser.ParsedResult:
    return jmespath.compile(path)


def _text(row: object, fields: Mapping[str, str], column: Column) -> str:
    return _plain(_value(row, fields, column), column)


def _plain(value: object, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(filter(None, (_plain(part, column) for part in value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float | date):
        raise RowError(column, f"is {type(value).__name__}, not a text")
    text = str(value)
    if len(text) > _CELL_LIMIT:
        raise RowError(column, f"is longer than {_CELL_LIMIT} characters")
    return clean(text).strip()


def _prose(text: str) -> str:
    """Plain lines: services and exports send posts as HTML."""
    if _TAG.search(text):
        try:
            root = html.fragment_fromstring(_BREAKS.sub("\n", text), create_parent="div")
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return ""
        for hidden in root.xpath("//script | //style"):
            hidden.drop_tree()
        text = clean(root.text_content())
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def _moment(value: object, at: datetime) -> moments.Moment:
    """When it was published. Raises :class:`RowError` for a time that is missing or none."""
    if isinstance(value, datetime):
        here = value.replace(tzinfo=BEIJING) if value.tzinfo is None else value.astimezone(BEIJING)
        return _written(f"{here:%Y-%m-%d %H:%M}", at)
    if isinstance(value, date):
        return _written(f"{value:%Y-%m-%d}", at)
    if isinstance(value, int | float) and not isinstance(value, bool) and _is_serial(value):
        days = _SERIAL_ZERO + timedelta(days=value, milliseconds=500)
        return _moment(days.date() if float(value).is_integer() else days, at)
    text = _plain(value, "published_at")
    if _SERIAL.fullmatch(text) and _is_serial(number := float(text)):
        return _moment(number, at)
    return _written(text, at)


def _is_serial(value: float) -> bool:
    """Whether a number is a spreadsheet's count of days, rather than seconds since 1970."""
    return _SERIAL_DAYS[0] <= value < _SERIAL_DAYS[1]


def _written(text: str, at: datetime) -> moments.Moment:
    """A time in words or digits, within the bounds that pages have too; without a zone it is Beijing's."""
    if not text:
        raise RowError("published_at", "is empty")
    if match := _CTIME.fullmatch(text):
        month, day, clock, zone, year = match.groups()
        text = f"{day} {month} {year} {clock} {zone}"
    if match := _COMPACT.fullmatch(text):
        text = "{}-{}-{}T{}:{}Z".format(*match.groups())
    found = moments.from_epoch(text, at) or moments.read(text, at)
    if found is None:
        raise RowError("published_at", "is no time that can be", text)
    return found
