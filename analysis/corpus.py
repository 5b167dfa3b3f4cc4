"""Measures that need all articles together: stories and topics. Made anew when an article came or changed.

Only rows that differ are written: a run over an unchanged archive writes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from analysis.analysers import MENTIONS, SENTENCES, WORDS, Settings, version
from analysis.stories import Piece, stories
from analysis.topics import topics
from cityecho.address import host
from cityecho.archive import Archive, Measure, Transaction
from cityecho.article import Article
from cityecho.watchlist import Outlet, Registry, Watchlist

Scope = Literal["new", "all"]
STORY, TOPIC = "story", "topic"
_CODE = {STORY: 1, TOPIC: 2}


def measure_stories(archive: Archive, watchlist: Watchlist, scope: Scope) -> int:
    """Tell stories from copies over the whole archive; returns how many rows were written."""
    wanted = _version(STORY, watchlist, (SENTENCES,), watchlist.registry.outlets)
    with archive.read() as tx:
        if scope == "new" and not tx.measures.pending(STORY, wanted):
            return 0
        places = {place.article: place.to_json() for place in stories(_pieces(tx, watchlist.registry))}
    return _write(archive, STORY, wanted, places)


def measure_topics(archive: Archive, watchlist: Watchlist, scope: Scope) -> int:
    """Give the articles that name the city their topics; returns how many rows were written."""
    city = watchlist.brand.city
    wanted = _version(TOPIC, watchlist, (MENTIONS, WORDS), city)
    with archive.read() as tx:
        waiting = tx.measures.pending(TOPIC, wanted)
        if scope == "new" and not waiting:
            return 0
        about = {row.article: city.name in row.value["places"] for row in tx.measures.of(MENTIONS)}
        words = {
            row.article: _without(row.value["counts"], city.names)
            for row in tx.measures.of(WORDS)
            if about.get(row.article)
        }
    found = topics(words)
    values = {article: {"topic": found.get(article, "")} for article in {*about, *waiting}}
    return _write(archive, TOPIC, wanted, values)


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


def _pieces(tx: Transaction, registry: Registry) -> Iterator[Piece]:
    hashes = {row.article: frozenset(row.value["hashes"]) for row in tx.measures.of(SENTENCES)}
    for article in tx.articles.between():
        yield Piece(
            article=article.id,
            sentences=hashes.get(article.id, frozenset()),
            at=article.published_at or article.captured_at,
            outlet=outlet_name(registry, article),
            origin=origin_name(registry, article),
        )


def _without(counts: Mapping[str, int], names: tuple[str, ...]) -> dict[str, int]:
    return {word: count for word, count in counts.items() if word not in names}


def _write(archive: Archive, analyser: str, wanted: str, values: Mapping[str, Mapping[str, Any]]) -> int:
    """Record the values whose row is missing, of another version or revision, or says something else."""
    with archive.read() as tx:
        changed = values.keys() & tx.measures.pending(analyser, wanted)  # others came since: for the next run
        stored = {row.article: row.value for row in tx.measures.of(analyser)}
        changed |= {article for article, value in values.items() if stored.get(article) != value}
        rows = [
            Measure(article.id, article.content_hash, values[article.id])
            for article in tx.articles.some(changed)
        ]
    with archive.begin() as tx:
        return tx.measures.record(analyser, wanted, rows)


def _version(analyser: str, watchlist: Watchlist, sources: Sequence[str], depends: object) -> str:
    """The version: the code's, and a digest of the measures and of the configuration it is made from."""
    settings = Settings.of(watchlist)
    made_from = [version(source, settings) for source in sources]
    return f"{_CODE[analyser]}-{hashlib.sha256(repr((made_from, depends)).encode()).hexdigest()[:12]}"
