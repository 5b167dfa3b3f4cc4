"""What of a text may speak of the city, with names taken out: the city's is one sign, other places' another.

A model that never sees a name can't learn that one city is good news and another bad.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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

_FORGED = {ord(SELF): None, ord(OTHER): None, ord(_PROVINCE): None}
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
    """The passages of ``title`` and ``text`` about the place with these ``names``, at most two.

    A sentence that names it brings the next one along. Where none does, or no name is given, the text's
    beginning is taken as a whole. An empty text has no passage.
    """
    known = tuple(name for name in names if name.strip())
    read = [*sentences(unforged(title)), *sentences(unforged(text))]
    naming = [any(name in sentence for name in known) for sentence in read]
    named = any(naming)
    if named:
        kept = [sentence for at, sentence in enumerate(read) if naming[at] or at == 0 or naming[at - 1]]
    else:
        kept = read
    return [_passage(part, known, named=named) for part in _parts(kept)]


def unforged(text: str) -> str:
    """``text`` without our private signs: a page must not speak in them."""
    return text.translate(_FORGED)


def _parts(kept: Sequence[str]) -> Iterator[list[str]]:
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


def _passage(part: Sequence[str], names: tuple[str, ...], *, named: bool) -> Passage:
    longest_first = sorted(names, key=len, reverse=True)
    places = _places()
    masked: list[str] = []
    starts = [0]
    for sentence in part:
        signed = sentence
        for name in longest_first:
            signed = signed.replace(name, SELF)
        own = _OTHERS.sub(r"\1\2", places.sub(_sign, signed), count=1).replace(_PROVINCE, OTHER)
        masked.append(_FIGURE.sub(_figure, own))
        starts.append(starts[-1] + len(masked[-1]))
    return Passage("".join(masked), tuple(part), tuple(starts[:-1]), named)


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
