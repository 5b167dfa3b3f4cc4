"""Articles down to the bytes they were read from: article, row of the capture, record, digest of its body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cityecho.archive import Behind, Location, StoredCapture, read_whole
from cityecho.errors import VerificationError
from reports.verify.values import Difference

_TOLD = ("url", "source", "captured_at", "status", "digest")


def check_captures(folder: Path, taken: Iterable[tuple[Behind, StoredCapture]]) -> Iterator[Difference]:
    """What is wrong with the bytes of captures below ``folder``, each given with an article read from it.

    That an article's capture has a row at all is part of its proof.
    """
    for one, row in taken:
        where = f"{one.day} article {one.id} capture {row.id} {row.url}"
        if row.location is not None:
            yield from _differing(folder, where, row, row.location)
        elif not one.is_purged:
            yield Difference(where, "capture.warc_file is empty although nothing was purged")


def _differing(folder: Path, where: str, row: StoredCapture, place: Location) -> Iterator[Difference]:
    try:
        found = read_whole(folder, place)
    except VerificationError as error:
        yield Difference(where, f"capture.warc_file, warc_offset, warc_length or the bytes there: {error}")
        return
    for column in _TOLD:
        indexed, recorded = getattr(row, column), getattr(found, column)
        if indexed != recorded:
            yield Difference(where, f"capture.{column}", str(recorded), str(indexed))
