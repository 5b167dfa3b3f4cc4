"""``cityecho import``: what somebody else collected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.crawl import fetch, named, tell_summary
from cityecho.cli.session import Session, bar, now, tell
from cityecho.cli.wording import printable
from cityecho.errors import PartialError, UsageError

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Source, Watchlist
    from crawler.importing import ImportSummary

_ROWS = {  # what the ledger counts, in words for a table
    "fetched": "read",
    "stored": "stored",
    "unchanged": "unchanged",
    "duplicate": "duplicate",
    "irrelevant": "passed_over",
    "quarantined": "quarantined",
}
_TOLD = 20  # bad rows named on stderr; --json and the quarantine have them all


def bring(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="xlsx, csv, jsonl or warc.")],
    source: Annotated[str, typer.Option(help="The source (kind import) that says what its columns mean.")],
) -> None:
    """Take articles or posts from a spreadsheet, CSV, JSON lines or WARC; bad rows are named, others kept."""
    session: Session = context.obj
    watchlist = session.watchlist()
    (chosen,) = named(watchlist, [source])
    if chosen.kind not in ("import", "warc"):
        raise UsageError(f"--source {source}: is of kind {chosen.kind}; files are brought to import or warc")
    if not file.is_file():
        raise UsageError(f"no such file: {file}")
    if file.name.lower().endswith((".warc", ".warc.gz")):
        with session.archive() as archive:
            tell_summary(session, fetch(archive, watchlist, (chosen,), (file,), None))
        return
    with session.archive() as archive:
        summary = _take(archive, watchlist, chosen, file)
    _tell(session, file, summary)


def _take(archive: Archive, watchlist: Watchlist, source: Source, file: Path) -> ImportSummary:
    from crawler.importing import import_rows

    with archive.alone(), bar("import") as progress:
        task = progress.add_task("import", total=None)
        return import_rows(
            archive,
            watchlist,
            source,
            file,
            now=now,
            progress=lambda done: progress.update(task, completed=done),
        )


def _tell(session: Session, file: Path, summary: ImportSummary) -> None:
    bad = summary.bad_rows
    counts = {said: summary.counts[name] for name, said in _ROWS.items()}
    session.result(
        {
            "run": summary.run,
            "state": summary.state,
            "counts": counts,
            "bad_rows": [
                {
                    "sheet": one.sheet,
                    "row": one.number,
                    "column": one.column,
                    "reason": one.reason,
                    "value": one.value,
                }
                for one in bad
            ],
            "unread": [{"sheet": one.sheet, "reason": one.reason} for one in summary.unread],
        },
        iter(
            [
                f"run {summary.run}: {summary.state}",
                *(f"  {name:<12} {n}" for name, n in counts.items()),
                *(printable(f"{file.name}: nothing was read: {one}") for one in summary.unread),
            ]
        ),
    )
    for one in bad[:_TOLD]:
        tell(f"{file.name}: {one}")
    if bad:
        rest = f", {_TOLD} of them named above" if len(bad) > _TOLD else ""
        raise PartialError("rows that could not be taken", (f"{len(bad)} of {file.name}{rest}",))
