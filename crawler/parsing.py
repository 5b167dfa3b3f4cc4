"""The guarded boundary: hostile bytes go in, and whatever they do to a parser comes out as a value.

Pure, and the only code that looks into what a server sent. :mod:`crawler.workers` runs it where it can be
killed. What goes to and fro for each page has no slots: of those pickle takes the fields by Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cityecho.article import Capture, Extracted
from cityecho.record import record
from cityecho.watchlist import Registry, Source
from crawler.extract import extract
from crawler.privacy.masking import masked
from crawler.spiders.found import Found, ListPage, UnreadableListError
from crawler.spiders.lists import read_list


@dataclass(frozen=True)
class PageTask:
    """An article's page is to be read, and its record to be made ready for the WARC file."""

    taken: Capture
    charset: str | None


@dataclass(frozen=True, slots=True)
class ListTask:
    """A list of the source of that id is to be read."""

    source: str
    page: ListPage


@dataclass(frozen=True)
class PageRead:
    """What a page says of itself, and its capture as a WARC record with the digest that stands there."""

    said: Extracted
    record: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Unparsed:
    """The bytes could not be read, and why."""

    reason: str


Task = PageTask | ListTask
Parsed = PageRead | Found | Unparsed


@dataclass(frozen=True, slots=True)
class Parser:
    """Reads what a server sent, by the rules of the sources."""

    sources: Mapping[str, Source]
    registry: Registry

    def parse(self, task: Task) -> Parsed:
        """What came of ``task``. Raises nothing but MemoryError: a bad document is a result."""
        try:
            if isinstance(task, ListTask):
                return read_list(task.page, self.sources[task.source], self.registry)
            taken = task.taken
            said = extract(taken.body, taken.url, charset=task.charset, captured_at=taken.captured_at)
            said = replace(said, title=masked(said.title), text=masked(said.text))
            return PageRead(said, record(taken), taken.digest)
        except UnreadableListError as error:
            return self._unparsed(task, str(error))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever a hostile page makes a parser raise is the page's result)
            return self._unparsed(task, f"{type(error).__name__}: {error}")

    def _unparsed(self, task: Task, reason: str) -> Unparsed:
        """Of posts only the kind of the error is told: what follows may quote them."""
        source = self.sources.get(task.source if isinstance(task, ListTask) else task.taken.source)
        is_post = source is not None and source.item_kind == "post"
        return Unparsed(reason.split(":", maxsplit=1)[0] if is_post else reason)
