"""What rests on what: the figures, tables and chapters that another value of a measure may change (pure).

A line is how the place of a difference begins; behind a colon stand the columns of a table, where only some
of them rest on the measure. A test turns every measure about and finds nothing else changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.analysers import DEALS, MENTIONS, MESSAGES, SENTENCES, SENTIMENT, SNOWNLP, VOICES, WORDS
from analysis.versions import STORY, TOPIC

EVERYTHING = ("figure", "table", "section")
"""Of what is made of articles."""
_TOLD = ("section conclusion", "section overview", "section summary", "sections", "table methods")
"""Chapters that have sentences of every kind, and which chapters there are; why figures are withheld."""
_STORIES = (
    "figure stories.",
    "figure summit.",
    "figure uplift.",
    "figure half_life.",
    "figure build_up.",
    "figure usual.",
    "figure morning.stories",
    "figure negative.stories",
    "figure sentiment",
    "figure praise.",
    "figure circle.",
    "figure reposts.",
    "figure distance.",
    "figure heat.",
    "figure message.",
    "figure share_of_voice.",
    "figure voice",
    "figure rank.",
    "table",
    "section",
)
_RESTING: Mapping[str, tuple[str, ...]] = {
    MENTIONS: EVERYTHING,
    STORY: _STORIES,
    SENTENCES: (),
    SNOWNLP: (),
    WORDS: (
        "sections",
        "table keyword",
        "table falling",
        "table bursts",
        "table network",
        "table mood_words",
        "section keywords",
        "section sentiment",
    ),
    MESSAGES: (
        *_TOLD,
        "figure message.",
        "table message",
        "table industries",
        "section messages",
        "section keywords",
    ),
    VOICES: (
        *_TOLD,
        "figure voice.",
        "table quotes",
        "table voice_sentiment",
        "table mood_",
        "table message_reach",
        "table daily_groups",
        "section sentiment",
        "section messages",
    ),
    DEALS: (
        *_TOLD,
        "table projects",
        "table silent",
        "table network",
        "section projects",
        "section keywords",
    ),
    SENTIMENT: (
        *_TOLD,
        "figure sentiment",
        "figure praise.",
        "figure negative.",
        "figure heat.",
        "table daily: positive neutral negative unclear",
        "table windows: positive neutral negative unclear",
        "table sentiment",
        "table mood_",
        "table negative",
        "table heat",
        "table top_stories: sentiment",
        "table articles: sentiment",
        "table morning: sentiment",
        "table editions",
        "section sentiment",
        "section risks",
        "section editions",
        "section stories",
    ),
    TOPIC: ("table topics", "section keywords"),
}
PURGED = (
    "figure voice.",
    "table quotes",
    "table negatives",
    "table message_reach",
    "table message_tiers",
    "table methods",
    "section sentiment",
    "section messages",
    "section risks",
)
"""What rests on words that a purge takes."""


def resting_on(analysers: Iterable[str]) -> tuple[str, ...]:
    """What rests on the measures of these analysers."""
    return tuple(dict.fromkeys(line for name in analysers for line in _RESTING.get(name, EVERYTHING)))


def is_among(lines: Iterable[str], where: str, what: str) -> bool:
    """Whether a difference of ``what`` at ``where`` is one of ``lines``."""
    for line in lines:
        place, _, columns = line.partition(": ")
        # Of a table with few columns named, its name is whole: "table daily" is not "table daily_groups".
        if columns and where.partition(",")[0] == place and what in columns.split():
            return True
        if not columns and where.startswith(place):
            return True
    return False
