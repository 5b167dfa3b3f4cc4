"""How a crawl came out: a line for the run, one for each source, and one for each address it lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cityecho.article import BEIJING
from cityecho.cli.wording import counted, printable

if TYPE_CHECKING:
    from crawler.run import CrawlSummary
    from crawler.summary import SourceSummary

_NOUNS = {"fetched": "page", "articles": "new or changed article"}


def told(summary: CrawlSummary) -> dict[str, Any]:
    """Everything, for --json."""
    return {
        "run": summary.run,
        "state": summary.state,
        "counts": dict(summary.counts),
        "failed": dict(summary.failed),
        "resting": summary.resting,
        "waiting": summary.waiting,
        "sources": {name: _told(one) for name, one in summary.sources.items()},
    }


def lines(summary: CrawlSummary) -> Iterator[str]:
    """For a terminal; of the counts those that are not zero."""
    if not summary.sources:
        rests = f"; {summary.resting}" if summary.resting else ""
        yield printable(f"run {summary.run}: {summary.state}, no source was due{rests}")
        return
    pages, articles = (counted(summary.counts[name], noun) for name, noun in _NOUNS.items())
    yield f"run {summary.run}: {summary.state}, {pages}, {articles}{_rest(summary.counts)}"
    for name, one in summary.sources.items():
        yield from source_lines(name, one)


def source_lines(name: str, one: SourceSummary) -> Iterator[str]:
    """How a source came out, and below it the articles that it could not have."""
    if one.state is None:
        yield printable(f"  {name}: not asked, {one.why or 'its addresses wait for a later run'}")
        return
    why = f": {one.why}" if one.why else ""
    is_bad = one.state in ("failed", "blocked")
    due = f"; due again {one.due.astimezone(BEIJING):%m-%d %H:%M}" if one.due and is_bad else ""
    brought = f"{counted(one.pages, 'request')}, {counted(one.articles, 'article')}"
    yield printable(f"  {name}: {one.state}{why} ({brought}{due})")
    for url, reason in one.named:
        yield printable(f"    not had: {url} ({reason})")
    if one.lost > len(one.named):
        yield f"    … and {one.lost - len(one.named)} more (cityecho --json sources)"


def _rest(counts: Mapping[str, int]) -> str:
    others = [f"{name} {count}" for name, count in counts.items() if count and name not in _NOUNS]
    return f" ({', '.join(others)})" if others else ""


def _told(one: SourceSummary) -> dict[str, Any]:
    return {
        "state": one.state,
        "why": one.why,
        "requests": one.pages,
        "articles": one.articles,
        "lost": one.lost,
        "named": [{"url": url, "why": why} for url, why in one.named],
        "due": one.due.astimezone(BEIJING).isoformat() if one.due else None,
    }
