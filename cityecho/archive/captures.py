"""The index of captures: which WARC record holds what was fetched when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from cityecho.address import canonical, part_number
from cityecho.archive.schema import capture
from cityecho.archive.values import Location, StoredCapture
from cityecho.article import Capture

# Said for each page of a crawl: building such a statement costs more than running it.
_ADD = capture.insert()
_KNOWN = sa.select(capture.c.id).where(
    capture.c.url == sa.bindparam("url"), capture.c.captured_at == sa.bindparam("at")
)


class Captures:
    """Index rows; the bytes lie in WARC files (:mod:`cityecho.archive.warc`)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, taken: Capture, where: Location, run_id: int) -> int:
        """Enter a capture. Returns its id."""
        row = {
            "url": taken.url,
            "source": taken.source,
            "captured_at": taken.captured_at,
            "status": taken.status,
            "digest": taken.digest,
            "warc_file": where.file,
            "warc_offset": where.offset,
            "warc_length": where.length,
            "run": run_id,
        }
        key = self._connection.execute(_ADD, row).inserted_primary_key
        if key is None:
            raise AssertionError("an inserted capture has an id")
        return int(key[0])

    def known(self, url: str, captured_at: datetime) -> int | None:
        """Id of the capture of ``url`` at that moment, if it is in the archive (a replay run twice)."""
        return self._connection.scalar(_KNOWN, {"url": url, "at": captured_at})

    def parts(self, whole: StoredCapture, most: int) -> tuple[StoredCapture, ...]:
        """Captures of further pages of the article at ``whole``: at most ``most``, entered behind it."""
        run = sa.select(capture.c.run).where(capture.c.id == whole.id).scalar_subquery()
        behind = (
            sa.select(capture)
            .where(capture.c.id > whole.id, capture.c.run == run)
            .order_by(capture.c.id)
            .limit(most)
        )
        key = canonical(whole.url)
        found = map(stored, self._connection.execute(behind))
        return tuple(one for one in found if part_number(canonical(one.url), key))

    def each(self) -> Iterator[StoredCapture]:
        """All captures, in the order they came."""
        yield from map(stored, self._connection.execute(sa.select(capture).order_by(capture.c.id)))

    def get(self, number: int) -> StoredCapture | None:
        """The capture of that id."""
        row = self._connection.execute(sa.select(capture).where(capture.c.id == number)).one_or_none()
        return stored(row) if row else None

    def count(self) -> int:
        """How many captures there are."""
        return self._connection.scalar(sa.select(sa.func.count()).select_from(capture)) or 0


def stored(row: sa.Row[tuple[object, ...]]) -> StoredCapture:
    """A row of the index."""
    where = Location(row.warc_file, row.warc_offset, row.warc_length) if row.warc_file else None
    return StoredCapture(row.id, row.url, row.source, row.captured_at, row.status, row.digest, where)
