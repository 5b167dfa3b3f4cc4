"""Every error CityEcho raises on purpose.

::

    CityEchoError                1   something we foresaw, but no better word for
    ├── ConfigurationError       2   a configuration file is wrong: names file, line and key
    ├── UsageError               2   a command was asked for something that isn't there
    ├── PartialError             3   the work was done, but for the parts named
    ├── VerificationError        4   something is not what its hash says: names it
    └── TryLaterError           75   disk, lock: nothing is lost, run it again

The number is the command's exit code. A bad document is no error: it is a recorded result.
"""

from __future__ import annotations

from pathlib import Path


class CityEchoError(Exception):
    """Root of all errors CityEcho raises on purpose."""

    exit_code = 1


class ConfigurationError(CityEchoError):
    """A configuration file can't be used as it stands."""

    exit_code = 2

    def __init__(self, path: Path, key: str, problem: str, line: int | None = None) -> None:
        self.path, self.key, self.problem, self.line = path, key, problem, line
        self.beside: tuple[ConfigurationError, ...] = ()  # what is wrong in other files, found with it
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {key}: {problem}" if key else f"{place}: {problem}")


class UsageError(CityEchoError):
    """A command was asked for something that isn't there."""

    exit_code = 2


class PartialError(CityEchoError):
    """The work was done, but for the parts named."""

    exit_code = 3

    def __init__(self, problem: str, parts: tuple[str, ...]) -> None:
        self.parts = parts
        super().__init__(f"{problem}: {', '.join(parts)}")


class VerificationError(CityEchoError):
    """Something is not what its hash says."""

    exit_code = 4


class TryLaterError(CityEchoError):
    """The disk is full or another run holds the lock: nothing is lost, run it again."""

    exit_code = 75
