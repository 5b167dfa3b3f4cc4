"""Reading a world: ``brand.toml`` and ``summits.toml`` as a city has them, ``names.toml``, texts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.demoweb.hard.values import Event
from tests.demoweb.kinds import read_kind
from tests.demoweb.values import Kind

WORLDS = Path(__file__).parents[1] / "worlds"
NAMES = tuple(sorted(path.name for path in WORLDS.iterdir() if path.is_dir()))


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A city, its people and what may be told of them. ``parts`` are lists of ``names.toml``."""

    id: str
    folder: Path
    city: str
    parts: dict[str, Any]
    kinds: tuple[Kind, ...]
    events: tuple[Event, ...]
    first: date
    last: date

    def about(self, subject: str) -> tuple[Kind, ...]:
        """The kinds of text that are about ``subject``."""
        return tuple(kind for kind in self.kinds if kind.about == subject)


@cache
def world(name: str) -> World:
    """The world of that name."""
    folder = WORLDS / name
    parts = tomllib.loads((folder / "names.toml").read_text("utf-8"))
    brand = tomllib.loads((folder / "brand.toml").read_text("utf-8"))
    city = brand["city"]["name"]
    return World(
        name,
        folder,
        city,
        parts,
        tuple(map(read_kind, sorted((folder / "texts").glob("*.txt")))),
        _events(folder / "summits.toml", city),
        parts["first"],
        parts["last"],
    )


def _events(path: Path, city: str) -> tuple[Event, ...]:
    rows = tomllib.loads(path.read_text("utf-8"))["summit"]
    return tuple(
        Event(
            row["id"],
            row["name"],
            tuple(alias for alias in row["aliases"] if city in alias) or (row["name"],),
            next((alias for alias in row["aliases"] if city not in alias), ""),
            row["start"],
            row["end"],
            row["before_days"],
            row["after_days"],
        )
        for row in rows
    )
