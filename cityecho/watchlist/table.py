"""A TOML table read key by key: each value's type is checked, and a key that nobody asked for is an error."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from cityecho.errors import ConfigurationError
from cityecho.watchlist.lines import KeyPath

Choice = TypeVar("Choice", bound=str)
Value = TypeVar("Value")

_DURATION = re.compile(r"([1-9][0-9]{0,4})([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_ID = re.compile(r"\w[\w.-]*")


class Table:
    """One table of a file. A reader without ``default`` demands its key.

    Every reader raises :class:`ConfigurationError` with file, dotted key and line when the value doesn't fit.
    Call :meth:`close` when done: it fails on the first key that no reader has asked for.
    """

    def __init__(
        self, content: Mapping[str, object], path: Path, lines: Mapping[KeyPath, int], where: KeyPath = ()
    ) -> None:
        self.path = path
        self._content, self._lines, self._where = content, lines, where
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def __iter__(self) -> Iterator[str]:
        """The keys, for a table whose keys are data; each still has to be read."""
        return iter(self._content)

    def error(self, key: str, problem: str) -> ConfigurationError:
        """The error to raise about ``key`` of this table ("" for the table itself)."""
        place = (*self._where, key) if key else self._where
        names = ".".join(part for part in place if isinstance(part, str))
        while place and place not in self._lines:
            place = place[:-1]
        return ConfigurationError(self.path, names, problem, self._lines.get(place))

    def close(self) -> None:
        """Fail on a key that no reader has asked for."""
        for key in self._content:
            if key not in self._known:
                close = difflib.get_close_matches(key, self._known, 1)
                hint = f"did you mean {close[0]}?" if close else f"known here: {', '.join(self._known)}"
                raise self.error(key, f"unknown key ({hint})")

    def _misspelt(self, key: str) -> str:
        """What stands there in its stead, perhaps."""
        close = difflib.get_close_matches(key, (one for one in self._content if one not in self._known), 1)
        return f" (is {close[0]} meant for it?)" if close else ""

    def text(self, key: str, default: str | None = None) -> str:
        """A string without blanks around it; one that is required must not be empty."""
        value = self._typed(key, default, (str,), "a string")
        if default is None and not value.strip():
            raise self.error(key, "must not be empty")
        return value.strip()

    def identifier(self, key: str) -> str:
        """A required name for commands, file names and figures: letters, digits, ``_``, ``.``, ``-``."""
        value = self.text(key)
        if problem := identifier_problem(value):
            raise self.error(key, problem)
        return value

    def choice(self, key: str, allowed: tuple[Choice, ...], default: Choice | None = None) -> Choice:
        """One of ``allowed``."""
        value = self.text(key, default)
        for candidate in allowed:
            if candidate == value:
                return candidate
        raise self.error(key, f"{value!r} is none of {', '.join(allowed)}")

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of strings, none of them empty; a required list has at least one."""
        values = self._typed(key, None if default is None else list(default), (list,), "a list of strings")
        if default is None and not values:
            raise self.error(key, "must not be empty")
        return self._strings(key, values)

    def text_lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Lists of strings, none of them empty: [["a", "b"], ["c", "d"]]; none when absent."""
        lists = self._typed(key, [], (list,), "lists of strings")
        for values in lists:
            if not isinstance(values, list):
                raise self.error(key, f"must be lists of strings, but holds {_kind_of(values)}")
        return tuple(self._strings(key, values) for values in lists)

    def _strings(self, key: str, values: Sequence[object]) -> tuple[str, ...]:
        found = []
        for value in values:
            if not isinstance(value, str):
                raise self.error(key, f"must be a list of strings, but holds {_kind_of(value)}")
            if not value.strip():
                raise self.error(key, "holds an empty string")
            found.append(value.strip())
        return tuple(found)

    def whole(self, key: str, default: int, minimum: int = 0) -> int:
        """A whole number of at least ``minimum``."""
        value = self._typed(key, default, (int,), "a whole number")
        if value < minimum:
            raise self.error(key, f"{value} is less than {minimum}")
        return value

    def number(self, key: str, default: float) -> float:
        """A finite number, not negative."""
        value = float(self._typed(key, default, (int, float), "a number"))
        if not math.isfinite(value) or value < 0:
            raise self.error(key, f"{value} is negative or not finite")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        return self._typed(key, default, (bool,), "true or false")

    def day(self, key: str, default: date | None = None) -> date:
        """A date, written as TOML does: 2022-07-15 without quotes."""
        value = self._typed(key, default, (date,), "a date such as 2022-07-15, without quotes")
        if isinstance(value, datetime):
            raise self.error(key, "must be a date such as 2022-07-15, without a time")
        return value

    def duration(self, key: str, default: str) -> timedelta:
        """Minutes, hours or days: "30m", "2h", "1d"."""
        return self._duration(key, self.text(key, default))

    def durations(self, key: str, default: tuple[str, ...]) -> tuple[timedelta, ...]:
        """Such as ["12h", "3d"], the shortest first; none when the list is empty."""
        return tuple(sorted({self._duration(key, value) for value in self.texts(key, default)}))

    def _duration(self, key: str, value: str) -> timedelta:
        match = _DURATION.fullmatch(value)
        if not match:
            raise self.error(key, f'{value!r} is no duration such as "30m", "2h" or "1d"')
        return int(match[1]) * _UNITS[match[2]]

    def times(self, key: str) -> tuple[time, ...]:
        """Times of a day in Beijing: ["07:00", "17:30"], in order; none when absent."""
        return tuple(sorted({self._clock(key, value) for value in self.texts(key, ())}))

    def clock(self, key: str) -> time | None:
        """A time of day in Beijing: "09:05"; None when absent."""
        value = self.text(key, "")
        return self._clock(key, value) if value else None

    def _clock(self, key: str, value: str) -> time:
        match = _TIME.fullmatch(value)
        if not match:
            raise self.error(key, f'{value!r} is no time such as "07:00"')
        return time(int(match[1]), int(match[2]))

    def table(self, key: str) -> Table:
        """The table ``[key]``; an absent one is empty."""
        return self._below(self._typed(key, {}, (dict,), f"a table [{key}]"), (key,))

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables ``[[key]]``, none when absent."""
        values = self._typed(key, [], (list,), f"tables [[{key}]]")
        for value in values:
            if not isinstance(value, dict):
                raise self.error(key, f"must be tables [[{key}]], but holds {_kind_of(value)}")
        return tuple(self._below(value, (key, index)) for index, value in enumerate(values))

    def _below(self, content: dict[str, object], step: KeyPath) -> Table:
        return Table(content, self.path, self._lines, self._where + step)

    def _typed(self, key: str, default: Value | None, types: tuple[type[Value], ...], wanted: str) -> Value:
        self._known.append(key)
        if key not in self._content:
            if default is None:
                raise self.error(key, f"this key is missing{self._misspelt(key)}")
            return default
        value = self._content[key]
        # bool is an int to Python, but not to whoever wrote the file
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise self.error(key, f"must be {wanted}, not {_kind_of(value)}")
        return value


def _kind_of(value: object) -> str:
    """The value's type in the words of whoever wrote the file."""
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a string", list: "a list"}
    return {**names, dict: "a table", date: "a date", datetime: "a date and time"}.get(type(value), "a time")


def identifier_problem(value: str) -> str | None:
    """Why ``value`` can't be an id; None when it can."""
    return None if _ID.fullmatch(value) else f"{value!r} is no id: letters, digits, _ . - only"


def ids_of(tables: Sequence[Table]) -> tuple[str, ...]:
    """The ``id`` of each table, all different."""
    ids: list[str] = []
    for table in tables:
        id_ = table.identifier("id")
        if id_ in ids:
            raise table.error("id", f"{id_!r} is used twice")
        ids.append(id_)
    return tuple(ids)
