"""Bursts on dated fairs and topics of a corpus of dated news: ``python -m benchmarks.trends CORPORA``.

Exits 1 when a figure misses its bar. Nothing of the corpus is printed but numbers and dates.
"""

from __future__ import annotations

import os

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from analysis.words import Segmenter, content_words
from benchmarks.analysis import corpora
from benchmarks.trends import coherence, fairs

F, NPMI, DIVERSITY, SECONDS = 0.87, 0.46, 0.9, 20.0
POSTS, POSTS_OF_EACH, POST_NPMI = ("weibo_train", "weibo_epidemic_train"), 6_000, 0.2
"""Of posts about anything at all, which have no themes of a city to tell apart, no more is to be had."""


def main(folder: Path) -> int:
    """Print every figure beside its bar; returns the exit code."""
    rows = corpora.rows(folder, corpora.NEWS, sys.maxsize)
    texts = [(date.fromisoformat(row["date"]), f"{row['title']}\n{row['text']}") for row in rows]
    return 0 if _bursts(texts) & _topics(texts) & _post_topics(folder) else 1


def _bursts(texts: list[fairs.Dated]) -> bool:
    total, unknown = fairs.Score(0, 0, 0), 0
    for fair in fairs.fairs():
        seen = fairs.found(fair, texts)
        mine = fairs.score(fair.held, seen)
        total += mine
        unknown += sum(not fairs.named_near(fair, held, texts) for held in fair.held)
        print(f"{fair.names[0]}: {mine.met} of {mine.held} editions met by {mine.bursts} bursts")
    print(f"editions that the corpus doesn't name within a week: {unknown}")
    precision, recall = total.met / max(total.bursts, 1), total.met / total.held
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    return _bar("bursts F", total.f, F, total.f >= F)


def _topics(texts: list[fairs.Dated]) -> bool:
    segmenter = Segmenter()
    words = {f"{n:06}": Counter(content_words(segmenter.cut(text))) for n, (_, text) in enumerate(texts)}
    found = coherence.measured(words)
    print(
        "articles that keep their topic's name in a new fitting with a third more: "
        f"{coherence.kept(words):.3f}"
    )
    return (
        _bar("topics NPMI", found.npmi, NPMI, found.npmi >= NPMI)
        & _bar("topics diversity", found.diversity, DIVERSITY, found.diversity >= DIVERSITY)
        & _bar("topics seconds", found.seconds, SECONDS, found.seconds < SECONDS)
    )


def _post_topics(folder: Path) -> bool:
    """Topics of posts by their own model, beside those that the articles' way of fitting gives."""
    segmenter, met = Segmenter(), True
    for name in POSTS:
        rows = corpora.texts(folder, name, POSTS_OF_EACH)
        words = {f"{n:06}": Counter(content_words(segmenter.cut(text))) for n, text in enumerate(rows)}
        as_articles, own = coherence.measured(words), coherence.measured(words, coherence.of_posts)
        print(f"{name} as articles: NPMI {as_articles.npmi:.3f}, diversity {as_articles.diversity:.3f}")
        print(f"{name}: {coherence.told(words, coherence.of_posts):.3f} of the posts have a topic")
        print(f"{name}: {coherence.kept(words, coherence.of_posts):.3f} keep their topic's name")
        met &= _bar(f"{name} NPMI", own.npmi, POST_NPMI, own.npmi >= POST_NPMI)
        met &= _bar(f"{name} diversity", own.diversity, DIVERSITY, own.diversity >= DIVERSITY)
    return met


def _bar(name: str, value: float, bar: float, met: bool) -> bool:
    print(f"{name}: {value:.3f} (bar {bar:g}) {'ok' if met else 'MISSED'}")
    return met


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
