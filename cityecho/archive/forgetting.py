"""Forgetting a page: its rows, its captures, what others show of it; and the proof that it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from cityecho.address import canonical, part_number
from cityecho.archive import forgotten
from cityecho.archive.counted import void
from cityecho.archive.desk import Desk
from cityecho.archive.pieces import Pieces
from cityecho.archive.rewriting import rewrite
from cityecho.archive.schema import (
    article,
    authorship,
    capture,
    correction,
    counted,
    frontier,
    measure,
    metadata,
    quarantine,
    revision,
    sighting,
)
from cityecho.archive.traces import Traces, lines
from cityecho.archive.values import StoredCapture
from cityecho.archive.warc import read, read_at
from cityecho.article import Capture, article_id

if TYPE_CHECKING:
    from cityecho.archive import Archive, Transaction

_PIECE = 64 * 1024 * 1024  # bytes of a database file searched at once


@dataclass(frozen=True, slots=True)
class Proof:
    """What was searched for traces of the page after it was forgotten, and what was found.

    ``forms``: how many strings of bytes were looked for. Bytes and records were searched whole, decoded.
    ``found`` names each place that still shows a trace. ``shared`` are addresses of other articles that carry
    the same title or lines: those are their words too, and stay.
    """

    url: str
    was_stored: bool
    forms: int
    rows: int
    files: int
    file_bytes: int
    records: int
    found: tuple[str, ...]
    shared: tuple[str, ...]


def forget(archive: Archive, url: str, now: datetime) -> Proof:
    """Delete everything about the page at ``url`` and never let it in again. Killed anywhere: all or nothing.

    Only under the archive's lock. Raises TryLaterError: disk.
    """
    with archive.read() as tx:
        keys = keys_of(tx, url)
        traces, shared, was_stored = _traces(tx, keys, url)
        changed = dict(_changed(archive.captures_folder, tx.captures.each(), traces, keys))
    rewritten = rewrite(archive, changed)
    with archive.begin() as tx:
        rewritten.enter(tx)
        for key in keys:
            _delete(tx.connection, key)
        _unlabel(tx.connection, traces)
        forgotten.remember(tx.connection, keys, now)
    archive.finish_cleanup()
    return _proof(archive, url, traces, shared, was_stored=was_stored)


def knows(archive: Archive, url: str) -> bool:
    """Whether anything of the page at ``url`` is in the archive, or was forgotten."""
    with archive.read() as tx:
        keys = keys_of(tx, url)
        places = [table.c.key for table in (article, frontier, sighting, quarantine)]
        return (
            bool(tx.frontier.forgotten(keys))
            or any(_stands(tx.connection, column, key) for column in places for key in keys)
            or any(_is_of(one.url, keys) for one in tx.captures.each())  # all are read: asked last
        )


def _stands(connection: sa.Connection, column: sa.Column[str], key: str) -> bool:
    return connection.scalar(sa.select(column).where(_is_under(column, key)).limit(1)) is not None


def _is_under(column: sa.Column[str], key: str) -> sa.ColumnElement[bool]:
    """Whether a row is the page's: under its address, or brought by a source on its own."""
    return sa.or_(column == key, column.endswith(f" {key}", autoescape=True))


def keys_of(tx: Transaction, url: str) -> tuple[str, ...]:
    """The canonical address; and that of a post whose address lost its author's id, part by part."""
    parts = urlsplit(url)
    steps = parts.path.split("/")
    without = [
        canonical(parts._replace(path="/".join((*steps[:n], "-", *steps[n + 1 :]))).geturl())
        for n, step in enumerate(steps)
        if step
    ]
    known = sa.select(article.c.key).where(article.c.key.in_(without), article.c.kind == "post")
    return tuple(dict.fromkeys((canonical(url), *sorted(tx.connection.scalars(known)))))


def _traces(tx: Transaction, keys: tuple[str, ...], url: str) -> tuple[Traces, tuple[str, ...], bool]:
    """The traces; the addresses of other articles with some of its lines, which are no traces then."""
    addresses = {url.strip(), *keys}
    words: list[str] = []
    own = sa.select(article.c.id, article.c.url, article.c.title, article.c.text).where(
        article.c.key.in_(keys)
    )
    stored = tx.connection.execute(own).all()
    for row in stored:
        addresses.add(row.url)
        words += lines(row.title, row.text)
        for old in tx.connection.execute(sa.select(revision).where(revision.c.article == row.id)):
            words += lines(old.title, old.text)
    if stored:
        addresses.update(one.url for one in tx.captures.each() if _is_of(one.url, keys))
    alone, shared = _alone(tx.connection, tuple(dict.fromkeys(words)), {row.id for row in stored})
    return Traces(keys[0], tuple(sorted(addresses, key=len, reverse=True)), alone), shared, bool(stored)


def _alone(
    connection: sa.Connection, words: tuple[str, ...], own: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of ``words`` stand in no other article, and the addresses of those where the rest stands."""
    common: set[str] = set()
    where: dict[str, None] = {}
    for row in connection.execute(sa.select(article.c.id, article.c.url, article.c.title, article.c.text)):
        if row.id not in own:
            here = {one for one in words if one in row.text or one in row.title}
            common |= here
            where.update(dict.fromkeys([row.url] if here else []))
    return tuple(one for one in words if one not in common), tuple(where)


def _changed(
    folder: Path, captures: Iterator[StoredCapture], traces: Traces, keys: tuple[str, ...]
) -> Iterator[tuple[int, Capture | None]]:
    """The page's own captures, which go, and those of other pages that show it, blanked."""
    for one in captures:
        if one.location is None:
            continue
        if _is_of(one.url, keys):
            yield one.id, None
        elif (blanked := traces.redacted(read_at(folder, one.location))) is not None:
            yield one.id, blanked


def _is_of(url: str, keys: tuple[str, ...]) -> bool:
    """Whether a capture of ``url`` shows the page at one of ``keys``, or a further page of its article."""
    here = canonical(url)
    return here in keys or any(part_number(here, key) for key in keys)


def _delete(connection: sa.Connection, key: str) -> None:
    id_ = article_id(key)
    # Whom it was compared with is not known any more without it: the next analysis compares all anew.
    Pieces(Desk(connection)).clear()
    # Measures that refer to it (a story begins with its first publisher) are made anew.
    referring = sa.cast(measure.c.value, sa.Text).contains(id_)
    void(connection, connection.scalars(sa.select(measure.c.article).where(referring)).all())
    connection.execute(measure.delete().where(referring))
    for table in (measure, counted, correction, authorship, revision):
        connection.execute(table.delete().where(table.c.article == id_))
    connection.execute(article.delete().where(article.c.id == id_))
    for table in (frontier, sighting, quarantine):
        connection.execute(table.delete().where(_is_under(table.c.key, key)))
    gone = sa.select(capture.c.id, capture.c.url)
    numbers = [row.id for row in connection.execute(gone) if _is_of(row.url, (key,))]
    for number in numbers:
        connection.execute(quarantine.update().where(quarantine.c.capture == number).values(capture=None))
        connection.execute(capture.delete().where(capture.c.id == number))


def _unlabel(connection: sa.Connection, traces: Traces) -> None:
    """Take its title from other addresses that a list called by it and that were not read yet."""
    for row in connection.execute(sa.select(frontier.c.key, frontier.c.label).where(frontier.c.label != "")):
        if traces.are_in(row.label):
            connection.execute(frontier.update().where(frontier.c.key == row.key).values(label=""))


def _proof(archive: Archive, url: str, traces: Traces, shared: tuple[str, ...], *, was_stored: bool) -> Proof:
    found: list[str] = []
    with archive.read() as tx:
        rows = 0
        for place, text in _texts(tx.connection):
            rows += 1
            if traces.are_in(text):
                found.append(place)
    size = 0
    files = archive.database_files()
    for path in files:
        size += path.stat().st_size
        if times := _times(path, traces):
            found.append(f"{path.name}: {times} times")
    records = 0
    warcs = sorted(archive.captures_folder.glob("*.warc.gz"))
    for path in warcs:
        size += path.stat().st_size
        for taken in read(path):
            records += 1
            if traces.redacted(taken) is not None or traces.are_in(taken.url):
                found.append(f"{path.name}: {taken.url}")
    return Proof(
        url,
        was_stored,
        len(traces.forms) + len(traces.addresses),
        rows,
        len(files) + len(warcs),
        size,
        records,
        tuple(found),
        shared,
    )


def _times(path: Path, traces: Traces) -> int:
    """How often traces stand in the bytes of a file, read in pieces that overlap by the longest of them."""
    times, rest = 0, b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            times += traces.count(rest + piece) - traces.count(rest)
            rest = (rest + piece)[-traces.longest :] if traces.longest else b""
    return times


def _texts(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Every row of every table as one text, with the name of its place."""
    for table in metadata.sorted_tables:
        chosen = [column for column in table.columns if isinstance(column.type, sa.Text | sa.JSON)]
        for row in connection.execute(sa.select(*chosen)) if chosen else ():
            yield table.name, "\n".join(map(_told, row))


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{key}\n{_told(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "\n".join(map(_told, value))
    return str(value)
