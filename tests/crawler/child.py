"""One crawl in a process of its own, as the command line runs it."""

from __future__ import annotations

import json
import os
import sys
import warnings
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

# Imported late by those who need them; here, so that a fork has them.
import alembic.command  # noqa: F401
import scrapy.core.downloader.handlers.http11  # noqa: F401

from cityecho import watchlist
from cityecho.archive import Archive
from crawler.run import crawl


def run(folder: Path, sources: tuple[str, ...], replay: tuple[Path, ...], limit: int | None) -> None:
    """Crawl; the summary goes to ``summary.json`` in ``folder``, whatever is said to ``said.txt``."""
    said = os.open(folder / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    warnings.simplefilter("error")
    main = sys.modules["__main__"]  # pytest's, which a worker process would import again
    main.__spec__ = None
    main.__dict__.pop("__file__", None)
    watched = watchlist.load(folder / "config")
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        summary = crawl(
            archive,
            watched,
            sources=[one for one in watched.sources if one.id in sources],
            now=lambda: datetime.now(UTC),
            replay=replay,
            limit=limit,
            progress=lambda _: None,
        )
    told = {
        "run": summary.run,
        "state": summary.state,
        "counts": dict(summary.counts),
        "failed": dict(summary.failed),
        "sources": {name: asdict(one) for name, one in summary.sources.items()},
    }
    (folder / "summary.json").write_text(json.dumps(told, default=str))
