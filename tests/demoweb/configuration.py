"""The part of the demo's configuration that follows from the outlets: ``outlets.csv`` and ``sources/*.toml``.

``brand.toml``, ``summits.toml``, ``crawl.toml`` and the lexicon are written by hand and kept in config/demo.
"""

from __future__ import annotations

import csv
import itertools
import json
import shutil
from pathlib import Path

from tests.demoweb.addresses import ARTICLES, start_url
from tests.demoweb.days import SEASONS, Season
from tests.demoweb.lists import ARTICLE_CSS, NEXT_CSS
from tests.demoweb.outlets import all_outlets
from tests.demoweb.values import Outlet

BY_HAND = ("brand.toml", "summits.toml", "crawl.toml", "lexicon")
COLUMNS = (
    "domain",
    "name",
    "aliases",
    "tier",
    "kind",
    "region",
    "ownership",
    "city_owned",
    "since",
    "source",
)


def copy_by_hand(kept: Path, folder: Path) -> None:
    """Copies the files written by hand from ``kept``, where ``folder`` is another one."""
    for name in BY_HAND:
        origin, target = kept / name, folder / name
        if target.resolve() == origin.resolve():
            continue
        if origin.is_dir():
            shutil.copytree(origin, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(origin, target)


def write_outlets(folder: Path) -> None:
    """Writes ``outlets.csv``."""
    with (folder / "outlets.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        for one in all_outlets():
            owned = "true" if one.city_owned else "false"
            aliases = "|".join(one.aliases)
            table.writerow(
                (
                    one.domain,
                    one.name,
                    aliases,
                    one.tier,
                    one.kind,
                    one.region,
                    one.ownership,
                    owned,
                    "",
                    "tests/demoweb",
                )
            )


def _source(outlet: Outlet, season: Season) -> str:
    kind = "sitemap" if outlet.way.startswith("sitemap") else outlet.way
    rows = {
        "kind": kind,
        "outlet": outlet.domain,
        "start": [start_url(outlet, season)],
    }
    if kind == "sitemap":
        rows["allow"] = ARTICLES[outlet.layout]
    if kind == "listing" and outlet.styled and outlet.layout in ARTICLE_CSS:
        rows["links"] = ARTICLE_CSS[outlet.layout]
        rows["next"] = NEXT_CSS[outlet.layout]
    rows["every"] = "6h"
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows.items())


def write_sources(folder: Path) -> None:
    """Writes one file a source into ``sources/`` and removes those of outlets that are no more.

    Each outlet has a source a season, as if its lists had moved in between: one source over both would claim
    the year between them as covered.
    """
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    for stale in sources.glob("*.toml"):
        stale.unlink()
    for outlet, season in itertools.product(all_outlets(), SEASONS):
        (sources / f"{outlet.id}-{season.year}.toml").write_text(_source(outlet, season), "utf-8")
