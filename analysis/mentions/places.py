"""Where a text names a place, and where the same characters mean something else.

The longest form wins: 濮阳县 is not also 濮阳, and 濮阳路 none of the two. What looks like a place but is a
part of another word, a street, firm, paper or dateline (:mod:`analysis.mentions.namesakes`), a link
(:mod:`analysis.mentions.links`) or somebody's name (:mod:`analysis.mentions.surnames`) is found by what
stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.mentions import around as surroundings
from analysis.mentions import links, namesakes, surnames
from analysis.mentions.around import Around, Words, words_around
from analysis.wordlists import longest_of, word_list

LISTS = tuple(
    dict.fromkeys(("false_friends", *surroundings.LISTS, *namesakes.LISTS, *surnames.LISTS, *links.LISTS))
)
"""The shipped lists read here."""

_STREETS = "路街道巷"
_NO_UNIT = re.compile(r"[市县区](?:[场域值价位间别块]|(?<=县)区)")
_UNITS = "市县区省州盟旗镇乡村"


@dataclass(frozen=True, slots=True)
class Spot:
    """One naming of ``place`` from ``start`` to ``end`` in the words ``form``."""

    place: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """A spot with what stands around it."""

    spot: Spot
    around: Around
    words: Words


class Spotter:
    """Finds places by their forms. ``forms`` maps what a text may write to the place's name."""

    def __init__(self, forms: Mapping[str, str], never: Iterable[str] = ()) -> None:
        self._forms = dict.fromkeys((*word_list("false_friends"), *never), "") | dict(forms)
        self._form = longest_of(self._forms)
        self._friend_of = {
            friend: place
            for friend, here in self._forms.items()
            if not here
            for form, place in forms.items()
            if form in friend
        }

    def spots(self, text: str) -> list[Spot]:
        """Every naming of a place in ``text``, in order; decoys are left out."""
        seen = [one for one in self._seen(text) if not links.is_link(text, one.spot.start)]
        return [one.spot for one in self._without_friends(text, _without_people(text, seen))] if seen else []

    def _without_friends(self, text: str, seen: Sequence[_Seen]) -> Sequence[_Seen]:
        """Drop bare namings in a text that has a false friend of the place, and no trace of the place.

        Whoever writes of silver, or of 濮阳路 in another city, goes on doing so.
        """
        sure = {
            one.spot.place
            for one in seen
            if not bare(one.spot.form)
            or surnames.means_a_place(one.around)
            or namesakes.is_in_a_row(one.around)
        }
        if all(one.spot.place in sure for one in seen):
            return seen
        friends = {self._friend(text, found) for found in self._form.finditer(text)} - sure
        return [one for one in seen if one.spot.place not in friends]

    def _friend(self, text: str, found: re.Match[str]) -> str:
        """The place whose false friend stands there, "" where none does."""
        if found[0] in self._friend_of:
            return "" if self._meant(text, found) else self._friend_of[found[0]]
        elsewhere = namesakes.is_elsewhere(Around.of(text, found.start(), found.end()))
        return self._forms[found[0]] if elsewhere else ""

    def _seen(self, text: str) -> Iterator[_Seen]:
        """The namings that are whole words and not called after the place."""
        at = 0
        while found := self._form.search(text, at):
            start, at = found.span()
            form = self._meant(text, found)
            around = Around.of(text, start, start + len(form))
            if not form or namesakes.is_outlet(around) or (bare(form) and namesakes.is_namesake(around)):
                continue
            words = words_around(around)
            if words.breaks_in or (bare(form) and words.breaks_out):
                at = start + 1  # another name may begin inside: 向东营口岸
            elif not (bare(form) and surnames.is_given_name(around, words)):
                yield _Seen(Spot(self._forms[form], form, start, start + len(form)), around, words)

    def _meant(self, text: str, found: re.Match[str]) -> str:
        """The form that ``found`` is, "" where it is none: its last sign may begin another word.

        濮阳路 is no place, but 濮阳路网 the roads of 濮阳; 濮阳市场 is 濮阳, but 濮阳市民 is 濮阳市.
        """
        form, shorter = found[0], found[0][:-1]
        if not self._forms.get(shorter):
            return form if self._forms[form] else ""
        if self._forms[form]:
            return shorter if _NO_UNIT.match(text, found.end() - 1) else form
        following = words_around(Around.of(text, found.start(), found.end() - 1)).after
        return shorter if form[-1] in _STREETS and following and len(following[0]) > 1 else ""


def bare(form: str) -> bool:
    """Whether ``form`` is a name without its unit (濮阳, not 濮阳市): only such can be anything else."""
    return form[-1] not in _UNITS or (len(form) == 2 and form[-1] == "州")


def _without_people(text: str, seen: Sequence[_Seen]) -> list[_Seen]:
    """Drop surnames: each by what stands around it, or because the same full name stands elsewhere.

    In a text that is about surnames or tells a story, and shows no trace of the place, doubtful ones go, too.
    """
    doubtful = [one for one in seen if one.spot.form in surnames.compound_surnames()]
    if not doubtful:
        return list(seen)
    called = {one.spot: surnames.full_name(one.around, one.words) for one in doubtful}
    names = {name for name in called.values() if name not in surnames.compound_surnames()} - {""}
    sure = {one.spot.place for one in seen if not bare(one.spot.form) or surnames.means_a_place(one.around)}
    doubts = surnames.doubts(text)

    def is_person(one: _Seen) -> bool:
        start, end = one.spot.start, one.spot.end
        known = called[one.spot] or not names.isdisjoint((text[start : end + 1], text[start : end + 2]))
        return bool(known) or (one.spot.place not in sure and doubts(one.around))

    people = {one.spot for one in doubtful if is_person(one)}
    return [one for one in seen if one.spot not in people]
