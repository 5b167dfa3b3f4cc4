"""``cityecho add``: one page that somebody found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.article import BEIJING
from cityecho.cli.session import Session, now, tell
from cityecho.cli.trying import names_city, readable
from cityecho.errors import PartialError, TryLaterError, UsageError

if TYPE_CHECKING:
    from cityecho.article import Article
    from cityecho.watchlist import Watchlist
    from crawler.summary import Asked


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Its address, as copied (a WeChat link too).")],
) -> None:
    """Fetch one page that somebody found, by hand: robots.txt, guard and pause hold as in a crawl."""
    from cityecho.address import canonical, host
    from cityecho.article import article_id
    from crawler.by_hand import address_in, errand_for, has_address
    from crawler.politeness import wish
    from crawler.run import forbid_haste
    from crawler.walk import walk

    session: Session = context.obj
    watchlist = session.watchlist()
    wanted = address_in(url)
    errand = errand_for(wanted)
    if not watchlist.crawl.proxy and not has_address(wanted):
        raise UsageError(f"{wanted}: its name has no address; is it mistyped, or the network down?")
    forbid_haste(watchlist, errand.sources.values())
    with session.archive() as archive, archive.alone():
        with archive.read() as tx:
            if tx.frontier.forgotten([canonical(wanted)]):
                raise UsageError(f"{wanted} was forgotten (cityecho forget): it is not fetched again")
        archive.demand_room(watchlist.crawl.minimum_free_mb)
        summary = walk(archive, watchlist, errand, now=now, progress=lambda _: None)
        came = summary.asked.get(wanted)
        with archive.begin() as tx:
            found = tx.articles.get(article_id(came.article)) if came and came.article else None
            rests, there = tx.frontier.rests(now()), host(wanted)
            dropped = {one.document.url for one in tx.quarantine.dropped()}
            if came and came.outcome == "failed":  # whoever asked for it is told: nobody waits for it
                tx.frontier.take_back([lead.key for lead in errand.leads])
    if came is not None and came.outcome == "quarantined":
        where = "was dropped from quarantine" if wanted in dropped else "is in quarantine"
        raise PartialError(f"it came but can't be read, and {where}", (f"{wanted} ({came.why})",))
    if came is None and summary.state == "interrupted":
        raise TryLaterError(f"interrupted before {wanted} came; later runs ask for it again")
    if came is None or summary.failed:
        waits = "; later runs ask for it again" if came is None or came.waits else ""
        reasons = (*summary.failed.values(), *([wish(there, rests[there])] if there in rests else ()))
        raise PartialError(f"the page did not come{waits}", reasons)
    told = _told(wanted, came, found)
    session.result(told, _lines(told))
    _warn(watchlist, found)
    if came.missing:
        raise PartialError("stored without a part of it", (came.missing,))


def _told(url: str, came: Asked, article: Article | None) -> dict[str, Any]:
    value: dict[str, Any] = {"url": url, "stored": came.outcome == "stored", "outcome": came.outcome}
    if came.why:
        value["why"] = came.why
    if article is not None:
        value |= {
            "id": article.id,
            "source": article.source,
            "address": article.url,
            "title": article.title,
            "published_at": article.published_at and article.published_at.astimezone(BEIJING).isoformat(),
            "characters": len(article.text),
        }
    return value


def _lines(told: dict[str, Any]) -> Iterator[str]:
    shown = {name: value for name, value in told.items() if name != "address" or value != told["url"]}
    return (f"{name:<12} {readable(value)}" for name, value in shown.items())


def _warn(watchlist: Watchlist, article: Article | None) -> None:
    """Say what will make a stored page count for nothing."""
    if article is None:
        return
    if not article.text:
        tell("cityecho: it has a title but no text that could be found")
    city = watchlist.brand.city.name
    if not names_city(watchlist, article):
        tell(f"cityecho: nothing in it names {city}: it will not be counted")
