"""``cityecho analyze``: measure what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cityecho.cli.session import Session, bar, tell
from cityecho.cli.wording import counted

if TYPE_CHECKING:
    from cityecho.archive import Archive
    from cityecho.watchlist import Watchlist


_SLOW = 3_000
"""Articles whose counting anew takes a second."""


def analyze(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Measure everything again.")] = False,
) -> None:
    """Measure what is new, or everything again."""
    session: Session = context.obj
    watchlist = session.watchlist()
    with session.existing_archive() as archive:
        counts = measure(archive, watchlist, "all" if everything else "new")
    session.result(dict(counts), (f"{name:<12} {count}" for name, count in counts.items()))


def measure(archive: Archive, watchlist: Watchlist, scope: Literal["new", "all"]) -> Mapping[str, int]:
    """Run the analysers over what is new, or over everything, with a progress bar."""
    from analysis.measure import measure as run

    with archive.alone(), bar("analyze") as progress:
        task = progress.add_task("analyze", total=None)
        return run(
            archive,
            watchlist,
            scope,
            progress=lambda done, known: progress.update(task, completed=done, total=known),
        )


def tell_waiting(archive: Archive, watchlist: Watchlist) -> None:
    """Say on stderr how many articles' measures are not current, and what will therefore take its time."""
    from analysis.measure import waiting

    wait = waiting(archive, watchlist)
    if wait.measured:
        tell(
            f"cityecho: {counted(wait.measured, 'article')} wait for cityecho analyze: text or rules are new"
        )
    if wait.counted >= _SLOW:
        number = counted(wait.counted, "article")
        tell(
            f"cityecho: {number} are counted anew meanwhile, as rules changed; cityecho analyze would keep it"
        )
