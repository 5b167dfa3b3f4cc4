"""A configuration folder, read once: every file checked, and no file overlooked."""

from __future__ import annotations

from pathlib import Path

from cityecho.errors import ConfigurationError
from cityecho.watchlist.brand import read_brand
from cityecho.watchlist.crawl import read_crawl_settings
from cityecho.watchlist.lexicon import read_lexicon
from cityecho.watchlist.mistakes import Mistakes
from cityecho.watchlist.outlets import read_registry
from cityecho.watchlist.reporting import read_reporting
from cityecho.watchlist.routes import read_routing
from cityecho.watchlist.sources import read_sources
from cityecho.watchlist.summits import read_summits
from cityecho.watchlist.values import Watchlist

_FILES = ("brand.toml", "summits.toml", "outlets.csv", "crawl.toml", "routes.toml", "report.toml")


def load(folder: Path) -> Watchlist:
    """Everything under ``folder``, checked.

    ``brand.toml``, ``summits.toml`` and ``outlets.csv`` must be there; ``crawl.toml``, ``routes.toml``,
    ``report.toml``, ``sources/`` and ``lexicon/`` may be absent. Raises :class:`ConfigurationError` with
    file, key and line of the first thing that is wrong, and what is wrong in other files beside it.
    Nothing is fetched and no host is looked up.
    """
    if not folder.is_dir():
        remedy = "name one by --config or CITYECHO_CONFIG, or have cityecho init make one"
        raise ConfigurationError(folder, "", f"there is no such configuration folder; {remedy}")
    _forbid_unknown_files(folder)
    registry = read_registry(folder / "outlets.csv")
    mistakes = Mistakes()
    with mistakes.gathered():
        brand = read_brand(folder / "brand.toml")
    with mistakes.gathered():
        summits = read_summits(folder / "summits.toml")
    with mistakes.gathered():
        sources = read_sources(folder / "sources", registry)
    with mistakes.gathered():
        lexicon = read_lexicon(folder / "lexicon")
    with mistakes.gathered():
        crawl = read_crawl_settings(folder / "crawl.toml")
    with mistakes.gathered():
        routing = read_routing(folder / "routes.toml")
    with mistakes.gathered():
        reporting = read_reporting(folder / "report.toml")
    mistakes.end()
    return Watchlist(folder, brand, summits, sources, registry, lexicon, crawl, routing, reporting)


def _forbid_unknown_files(folder: Path) -> None:
    """A misspelt file would otherwise be a setting that silently isn't there."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".toml", ".csv") and path.name not in _FILES:
            raise ConfigurationError(path, "", f"unknown file (known here: {', '.join(_FILES)})")
