"""What of a text may speak of the city, with names taken out: the city's is one sign, other places' another.

A model that never sees a name can't learn that one city is good news and another bad.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from analysis.mentions.around import Around, words_around
from analysis.mentions.places import bare
from analysis.mentions.surnames import GIVEN_NAME_LISTS, is_given_name, single_surnames
from analysis.sentences import sentences
from analysis.wordlists import word_list
from analysis.words import is_word

LISTS = ("places", "provinces", *GIVEN_NAME_LISTS)
"""The shipped lists read here."""
SELF, OTHER = "\ue000", "\ue001"
"""Private signs that stand for the city's name and for another place's."""
_PROVINCE = "\ue002"
"""Stands for a province until the others' clauses are gone: what a province does may be done by the city."""

_FORGED = (SELF, OTHER, _PROVINCE)
_BREAK = "，,"
_OTHERS = re.compile(
    f"^([^{_BREAK}{SELF}]{{0,4}}{OTHER})[^{SELF}]*?([{_BREAK}])(?=[^{_BREAK}{OTHER}]{{0,4}}{SELF})"
)
"""Clauses that another place fills before the city has its own: of 洛阳爆炸，濮阳照常开会 the first."""
_FIGURE = re.compile(r"[0-9０-９]+(?:[.．·,，][0-9０-９]+)*|[A-Za-z]+")
_LONGEST = 240
"""Characters of one passage: what the model was taught on has 40 to 300."""
_MOST = 2
"""Passages read of one text: what names the city first says what it is about."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Consecutive ``sentences`` of a text; ``named`` is False where the text names the city nowhere."""

    sentences: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences as the model reads them.

    ``text`` is masked; ``sentences`` are the originals and ``starts`` where each begins in ``text``.
    ``named`` is False where the city isn't named and the text is taken as a whole.
    """

    text: str
    sentences: tuple[str, ...]
    starts: tuple[int, ...]
    named: bool


def passages(text: str, names: Sequence[str], title: str = "") -> list[Passage]:
    """The :func:`excerpts`, masked."""
    return [masked(excerpt, names) for excerpt in excerpts(text, names, title)]


def excerpts(text: str, names: Sequence[str], title: str = "") -> list[Excerpt]:
    """What of ``title`` and ``text`` is about the place with these ``names``, in at most two parts.

    A sentence that names it brings the next one along. Where none does, or no name is given, the text's
    beginning is taken as a whole. An empty text has no passage.
    """
    known = longest_first(tuple(names))
    title, text = unforged(title), unforged(text)
    kept = _naming([*sentences(title), *sentences(text)], known) if _names(f"{title}\n{text}", known) else []
    # Where it isn't named, sentences are only looked for as far as they are read.
    read = kept or chain(sentences(title), sentences(text))
    return [Excerpt(tuple(part), bool(kept)) for part in _parts(read)]


@lru_cache(maxsize=64)
def longest_first(names: tuple[str, ...]) -> tuple[str, ...]:
    """``names`` without blank ones, the longest first."""
    return tuple(sorted((name for name in names if name.strip()), key=len, reverse=True))


def _names(text: str, names: Sequence[str]) -> bool:
    return any(map(text.__contains__, names))


def _naming(read: Sequence[str], names: Sequence[str]) -> list[str]:
    """The sentences that name the city, each with the next, and the first of all; [] where none does."""
    naming = [_names(sentence, names) for sentence in read]
    if not any(naming):
        return []
    return [sentence for at, sentence in enumerate(read) if naming[at] or at == 0 or naming[at - 1]]


def unforged(text: str) -> str:
    """``text`` without our private signs: a page must not speak in them."""
    for sign in _FORGED:
        if sign in text:
            text = text.replace(sign, "")
    return text


def _parts(kept: Iterable[str]) -> Iterator[list[str]]:
    """``kept`` in runs of a passage's length."""
    part: list[str] = []
    length = made = 0
    for sentence in kept:
        if part and length + len(sentence) > _LONGEST:
            yield part
            made += 1
            if made == _MOST:
                return
            part, length = [], 0
        part.append(sentence[: 2 * _LONGEST])
        length += len(sentence)
    if part:
        yield part


def masked(excerpt: Excerpt, names: Sequence[str]) -> Passage:
    """``excerpt`` as the model reads it: ``names`` and other places masked."""
    places = _places()
    signs: list[str] = []
    starts = [0]
    for sentence in excerpt.sentences:
        signed = sentence
        for name in longest_first(tuple(names)):
            signed = signed.replace(name, SELF)
        own = _OTHERS.sub(r"\1\2", places.sub(_sign, signed), count=1).replace(_PROVINCE, OTHER)
        signs.append(_FIGURE.sub(_figure, own))
        starts.append(starts[-1] + len(signs[-1]))
    return Passage("".join(signs), excerpt.sentences, tuple(starts[:-1]), excerpt.named)


def _sign(found: re.Match[str]) -> str:
    """What stands for a place; what only looks like one, as 大庆 in 盛大庆祝, stays."""
    if found[0][0] == SELF:
        return SELF
    if _is_no_place(Around.of(found.string, *found.span())):
        return found[0]
    return _PROVINCE if found[0].removesuffix("省") in _provinces() else OTHER


def _is_no_place(around: Around) -> bool:
    """Whether the name is part of other words or of somebody's name; cut only where a word may cross."""
    before, form, after = around.before, around.form, around.after
    if before[-1:] in single_surnames():
        return is_given_name(around, words_around(around)) or _is_part(around)
    crosses = is_word(before[-1:] + form[0]) or (bare(form) and is_word(form[-1] + after[:1]))
    return crosses and _is_part(around)


def _is_part(around: Around) -> bool:
    words = words_around(around)
    return words.breaks_in or (bare(around.form) and words.breaks_out)


def _figure(found: re.Match[str]) -> str:
    if found[0][0].isalpha():
        return "A"
    return "0" if len(found[0]) < 3 else "00"


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    return frozenset(word_list("provinces"))


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    """Alternatives begin with letters, without sets: ``re`` skips to where one may begin."""
    others = "|".join(f"{place}[市省]?" for place in sorted(word_list("places"), key=len, reverse=True))
    return re.compile(f"{SELF}市?|{others}")
