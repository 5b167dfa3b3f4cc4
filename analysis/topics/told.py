"""Give what names the city its topics: articles and posts each by a model of their own.

A kept model tells what is new, and nothing else is read: a day costs the same whatever the archive holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from analysis.analysers import MENTIONS, WORDS
from analysis.corpus import Scope, record
from analysis.topics import shelf
from analysis.topics.model import Model, Words, fit
from analysis.topics.posts import fit_posts
from analysis.versions import TOPIC, stamp, topic_version
from cityecho.archive import Archive, Transaction
from cityecho.article import ItemKind
from cityecho.watchlist import Watchlist

_LATEST = 5_000
"""Among so many of the latest articles the kept models are looked for: the archive is never read for it."""
Fit = Callable[[Transaction, Words, str, Model | None], Model]


def _fit_news(_tx: Transaction, words: Words, version: str, _before: Model | None) -> Model:
    return fit(words, version)


def _fit_posts(tx: Transaction, words: Words, version: str, before: Model | None) -> Model:
    return fit_posts(words, version, tx.authors.shared(words), before)


@dataclass(frozen=True, slots=True)
class _Told:
    """Topics by article, and the model that told them; ``dropped`` is the one that was fitted before it."""

    model: Model
    topics: Mapping[str, str]
    is_new: bool = False
    dropped: str = ""


def measure_topics(archive: Archive, watchlist: Watchlist, scope: Scope) -> int:
    """Give the articles that name the city their topics; returns how many rows were written.

    What is new is told by the kept model and changes no other's topic. A model is fitted where there is none
    of this version, where the city's articles (or posts) have grown by a quarter, and for ``scope`` "all".
    Posts are told by the articles' model where they are too few for topics of their own.
    """
    wanted = topic_version(watchlist)
    with archive.read() as tx:
        waiting = tx.measures.pending(TOPIC, wanted, tx.counted.stale(stamp(watchlist)))
        if scope == "new" and not waiting:
            return 0
        reader = _Reader(tx, watchlist, wanted, scope, waiting)
        news = reader.told("news", _fit_news, None)
        posts = reader.told("post", _fit_posts, news)
    values: dict[str, dict[str, str]] = {article: {"topic": ""} for article in waiting}
    for kind, told in (("news", news), ("post", posts)):
        digest = told.model.digest
        values |= {one: {"topic": name, "model": digest, "of": kind} for one, name in told.topics.items()}
    for told in (news, posts):
        if told.topics:
            shelf.put(told.model)
    with archive.begin() as tx:
        written = record(tx, TOPIC, wanted, values)
    for old in {news.dropped, posts.dropped} - {"", news.model.digest, posts.model.digest}:
        shelf.drop(old)
    return written


@dataclass(frozen=True, slots=True)
class _Reader:
    """What an archive's topics are told from."""

    tx: Transaction
    watchlist: Watchlist
    version: str
    scope: Scope
    waiting: Sequence[str]

    def told(self, kind: ItemKind, fitted: Fit, instead: _Told | None) -> _Told:
        """The topics of the new articles of ``kind``, or of all of them by a new model.

        Where the model has no topics, those of ``instead``.
        """
        new = self._words(kind, self.waiting)
        digest = self._digest(kind)
        if not new and not digest:
            return _Told(Model.none(self.version, 0), {})
        kept = shelf.get(digest) if digest and self.scope == "new" else None
        leans = instead is not None and instead.is_new and kept is not None and not kept.names
        if kept and kept.version == self.version and not kept.is_outgrown(len(new)) and not leans:
            return _Told(kept.with_more(len(new)), _topics(kept, new, instead))
        words = self._words(kind, None)
        model = fitted(self.tx, words, self.version, kept)
        before = {row.article: row.value["topic"] for row in self.tx.measures.some(TOPIC, words)}
        model = model.named_like(model.places(words), before)
        return _Told(model, _topics(model, words, instead), is_new=True, dropped=digest)

    def _digest(self, kind: ItemKind) -> str:
        """The model that told the latest articles of ``kind``; "" where none did, or too long ago."""
        values = (row.value for row in self.tx.measures.latest(TOPIC, _LATEST))
        return next((value["model"] for value in values if value.get("of") == kind), "")

    def _words(self, kind: ItemKind, ids: Sequence[str] | None) -> dict[str, dict[str, int]]:
        """The counted words of those of ``ids`` (None: all) of ``kind`` that name the city, but its names."""
        city, measures = self.watchlist.brand.city, self.tx.measures
        named = measures.of(MENTIONS) if ids is None else measures.some(MENTIONS, ids)
        about = [row.article for row in named if city.name in row.value["places"]]
        mine = [article.id for article in self.tx.articles.heads(about) if article.kind == kind]
        return {row.article: _without(row.value["counts"], city.names) for row in measures.some(WORDS, mine)}


def _topics(model: Model, words: Words, instead: _Told | None) -> dict[str, str]:
    return (instead.model if instead and not model.names else model).topics(words)


def _without(counts: Mapping[str, int], names: Collection[str]) -> dict[str, int]:
    return {word: count for word, count in counts.items() if word not in names}
