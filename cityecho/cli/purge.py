"""``cityecho purge``: delete what has been kept for its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.session import Session, now

if TYPE_CHECKING:
    from cityecho.archive.purging import Expired


def purge(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would go; delete nothing.")] = False,
) -> None:
    """Delete words and captures whose time is over ([retention] of crawl.toml); hashes and measures stay."""
    from cityecho.archive.purging import Retention, expired
    from cityecho.archive.purging import purge as delete

    session: Session = context.obj
    kept = session.watchlist().crawl.retention
    retention = Retention(posts=kept["posts"], texts=kept["texts"])
    with session.existing_archive() as archive:
        if dry_run:
            with archive.read() as tx:
                over = expired(tx, retention, now())
        else:
            with archive.alone():
                over = delete(archive, retention, now())
    listed = over if dry_run else None
    counts = {"texts": len(over.texts), "captures": len(over.captures), "deleted": not dry_run}
    session.result(counts | (asdict(listed) if listed else {}), _lines(over, dry_run=dry_run))


def _lines(over: Expired, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        for text in over.texts:
            which = "" if text.revision is None else f" (revision {text.revision})"
            yield f"{text.captured_at:%Y-%m-%d}  {text.kind:<7} {text.url}{which}"
        for capture in over.captures:
            yield f"{capture.captured_at:%Y-%m-%d}  capture {capture.url}"
    verb = "would be deleted" if dry_run else "deleted"
    yield f"{len(over.texts)} texts and {len(over.captures)} captures {verb}"
