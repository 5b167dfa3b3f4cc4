"""How well quotes are found, and all lists of the seed article: `python -m benchmarks.quotes SHARED`.

Prints each quote of the labelled pages that is missed, false or told a wrong speaker or voice of; precision
and recall, and how often speaker, title, organization and voice of the found ones are right; then, list by
list, what is found of the seed article. Ends with 1 where a bar is missed or a text is no longer the labelled
one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from analysis.voices.voices import voices
from benchmarks.quotes.found import lists
from benchmarks.quotes.labels import ARTICLE, Labelled, labelled
from benchmarks.quotes.score import Listed, Scored, Share, Span, scored, settled, told_of, unsure

PRECISION = 0.95
"""Of the quotes found on pages."""
FOUND = 0.90
"""Of what there is in the seed article, with nothing false beside."""


def main(shared: Path) -> int:
    """Print both parts; the exit code."""
    texts, stale = labelled(shared)
    pages = [one for one in texts if one.file != ARTICLE]
    articles = [one for one in texts if one.file == ARTICLE]
    for file in stale:
        print(f"{file}: not the text that was labelled, left out", file=sys.stderr)
    missed = [*_pages(pages), *(bar for one in articles for bar in _seed(lists(one)))]
    for bar in missed:
        print(f"MISSED {bar}")
    return bool(missed or stale)


def _pages(pages: Sequence[Labelled]) -> list[str]:
    """Print the pages' part; the bars that it misses."""
    said = [voices(one.text) for one in pages]
    for one, quotes in zip(pages, said, strict=True):
        _tell(one, {(quote.start, quote.end) for quote in quotes})
        for label, field in told_of(one, quotes):
            if field.name in {"speaker", "voice"} and not field.is_right:
                print(
                    f"{one.file} {label.start}–{label.end} {field.name} {field.said!r}, not {field.label!r}"
                )
    sure = sum((scored(one, quotes) for one, quotes in zip(pages, said, strict=True)), Scored())
    every = sum((scored(settled(one), quotes) for one, quotes in zip(pages, said, strict=True)), Scored())
    print(f"\n{len(pages)} pages: without what is doubtful | doubtful strings as labelled")
    for field in fields(Scored):
        print(f"{field.name:12} {getattr(sure, field.name)!s:20} | {getattr(every, field.name)}")
    return _below("precision on pages", sure.precision, PRECISION)


def _tell(one: Labelled, found: set[Span]) -> None:
    """Print where quotes are missed or false."""
    there = {label.span for label in one.quotes} - unsure(one)
    false = found - there - unsure(one)
    for kind, spans in (
        ("missed", there - found),
        ("false, no quote", false & one.others),
        ("false, not what the marks hold", false - one.others),
    ):
        for start, end in sorted(spans):
            print(f"{one.file} {start}–{end} {kind}: {one.text[start:end][:30]}")


def _seed(told: Sequence[Listed]) -> list[str]:
    """Print the seed article's part; the bars that it misses."""
    print("\nseed article")
    for one in told:
        beside = [f"missed: {'、'.join(one.missed)}"] * bool(one.missed)
        beside += [f"false: {'、'.join(one.false)}"] * bool(one.false)
        print(f"{one.name:12} {one.share!s:20} {'; '.join(beside)}".rstrip())
    whole = sum((one.share for one in told), Share())
    print(f"{'together':12} {whole}")
    false = sum(len(one.false) for one in told)
    bars = [bar for one in told for bar in _below(f"{one.name} of the seed article", one.share, FOUND)]
    return bars + [f"nothing false in the seed article: {false}"] * bool(false)


def _below(name: str, share: Share, bar: float) -> list[str]:
    return [] if share.right >= bar * share.all else [f"{name}: {share}, bar {bar}"]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
