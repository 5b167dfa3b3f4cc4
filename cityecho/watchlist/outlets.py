"""``outlets.csv``: who publishes at which domain."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from cityecho.errors import ConfigurationError
from cityecho.watchlist.document import text_of
from cityecho.watchlist.values import Outlet, Registry, Tier

_REQUIRED = ("domain", "name", "tier", "kind", "region")
_OPTIONAL = ("aliases", "ownership", "city_owned", "since", "source")
_TIERS: tuple[Tier, ...] = get_args(Tier)
_KINDS = ("newspaper", "tv", "agency", "website", "app", "government", "platform")
_OWNERSHIPS = ("", "state-party", "state-gov", "state-enterprise", "commercial")
_DOMAIN = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file under its header's names; a column that the file leaves out is empty."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def error(self, column: str, problem: str) -> ConfigurationError:
        return ConfigurationError(self.path, column, problem, self.line)

    def checked(self, column: str, allowed: Sequence[str]) -> str:
        if self[column] not in allowed:
            raise self.error(column, f"{self[column]!r} is none of {', '.join(filter(None, allowed))}")
        return self[column]


def read_registry(path: Path) -> Registry:
    """The registry at ``path``. Rows of one domain stand by ``since``, the undated first."""
    rows = tuple(_rows(path))
    outlets = tuple(_outlet(row) for row in rows)
    by_domain: dict[str, list[Outlet]] = {}
    by_name: dict[str, Outlet] = {}
    for row, outlet in zip(rows, outlets, strict=True):
        same_domain = by_domain.setdefault(outlet.domain, [])
        if outlet.since in {other.since for other in same_domain}:
            raise row.error("domain", f"{outlet.domain} has two rows since the same day")
        same_domain.append(outlet)
        for name in (outlet.name, *outlet.aliases):
            _claim(name, outlet, row, by_name)
    return Registry(
        outlets=outlets,
        by_domain={domain: _by_since(group) for domain, group in by_domain.items()},
        by_name=by_name,
    )


def _rows(path: Path) -> Iterator[_Row]:
    lines = csv.reader(io.StringIO(text_of(path)), strict=True)
    header: list[str] = []
    first_line = 1
    try:
        for cells in lines:
            line, first_line = first_line, lines.line_num + 1
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if not header:
                header = values
                _check_header(path, header, line)
            elif len(values) == len(header):
                yield _Row(path, line, dict(zip(header, values, strict=True)))
            else:
                raise ConfigurationError(path, "", f"{len(values)} cells under {len(header)} columns", line)
    except csv.Error as error:
        raise ConfigurationError(path, "", f"is not valid CSV: {error}", first_line) from None
    if not header:
        raise ConfigurationError(path, "", "is empty: not even a header", 1)


def _check_header(path: Path, header: Sequence[str], line: int) -> None:
    for column in header:
        if column not in _REQUIRED + _OPTIONAL:
            known = ", ".join(_REQUIRED + _OPTIONAL)
            raise ConfigurationError(path, column, f"unknown column (known here: {known})", line)
        if header.count(column) > 1:
            raise ConfigurationError(path, column, "this column stands twice", line)
    for column in _REQUIRED:
        if column not in header:
            raise ConfigurationError(path, column, "this column is missing", line)


def _outlet(row: _Row) -> Outlet:
    domain = row["domain"].lower().rstrip(".")
    if not _DOMAIN.fullmatch(domain):
        raise row.error("domain", f"{row['domain']!r} is no host name (no scheme, port or path; ASCII form)")
    if not row["name"]:
        raise row.error("name", "must not be empty")
    row.checked("tier", _TIERS)
    return Outlet(
        domain=domain,
        name=row["name"],
        aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
        tier=next(tier for tier in _TIERS if tier == row["tier"]),
        kind=row.checked("kind", _KINDS),
        region=row["region"],
        ownership=row.checked("ownership", _OWNERSHIPS),
        city_owned=_truth(row),
        since=_since(row),
        source=row["source"],
    )


def _truth(row: _Row) -> bool:
    """Spreadsheets write TRUE; an empty cell means false."""
    value = row["city_owned"].lower()
    if value not in ("true", "false", ""):
        raise row.error("city_owned", f"{row['city_owned']!r} is neither true nor false")
    return value == "true"


def _since(row: _Row) -> date | None:
    try:
        return date.fromisoformat(row["since"]) if row["since"] else None
    except ValueError:
        raise row.error("since", f"{row['since']!r} is no date such as 2022-07-15") from None


def _claim(name: str, outlet: Outlet, row: _Row, by_name: dict[str, Outlet]) -> None:
    """Give ``name`` to ``outlet``: hosts that share a name are one outlet, so are the rows of one domain."""
    holder = by_name.setdefault(name, outlet)
    if holder.name != outlet.name and holder.domain != outlet.domain:
        column = "name" if name == outlet.name else "aliases"
        raise row.error(column, f"{name} already leads to {holder.name} ({holder.domain})")
    if holder.domain == outlet.domain and _age(holder) < _age(outlet):
        by_name[name] = outlet


def _age(outlet: Outlet) -> date:
    return outlet.since or date.min


def _by_since(group: Sequence[Outlet]) -> tuple[Outlet, ...]:
    return tuple(sorted(group, key=_age))
