"""Stories, which need all articles together. Told further when an article came or changed.

Only rows that differ are written: a run over an unchanged archive writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from analysis.analysers import SENTENCES
from analysis.decisions import articles_of, decisions_of
from analysis.stories.pieces import MemoryShelf
from analysis.stories.shelves import ArchiveShelf, stored
from analysis.stories.stories import Decisions, Piece, Place, Stories
from analysis.versions import STORY, stamp, story_version
from cityecho.address import host
from cityecho.archive import Archive, Correction, Measure, Transaction
from cityecho.article import Article
from cityecho.watchlist import Outlet, Registry, Watchlist

Scope = Literal["new", "all"]


def measure_stories(archive: Archive, watchlist: Watchlist, scope: Scope) -> int:
    """Tell stories from copies; returns how many rows were written.

    New articles are compared with those that hold the same marks, and nothing else is read. Everything is
    told anew where that is asked for, or where more is new than known: the first time, and when a version
    changed or a page was forgotten.
    """
    wanted = story_version(watchlist)
    with archive.begin() as tx:
        waiting = tx.measures.pending(STORY, wanted, tx.counted.stale(stamp(watchlist)))
        words = tuple(word for word in tx.measures.corrections() if word.field == STORY)
        if scope == "new" and not waiting and not words:
            return 0
        decisions = decisions_of(words)
        if scope == "all" or len(waiting) > tx.pieces.count():
            places = _told_anew(tx, watchlist.registry, decisions)
        else:
            places = _told_further(tx, watchlist.registry, waiting, words, decisions)
        return record(tx, STORY, wanted, {place.article: place.to_json() for place in places})


def told(tx: Transaction, registry: Registry) -> dict[str, dict[str, Any]]:
    """What stories the articles that ``tx`` sees make, by article id. Nothing is stored."""
    stories = Stories(MemoryShelf(), decisions_of(tx.measures.corrections()))
    return {
        place.article: place.to_json() for place in stories.places(stories.add(_pieces(tx, registry, None)))
    }


def _told_anew(tx: Transaction, registry: Registry, decisions: Decisions) -> list[Place]:
    shelf = MemoryShelf()
    told = Stories(shelf, decisions)
    articles = told.add(_pieces(tx, registry, None))
    tx.pieces.clear()
    tx.pieces.put(stored(piece, shelf.judged(piece.article)) for piece in shelf.pieces(sorted(articles)))
    return told.places(articles)


def _told_further(
    tx: Transaction, registry: Registry, new: Sequence[str], words: Sequence[Correction], decisions: Decisions
) -> list[Place]:
    shelf = ArchiveShelf(tx)
    told = Stories(shelf, decisions)
    changed = told.add(_pieces(tx, registry, new))
    changed |= told.again({name for word in words for name in articles_of(word)})
    shelf.write()
    return told.places(changed)


def outlet_name(registry: Registry, article: Article) -> str:
    """Who published ``article``: the registry's name as of its day, else the host."""
    outlet = outlet_of(registry, article)
    return outlet.name if outlet else host(article.url)


def outlet_of(registry: Registry, article: Article) -> Outlet | None:
    """The registry's row for ``article``'s host as of its day; None when the registry doesn't know it.

    A post of an organization's account belongs to the organization, whoever runs the platform.
    """
    account = (
        registry.named(article.authors[0], article.day)
        if article.kind == "post" and article.authors
        else None
    )
    if account is not None:
        return account
    return registry.at(host(article.url), article.day)


def origin_name(registry: Registry, article: Article) -> str:
    """Whom the 来源 line names: the registry's name, else the line as it stands, "" where there is none."""
    line = (article.origin or "").strip()
    outlet = registry.named(line, article.day) if line else None
    return outlet.name if outlet else line


def _pieces(tx: Transaction, registry: Registry, ids: Sequence[str] | None) -> Iterator[Piece]:
    """The pieces of the articles ``ids`` (None: all)."""
    measured = tx.measures.of(SENTENCES) if ids is None else tx.measures.some(SENTENCES, ids)
    values = {row.article: row.value for row in measured}
    for article in tx.articles.heads(ids):
        value = values.get(article.id, {})
        yield Piece(
            article=article.id,
            sentences=frozenset(value.get("hashes", ())),
            at=article.published_at or article.captured_at,
            outlet=_publisher(registry, article),
            origin=origin_name(registry, article),
            prints=frozenset(value.get("prints", ())),
        )


def _publisher(registry: Registry, article: Article) -> str:
    """The outlet; "" for a post of nobody the registry knows: on a platform everyone is another."""
    outlet = outlet_of(registry, article)
    is_anyones = article.kind == "post" and (outlet is None or outlet.tier == "self-media-platform")
    return "" if is_anyones else outlet_name(registry, article)


def record(tx: Transaction, analyser: str, wanted: str, values: Mapping[str, Mapping[str, Any]]) -> int:
    """Record the values whose row is missing, of another version or revision, or says something else."""
    stored_values = {row.article: row.value for row in tx.measures.some(analyser, values)}
    changed = set(tx.measures.pending(analyser, wanted, values))
    changed |= {article for article, value in values.items() if stored_values.get(article) != value}
    heads = tx.articles.heads(changed)
    rows = [Measure(article.id, article.content_hash, values[article.id]) for article in heads]
    return tx.measures.record(analyser, wanted, rows)
