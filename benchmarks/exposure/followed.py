"""A world followed from its articles to its report: what the report says beside what was planted."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from analysis.measure import measure
from benchmarks.exposure.score import Outcome
from benchmarks.exposure.worlds import START, World
from benchmarks.exposure.written import CITY, LAST, OUTLETS, PEER, SUMMIT, Outage, Piece, counted, written
from cityecho.archive import Archive, Covered
from cityecho.article import BEIJING
from cityecho.watchlist import Watchlist
from reports.data import ReportData
from reports.summit import build
from tests.reports.folders import watched

NOW = datetime.combine(LAST + timedelta(days=1), datetime.min.time(), BEIJING)
DECLINE = re.compile("下降|减少|回落|降低|下滑|走低|少于|不及|不如|缩减")
NO_CHANGE = "区间含零，不能认定有变化"
_FILES = {
    "brand.toml": f"""
[city]
name = "{CITY}"
brand = "投资{CITY}"
province = "河南"
names = ["{CITY}", "{CITY}市"]
[[peer]]
name = "{PEER}"
names = ["{PEER}", "{PEER}市"]
[[message]]
id = "bright"
text = "灯下{CITY}"
variants = ["灯下{CITY}"]
kind = "slogan"
[[industry]]
id = "lamps"
name = "灯具"
words = ["灯具"]
""",
    "summits.toml": f"""
[[summit]]
id = "e"
name = "2025中国灯具产业({CITY})大会"
aliases = ["{SUMMIT}"]
kind = "summit"
start = 2025-04-01
end = 2025-04-03
""",
    "outlets.csv": (
        "domain,name,aliases,tier,kind,region,ownership,city_owned,since,source\n"
        "local.example,龙都日报,,city,newspaper,河南/濮阳,state-party,true,,test\n"
        "near.example,豫河晚报,,provincial,newspaper,河南,state-party,false,,test\n"
        "trade.example,灯饰行情周刊,,trade,website,广东,commercial,false,,test\n"
        "far.example,江岸商报,,portal,website,湖北,commercial,false,,test\n"
    ),
} | {
    f"sources/{name}.toml": (
        f'kind = "feed"\noutlet = "{name}.example"\nstart = ["https://{name}.example/feed"]\n'
    )
    for name in OUTLETS
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the report on a world says beside what was planted. ``wrong``: counts that differ."""

    articles: int
    told: Outcome | None
    withheld: str
    wrong: tuple[str, ...]
    declines: tuple[str, ...]


def followed(one: World, seed: int, outage: Outage | None = None) -> Found:
    """Write a world into an archive, measure and report on it."""
    pieces = written(one, seed)
    kept = tuple(piece for piece in pieces if outage is None or not outage.lost(piece.article))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        watchlist = _configured(folder / "config", one)
        with Archive(f"sqlite:///{folder / 'archive.db'}", folder / "captures") as archive:
            _fill(archive, kept, outage)
            measure(archive, watchlist)
            with archive.read() as tx:
                data = build(tx, watchlist, watchlist.summits[0], NOW)
    above = data.figure("uplift.stories")
    told = None
    if above.value is not None and above.low is not None and above.high is not None:
        told = Outcome(one.planted, float(above.value), above.low, above.high)
    return Found(
        len(kept), told, above.withheld or "", tuple(_wrong(data, one, kept, outage)), tuple(_declines(data))
    )


def _configured(folder: Path, one: World) -> Watchlist:
    """The configuration of a world, written below ``folder``; the event's days are the world's."""
    watchlist = watched(folder, _FILES)
    named = watchlist.summits[0]
    return replace(
        watchlist, summits=(replace(one.summit, id=named.id, name=named.name, aliases=named.aliases),)
    )


def _fill(archive: Archive, pieces: Sequence[Piece], outage: Outage | None) -> None:
    with archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        for piece in pieces:
            tx.articles.save(piece.article)
        for source in OUTLETS:
            if outage is None or source != outage.source:
                tx.ledger.cover(Covered(source, START, LAST), run)
        if outage is not None:
            for hour in outage.hours:
                tx.ledger.visited(outage.source, hour, "failed", run, "timeout")
            day = timedelta(days=1)
            tx.ledger.cover(Covered(outage.source, START, outage.day - day), run)
            tx.ledger.cover(Covered(outage.source, outage.day + day, LAST), run)


def _wrong(data: ReportData, one: World, kept: Sequence[Piece], outage: Outage | None) -> Iterator[str]:
    """Counts that are not those planted."""
    for name in ("before", "during", "after"):
        truth = counted(kept, one.summit.window(name))
        for figure, number in (
            (f"items.{name}", truth.items),
            (f"stories.{name}", truth.stories),
            (f"summit.stories.{name}", truth.summit_stories),
        ):
            if data.figure(figure).value != number:
                yield f"{figure} {data.figure(figure).value}, not {number}"
    seen = sum(one.counts[day] for day in one.echo.each())
    if outage is None and data.figure("uplift.seen").value != seen:
        yield f"uplift.seen {data.figure('uplift.seen').value}, not {seen}"


def _declines(data: ReportData) -> Iterator[str]:
    """What the report, but for its terms and methods, says to have declined.

    A difference of which it says in the same breath that it may be none is no decline.
    """
    for section in data.sections:
        if section.id not in {"terms", "methods"}:
            said = re.split("[。；]", "。".join(section.paragraphs))
            yield from (one for one in said if DECLINE.search(one) and NO_CHANGE not in one)
