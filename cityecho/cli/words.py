"""``cityecho words``: new words for the segmenter, proposed by counting, accepted by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cityecho.cli.analyze import tell_waiting
from cityecho.cli.export import span_of
from cityecho.cli.session import Session
from cityecho.cli.wording import printable
from cityecho.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from analysis.newwords import Proposal
    from cityecho.archive import Transaction

app = typer.Typer(help="New words for the segmenter: propose them, accept them.", no_args_is_help=True)

_WORD = re.compile(r"[^\W_]{2,16}")
_WIDEST = 60  # characters of an example
_LIST = "userwords"
_HEADER = "# userwords: kept whole by the segmenter, in addition to its dictionary\n"


@app.command("propose", short_help="Words that the segmenter doesn't know yet.")
def propose_words(
    context: typer.Context,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day, YYYY-MM-DD.")] = None,
    most: Annotated[int, typer.Option(min=1, help="So many at most.")] = 100,
) -> None:
    """Propose words of the collected news, each story counted once. Nothing changes by it."""
    from analysis.analysers import Settings, user_words
    from analysis.newwords import propose

    session: Session = context.obj
    watchlist = session.watchlist()
    days = span_of(first, last)
    known = user_words(Settings.of(watchlist))
    with session.existing_archive() as archive:
        tell_waiting(archive, watchlist)
        with archive.read() as tx:
            found = propose(_told_once(tx, *days), known, most)
    session.result({"words": [one.to_json() for one in found]}, _table(found))


@app.command("accept", short_help="Keep words whole from now on.")
def accept_words(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Words to add to lexicon/userwords.txt.")],
) -> None:
    """Add words to the configuration's lexicon/userwords.txt: the next `analyze` uses them."""
    from analysis.analysers import WORDS, Settings, user_words
    from analysis.versions import TOPIC

    session: Session = context.obj
    watchlist = session.watchlist()
    if bad := [word for word in words if not _WORD.fullmatch(word)]:
        raise UsageError(f"no word of 2 to 16 letters without blanks or signs: {', '.join(bad)}")
    known = user_words(Settings.of(watchlist))
    new = [word for word in dict.fromkeys(words) if word not in known]
    path = watchlist.folder / "lexicon" / f"{_LIST}.txt"
    if new:
        _append(path, new)
    had = [word for word in words if word in known]
    value = {"file": str(path), "accepted": new, "known": had}
    session.result(value | {"measured_anew": [WORDS, TOPIC] if new else []}, _said(path, new, had))


def _told_once(tx: Transaction, first: date | None, last: date | None) -> Iterator[str]:
    """Title and text of each news story of the days, as its first item has it; no posts of people."""
    from analysis.versions import STORY
    from cityecho.archive.batching import batches

    told: set[str] = set()
    for batch in batches(tx.articles.between(first, last)):
        rows = tx.measures.some(STORY, [article.id for article in batch])
        story = {row.article: row.value["story"] for row in rows}
        for article in batch:
            name = story.get(article.id, article.id)
            if article.kind == "news" and article.text and name not in told:
                told.add(name)
                yield f"{article.title}\n{article.text}"


def _append(path: Path, words: list[str]) -> None:
    """``path`` with ``words`` at its end, all of them or none; what stood there stays to the byte."""
    from cityecho.files import replacing

    before = path.read_bytes() if path.exists() else _HEADER.encode()
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    with replacing(path) as part:
        part.write_bytes(before + gap + "".join(f"{word}\n" for word in words).encode())


def _table(found: list[Proposal]) -> Iterator[str]:
    if not found:
        yield "no new words: they need six places in four stories or more"
        return
    yield "word  count  stories  cohesion  freedom  example"
    for one in found:
        example = _around(one.example, one.word)
        yield f"{one.word}  {one.count}  {one.texts}  {one.cohesion:.1f}  {one.freedom:.1f}  {example}"
    yield "accept some: cityecho words accept WORD…"


def _around(sentence: str, word: str) -> str:
    """The part of ``sentence`` around ``word``, as one printable line: it quotes a crawled page."""
    start = max(0, sentence.find(word) - _WIDEST // 2)
    return printable(sentence[start : start + _WIDEST])


def _said(path: Path, new: list[str], known: list[str]) -> Iterator[str]:
    if known:
        yield f"known already: {'、'.join(known)}"
    if new:
        yield f"{path}: {'、'.join(new)} added"
        yield "the next `cityecho analyze` counts the words of all articles again, and their topics"
        yield "to take one back, delete its line there"
