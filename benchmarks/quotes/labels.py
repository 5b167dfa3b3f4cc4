"""What was labelled by reading: offsets and labels of texts that are not ours (``benchmarks/labels``).

The texts lie in a folder SHARED: ``pages/dev`` with its ``truth.jsonl``, and ``seed/article.txt``. Offsets
count in the text that our reader makes of a page; a text that is no longer the labelled one is stale and
isn't scored.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.extraction.read import READERS
from benchmarks.seed_article import headline_and_paragraphs

FOLDER = Path(__file__).parents[1] / "labels"
ARTICLE = "article.txt"
"""The seed article's file; every other one is a page."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """A quote: where its words stand, who says it ("" where the text has no such word, or keeps no name).

    ``doubt`` names what two readers may see differently: "quote", "speaker", "title", "organization" or
    "voice".
    """

    start: int
    end: int
    speaker: str
    title: str
    organization: str
    voice: str
    doubt: frozenset[str]

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, its quotes, and its other marked strings: doubtful, if one may take them for quotes."""

    file: str
    title: str
    text: str
    quotes: tuple[Label, ...]
    doubtful: frozenset[Span]
    others: frozenset[Span]


def labelled(shared: Path, rows: Path = FOLDER / "quotes.jsonl") -> tuple[list[Labelled], list[str]]:
    """The labelled texts of ``shared``, and the files whose text is no longer the one that was labelled."""
    fresh, stale = [], []
    for row in read(rows):
        title, text = _told(shared, row["file"])
        if hashlib.sha256(text.encode()).hexdigest() == row["sha256"]:
            fresh.append(_labelled(row, title, text))
        else:
            stale.append(row["file"])
    return fresh, stale


def read(rows: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON lines file."""
    return map(json.loads, rows.read_text("utf-8").splitlines())


def _told(shared: Path, file: str) -> tuple[str, str]:
    """Headline and text of a labelled file; paragraphs stand one a line."""
    if file == ARTICLE:
        title, paragraphs = headline_and_paragraphs(shared / "seed" / ARTICLE)
        return title, "\n".join(paragraphs)
    pages = shared / "pages" / "dev"
    body = gzip.decompress((pages / file).read_bytes())
    page = READERS["ours"]()(body, "", _addresses(pages).get(file) or "")
    return page["title"], page["text"]


@cache
def _addresses(pages: Path) -> dict[str, str | None]:
    return {row["file"]: row["url"] for row in read(pages / "truth.jsonl")}


def _labelled(row: dict[str, Any], title: str, text: str) -> Labelled:
    def words(label: dict[str, Any], name: str) -> str:
        return text[slice(*label[name])] if name in label else ""

    quotes = tuple(
        Label(
            start=label["start"],
            end=label["end"],
            speaker=words(label, "speaker"),
            title=words(label, "title"),
            organization=words(label, "organization"),
            voice=label["voice"],
            doubt=frozenset(label.get("doubt", ())),
        )
        for label in row["quotes"]
    )
    return Labelled(row["file"], title, text, quotes, _spans(row["doubtful"]), _spans(row["others"]))


def _spans(pairs: list[list[int]]) -> frozenset[Span]:
    return frozenset((start, end) for start, end in pairs)
