"""The invented outlets of ``outlets.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.demoweb.values import Outlet

LISTS = ("voices", "aliases")


@cache
def all_outlets() -> tuple[Outlet, ...]:
    """Every outlet, in the order of the file."""
    path = Path(__file__).with_name("outlets.toml")
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["outlet"]
    return tuple(Outlet(**row | {key: tuple(row.get(key, ())) for key in LISTS}) for row in rows)


def outlet_by_id(name: str) -> Outlet:
    """The outlet of that id."""
    return next(one for one in all_outlets() if one.id == name)
