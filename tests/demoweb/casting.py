"""Invented people and firms, put together from the parts in ``names.toml``."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path

NAMES = Path(__file__).parent / "names.toml"


@cache
def _parts() -> dict[str, list[str]]:
    return tomllib.loads(NAMES.read_text("utf-8"))


def _drawn(throw: random.Random, *kinds: str) -> str:
    return "".join(throw.choice(_parts()[kind]) for kind in kinds)


def person(throw: random.Random) -> str:
    """A name nobody need have."""
    return _drawn(throw, "surnames", "given")


def firm(throw: random.Random) -> str:
    """A firm nobody registered."""
    return _drawn(throw, "firm_places", "firm_names", "firm_trades", "firm_forms")


def expert(throw: random.Random) -> str:
    """An expert with institute, post and name."""
    return _drawn(throw, "institutes", "posts", "surnames", "given")


def boss(throw: random.Random) -> str:
    """Post and name of somebody who speaks for a firm."""
    return _drawn(throw, "boss_posts", "surnames", "given")


def village(throw: random.Random) -> str:
    """A village, quarter or township."""
    return _drawn(throw, "villages", "village_forms")


def street(throw: random.Random) -> str:
    """A street of the city."""
    return _drawn(throw, "streets", "street_forms")
