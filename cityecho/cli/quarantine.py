"""``cityecho quarantine``: documents that could not be read, with their bytes and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.article import BEIJING
from cityecho.cli.session import Session, now
from cityecho.errors import PartialError

if TYPE_CHECKING:
    from cityecho.archive import Quarantined
    from crawler.again import RetrySummary

app = typer.Typer(help="Documents that could not be read: list them, read them again.", no_args_is_help=True)


@app.command("list", short_help="What is in quarantine, and why.")
def list_documents(context: typer.Context) -> None:
    """List what is in quarantine: when (Beijing), from which source, why, and whether the bytes are kept."""
    session: Session = context.obj
    with session.archive() as archive, archive.read() as tx:
        documents = tx.ledger.quarantined()
    told = [
        asdict(one) | {"at": one.at.astimezone(BEIJING).isoformat(timespec="seconds")} for one in documents
    ]
    lines = map(_line, documents) if documents else iter(["nothing is in quarantine"])
    session.result({"documents": told}, lines)


@app.command("retry", short_help="Read it again from its kept bytes.")
def retry_documents(
    context: typer.Context,
    url: Annotated[list[str] | None, typer.Argument(help="Which addresses; none: all.")] = None,
) -> None:
    """Read them again from their kept bytes and store those that can be read now."""
    from crawler.again import retry

    session: Session = context.obj
    watchlist = session.watchlist()
    with session.archive() as archive, archive.alone():
        summary = retry(archive, watchlist, url or (), now=now)
    session.result(asdict(summary), _lines(summary))
    if summary.still:
        raise PartialError("some can't be read", tuple(f"{one} ({why})" for one, why in summary.still))


def _line(one: Quarantined) -> str:
    kept = "bytes kept" if one.capture is not None else "no bytes"
    said = "".join(sign if sign.isprintable() else " " for sign in one.error)
    return f"{one.at.astimezone(BEIJING):%Y-%m-%d %H:%M}  {one.source:<20} {kept:<10}  {one.url}  {said}"


def _lines(summary: RetrySummary) -> Iterator[str]:
    released, refetched, still = map(len, (summary.released, summary.refetched, summary.still))
    yield f"run {summary.run}: {released} released, {refetched} to be fetched again, {still} can't be read"
    yield from (f"  released   {url}" for url in summary.released)
    yield from (f"  refetched  {url}" for url in summary.refetched)
