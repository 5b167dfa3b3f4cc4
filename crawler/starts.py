"""The addresses a source is read at: what its placeholders stand for, and the page after a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from cityecho.article import BEIJING
from cityecho.watchlist import Days, Source

if TYPE_CHECKING:
    from crawler.recording import Recording

_MARK = re.compile(r"\{(\w+)\}")
_LOOKS = {"yyyy": r"\d{4}", "mm": r"\d{2}", "dd": r"\d{2}", "page": r"\d+"}
_WORD = r"[^&/?#]*"  # a term or a cursor, escaped


def current_days(source: Source, now: datetime) -> Days:
    """The days that a crawl at ``now`` reads: Beijing's today, and as many before as the source asks."""
    today = now.astimezone(BEIJING).date()
    return Days(today - timedelta(days=source.days_back), today)


def starts(source: Source, days: Days) -> tuple[str, ...]:
    """The start addresses: each for every one of ``days`` (the latest first) and every term that it names."""
    dates = tuple(reversed(days.each())) if source.is_dated else (days.last,)
    return tuple(
        dict.fromkeys(
            _filled(address, values)
            for day in dates
            for address in source.start
            for values in _values(source, address, day)
        )
    )


def recorded_starts(source: Source, recording: Recording) -> tuple[str, ...]:
    """The start addresses of which there is a recording; one with a day stands for every recorded day."""
    found: list[str] = []
    for address in source.start:
        for values in _values(source, address, date.max):
            kept = {name: value for name, value in values.items() if name not in ("yyyy", "mm", "dd")}
            filled = _filled(address, kept)
            if "{" in filled:
                found.extend(recording.matching(_pattern(filled)))
            elif recording.answers(filled):
                found.append(filled)
    return tuple(dict.fromkeys(found))


def next_page(source: Source, url: str, cursor: str) -> str | None:
    """The address after the list at ``url``, where its start address has {page} or {cursor}; None where not.

    ``cursor`` is what the answer says to go on with; "" ends it.
    """
    for address in source.start:
        if not (match := _pattern(address).fullmatch(url)):
            continue
        groups = match.groupdict()
        if "cursor" in groups:
            return _put(match, "cursor", quote(cursor, safe="")) if cursor else None
        if "page" in groups:
            return _put(match, "page", str(int(match["page"]) + source.page_step))
    return None


def day_of(source: Source, url: str) -> date | None:
    """The day that the start address ``url`` stands for; None where it stands for none."""
    for address in source.start:
        match = _pattern(address).fullmatch(url)
        if match and {"yyyy", "mm", "dd"} <= match.groupdict().keys():
            try:
                return date(int(match["yyyy"]), int(match["mm"]), int(match["dd"]))
            except ValueError:
                return None
    return None


def _values(source: Source, address: str, day: date) -> Iterable[Mapping[str, str]]:
    fixed = {
        "yyyy": f"{day.year:04}",
        "mm": f"{day.month:02}",
        "dd": f"{day.day:02}",
        "page": str(source.first_page),
        "cursor": "",
    }
    if "{query}" not in address:
        return (fixed,)
    return tuple(
        fixed | {"query": quote(term, safe="", encoding=source.query_charset)} for term in source.query
    )


def _filled(address: str, values: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: values.get(mark[1], mark[0]), address)


@lru_cache(maxsize=256)
def _pattern(address: str) -> re.Pattern[str]:
    """What addresses made from the template look like; a mark that stands twice is one value."""
    pieces, seen = [], set[str]()
    for index, piece in enumerate(_MARK.split(address)):
        if index % 2 == 0:
            pieces.append(re.escape(piece))
        elif piece in seen:
            pieces.append(f"(?P={piece})")
        else:
            seen.add(piece)
            pieces.append(f"(?P<{piece}>{_LOOKS.get(piece, _WORD)})")
    return re.compile("".join(pieces))


def _put(match: re.Match[str], name: str, value: str) -> str:
    return match.string[: match.start(name)] + value + match.string[match.end(name) :]
