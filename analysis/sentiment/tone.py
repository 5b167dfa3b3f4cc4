"""Words of praise and of blame in a clause, with what turns them round or makes them stronger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.wordlists import longest_of, word_list

_REACH = 8
"""Characters over which a negation or a degree reaches its word."""
_STRONGER = 1.4
_TURNED = 0.7
"""What a negated word still weighs: 没有污染 praises less than 污染 blames."""
_AFTER_CONTRAST, _BEFORE_CONTRAST = 1.5, 0.6
LISTS = ("negations", "degrees", "contrasts")
"""The shipped lists read here."""

_CLAUSE = re.compile(r"[^，,、：:]+[，,、：:]?")


@dataclass(frozen=True, slots=True)
class Tone:
    """How much praise and blame was found, both 0 or more, and in which words."""

    praise: float
    blame: float
    words: tuple[str, ...]

    def __add__(self, other: Tone) -> Tone:
        return Tone(self.praise + other.praise, self.blame + other.blame, self.words + other.words)

    def __mul__(self, weight: float) -> Tone:
        return Tone(self.praise * weight, self.blame * weight, self.words)


SILENT = Tone(0.0, 0.0, ())


class ToneLexicon:
    """Finds words of feeling. ``feelings`` maps a word to its weight, above 0 praise, below it blame."""

    def __init__(
        self,
        feelings: Mapping[str, float],
        negations: Iterable[str],
        degrees: Iterable[str],
        contrasts: Iterable[str],
    ) -> None:
        self._feelings = dict(feelings)
        self._negations = frozenset(negations) - self._feelings.keys()
        self._degrees = frozenset(degrees) - self._feelings.keys()
        self._contrasts = frozenset(contrasts)
        self._by_sign: dict[str, list[str]] = {}
        known = {*self._feelings, *self._negations, *self._degrees, *self._contrasts}
        for word in sorted(known, key=lambda word: (-len(word), word)):
            self._by_sign.setdefault(word[0], []).append(word)
        self._feeling = longest_of(self._feelings)
        self._sign = re.compile("[" + re.escape("".join(sorted(self._by_sign))) + "]")

    def may_feel(self, sentence: str) -> bool:
        """Whether a word of feeling stands in ``sentence``: without one its tone is silent."""
        return self._feeling.search(sentence) is not None

    def tone(self, clauses: Iterable[str]) -> Tone:
        """The tone of a sentence's ``clauses``; after a contrast they weigh more, before it less."""
        before, after = SILENT, SILENT
        turned = False
        for clause in clauses:
            words = list(self._words(clause))
            turned = turned or any(word in self._contrasts for _, word in words)
            if turned:
                after += self._words_tone(words)
            else:
                before += self._words_tone(words)
        return before * _BEFORE_CONTRAST + after * _AFTER_CONTRAST if turned else before

    def _words_tone(self, words: Iterable[tuple[int, str]]) -> Tone:
        """Of a clause's ``words``, each with where it ends."""
        tone = SILENT
        negated_until = stronger_until = 0
        for end, word in words:
            if word in self._negations:
                # two negations within reach of each other cancel out
                negated_until = 0 if end - len(word) < negated_until else end + _REACH
            elif word in self._degrees:
                stronger_until = end + _REACH
            elif word in self._feelings:
                start = end - len(word)
                weight = self._feelings[word] * (_STRONGER if start < stronger_until else 1.0)
                if start < negated_until:
                    weight *= -_TURNED
                tone += Tone(max(weight, 0.0), max(-weight, 0.0), (word,))
        return tone

    def _words(self, clause: str) -> Iterable[tuple[int, str]]:
        """Known words, the longest first, none inside another; each with where it ends."""
        end = 0
        for sign in self._sign.finditer(clause):
            start = sign.start()
            if start < end:
                continue
            word = next((word for word in self._by_sign[sign[0]] if clause.startswith(word, start)), None)
            if word:
                end = start + len(word)
                yield end, word


def clauses(sentence: str) -> list[str]:
    """The clauses of ``sentence``, split at its commas."""
    return _CLAUSE.findall(sentence)


def user_lexicon(positive: Iterable[str], negative: Iterable[str]) -> ToneLexicon | None:
    """``positive`` and ``negative`` words of the user's own; None where there are none."""
    feelings = dict.fromkeys(positive, 1.0) | dict.fromkeys(negative, -1.0)
    if not feelings:
        return None
    return ToneLexicon(feelings, word_list("negations"), word_list("degrees"), word_list("contrasts"))
