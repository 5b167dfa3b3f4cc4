"""``cityecho demo``: the whole job on a recorded web of invented outlets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.analyze import measure
from cityecho.cli.crawl import fetch
from cityecho.cli.report import Files, of_summit, write
from cityecho.cli.session import Session, summit_of, tell
from reports.formats import FORMATS

if TYPE_CHECKING:
    from reports.data import Figure, ReportData

_CONFIG = Path(__file__).parents[2] / "config" / "demo"
_SUMMIT = "h2-2022"
_HEADLINES = ("stories.during", "stories.after", "uplift.stories", "circle.outside_province", "reposts.share")


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for archive and reports.")] = Path("demo"),
) -> None:
    """Replay the recorded web through crawl, analyze and report; no network."""
    from cityecho.archive import Archive

    session: Session = context.obj
    session = Session(_CONFIG, f"sqlite:///{out / 'cityecho.db'}", session.json)
    watchlist = session.watchlist()
    wanted = summit_of(watchlist, _SUMMIT)
    with Archive(session.archive_url, out / "captures") as archive:
        tell("1/3 crawl: replaying the recorded web")
        summary = fetch(archive, watchlist, (), (_CONFIG / "web.warc.gz",), None)
        tell("2/3 analyze: words, mentions, sentiment, stories")
        counts = measure(archive, watchlist, "new")
        tell(f"3/3 report: {', '.join(FORMATS)}")
        files = Files(tuple(FORMATS), out / "reports")
        data, written = write(archive, watchlist, of_summit(watchlist, wanted), files)
    headlines = [data.figure(name) for name in _HEADLINES]
    session.result(
        {
            "crawl": dict(summary.counts),
            "analyze": dict(counts),
            "files": [str(file) for file in written],
            "figures": {figure.id: figure.value for figure in headlines},
        },
        _lines(data, written, headlines),
    )


def _lines(data: ReportData, files: tuple[Path, ...], headlines: list[Figure]) -> Iterator[str]:
    from analysis import dates
    from reports.figures import figure_said

    yield f"{data.title}（{dates.day(data.first)}至{dates.day(data.last)}）"
    for figure in headlines:
        yield f"  {figure.label}: {figure_said(figure)}"
    for file in files:
        yield f"report: {file}"
