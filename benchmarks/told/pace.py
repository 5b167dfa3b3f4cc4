"""How long a whole pass takes: every measure of every article, on one core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import process_time

from analysis.analysers import analysers
from analysis.stories.stories import stories
from benchmarks.told.copies import pieces
from benchmarks.told.figures import Figure
from benchmarks.told.web import article, at_length, settings
from cityecho.article import Article
from tests.demoweb.hard.values import Telling
from tests.demoweb.hard.web import hard_web

ARTICLES = 10_000
_BATCH = 50
"""As `cityecho analyze` takes them."""
_MOST_SECONDS = 60.0
_SCALE = 8.5
"""Makes a web of a little more than so many articles."""


def figures(name: str, seed: int) -> list[Figure]:
    """Seconds of processor time by part, and of all parts together."""
    web = at_length(hard_web(name, seed, _SCALE)[:ARTICLES], hard_web(name, seed + 1000, _SCALE))
    articles = list(map(article, web))
    mean = sum(len(one.text) for one in web) / len(web)
    parts = [Figure(f"seconds, {part}", seconds, None) for part, seconds in _parts(name, web, articles)]
    note = f"{len(web)} articles of {mean:.0f} characters"
    whole = sum(one.value or 0 for one in parts)
    return [*parts, Figure("seconds, a whole pass", whole, _MOST_SECONDS, note, most=True)]


def _parts(name: str, web: Sequence[Telling], articles: Sequence[Article]) -> Iterator[tuple[str, float]]:
    for tool in analysers(settings(name)):
        batches = [articles[start : start + _BATCH] for start in range(0, len(articles), _BATCH)]
        tool.measure(articles[:1])
        yield tool.name, _seconds(tool.measure, batches)
    yield "stories", _seconds(lambda tellings: stories(pieces(tellings)), [web])


def _seconds(measure: Callable[..., object], over: Sequence[object]) -> float:
    begun = process_time()
    for one in over:
        measure(one)
    return process_time() - begun
