"""Items of articles: each joined with its measures, its outlet and what people corrected, one by one.

This is what an article counts as. :mod:`analysis.counted` keeps it and reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.analysers import DEALS, MENTIONS, MESSAGES, SENTIMENT, SNOWNLP
from analysis.corpus import origin_name, outlet_name, outlet_of
from analysis.corrections import label_of, words_on_sentiment
from analysis.item import Item, Label
from analysis.versions import STORY, TOPIC
from cityecho.archive import Transaction
from cityecho.archive.batching import batches
from cityecho.article import Article
from cityecho.watchlist import Watchlist

_READ = (DEALS, MENTIONS, MESSAGES, SENTIMENT, SNOWNLP, STORY, TOPIC)
Value = Mapping[str, Any]
_SCORE_OF: dict[Label, float] = {"positive": 1.0, "neutral": 0.0, "negative": -1.0, "unclear": 0.0}
"""The score of a label that a person gave."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """Each analyser's values of a batch by article id, and the sentiment that people corrected to."""

    values: Mapping[str, Mapping[str, Value]]
    corrected: Mapping[str, Label]

    def of(self, analyser: str, article: Article) -> Value:
        """What ``analyser`` made of ``article``; nothing when it has not been measured."""
        return self.values[analyser].get(article.id, {})


def joined(tx: Transaction, watchlist: Watchlist, articles: Iterable[str]) -> Iterator[Item]:
    """The items of ``articles`` (ids), by id, made of their measures: 0.3 ms each.

    An article that was not measured yet counts as naming nothing and being a story of its own. Articles and
    measures are read a batch at a time: what the caller keeps is all that stays in memory.
    """
    words = words_on_sentiment(tx.measures.corrections())
    corrected = {word.article: label_of(word.value) for word in words}
    for batch in batches(tx.articles.some(articles)):
        measured = _measured(tx, batch, corrected)
        for article in batch:
            yield _item(article, watchlist, measured)


def _measured(tx: Transaction, batch: Sequence[Article], corrected: Mapping[str, Label]) -> _Measured:
    ids = [article.id for article in batch]
    values = {name: {row.article: row.value for row in tx.measures.some(name, ids)} for name in _READ}
    return _Measured(values, corrected)


def _item(article: Article, watchlist: Watchlist, measured: _Measured) -> Item:
    outlet = outlet_of(watchlist.registry, article)
    mentions = measured.of(MENTIONS, article)
    places = mentions.get("places", {})
    found = measured.of(MESSAGES, article)
    story = measured.of(STORY, article)
    label, score = _sentiment(article, measured, names_city=watchlist.brand.city.name in places)
    return Item(
        id=article.id,
        url=article.url,
        title=article.title,
        day=article.day,
        published_at=article.published_at,
        precision=article.precision,
        captured_at=article.captured_at,
        capture_digest=article.capture_digest,
        source=article.source,
        kind=article.kind,
        outlet=outlet_name(watchlist.registry, article),
        tier=outlet.tier if outlet else "",
        region=outlet.region if outlet else "",
        owned=outlet.city_owned if outlet else False,
        origin_outlet=origin_name(watchlist.registry, article),
        author=author_of(article.authors),
        places=frozenset(places),
        prominence=places.get(watchlist.brand.city.name, {}).get("prominence", ""),
        summits=tuple(mentions.get("summits", ())),
        messages=tuple(one.id for one in watchlist.brand.messages if one.id in found),
        industries=tuple(one.id for one in watchlist.brand.industries if one.id in found),
        story=story.get("story", article.id),
        role=story.get("role", "own"),
        copied_from=story.get("copied_from"),
        sentiment=label,
        sentiment_score=score,
        snownlp_score=measured.of(SNOWNLP, article).get("score"),
        topic=measured.of(TOPIC, article).get("topic", ""),
        is_measured=bool(mentions),
        deals=len(measured.of(DEALS, article).get("deals", ())),
    )


def author_of(authors: Iterable[str]) -> str:
    """All who wrote an article, as one line."""
    return "、".join(authors)


def _sentiment(article: Article, measured: _Measured, *, names_city: bool) -> tuple[Label, float]:
    """A person's word, else the measure; what doesn't name the city has no feeling about it."""
    if article.id in measured.corrected:
        label = measured.corrected[article.id]
        return label, _SCORE_OF[label]
    value = measured.of(SENTIMENT, article) if names_city else {}
    return label_of(value.get("label", "neutral")), value.get("score", 0.0)
