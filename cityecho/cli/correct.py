"""``cityecho correct``: a person's word against the sentiment that was measured."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from cityecho.cli.session import Session, now
from cityecho.errors import UsageError

_LONGEST = 1_000  # characters of a name or a reason


class Sentiment(StrEnum):
    """What an article may feel about the city; ``measured`` takes an earlier correction back."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    UNCLEAR = "unclear"
    MEASURED = "measured"


def correct(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Address of a stored article.")],
    sentiment: Annotated[Sentiment, typer.Option(help="What it is; measured: take a correction back.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason.")],
) -> None:
    """Correct what was measured of an article: it holds through every later analysis, until the next word."""
    from analysis.analysers import SENTIMENT
    from cityecho.address import canonical
    from cityecho.archive import Correction
    from cityecho.article import article_id

    session: Session = context.obj
    by, why = line("--by", by), line("--why", why)
    with session.existing_archive() as archive, archive.alone(), archive.begin() as tx:
        found = tx.articles.get(article_id(canonical(url)))
        if found is None:
            raise UsageError(f"no article is stored under {url}")
        word = Correction(found.id, SENTIMENT, sentiment.value, by, why, now())
        tx.measures.correct(word)
    lines = iter([f"{found.url}: {sentiment.value}, says {word.by} ({word.why})"])
    session.result(asdict(word) | {"url": found.url, "title": found.title}, lines)


def line(option: str, text: str) -> str:
    """``text`` on one line. Raises UsageError for one that is empty, too long or of several lines."""
    said = text.replace("\u3000", " ").strip()
    if not said or len(said) > _LONGEST or not said.isprintable():
        raise UsageError(f"{option}: needs one line of 1 to {_LONGEST} characters")
    return said
