"""``crawl.toml``: how the crawler behaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from cityecho.address import host
from cityecho.errors import ConfigurationError
from cityecho.watchlist.document import table_of
from cityecho.watchlist.table import Table
from cityecho.watchlist.values import CrawlSettings

DEFAULT_USER_AGENT = "CityEcho/0.2 (+contact: set user_agent in crawl.toml)"
_KEPT_DAYS = {"posts": 30, "texts": 400}
_ADDRESS = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")


def read_crawl_settings(path: Path) -> CrawlSettings:
    """The settings at ``path``; without that file the defaults."""
    table = table_of(path) if path.exists() else Table({}, path, {})
    settings = CrawlSettings(
        user_agent=_user_agent(table),
        delay=table.number("delay", 5.0),
        concurrency=table.whole("concurrency", 8, minimum=1),
        proxy=_proxy(table),
        allow_private=_allow_private(table),
        retention=_retention(table.table("retention")),
        opt_out=_opt_out(table),
        minimum_free_mb=table.whole("minimum_free_mb", 500),
    )
    table.close()
    return settings


def delay_error(folder: Path, problem: str) -> ConfigurationError:
    """The error to raise about the ``delay`` of ``folder``'s ``crawl.toml``, with its line."""
    return table_of(folder / "crawl.toml").error("delay", problem)


def _user_agent(table: Table) -> str:
    value = table.text("user_agent", "") or DEFAULT_USER_AGENT
    if not (value.isascii() and value.isprintable()):
        raise table.error("user_agent", "must be printable ASCII on one line, with a contact")
    return value


def _proxy(table: Table) -> str:
    value = table.text("proxy", "")
    try:
        parts = urlsplit(value)
        usable = not value or (parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0)
    except ValueError:
        usable = False
    if not usable:
        raise table.error("proxy", f"{value!r} is no address such as http://127.0.0.1:3128")
    return value


def _allow_private(table: Table) -> tuple[str, ...]:
    addresses = table.texts("allow_private", ())
    for address in addresses:
        if not _ADDRESS.fullmatch(address):
            raise table.error("allow_private", f'{address!r} is no address such as "127.0.0.1:8099"')
    return addresses


def _opt_out(table: Table) -> tuple[str, ...]:
    entries = table.texts("opt_out", ())
    for entry in entries:
        if not host(_address(entry)):
            raise table.error("opt_out", f'{entry!r} is no host or address such as "news.example/private/"')
    return entries


def _address(entry: str) -> str:
    return entry if "://" in entry else f"http://{entry}"


def _retention(table: Table) -> Mapping[str, int]:
    days = {kind: table.whole(kind, default, minimum=1) for kind, default in _KEPT_DAYS.items()}
    table.close()
    return days
