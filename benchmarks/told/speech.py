"""Quotes and who says them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.voices.quotes import quotes
from analysis.voices.voices import voices as voices_of
from benchmarks.told.figures import Figure, share
from benchmarks.told.web import telling_apart
from tests.demoweb.hard.values import Quoted, Telling

Span = tuple[int, int]
_MARKS = frozenset('“”「」"\n ')


def figures(web: Sequence[Telling]) -> list[Figure]:
    """Quotes found, and the speakers and voices of those found."""
    apart = telling_apart(web)
    found = [[(quote.start, quote.end) for quote in quotes(one.text)] for one in apart]
    spans = [(one, span) for one, of_one in zip(apart, found, strict=True) for span in of_one]
    covered = [covered_by(one, span) for one, span in spans]
    planted = sum(len(one.truth.quotes) for one in apart)
    right = {(one.id, quote) for (one, _), of_span in zip(spans, covered, strict=True) for quote in of_span}
    return [
        Figure(
            "quotes, substrings",
            share(0 <= start < end <= len(one.text) for one, (start, end) in spans),
            1.0,
            f"{len(spans)} quotes",
        ),
        Figure(
            "quotes, precision",
            share(map(bool, covered)),
            0.95,
            misses=tuple(
                _around(one, span) for (one, span), of in zip(spans, covered, strict=True) if not of
            ),
        ),
        Figure(
            "quotes, recall",
            len(right) / planted if planted else 1.0,
            0.9,
            f"of {planted}",
            misses=tuple(
                _around(one, (quote.start, quote.end))
                for one in apart
                for quote in one.truth.quotes
                if (one.id, quote) not in right
            ),
        ),
    ]


def voices(web: Sequence[Telling]) -> list[Figure]:
    """Speakers and voices, of the planted quotes that are found."""
    speakers: list[bool] = []
    heard: list[bool] = []
    wrong: list[str] = []
    deaf: list[str] = []
    for one in telling_apart(web):
        for said in voices_of(one.text):
            for quote in covered_by(one, (said.start, said.end)):
                who = quote.speaker
                speakers.append(said.speaker == who.name)
                heard.append(said.voice == who.voice)
                where = _around(one, (said.start, said.end))
                wrong += [] if speakers[-1] else [f"{said.speaker or '—'} for {who.name or '—'}: {where}"]
                deaf += [] if heard[-1] else [f"{said.voice} for {who.voice}: {where}"]
    planted = sum(len(one.truth.quotes) for one in telling_apart(web))
    return [
        Figure("speakers right", share(speakers), 0.95, f"of {len(speakers)} quotes", misses=tuple(wrong)),
        Figure("voices right", share(heard), 0.95, misses=tuple(deaf)),
        Figure("planted quotes with a voice", len(speakers) / max(1, planted), None),
    ]


def covered_by(one: Telling, span: Span) -> tuple[Quoted, ...]:
    """The planted quotes that ``span`` is: one, or paragraphs of one speech; else none."""
    inside = [quote for quote in one.truth.quotes if span[0] <= quote.start and quote.end <= span[1]]
    if not inside or not _touches(one.text, span, inside):
        return ()
    return tuple(inside) if len({quote.speaker for quote in inside}) == 1 else ()


def _touches(text: str, span: Span, inside: Sequence[Quoted]) -> bool:
    """Whether nothing but marks and line ends stands in ``span`` beside the quotes."""
    return all(set(text[start:end]) <= _MARKS for start, end in _between(span, inside))


def _between(span: Span, inside: Sequence[Quoted]) -> Iterator[Span]:
    at = span[0]
    for quote in inside:
        yield at, quote.start
        at = quote.end
    yield at, span[1]


def _around(one: Telling, span: Span) -> str:
    start, end = span
    before, after = one.text[max(0, start - 24) : start], one.text[end : end + 16]
    return f"{before}⟦{one.text[start:end]}⟧{after}".replace("\n", "¶")
