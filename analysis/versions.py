"""Which measures are current: versions of those made of others, and one stamp for all that is counted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from analysis.analysers import ANALYSERS, MENTIONS, SENTENCES, WORDS, Settings, version
from cityecho.watchlist import Registry, Watchlist

STORY, TOPIC = "story", "topic"
_CODE = {STORY: 3, TOPIC: 4}
_COUNT = 1
"""Raised when the code changes what an article counts as."""


def story_version(watchlist: Watchlist) -> str:
    """The version that stories carry."""
    return _version(STORY, watchlist, (SENTENCES,), _names_and_addresses(watchlist.registry))


def topic_version(watchlist: Watchlist) -> str:
    """The version that topics carry."""
    return _version(TOPIC, watchlist, (MENTIONS, WORDS), watchlist.brand.city)


def versions(watchlist: Watchlist) -> dict[str, str]:
    """By measure the version that is current."""
    settings = Settings.of(watchlist)
    single = {name: version(name, settings) for name in ANALYSERS}
    return single | {STORY: story_version(watchlist), TOPIC: topic_version(watchlist)}


def stamp(watchlist: Watchlist) -> str:
    """The stamp of counted rows: of every measure's version, the registry and the brand."""
    made_from = versions(watchlist), watchlist.registry.outlets, watchlist.brand
    return f"{_COUNT}-{hashlib.sha256(repr(made_from).encode()).hexdigest()[:10]}"


def _names_and_addresses(registry: Registry) -> list[tuple[object, ...]]:
    """What of the registry says who published: the rest may change without telling stories anew."""
    return [(one.domain, one.name, one.aliases, one.tier, one.since) for one in registry.outlets]


def _version(measure: str, watchlist: Watchlist, sources: Sequence[str], depends: object) -> str:
    """The version: the code's, and a digest of the measures and of the configuration it is made from."""
    settings = Settings.of(watchlist)
    made_from = [version(source, settings) for source in sources]
    return f"{_CODE[measure]}-{hashlib.sha256(repr((made_from, depends)).encode()).hexdigest()[:12]}"
