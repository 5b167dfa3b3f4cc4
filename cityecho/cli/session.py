"""What every command is given, and how it speaks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cityecho.cli.wording import printable
from cityecho.errors import UsageError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Summit, Watchlist


@dataclass(frozen=True, slots=True)
class Session:
    """The options that stand before the command."""

    config: Path
    archive_url: str
    json: bool

    def watchlist(self) -> Watchlist:
        """The configuration, checked. Raises ConfigurationError."""
        from cityecho.watchlist import load

        return load(self.config)

    def archive(self) -> Archive:
        """The archive, opened and migrated; the secret of a day that is over is destroyed.

        A new one is made where there is none, and said, with what there is to say of its database.
        """
        from cityecho.archive import Archive
        from crawler.privacy.daykey import destroy_stale

        new = self._missing_file()
        opened = Archive(self.archive_url)
        if new is not None:
            tell(f"cityecho: a new archive: {new}")
            if opened.journal_note:
                tell(f"cityecho: {opened.journal_note}")
        destroy_stale(opened.captures_folder, now())
        return opened

    def existing_archive(self) -> Archive:
        """The archive, for a command that makes none. Raises UsageError where nothing was ever collected."""
        missing = self._missing_file()
        if missing is not None:
            raise UsageError(
                f"--archive: there is no archive at {missing}; "
                "crawl, add, import or restore makes one, or name another"
            )
        return self.archive()

    @property
    def has_archive(self) -> bool:
        """Whether there is one; a server is not asked."""
        return self._missing_file() is None

    def _missing_file(self) -> Path | None:
        """The SQLite file that isn't there yet; None where it is, or a server keeps the archive."""
        place, _, path = self.archive_url.partition("sqlite:///")
        return Path(path) if not place and path and not Path(path).is_file() else None

    def result(self, value: Mapping[str, Any], lines: Iterator[str]) -> None:
        """Print a result: ``value`` as JSON where --json was asked for, else ``lines``."""
        if self.json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
        else:
            for line in lines:
                sys.stdout.write(line + "\n")
        sys.stdout.flush()


def default_config() -> Path:
    """The first city's configuration."""
    return Path("config/puyang")


def default_archive() -> str:
    """A SQLite file below the working folder."""
    return "sqlite:///data/cityecho.db"


def now() -> datetime:
    """The clock, read at the edge; everything below takes the time as a parameter."""
    return datetime.now(UTC)


def tell(line: str) -> None:
    """One line on stderr, without markup or control characters: it may quote a crawled page."""
    sys.stderr.write(printable(line) + "\n")


def summit_of(watchlist: Watchlist, summit_id: str) -> Summit:
    """The summit of that id. Raises UsageError that lists those there are."""
    found = watchlist.summit(summit_id)
    if found is None:
        known = ", ".join(summit.id for summit in watchlist.summits) or "none"
        raise UsageError(
            f"no summit {summit_id!r} in {watchlist.folder / 'summits.toml'}; there are: {known}"
        )
    return found


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    """A progress bar on stderr; silent when stderr is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield progress
