"""The index of captures: which WARC record holds what was fetched when."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

import sqlalchemy as sa

from cityecho.address import canonical, part_number
from cityecho.archive.desk import Desk, Part
from cityecho.archive.schema import capture
from cityecho.archive.values import Location, StoredCapture
from cityecho.article import Capture

# Said for each page of a crawl: building such a statement costs more than running it.
_ADD = capture.insert()
_NAME = sa.tuple_(capture.c.url, capture.c.captured_at)
_KNOWN = sa.select(capture.c.url, capture.c.captured_at, capture.c.id).where(
    _NAME.in_(sa.bindparam("names", expanding=True))
)


class Captures(Part):
    """Index rows; the bytes lie in WARC files (:mod:`cityecho.archive.warc`)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._expected: dict[tuple[str, datetime], int | None] = {}

    def add(self, taken: Capture, where: Location, run_id: int) -> int:
        """Enter a capture. Returns its id."""
        key = self._connection.execute(_ADD, _row(taken, where, run_id)).inserted_primary_key
        if key is None:
            raise AssertionError("an inserted capture has an id")
        return int(key[0])

    def put(self, taken: Capture, where: Location, run_id: int) -> None:
        """Enter a capture whose id nobody asks for: together with others."""
        self._desk.later(_ADD, _row(taken, where, run_id))

    def expect(self, names: Collection[tuple[str, datetime]]) -> None:
        """Look up together the captures (address and moment) that are about to be asked for."""
        rows = self._connection.execute(_KNOWN, {"names": list(names)}) if names else ()
        self._expected |= dict.fromkeys(names) | {(row.url, row.captured_at): row.id for row in rows}

    def known(self, url: str, captured_at: datetime) -> int | None:
        """Id of the capture of ``url`` at that moment, if it is in the archive (a replay run twice)."""
        if (url, captured_at) not in self._expected:
            self.expect([(url, captured_at)])
        return self._expected.pop((url, captured_at))  # what is asked again is looked up again

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
        found = map(_stored, self._connection.execute(behind))
        return tuple(one for one in found if part_number(canonical(one.url), key))

    def each(self) -> Iterator[StoredCapture]:
        """All captures, in the order they came."""
        yield from map(_stored, self._connection.execute(sa.select(capture).order_by(capture.c.id)))

    def get(self, number: int) -> StoredCapture | None:
        """The capture of that id."""
        row = self._connection.execute(sa.select(capture).where(capture.c.id == number)).one_or_none()
        return _stored(row) if row else None

    def count(self) -> int:
        """How many captures there are."""
        return self._connection.scalar(sa.select(sa.func.count()).select_from(capture)) or 0


def _row(taken: Capture, where: Location, run_id: int) -> dict[str, object]:
    return {
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


def _stored(row: sa.Row[tuple[object, ...]]) -> StoredCapture:
    where = Location(row.warc_file, row.warc_offset, row.warc_length) if row.warc_file else None
    return StoredCapture(row.id, row.url, row.source, row.captured_at, row.status, row.digest, where)
