"""What news that names the city quotes: who says it, and what feeling the words carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from analysis.item import Label
from analysis.mentions import namesakes
from analysis.sentiment import CityJudge
from analysis.voices.voices import Said, voices
from cityecho.article import Article

LISTS = namesakes.LISTS
"""The shipped list read here."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between two places of an article's text, whose they are, and their feeling about the city."""

    said: Said
    sentiment: Label

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it: places and names, no words of the quote."""
        return {**self.said.to_json(), "sentiment": self.sentiment}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """What :meth:`to_json` made."""
        said = dict(value)
        return cls(sentiment=said.pop("sentiment"), said=Said.from_json(said))


def quoted(article: Article, names: Sequence[str], judge: CityJudge) -> tuple[Quoted, ...]:
    """The quotes of ``article`` in their order; none of a post, or of news that names none of ``names``."""
    named = (name in article.text or name in article.title for name in names)
    if article.kind == "post" or not any(named):
        return ()
    return tuple(
        Quoted(said, _feeling(article.text[said.start : said.end], names, judge))
        for said in voices(article.text)
    )


def _feeling(words: str, names: Sequence[str], judge: CityJudge) -> Label:
    """Of words that name no place, what they say as a whole: they were chosen for an article on the city.

    What praises or blames another place alone (最终选择菏泽) says nothing of the city.
    """
    if any(name in words for name in names):
        return judge.judge(words, names).label
    return "neutral" if namesakes.known_places().search(words) else judge.judge(words, ()).label
