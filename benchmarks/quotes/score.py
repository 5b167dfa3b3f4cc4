"""How right is what was found, held against what was labelled (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from benchmarks.quotes.labels import Label, Labelled, Span


class Said(Protocol):
    """A quote as :mod:`analysis.voices.voices` finds it."""

    start: int
    end: int
    speaker: str
    title: str
    organization: str
    voice: str


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``all``."""

    right: int = 0
    all: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.all + other.all)

    def __str__(self) -> str:
        return f"{self.right / self.all:.3f} ({self.right} of {self.all})" if self.all else "– (none)"


@dataclass(frozen=True, slots=True)
class Scored:
    """One text's or, summed, several texts' quotes. Speaker to voice are of the quotes that were found."""

    precision: Share = Share()
    recall: Share = Share()
    speaker: Share = Share()
    title: Share = Share()
    organization: Share = Share()
    voice: Share = Share()

    def __add__(self, other: Scored) -> Scored:
        return Scored(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Field:
    """What is said of a found quote's speaker, title, organization or voice, and what the label says."""

    name: str
    label: str
    said: str

    @property
    def is_right(self) -> bool:
        """Names may be shorter than the label's, titles and organizations longer as well."""
        return _AGREE[self.name](self.label, self.said)


def scored(one: Labelled, said: Sequence[Said]) -> Scored:
    """What is doubtful as a quote counts neither as found nor as missed nor as false; fields likewise."""
    there = {label.span for label in one.quotes} - unsure(one)
    found = {(quote.start, quote.end) for quote in said} - unsure(one)
    told = [field for _, field in told_of(one, said)]
    return Scored(
        precision=Share(len(there & found), len(found)),
        recall=Share(len(there & found), len(there)),
        **{name: _right([field for field in told if field.name == name]) for name in _AGREE},
    )


def told_of(one: Labelled, said: Sequence[Said]) -> Iterator[tuple[Label, Field]]:
    """Every sure field of every sure quote that was found."""
    sure = {label.span: label for label in one.quotes if "quote" not in label.doubt}
    for quote in said:
        label = sure.get((quote.start, quote.end))
        for name in _AGREE if label else ():
            if label and name not in label.doubt:
                yield label, Field(name, getattr(label, name), getattr(quote, name))


def unsure(one: Labelled) -> frozenset[Span]:
    """The marked strings of a text that one reader may take for a quote and another not."""
    return one.doubtful | {label.span for label in one.quotes if "quote" in label.doubt}


def settled(one: Labelled) -> Labelled:
    """``one`` with every doubtful string taken as the reader labelled it first: a quote or none."""
    quotes = tuple(replace(label, doubt=label.doubt - {"quote"}) for label in one.quotes)
    return replace(one, quotes=quotes, doubtful=frozenset(), others=one.others | one.doubtful)


def _right(told: Sequence[Field]) -> Share:
    return Share(sum(field.is_right for field in told), len(told))


def _is(label: str, said: str) -> bool:
    """The same person: the whole name, or two signs of it or more, as a text says 汉森 for 戴夫·汉森."""
    return label == said or (len(said) > 1 and said in label)


def fits(label: str, said: str) -> bool:
    """Where title ends and organization begins is a matter of taste: 南京市委 + 书记, 南京 + 市委书记."""
    return label == said or bool(label and said and (label in said or said in label))


_AGREE: dict[str, Callable[[str, str], bool]] = {
    "speaker": _is,
    "title": fits,
    "organization": fits,
    "voice": str.__eq__,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of the seed article: which of its entries were found, which not, and what was found beside."""

    name: str
    found: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def share(self) -> Share:
        """Found of all there are."""
        return Share(len(self.found), len(self.found) + len(self.missed))


def listed(
    name: str, there: Collection[str], found: Collection[str], doubtful: Collection[str] = ()
) -> Listed:
    """Hold the entries that were ``found`` against those that are ``there``."""
    return Listed(
        name,
        tuple(entry for entry in there if entry in found),
        tuple(entry for entry in there if entry not in found),
        tuple(entry for entry in found if entry not in there and entry not in doubtful),
    )
