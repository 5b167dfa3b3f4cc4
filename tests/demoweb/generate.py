"""From a seed to a folder: configuration, recorded web and truth."""

from __future__ import annotations

from pathlib import Path

from tests.demoweb.configuration import copy_by_hand, write_outlets, write_sources
from tests.demoweb.events import read_events
from tests.demoweb.outlets import all_outlets
from tests.demoweb.plot import stories
from tests.demoweb.recording import record
from tests.demoweb.spread import spread
from tests.demoweb.truth import read_names, write_truth
from tests.demoweb.web import articles, pages

KEPT = Path(__file__).parents[2] / "config" / "demo"
"""The folder in the repository: its files written by hand are read from here."""


def generate(seed: int, folder: Path, kept: Path = KEPT) -> dict[str, int]:
    """Writes the whole demo into ``folder`` (made when missing) and returns what was written, counted."""
    folder.mkdir(parents=True, exist_ok=True)
    copy_by_hand(kept, folder)
    write_outlets(folder)
    write_sources(folder)
    events = read_events(folder)
    plot = stories(seed, events)
    web = articles(seed, spread(seed, plot))
    records = record(pages(seed, web), folder / "web.warc.gz")
    outlets = {alias: one.name for one in all_outlets() for alias in (one.name, *one.aliases)}
    write_truth(folder / "truth.json", web, plot, read_names(folder, events, outlets))
    return {"outlets": len(all_outlets()), "stories": len(plot), "articles": len(web), "records": records}
