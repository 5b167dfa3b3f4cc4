"""Everything that is measured of an article, against the naive stack on the same texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from analysis.analysers import Settings, analysers
from benchmarks.analysis import corpora, naive
from benchmarks.analysis.pace import Pace, pace
from cityecho.article import Article
from cityecho.watchlist import load

_BATCH = 50
"""As `cityecho analyze` takes them."""
_CONFIG = Path(__file__).parents[2] / "config" / "puyang"
NUMBERS = {corpora.NEWS: 100, corpora.POSTS: 400, "target_negative_train": 200}


@cache
def settings() -> Settings:
    """Those of the first city."""
    return Settings.of(load(_CONFIG))


def analyse(articles: Sequence[Article]) -> None:
    """By every analyser, a batch at a time."""
    for tool in analysers(settings()):
        for start in range(0, len(articles), _BATCH):
            tool.measure(articles[start : start + _BATCH])


def paces(folder: Path, rounds: int) -> dict[str, Pace]:
    """By kind of article."""
    stack = naive.whole()
    found = {}
    for name, number in NUMBERS.items():
        articles = corpora.articles(folder, name, number)
        texts = [article.text for article in articles]
        stack(texts[0])
        ours, theirs = partial(analyse, articles), partial(_each, stack, texts)
        found[name] = pace(ours, theirs, rounds=rounds, turns=3)
    return found


def _each(way: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        way(text)
