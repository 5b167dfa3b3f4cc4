"""Files to text and TOML tables, with every failure told by file and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from cityecho.errors import ConfigurationError
from cityecho.watchlist.lines import key_lines
from cityecho.watchlist.table import Table

_KEY = re.compile(r"\s*([\w.-]+)\s*=")
_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def text_of(path: Path) -> str:
    """The file's text, which must be UTF-8 (a byte order mark is skipped), with plain line ends."""
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        raise ConfigurationError(path, "", "this file is missing") from None
    except OSError as error:
        raise ConfigurationError(path, "", f"can't be read: {error.strerror}") from error
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(
            path, "", "is not UTF-8: save it as UTF-8 (Excel: “CSV UTF-8”)", line
        ) from None
    return text.replace("\r\n", "\n")


def table_of(path: Path) -> Table:
    """The file's TOML as a table to be read key by key."""
    text = text_of(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _malformed(path, text, str(error)) from None
    return Table(content, path, key_lines(text))


def _malformed(path: Path, text: str, message: str) -> ConfigurationError:
    """``tomllib`` puts the place into its sentence, and words for none: take it out of there."""
    place = _ERROR_PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    named = _KEY.match(text.split("\n")[line - 1])
    key = named[1] if named else ""
    return ConfigurationError(path, key, f"is not valid TOML: {_ERROR_PLACE.sub('', message)}", line)
