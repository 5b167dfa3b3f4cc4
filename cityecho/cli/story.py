"""``cityecho story``: what people decide about stories, against what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli.correct import line
from cityecho.cli.session import Session, now
from cityecho.errors import UsageError

if TYPE_CHECKING:
    from cityecho.archive import Correction, Transaction
    from cityecho.article import Article

app = typer.Typer(
    help="Stories that a person splits or joins: it holds through re-runs.", no_args_is_help=True
)

Word = Callable[[Sequence["Article"]], str]
Url = Annotated[str, typer.Argument(help="Address of a stored article.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason.")]


@app.command("split", short_help="An article is a story of its own.")
def split(context: typer.Context, url: Url, by: By, why: Why) -> None:
    """Take an article out of its story: it carries nobody's text, and nobody carries its."""
    from analysis.decisions import SPLIT

    _decide(context.obj, (url,), by, why, lambda _: SPLIT)


@app.command("join", short_help="Two articles' stories are one.")
def join(
    context: typer.Context,
    url: Url,
    other: Annotated[str, typer.Argument(help="Address of an article of the other story.")],
    by: By,
    why: Why,
) -> None:
    """Make one story of the stories of two articles."""
    from analysis.decisions import join_with

    _decide(context.obj, (url, other), by, why, lambda articles: join_with(articles[1].id))


@app.command("restore", short_help="Take back what was decided of an article.")
def restore(context: typer.Context, url: Url, by: By, why: Why) -> None:
    """Take a split or a join back: the measure holds again."""
    from analysis.decisions import MEASURED

    _decide(context.obj, (url,), by, why, lambda _: MEASURED)


@app.command("list", short_help="What was split and joined, by whom and why.")
def list_decisions(context: typer.Context) -> None:
    """List what is in force, the latest last."""
    from analysis.decisions import joined_with, words_in_force

    session: Session = context.obj
    with session.existing_archive() as archive, archive.read() as tx:
        words = sorted(words_in_force(tx.measures.corrections()).values(), key=lambda word: word.at)
        named = {word.article for word in words} | {joined_with(word.value) or "" for word in words}
        urls = {head.id: head.url for head in tx.articles.heads(named)}
    told = [_told(word, urls, joined_with(word.value)) for word in words]
    lines = map(_line, told) if told else iter(["nothing was split or joined"])
    session.result({"decisions": told}, lines)


def _decide(session: Session, urls: tuple[str, ...], by: str, why: str, word_on: Word) -> None:
    """Keep a word on the first of ``urls``; it acts on the stories at the next analysis."""
    from analysis.decisions import STORY
    from cityecho.archive import Correction

    by, why = line("--by", by), line("--why", why)
    with session.existing_archive() as archive, archive.alone(), archive.begin() as tx:
        articles = [_article(tx, url) for url in urls]
        if len({one.id for one in articles}) < len(articles):
            raise UsageError("an article can't be joined with itself")
        word = Correction(articles[0].id, STORY, word_on(articles), by, why, now())
        tx.measures.correct(word)
    told = asdict(word) | {"urls": [one.url for one in articles]}
    addresses = " and ".join(one.url for one in articles)
    session.result(told, iter([f"{addresses}: kept; cityecho analyze puts it into effect"]))


def _article(tx: Transaction, url: str) -> Article:
    from cityecho.address import canonical
    from cityecho.article import article_id

    found = tx.articles.get(article_id(canonical(url)))
    if found is None:
        raise UsageError(f"no article is stored under {url}")
    return found


def _told(word: Correction, urls: Mapping[str, str], other: str | None) -> dict[str, Any]:
    return {
        "decision": "join" if other else word.value,
        "url": urls.get(word.article, ""),
        "other": urls.get(other, "") if other else "",
        "by": word.by,
        "why": word.why,
        "at": word.at.astimezone(BEIJING).isoformat(timespec="seconds"),
    }


def _line(one: Mapping[str, Any]) -> str:
    other = f" with {one['other']}" if one["other"] else ""
    when = one["at"][:16].replace("T", " ")
    return f"{when}  {one['decision']:<5}  {one['url']}{other}  {one['by']}: {one['why']}"
