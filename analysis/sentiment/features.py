"""What the model sees of a passage: hashed characters, words by theme near the city, who stands with what.

One function for training and judging, so that both see the same. Nothing here is learnt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.sentiment.passages import OTHER, SELF, Passage
from analysis.sentiment.themes import (
    BAD,
    GOOD,
    OTHER_EVENTS,
    THEMES,
    WHO,
    Hits,
    codes_of,
    find_themes,
    valence,
)

BITS = 17
SLOTS = 1 << BITS
"""Slots that sequences of one to three characters are hashed to, in the passage and near the city each."""
STRING_SLOTS = 1 << 13
"""Slots for what stands next to the city's name."""
_REGIONS = ("all", "sentence", "head", "near", "around", "after", "before", "ours", "theirs")
_LISTED = "、和与及"
_NEAR, _AROUND, _GRAMS_NEAR = 12, 30, 40
_TWICE = 2 * len(THEMES)
_EVENTS = np.array([THEMES.index(theme) for theme in dict.fromkeys((*GOOD, *BAD, *OTHER_EVENTS))])
_WHO = np.array([THEMES.index(theme) for theme in WHO])
_PAIRS = (len(WHO) + 2) * len(_EVENTS)
_SIGNS = 12
_BALANCES = 3 * 5
_VALENCE = np.array([valence(theme) for theme in THEMES])
_TURNED, _BEFORE_CONTRAST, _AFTER_CONTRAST = -0.7, 0.6, 1.5
"""没有污染 praises less than 污染 blames; after a contrast the sentence says what it means."""
DENSE = len(_REGIONS) * _TWICE + 2 * _PAIRS + _BALANCES + _SIGNS
"""Length of the part that isn't hashed: themes by region, plain and negated; who with what; signs of form."""
_FACTOR = np.uint32(2654435761)
_CONTRAST = THEMES.index("contrast")
_ENDS_CLAUSE = np.zeros(1 << 16, bool)
_ENDS_CLAUSE[[ord(sign) for sign in "，,、：:；;。！？!?\n "]] = True

Slots = NDArray[np.int64]
Floats = NDArray[np.float64]
Scale = NDArray[np.float64] | NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seen:
    """One passage's features. ``whole`` and ``near``: a slot for each sequence of characters, repeated as it
    is; ``whole_at`` where each begins; ``strings``: slots of neighbours; ``dense``: (DENSE,); ``hits``: the
    words by theme."""

    whole: Slots
    whole_at: Slots
    near: Slots
    strings: Slots
    dense: Floats
    hits: Hits


def see(passage: Passage) -> Seen:
    """The features of ``passage``."""
    codes = codes_of(passage.text)
    own = np.flatnonzero(codes == ord(SELF))
    hits = find_themes(passage.text)
    slots, at, sizes = _said(_grams(codes), _denied(hits, len(codes)))
    ours, theirs = _owners(passage, codes, own)
    near = slots[_within(at, sizes, own, len(codes)) & ~theirs[at]] if len(own) else slots
    dense = _dense(passage, codes, own, hits, (ours, theirs))
    return Seen(slots, at, near, _strings(passage.text, own), dense, hits)


def weighed(slots: Slots, rare: Scale) -> tuple[Slots, Floats]:
    """Each slot once and its (1 + log count) x rarity, the whole scaled to length 1."""
    ordered = np.sort(slots)
    last = np.concatenate(((ordered[1:] != ordered[:-1]).nonzero()[0], [len(ordered) - 1]))
    once, counts = ordered[last], last.copy()
    counts[0] += 1
    counts[1:] -= last[:-1]
    values = (1 + np.log(counts)) * rare[once]
    length = np.sqrt(values @ values)
    return once, values / length if length else values


def _grams(codes: NDArray[np.uint32]) -> tuple[Slots, Slots, Slots]:
    """Slot, beginning and length of each sequence of one to three characters."""
    one = (codes + np.uint32(1)) * _FACTOR
    two = (one[:-1] ^ (codes[1:] + np.uint32(7))) * _FACTOR
    three = (two[:-1] ^ (codes[2:] + np.uint32(13))) * _FACTOR
    made = (one, two, three)
    slots = np.concatenate(made) >> np.uint32(32 - BITS)
    at = np.concatenate([np.arange(len(part)) for part in made])
    sizes = np.repeat([1, 2, 3], [len(part) for part in made])
    return slots.astype(np.int64), at, sizes


def _denied(hits: Hits, length: int) -> NDArray[np.bool_]:
    """(length,): which characters are of words of blame that a negation turns: said, and not meant."""
    denied = np.zeros(length, bool)
    for place in np.flatnonzero(hits.turned & (_VALENCE[hits.themes] < 0)).tolist():
        denied[hits.starts[place] : hits.ends[place]] = True
    return denied


def _said(grams: tuple[Slots, Slots, Slots], denied: NDArray[np.bool_]) -> tuple[Slots, Slots, Slots]:
    """``grams`` without those that begin or end in what is denied."""
    slots, at, sizes = grams
    kept = ~(denied[at] | denied[at + sizes - 1])
    return (slots[kept], at[kept], sizes[kept]) if kept.any() else grams


def _within(at: Slots, sizes: Slots, own: Slots, length: int) -> NDArray[np.bool_]:
    """Which sequences lie wholly near the city's name."""
    covered = np.zeros(length, bool)
    for place in own.tolist():
        covered[max(0, place - _GRAMS_NEAR) : place + _GRAMS_NEAR + 1] = True
    inside: NDArray[np.bool_] = covered[at] & covered[np.minimum(at + sizes - 1, length - 1)]
    return inside


def _strings(text: str, own: Slots) -> Slots:
    """What stands next to the first four namings: up to three characters before and after."""
    found: list[str] = []
    for place in own[:4].tolist():
        found += [f">{text[place + 1 : place + 1 + size]}" for size in (1, 2, 3)]
        found += [f"<{text[max(0, place - size) : place]}" for size in (1, 2, 3)]
        found.append(f"={text[max(0, place - 1) : place]}{text[place + 1 : place + 2]}")
    return np.array([_string_slot(string) for string in dict.fromkeys(found)], np.int64)


def _string_slot(string: str) -> int:
    value = 0
    for sign in string:
        value = ((value ^ ord(sign)) * 2654435761) & 0xFFFFFFFF
    return value >> (32 - 13)


def _dense(
    passage: Passage,
    codes: NDArray[np.uint32],
    own: Slots,
    hits: Hits,
    owners: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> Floats:
    kinds = hits.kinds
    starts = np.array(passage.starts)
    sentence = np.searchsorted(starts, hits.starts, side="right") - 1
    naming = np.zeros(len(starts), bool)
    naming[np.searchsorted(starts, own, side="right") - 1] = True
    here = naming[sentence] if passage.named else np.ones(len(kinds), bool)
    ours, theirs = owners
    masks = [
        *(np.ones(len(kinds), bool), here, sentence == 0),
        *_by_distance(codes, own, hits.starts),
        *(ours[hits.starts], theirs[hits.starts]),
    ]
    place, region = np.nonzero(np.array(masks).T)
    counts = np.bincount(region * _TWICE + kinds[place], minlength=len(_REGIONS) * _TWICE)
    other = OTHER in passage.text
    pairs = [_pairs(counts[at * _TWICE : (at + 1) * _TWICE], other=other) for at in (1, 7)]
    balances = _balances(hits, sentence, [masks[0], here, ~masks[-1]])
    return np.concatenate([np.log1p(counts), *pairs, balances, _signs(passage.text, own)])


def _balances(hits: Hits, sentence: Slots, masks: Sequence[NDArray[np.bool_]]) -> Floats:
    """(5 for each mask,): praise and blame with negation and contrast, which outweighs by how much."""
    weight = _VALENCE[hits.themes] * np.where(hits.turned, _TURNED, 1.0)
    turns = np.flatnonzero(hits.themes == _CONTRAST)
    if len(turns):
        turned_at = np.full(sentence.max() + 1, -1)
        turned_at[sentence[turns[::-1]]] = hits.starts[turns[::-1]]
        at = turned_at[sentence]
        weight = weight * np.where(at < 0, 1, np.where(hits.starts > at, _AFTER_CONTRAST, _BEFORE_CONTRAST))
    told = np.empty((len(masks), 5))
    for nth, mask in enumerate(masks):
        praise, blame = weight[mask & (weight > 0)].sum(), -weight[mask & (weight < 0)].sum()
        both = praise + blame
        balance = (praise - blame) / both if both else 0.0
        told[nth] = (np.log1p(praise), np.log1p(blame), balance, np.tanh((praise - blame) / 4), both == 0)
    return told.ravel()


def _owners(
    passage: Passage, codes: NDArray[np.uint32], own: Slots
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(characters,) twice: whether the place named last in the sentence is the city, or another.

    Before the first naming of a sentence its first place counts. A list with the city in it is the city's.
    """
    length = len(codes)
    ours, theirs = np.zeros(length + 1, bool), np.zeros(length + 1, bool)
    if not len(own):
        return ours, theirs
    marks = np.flatnonzero((codes == ord(SELF)) | (codes == ord(OTHER))).tolist()
    ends = [*passage.starts[1:], length]
    for start, end in zip(passage.starts, ends, strict=True):
        begin, mine = start, False
        named = [mark for mark in marks if start <= mark < end]
        for nth, mark in enumerate(named):
            listed = nth > 0 and mark - named[nth - 1] == 2 and passage.text[mark - 1] in _LISTED
            mine = codes[mark] == ord(SELF) or (listed and mine)
            until = named[nth + 1] if nth + 1 < len(named) else end
            (ours if mine else theirs)[begin:until] = True
            begin = until
    return ours, theirs


def _by_distance(codes: NDArray[np.uint32], own: Slots, starts: Slots) -> list[NDArray[np.bool_]]:
    """Near, around, after and before the city's name; the last two within its clause."""
    if not len(own) or not len(starts):
        return [np.zeros(len(starts), bool)] * 4
    away = starts[:, None] - own[None, :]
    nearest = np.abs(away).min(axis=1)
    clause = np.cumsum(_ENDS_CLAUSE[np.minimum(codes, len(_ENDS_CLAUSE) - 1)])
    same = clause[starts][:, None] == clause[own][None, :]
    return [nearest <= _NEAR, nearest <= _AROUND, (same & (away > 0)).any(1), (same & (away < 0)).any(1)]


def _pairs(counts: NDArray[np.int64], *, other: bool) -> Floats:
    """Who stands together with what, 1 or 0: (WHO, another place, nobody) by events."""
    said = counts[: len(THEMES)] + counts[len(THEMES) :] > 0
    who = said[_WHO]
    table = np.zeros((len(_WHO) + 2, len(_EVENTS)))
    table[:-2] = who[:, None] & said[_EVENTS]
    table[-2] = other & said[_EVENTS]
    if not who.any():
        table[-1] = said[_EVENTS]
    return table.ravel()


def _signs(text: str, own: Slots) -> Floats:
    first = own[0] / len(text) if len(own) else 1.0
    return np.array([
        np.log1p(len(own)), np.log1p(text.count(OTHER)), np.log1p(len(text)) / 5, "？" in text or "?" in text,
        "「" in text, "【" in text, "#" in text or "@" in text, first, first < 0.08,
        f"{OTHER}、{SELF}" in text or f"{SELF}、{OTHER}" in text, f"{OTHER}{SELF}" in text, "！" in text,
    ], np.float64)  # fmt: skip
