"""``cityecho quarantine``: documents that could not be read, with their bytes and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli.session import Session, now, tell
from cityecho.cli.wording import counted, printable
from cityecho.errors import PartialError, UsageError

if TYPE_CHECKING:
    from cityecho.archive import Dropped, Quarantined

app = typer.Typer(
    help="Documents that could not be read: list them, read them again, drop them.", no_args_is_help=True
)


@app.command("list", short_help="What is in quarantine, and why.")
def list_documents(context: typer.Context) -> None:
    """List what is in quarantine: id, when (Beijing), source, whether the bytes are kept, address, reason.

    What was dropped stands behind it, with the reason it was dropped for.
    """
    session: Session = context.obj
    with session.existing_archive() as archive, archive.read() as tx:
        documents, dropped = tx.quarantine.documents(), tx.quarantine.dropped()
    told = {
        "documents": [_told(one) for one in documents],
        "dropped": [_told(one.document) | {"dropped_at": _at(one.at), "why": one.why} for one in dropped],
    }
    lines = [*map(_line, documents)] or ["nothing is in quarantine"]
    session.result(told, iter([*lines, *map(_dropped_line, dropped)]))


@app.command("retry", short_help="Read it again, from kept bytes or from its site.")
def retry_documents(
    context: typer.Context,
    name: Annotated[list[str] | None, typer.Argument(help="Ids or addresses; none: all.")] = None,
) -> None:
    """Read documents again from their kept bytes; pages that still can't be read are fetched again.

    Fetching goes as in a crawl: robots.txt, guard and pauses hold. A list is read again by the next crawl of
    its source. What can be read leaves the quarantine.
    """
    from crawler import retrying

    session: Session = context.obj
    watchlist = session.watchlist()
    with session.existing_archive() as archive, archive.alone():
        with archive.read() as tx:
            chosen = retrying.chosen(tx.quarantine.documents(), name or ())
        read = retrying.from_bytes(archive, watchlist, chosen, now=now)
        left = retrying.sorted_out(archive, watchlist, read.left, now())
        fetched = None
        if left.pages:
            tell(f"fetching again, with the pauses of a crawl: {counted(len(left.pages), 'page')}")
            fetched = retrying.from_site(archive, watchlist, left.pages, now=now)
    still = (*left.stuck, *(fetched.still if fetched else ()))
    value = {
        "runs": [run for run in (read.run, fetched and fetched.run) if run is not None],
        "released": list(read.released),
        "fetched": list(fetched.released if fetched else ()),
        "next_crawl": [{"url": one.url, "source": one.source} for one in left.lists],
        "still": still,
    }
    session.result(value, _lines(value))
    if still:
        raise PartialError("some can't be read", tuple(f"{url} ({why})" for url, why in still))


@app.command("drop", short_help="Let documents go unread, for a reason that is kept.")
def drop_documents(
    context: typer.Context,
    name: Annotated[list[str], typer.Argument(help="Ids, as `quarantine list` shows them, or addresses.")],
    why: Annotated[str, typer.Option(help="The reason; it is kept, and told by `quarantine list`.")],
) -> None:
    """Take documents out of the quarantine unread. One that fails in another way later comes back."""
    from crawler.retrying import chosen

    session: Session = context.obj
    if not why.strip():
        raise UsageError("--why: say why they may go unread")
    with session.existing_archive() as archive, archive.alone(), archive.begin() as tx:
        found = chosen(tx.quarantine.documents(), name)
        run = tx.ledger.begin("drop", now())
        tx.quarantine.drop([one.key for one in found], why.strip(), now())
        tx.ledger.end(run, "ok", {"dropped": len(found)}, now())
    told = [_told(one) for one in found]
    lines = [f"run {run}: {counted(len(found), 'document')} dropped", *(f"  {_line(one)}" for one in found)]
    session.result({"run": run, "dropped": told, "why": why.strip()}, iter(lines))


def _told(one: Quarantined) -> dict[str, Any]:
    return {"id": one.id} | asdict(one) | {"at": _at(one.at)}


def _at(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def _line(one: Quarantined) -> str:
    kept = "bytes kept" if one.capture is not None else "no bytes"
    line = f"{one.id}  {one.at.astimezone(BEIJING):%Y-%m-%d %H:%M}  {one.source:<20} {kept:<10}  {one.url}"
    return printable(f"{line}  {one.error}")


def _dropped_line(one: Dropped) -> str:
    return printable(
        f"dropped {one.at.astimezone(BEIJING):%Y-%m-%d %H:%M}: {one.document.url}  {one.document.error}"
        f"  ({one.why})"
    )


def _lines(value: Mapping[str, Any]) -> Iterator[str]:
    read, fetched, lists, still = map(len, (value[n] for n in ("released", "fetched", "next_crawl", "still")))
    yield (
        f"{read} read from kept bytes, {fetched} fetched again and read, {lists} left to the next crawl, "
        f"{still} can't be read"
    )
    yield from (f"  read     {url}" for url in value["released"])
    yield from (f"  fetched  {url}" for url in value["fetched"])
    yield from (
        f"  left     {one['url']} to the next crawl of {one['source']}" for one in value["next_crawl"]
    )
