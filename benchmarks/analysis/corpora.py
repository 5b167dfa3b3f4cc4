"""Texts of a folder of corpora: NAME.jsonl.gz, a JSON object with "text" (and perhaps "title") a line."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

from cityecho.article import Article

NEWS, POSTS = "broadcast_news", "weibo_train"
KINDS = (NEWS, POSTS, "finance_titles", "hotel_reviews", "takeaway_reviews", "target_negative_train")
SEGMENTED = {
    NEWS: 400,
    POSTS: 3_000,
    "weibo_epidemic_train": 1_900,
    "finance_titles": 1_829,
    "target_negative_train": 1_000,
    "hotel_reviews": 1_000,
    "takeaway_reviews": 1_000,
}
"""10,129 documents, as many as the research counted."""


def rows(folder: Path, name: str, number: int) -> list[dict[str, str]]:
    """``number`` rows from all over the file (all when it has fewer), those without text left out."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        whole = [row for row in map(json.loads, file) if row["text"].strip()]
    return whole[:: max(1, len(whole) // number)][:number]


def texts(folder: Path, name: str, number: int) -> list[str]:
    """The texts of :func:`rows`."""
    return [row["text"] for row in rows(folder, name, number)]


def articles(folder: Path, name: str, number: int) -> list[Article]:
    """The rows as the archive would give them."""
    at = datetime(2022, 7, 15, tzinfo=UTC)
    return [
        Article(
            key=f"https://corpus.example/{name}/{place}",
            url=f"https://corpus.example/{name}/{place}",
            source=name,
            kind="post" if name == POSTS else "news",
            title=row.get("title", ""),
            text=row["text"],
            published_at=at,
            precision="day",
            captured_at=at,
            capture_digest="",
            origin=None,
            authors=(),
            editors=(),
        )
        for place, row in enumerate(rows(folder, name, number))
    ]
