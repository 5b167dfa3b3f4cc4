"""Secrets: out of the environment or a file that only its owner reads, and never into words."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

from cityecho.errors import ConfigurationError

_SHORTEST = 4  # a piece shorter than this is no secret, and striking it out would garble the words


class Secret:
    """A secret that shows itself to nobody who doesn't ask for it by name."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "Secret(…)"

    def reveal(self) -> str:
        """The secret. Only for what is sent to its service."""
        return self._value

    def strike(self, text: str) -> str:
        """``text`` without the secret, or, where it is an address, without any part that could be its key."""
        for piece in sorted(self._pieces(), key=len, reverse=True):
            if len(piece) >= _SHORTEST:
                text = text.replace(piece, "…")
        return text

    def _pieces(self) -> set[str]:
        found = {self._value, quote(self._value, safe="")}
        if "://" in self._value:
            parts = urlsplit(self._value)
            values = [value for _, value in parse_qsl(parts.query)]
            found.update((parts.query, parts.path, parts.path.rpartition("/")[2], *values))
        return found


def struck(text: str, secrets: Iterable[Secret]) -> str:
    """``text`` without any of ``secrets``."""
    for secret in secrets:
        text = secret.strike(text)
    return text


def read(kept_at: str, environment: Mapping[str, str], path: Path, key: str) -> Secret:
    """The secret that ``key`` of the file at ``path`` says is kept at ``env:NAME`` or ``file:PATH``.

    Raises ConfigurationError where there is none, or where others may read the file.
    """
    kind, _, name = kept_at.partition(":")
    if kind == "env":
        value, problem = environment.get(name, ""), f"the environment has no {name}"
    else:
        value, problem = _of_file(Path(name), path, key), f"{name} is empty"
    if not value.strip():
        raise ConfigurationError(path, key, problem)
    return Secret(value.strip())


def _of_file(file: Path, path: Path, key: str) -> str:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            state = os.fstat(opened.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_mode & 0o177:
                raise ConfigurationError(
                    path, key, f"{file} may be read by others than its owner: chmod 600 {file}"
                )
            return opened.read()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ConfigurationError(path, key, f"{file} can't be read: {why}") from None
