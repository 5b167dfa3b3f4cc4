"""Which messages got through, which industries are told of, and in which sentence (pure).

A message is found by its wordings, or by a set of words in any order within a sentence; blanks, quotation
marks and full width make no difference. It counts where the text is about the city there
(:mod:`analysis.mentions.scope`) and doesn't deny it. Irony and paraphrases that no wording lists are
not seen. Industries are found alike, and also where a text names neither the city nor any place near it:
that is what is told of an industry whatever the city does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

from analysis.mentions.scope import LISTS as SCOPE_LISTS
from analysis.mentions.scope import ScopeReader
from analysis.sentences import sentence_spans
from analysis.wordlists import longest_of, word_list
from cityecho.watchlist.values import Brand, Industry, Message, Synonyms

LISTS = (*SCOPE_LISTS, "denials", "denial_fillers")
"""The shipped lists read here."""

_DROPPED = " \t\r\x0b\x0c\xa0\u3000\u200b\ufeff“”\"'‘’《》〈〉「」『』·"
_DROPPED_SIGN = re.compile(f"[{_DROPPED}]")
_FOLD: dict[int, str | None] = {
    **{ord(sign) + wide: sign.lower() for sign in map(chr, range(0x21, 0x7F)) for wide in (0, 0xFEE0)},
    **dict.fromkeys(map(ord, "、，"), ","),
    **dict.fromkeys(map(ord, _DROPPED), None),
}
"""One sign for one sign, or none: so each folded sign has its place in the text."""
_APART = 12
"""Characters between two words of a set that still make one thought."""
_LOOK_BACK = 12
_MOST = 20
"""Sentences kept of one message: more say nothing new, and a hostile page has any number."""
_WITHOUT_IT = re.compile(r"[^。！？\n]{0,12}(?:就没有|就不会|哪有|哪来|何来|怎会|怎么会)")
_NOT_DONE = re.compile(r"没有?|未(?!来)|不(?![断仅但只管论同少久停遗过到足出用])")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence from ``start`` to ``end`` of the article's text, and ``at``, where its wording begins.

    All three are -1 for the title, which is no part of the text.
    """

    start: int
    end: int
    at: int

    def to_json(self) -> list[int]:
        """As the archive keeps it."""
        return [self.start, self.end, self.at]

    @classmethod
    def from_json(cls, value: Sequence[int]) -> Self:
        """What :meth:`to_json` made."""
        return cls(*value)


TITLE = Evidence(-1, -1, -1)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A message or an industry by its folded wordings; only a message can be denied."""

    id: str
    wordings: tuple[str, ...]
    word_sets: tuple[tuple[Synonyms, ...], ...]
    false_friends: tuple[str, ...]
    deniable: bool


class MessageReader:
    """Finds the messages and industries of one city's brand."""

    def __init__(self, brand: Brand) -> None:
        self._wanted = (*map(_of_message, brand.messages), *map(_of_industry, brand.industries))
        self._scope = ScopeReader(brand)
        peers = [name for peer in brand.peers for name in (*peer.names, *peer.places)]
        self._beside = longest_of({*peers, brand.city.province} - {""})
        denials, fillers = longest_of(word_list("denials")), longest_of(word_list("denial_fillers"))
        self._denied = re.compile(f"(?:{denials.pattern})(?:{fillers.pattern})*$")

    def found(self, title: str, text: str) -> dict[str, Evidence]:
        """Each message and industry by id with its first sentence, or the title where none has it."""
        return {name: evidence[0] for name, evidence in self.told(title, text).items()}

    def told(self, title: str, text: str) -> dict[str, tuple[Evidence, ...]]:
        """The same with all its sentences, in order and the title last; of one id no more than twenty."""
        page = _Page(f"{title.replace(chr(10), ' ')}\n{text}", len(title))
        if not self._scope.may_name(page.text):
            return self._elsewhere(page)
        hits = [(one, hits) for one in self._wanted if (hits := list(_hits(page, one)))]
        scope = self._scope.read(page.text, page.title_end, page.sentences) if hits else None
        if scope is None:
            return {}
        kept = {}
        for one, spans in hits:
            evidence: dict[tuple[int, int], Evidence] = {}
            for start, end in spans:
                sentence = page.sentence(start)
                if sentence in evidence or (one.deniable and self._is_denied(page.text, start, end)):
                    continue
                if scope.is_mine(sentence, start, end):
                    evidence[sentence] = page.evidence(sentence, start)
                    if len(evidence) == _MOST:
                        break
            if evidence:
                kept[one.id] = tuple(sorted(evidence.values(), key=lambda one: (one == TITLE, one.start)))
        return kept

    def _elsewhere(self, page: _Page) -> dict[str, tuple[Evidence, ...]]:
        """The industries of a page that names neither the city, nor its province, nor a peer."""
        if self._beside.search(page.text):
            return {}
        hits = ((one.id, next(_hits(page, one), None)) for one in self._wanted if not one.deniable)
        return {name: (page.evidence(page.sentence(hit[0]), hit[0]),) for name, hit in hits if hit}

    def _is_denied(self, text: str, start: int, end: int) -> bool:
        before = text[max(0, start - _LOOK_BACK) : start].translate(_FOLD)
        return bool(self._denied.search(before)) and not _WITHOUT_IT.match(text, end)


class _Page:
    """Title and text as one, and folded: what is found in the folded signs is told in the text's own."""

    def __init__(self, text: str, title_end: int) -> None:
        self.text, self.title_end = text, title_end

    @cached_property
    def flat(self) -> str:
        """Folded: most pages are never looked at so closely."""
        return self.text.translate(_FOLD)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The spans of all sentences, the title's first."""
        return list(sentence_spans(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _dropped(self) -> list[int]:
        """Before which folded sign each dropped one stood."""
        return [found.start() - n for n, found in enumerate(_DROPPED_SIGN.finditer(self.text))]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The text's span of the folded signs from ``start`` to ``end``."""
        last = end - 1
        return start + bisect_right(self._dropped, start), last + bisect_right(self._dropped, last) + 1

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that ``at`` lies in."""
        return self.sentences[bisect_right(self._starts, at) - 1]

    def evidence(self, sentence: tuple[int, int], at: int) -> Evidence:
        """``sentence``, counted from the beginning of the article's text."""
        body = self.title_end + 1
        return TITLE if at < body else Evidence(sentence[0] - body, sentence[1] - body, at - body)


def _folded(wordings: Iterable[str]) -> tuple[str, ...]:
    """``wordings`` as a folded text has them; those of signs alone are nothing to look for."""
    return tuple(flat for flat in dict.fromkeys(wording.translate(_FOLD) for wording in wordings) if flat)


def _of_message(message: Message) -> _Wanted:
    sets = tuple(tuple(map(_folded, words)) for words in message.word_sets)
    wordings = _folded((message.text, *message.variants))
    return _Wanted(message.id, wordings, sets, _folded(message.false_friends), deniable=True)


def _of_industry(industry: Industry) -> _Wanted:
    wordings = _folded((industry.name, *industry.words))
    return _Wanted(industry.id, wordings, (), _folded(industry.false_friends), deniable=False)


def _hits(page: _Page, one: _Wanted) -> Iterator[tuple[int, int]]:
    """Where ``page`` says it, as spans of its text."""
    flat = page.flat
    for friend in one.false_friends:
        flat = flat.replace(friend, "\0" * len(friend))
    for wording in one.wordings:
        if wording in flat:
            yield from (page.span(start, start + len(wording)) for start in _occurrences(flat, wording))
    for words in one.word_sets:
        if all(any(map(flat.__contains__, synonyms)) for synonyms in words):
            yield from _together(page, flat, words)


def _occurrences(flat: str, wording: str) -> Iterator[int]:
    """Where ``wording`` begins; not inside a longer Latin word or number (5G in 15GHz)."""
    start = flat.find(wording)
    while start >= 0:
        end = start + len(wording)
        if not (_runs_on(flat[max(0, start - 1) : start + 1]) or _runs_on(flat[end - 1 : end + 1])):
            yield start
        start = flat.find(wording, end)


def _runs_on(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def _together(page: _Page, flat: str, words: Sequence[Synonyms]) -> Iterator[tuple[int, int]]:
    """Spans within one sentence that hold one of each of ``words``, near each other, none of them negated."""
    hits: list[tuple[int, int, int]] = []
    for n, synonyms in enumerate(words):
        found = ((start, start + len(one)) for one in synonyms for start in _occurrences(flat, one))
        hits += [(*page.span(start, end), n) for start, end in found]
    sentence, last = (-1, -1), dict[int, tuple[int, int]]()
    for start, end, n in sorted(hits):
        if end > sentence[1]:
            sentence, last = page.sentence(start), {}
        last[n] = (start, end)
        if len(last) == len(words) and _near(page.text, spans := sorted(last.values())):
            yield spans[0][0], spans[-1][1]
            last = {}


def _near(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``spans`` follow each other closely, and nothing between them says no."""
    gaps = [(one[1], other[0]) for one, other in pairwise(spans)]
    return all(
        0 <= stop - start <= _APART and not _NOT_DONE.search(text, start, stop) for start, stop in gaps
    )
