"""How reports call the sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cityecho.watchlist import Watchlist


def source_names(watchlist: Watchlist) -> Mapping[str, str]:
    """By source the registry's name for its outlet, else the source's own id."""
    found = ((source, watchlist.registry.at(source.outlet, date.max)) for source in watchlist.sources)
    return {source.id: outlet.name if outlet else source.id for source, outlet in found}
