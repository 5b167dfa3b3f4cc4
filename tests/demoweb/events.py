"""The summits the web tells of, read from the demo's own ``summits.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.demoweb.values import Event


def read_events(folder: Path) -> tuple[Event, ...]:
    """All events under ``folder``, in the order of the file."""
    table = tomllib.loads((folder / "summits.toml").read_text("utf-8"))
    return tuple(
        Event(
            id=row["id"],
            names=(row["name"], *row["aliases"]),
            kind=row["kind"],
            start=row["start"],
            end=row["end"],
            build_up_days=row["build_up_days"],
            after_days=row["after_days"],
        )
        for row in table["summit"]
    )
