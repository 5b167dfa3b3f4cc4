"""What is measured of each article on its own, and the version each measure carries.

A version names the code and a digest of the configuration that the measure depends on: change a place's
name and its mentions are made anew, but not the SnowNLP scores. Raise an analyser's ``_CODE`` when its code
changes what it would say.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis import messages, words
from analysis.deals import projects
from analysis.deals.projects import deals
from analysis.mentions import mentions
from analysis.mentions.mentions import MentionReader
from analysis.messages import MessageReader
from analysis.sentences import bare_sentences, hashes_of
from analysis.sentiment import CityJudge, city, snownlp_scores
from analysis.sentiment.model import shipped_digest
from analysis.sentiment.office import OfficeModels
from analysis.stories.prints import prints_of
from analysis.voices import quoted, voices
from analysis.wordlists import word_list
from analysis.words import Segmenter, content_words
from cityecho.article import Article
from cityecho.watchlist import Brand, Summit, Watchlist

WORDS, MENTIONS, MESSAGES, VOICES, DEALS = "words", "mentions", "messages", "voices", "deals"
SENTIMENT, SNOWNLP, SENTENCES = "sentiment", "snownlp", "sentences"
Value = Mapping[str, Any]

_CODE = {WORDS: 2, MENTIONS: 4, MESSAGES: 2, VOICES: 5, DEALS: 4, SENTIMENT: 8, SNOWNLP: 1, SENTENCES: 2}
ANALYSERS = tuple(_CODE)
_LISTS = {
    WORDS: words.LISTS,
    MENTIONS: mentions.LISTS,
    MESSAGES: messages.LISTS,
    VOICES: (*voices.LISTS, *quoted.LISTS, *city.LISTS),
    DEALS: projects.LISTS,
    SENTIMENT: city.LISTS,
}
"""The shipped lists that each analyser reads, as the modules that read them say."""


_SHIPPED_ONLY = OfficeModels()


@dataclass(frozen=True, slots=True)
class Settings:
    """The part of the watch list that analysers read; it travels to worker processes."""

    brand: Brand
    summits: tuple[Summit, ...]
    user_words: tuple[str, ...] = ()
    stop_words: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    models: OfficeModels = _SHIPPED_ONLY

    @classmethod
    def of(cls, watchlist: Watchlist) -> Settings:
        """What ``watchlist`` says that matters here."""
        words, stop, positive, negative = (
            watchlist.lexicon.get(key, ()) for key in ("userwords", "stopwords", "positive", "negative")
        )
        models = OfficeModels.of(watchlist.folder)
        return cls(watchlist.brand, watchlist.summits, words, stop, positive, negative, models)


@dataclass(frozen=True, slots=True)
class Analyser:
    """``measure`` makes one plain JSON value of each article, in order."""

    name: str
    version: str
    measure: Callable[[Sequence[Article]], list[Value]]


@lru_cache(maxsize=2)
def analysers(settings: Settings) -> tuple[Analyser, ...]:
    """Every analyser of single articles. Nothing heavy is loaded before one of them measures."""
    makers = {
        WORDS: _words(settings),
        MENTIONS: _mentions(settings),
        MESSAGES: _messages(settings),
        VOICES: _voices(settings),
        DEALS: _deals,
        SENTIMENT: _sentiment(settings),
        SNOWNLP: _snownlp(settings),
        SENTENCES: _sentences,
    }
    return tuple(Analyser(name, version(name, settings), make) for name, make in makers.items())


def version(name: str, settings: Settings) -> str:
    """The version that ``name``'s measures carry under these settings."""
    judging = (
        city_names(settings),
        settings.positive,
        settings.negative,
        settings.models.city_digest or shipped_digest(),
    )
    depends: tuple[object, ...] = {
        WORDS: (user_words(settings), settings.stop_words),
        MENTIONS: (settings.brand.places, settings.summits),
        MESSAGES: (settings.brand,),
        VOICES: (_CODE[SENTIMENT], *judging),
        DEALS: (),
        SENTIMENT: judging,
        SNOWNLP: (settings.models.snownlp_digest,),
        SENTENCES: (),
    }[name]
    shipped = [word_list(listed) for listed in _LISTS.get(name, ())]
    digest = hashlib.sha256(repr((depends, shipped)).encode()).hexdigest()[:12]
    return f"{_CODE[name]}-{digest}"


def city_names(settings: Settings) -> tuple[str, ...]:
    """Everything that names the city."""
    return (*settings.brand.city.names, *settings.brand.city.places)


def user_words(settings: Settings) -> tuple[str, ...]:
    """Words the segmenter keeps whole: the user's own list, and the brand's names, slogans and industries."""
    brand = settings.brand
    names = [name for place in brand.places for name in (*place.names, *place.places)]
    slogans = [message.text for message in brand.messages if message.kind == "slogan"]
    industries = [word for industry in brand.industries for word in industry.words]
    return tuple(sorted({brand.brand, *names, *slogans, *industries, *settings.user_words} - {""}))


def _words(settings: Settings) -> Callable[[Sequence[Article]], list[Value]]:
    segmenter = Segmenter(user_words(settings))
    stop = frozenset(settings.stop_words)

    def measure(articles: Sequence[Article]) -> list[Value]:
        texts = (f"{article.title}\n{article.text}" for article in articles)
        return [{"counts": Counter(content_words(segmenter.cut(text), stop))} for text in texts]

    return measure


def _mentions(settings: Settings) -> Callable[[Sequence[Article]], list[Value]]:
    reader = MentionReader(settings.brand, settings.summits)
    return lambda articles: [reader.mentions(article).to_json() for article in articles]


def _messages(settings: Settings) -> Callable[[Sequence[Article]], list[Value]]:
    reader = MessageReader(settings.brand)

    def measure(articles: Sequence[Article]) -> list[Value]:
        found = (reader.told(article.title, article.text) for article in articles)
        return [
            {name: [one.to_json() for one in evidence] for name, evidence in told.items()} for told in found
        ]

    return measure


def _voices(settings: Settings) -> Callable[[Sequence[Article]], list[Value]]:
    names = city_names(settings)

    def measure(articles: Sequence[Article]) -> list[Value]:
        judge = _judge(settings)
        found = (quoted.quoted(article, names, judge) for article in articles)
        return [{"said": [one.to_json() for one in quotes]} for quotes in found]

    return measure


def _deals(articles: Sequence[Article]) -> list[Value]:
    """Of news alone: what people hope for in posts is no deal."""
    found = (
        deals(article.title, article.text, article.day) if article.kind != "post" else ()
        for article in articles
    )
    return [{"deals": [deal.to_json() for deal in one]} for one in found]


def _sentiment(settings: Settings) -> Callable[[Sequence[Article]], list[Value]]:
    names = city_names(settings)

    def measure(articles: Sequence[Article]) -> list[Value]:
        judge = _judge(settings)  # asked for once: to look settings up is to hash all of them
        return [
            judge.judge(article.text, names, title=article.title, kind=article.kind).to_json()
            for article in articles
        ]

    return measure


@lru_cache(maxsize=2)
def _judge(settings: Settings) -> CityJudge:
    """Made when it is first asked for: it loads a model."""
    return CityJudge(settings.positive, settings.negative, settings.models.city())


def _snownlp(settings: Settings) -> Callable[[Sequence[Article]], list[Value]]:
    """SnowNLP's score, or that of its Bayes on the office's own texts where there is such a model."""

    trained = lru_cache(maxsize=1)(settings.models.snownlp)

    def measure(articles: Sequence[Article]) -> list[Value]:
        own = trained()
        texts = [article.text for article in articles]
        return [{"score": score} for score in (map(own.score, texts) if own else snownlp_scores(texts))]

    return measure


def _sentences(articles: Sequence[Article]) -> list[Value]:
    read = (list(bare_sentences(article.text)) for article in articles)
    return [{"hashes": list(hashes_of(bare)), "prints": list(prints_of(bare))} for bare in read]
