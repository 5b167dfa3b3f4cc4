"""``cityecho forget``: delete a page for good, and prove it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.cli.session import Session, now
from cityecho.errors import PartialError, UsageError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.archive.forgetting import Proof


def forget(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Address of the page or post.")],
    bar: Annotated[bool, typer.Option("--bar", help="Also a page that was never seen: keep it out.")] = False,
) -> None:
    """Delete everything about a page, never take it in again, and prove that no byte of it is left."""
    from cityecho.archive.forgetting import forget as delete
    from cityecho.archive.forgetting import knows

    session: Session = context.obj
    with session.existing_archive() as archive, archive.alone():
        is_known = knows(archive, url)
        if not is_known and not url.lower().startswith(("http://", "https://")):
            raise UsageError(f"{url}: no http or https address, and nothing was changed")
        if not bar and not is_known:
            raise UsageError(
                f"{url}: nothing is stored of it, and nothing was changed; forget --bar keeps a page out "
                "that was never seen"
            )
        copies = _copies(archive, url)
        proof = delete(archive, url, now())
    session.result(asdict(proof) | {"backups": copies}, _lines(proof, copies))
    if proof.found:
        raise PartialError("traces of it are left", proof.found)


def _copies(archive: Archive, url: str) -> list[dict[str, Any]]:
    """The safety copies that were made, and whether each holds the page; None: it can't be looked into."""
    from cityecho.archive.copying import holds, made
    from cityecho.archive.forgetting import keys_of

    with archive.read() as tx:
        known, keys = made(tx.connection), keys_of(tx, url)
    return [{"path": one.path, "made_at": one.made_at, "holds": holds(Path(one.path), keys)} for one in known]


def _lines(proof: Proof, copies: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield f"{proof.url}: {'forgotten' if proof.was_stored else 'was not stored; it will not be taken in'}"
    yield (
        f"searched for {proof.forms} forms of its address, title and text: {proof.rows} rows, "
        f"{proof.files} files ({proof.file_bytes} bytes), {proof.records} captures; found {len(proof.found)}"
    )
    for place in proof.found:
        yield f"still there: {place}"
    if proof.shared:
        share = "article shares" if len(proof.shared) == 1 else "articles share"
        yield f"{len(proof.shared)} other {share} its title or lines and keep them (--json names them)"
    for copy in copies:
        if copy["holds"] is not False:
            state = "holds it" if copy["holds"] else "may hold it (it can't be looked into from here)"
            yield f"backup {copy['path']} of {copy['made_at']:%Y-%m-%d %H:%M} {state}"
