"""What people decided about stories: their words in the archive, the latest on an article counting."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.stories.stories import Decisions
from cityecho.archive import Correction

STORY = "story"
"""The field of a correction about a story."""
SPLIT = "split"
MEASURED = "measured"
"""The word that takes earlier ones back: the measure holds again."""
_JOIN = "join "


def join_with(article: str) -> str:
    """The word that joins an article's story with that of ``article``."""
    return f"{_JOIN}{article}"


def joined_with(word: str) -> str | None:
    """The article that ``word`` joins with; None when it is another word."""
    return word.removeprefix(_JOIN) if word.startswith(_JOIN) else None


def words_in_force(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """The word that holds of each article, of ``corrections`` with the latest last.

    To set an article apart, or to take back what was said of it, ends what joined others with it.
    """
    words: dict[str, Correction] = {}
    for one in corrections:
        if one.field != STORY:
            continue
        words.pop(one.article, None)
        if joined_with(one.value) is None:
            words = {name: word for name, word in words.items() if joined_with(word.value) != one.article}
        if one.value != MEASURED:
            words[one.article] = one
    return words


def decisions_of(corrections: Iterable[Correction]) -> Decisions:
    """What is in force of ``corrections``, the latest last."""
    words = words_in_force(corrections)
    pairs = ((name, joined_with(word.value)) for name, word in words.items())
    return Decisions(
        alone=frozenset(name for name, word in words.items() if word.value == SPLIT),
        joined={name: other for name, other in pairs if other is not None},
    )


def articles_of(word: Correction) -> tuple[str, ...]:
    """The articles that ``word`` is about."""
    other = joined_with(word.value)
    return (word.article,) if other is None else (word.article, other)
