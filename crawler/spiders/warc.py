"""Recorded captures (our own, CC-NEWS): which records are worth reading, told before they are parsed."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from glob import glob
from pathlib import Path

from cityecho.address import host
from cityecho.article import BEIJING
from cityecho.errors import UsageError
from cityecho.watchlist import Brand, Days, Source
from crawler.extract.decode import decode

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Sieve:
    """What of a file a source is after: hosts and those under them, days of capture, one of some names."""

    hosts: tuple[str, ...]
    days: Days | None
    allow: re.Pattern[str]
    names: tuple[str, ...]

    def wants(self, url: str, moment: datetime) -> bool:
        """Whether the address and the time are right. Cheap: nothing is unpacked for it."""
        if self.days is not None and moment.astimezone(BEIJING).date() not in self.days:
            return False
        return self._is_home(host(url)) and bool(self.allow.search(url))

    def holds(self, body: bytes) -> bool:
        """Whether one of the names stands in the page, in any encoding, plain or escaped."""
        text = decode(body, None).text
        if "&#" in text:
            text = html.unescape(text)
        if "\\u" in text:
            text = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)
        return any(name in text for name in self.names)

    def _is_home(self, name: str) -> bool:
        return not self.hosts or any(name == one or name.endswith("." + one) for one in self.hosts)


def sieve(source: Source, brand: Brand) -> Sieve:
    """The sieve of ``source``. Its own terms (``query``) stand in for the names of the city and its peers."""
    places = (name for place in brand.places for name in (*place.names, *place.places))
    names = set(source.query or (brand.brand, *places))
    shortest = (name for name in names if not any(other in name for other in names - {name}))
    return Sieve(
        hosts=tuple(host(f"http://{one}") for one in source.hosts or filter(None, (source.outlet,))),
        days=source.days,
        allow=re.compile(source.allow),
        names=tuple(sorted(shortest)),
    )


def files(source: Source) -> tuple[Path, ...]:
    """The files that the patterns at ``start`` name. Raises UsageError for a pattern that names none."""
    found: list[Path] = []
    for pattern in source.start:
        named = sorted(map(Path, glob(pattern, recursive=True)))  # noqa: PTH207 (it may be absolute)
        if not named:
            raise UsageError(f"source {source.id}: no such file: {pattern}")
        found += named
    return tuple(dict.fromkeys(found))
