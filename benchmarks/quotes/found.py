"""What the analysis finds in the seed article, held list by list against what a reader found there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.deals.parts import parts_of
from analysis.deals.projects import Deal, deals
from analysis.mentions.mentions import MentionReader
from analysis.messages import MessageReader
from analysis.voices.voices import Said, voices
from benchmarks.quotes.labels import ARTICLE, FOLDER, Labelled, Span, read
from benchmarks.quotes.score import Listed, fits, listed, unsure
from cityecho.article import BEIJING, Article
from cityecho.watchlist import Watchlist, load

CONFIG = Path(__file__).parents[2] / "config" / "puyang"
SHOWN = datetime(2022, 8, 4, 9, 12, tzinfo=BEIJING)
"""When the article appeared, by the page that shows it."""

Rows = Sequence[dict[str, Any]]


def lists(one: Labelled, labels: Path = FOLDER / "seed.jsonl") -> list[Listed]:
    """Quotes, speakers, events, firms, messages, industries, projects and their days in ``one``."""
    rows, watchlist = list(read(labels)), load(CONFIG)
    said, told = voices(one.text), deals(one.title, one.text, SHOWN.date())
    borne = MessageReader(watchlist.brand).found(one.title, one.text).keys()
    messages = {message.id for message in watchlist.brand.messages}
    return [
        _quotes(one, said),
        listed("speakers", _some(one.speaker for one in one.quotes), _some(one.speaker for one in said)),
        listed("events", _ids(rows, "events"), _events(one, watchlist)),
        _firms(one, rows, [*(deal.firm for deal in told), *_employers(said), *_named(one)]),
        listed("messages", _ids(rows, "messages"), sorted(borne & messages)),
        listed("industries", _ids(rows, "industries"), sorted(borne - messages)),
        _projects(one, rows, told),
        _days(one, rows, told),
    ]


def _quotes(one: Labelled, said: Iterable[Said]) -> Listed:
    def shown(spans: Iterable[Span]) -> list[str]:
        return [f"{start} {one.text[start:end][:12]}" for start, end in sorted(spans)]

    there = {label.span for label in one.quotes} - unsure(one)
    found = {(quote.start, quote.end) for quote in said}
    return listed("quotes", shown(there), shown(found), shown(unsure(one)))


def _events(one: Labelled, watchlist: Watchlist) -> Collection[str]:
    """Ids of the campaigns and summits that the article names."""
    article = Article(
        key=ARTICLE,
        url="",
        source="",
        kind="news",
        captured_at=SHOWN,
        capture_digest="",
        title=one.title,
        text=one.text,
        published_at=SHOWN,
        precision="minute",
        origin=None,
        authors=(),
        editors=(),
    )
    return MentionReader(watchlist.brand, watchlist.summits).mentions(article).summits


def _firms(one: Labelled, rows: Rows, named: Sequence[str]) -> Listed:
    """By full name or a part of it: 深圳华强 is the firm that 深圳华强实业股份有限公司 is."""
    there = [_words(one, row) for row in rows if row["list"] == "firms" and "doubt" not in row]
    doubtful = [_words(one, row) for row in rows if row["list"] == "firms" and "doubt" in row]
    full = [next((firm for firm in there if fits(firm, name)), name) for name in named]
    return listed("firms", there, _some(full), doubtful)


def _employers(said: Iterable[Said]) -> list[str]:
    return [quote.organization for quote in said if quote.voice == "enterprise"]


def _named(one: Labelled) -> list[str]:
    """Firms that a sentence names, whether it tells a deal or not."""
    return [firm.name for part in parts_of(one.title, one.text, SHOWN.date()) for firm in part.firms]


def _projects(one: Labelled, rows: Rows, told: Sequence[Deal]) -> Listed:
    """A deal is a labelled project if it is told by its words or of one of its firms, at the same stage.

    The article gives no project's amount: one that comes with an amount is false.
    """
    there = {_shown(row["stage"], _words(one, row)): row for row in rows if row["list"] == "projects"}
    found = []
    for deal in told:
        name = next((name for name, row in there.items() if _is(one, row, deal)), "")
        found.append(name or _shown(deal.stage, f"{deal.firm} {deal.project} {deal.amount or ''}".strip()))
    return listed("projects", list(there), _some(found))


def _days(one: Labelled, rows: Rows, told: Sequence[Deal]) -> Listed:
    """The days that the article gives for a project; a deal without one of its own counts as without."""
    dated = [row for row in rows if row["list"] == "projects" and "day" in row]
    found = [
        _shown(deal.days.first.isoformat(), _words(one, row))
        for row in dated
        for deal in told
        if deal.is_dated and _is(one, row, deal)
    ]
    return listed("days", [_shown(row["day"], _words(one, row)) for row in dated], _some(found))


def _is(one: Labelled, row: dict[str, Any], deal: Deal) -> bool:
    words, partners = _words(one, row), [one.text[start:end] for start, end in row["firms"]]
    same = fits(words, deal.project) if deal.project else any(fits(firm, deal.firm) for firm in partners)
    return same and deal.stage == row["stage"] and deal.amount is None


def _shown(what: str, words: str) -> str:
    return f"{words} {what}"


def _ids(rows: Rows, name: str) -> list[str]:
    return [row["id"] for row in rows if row["list"] == name]


def _words(one: Labelled, row: dict[str, Any]) -> str:
    return one.text[row["start"] : row["end"]]


def _some(words: Iterable[str]) -> list[str]:
    """Each once, in order, but no empty one."""
    return [word for word in dict.fromkeys(words) if word]
