"""Where derived files live that can always be made again: a folder that only its owner can read."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """``CITYECHO_CACHE``, else ``cityecho`` in the user's cache folder; made, with mode 0700, when absent.

    Never the shared temporary folder: a neighbour could put a model of their own there. Raises OSError when
    no folder can be made.
    """
    named = os.environ.get("CITYECHO_CACHE")
    folder = Path(named) if named else _user_cache() / "cityecho"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _user_cache() -> Path:
    """The user's cache folder by the XDG rules."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
