"""The configuration that a new city begins with: commented files that pass ``cityecho check``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from cityecho.errors import UsageError

_STARTER = Path(__file__).parent / "starter"
_NAME = re.compile(r"[\w·]+")


def starting_files(city: str, brand: str, province: str) -> Mapping[str, str]:
    """The text of each file by its path in the new folder; ``city`` without 市, ``brand`` "" for 投资CITY.

    Raises UsageError for a name that can't be one.
    """
    names = {"CITY": city, "--brand": brand, "--province": province}
    for what, name in names.items():
        if not _NAME.fullmatch(name) and (name or what == "CITY"):
            raise UsageError(f"{what}: {name!r} is no name: letters and digits only")
    values = {"city": city, "brand": brand or f"投资{city}", "province": province}
    return {
        path.relative_to(_STARTER).as_posix(): Template(path.read_text("utf-8")).substitute(values)
        for path in sorted(_STARTER.rglob("*"))
        if path.is_file()
    }
