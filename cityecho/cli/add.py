"""``cityecho add``: one page that somebody found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli.session import Session, now, tell
from cityecho.cli.trying import printable
from cityecho.errors import PartialError

if TYPE_CHECKING:
    from cityecho.article import Article


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Its address, as copied (a WeChat link too).")],
) -> None:
    """Fetch one page that somebody found, by hand: robots.txt, guard and pause hold as in a crawl."""
    from cityecho.address import canonical
    from cityecho.article import article_id
    from crawler.by_hand import address_in, errand_for
    from crawler.run import forbid_haste
    from crawler.walk import walk

    session: Session = context.obj
    watchlist = session.watchlist()
    wanted = address_in(url)
    errand = errand_for(wanted)
    forbid_haste(watchlist, errand.sources.values())
    with session.archive() as archive, archive.alone():
        archive.demand_room(watchlist.crawl.minimum_free_mb)
        summary = walk(archive, watchlist, errand, now=now, progress=lambda _: None)
        with archive.read() as tx:
            found = tx.articles.get(article_id(canonical(wanted)))
    if summary.failed:
        raise PartialError("the page did not come", tuple(summary.failed.values()))
    if found is None:
        tell(f"{wanted} led to another address; its article stands under that one")
    _tell(session, wanted, found, summary.counts["articles"])


def _tell(session: Session, url: str, article: Article | None, stored: int) -> None:
    value: dict[str, Any] = {"url": url, "stored": bool(stored)}
    if article is not None:
        value |= {
            "id": article.id,
            "source": article.source,
            "title": article.title,
            "published_at": article.published_at and article.published_at.astimezone(BEIJING).isoformat(),
            "characters": len(article.text),
        }
    session.result(value, (f"{name:<12} {printable(value)}" for name, value in value.items()))
