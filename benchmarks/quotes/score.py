"""How right is what was found, held against what was labelled (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from benchmarks.quotes.labels import Label, Labelled, Span


class Said(Protocol):
    """A quote as :mod:`analysis.voices` finds it."""

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


def scored(one: Labelled, said: Sequence[Said]) -> Scored:
    """What is doubtful as a quote counts neither as found nor as missed nor as false; fields likewise."""
    found = {(quote.start, quote.end): quote for quote in said}
    sure = {label.span: label for label in one.quotes if "quote" not in label.doubt}
    counted = found.keys() - unsure(one)
    both = [(sure[span], found[span]) for span in sure.keys() & found.keys()]
    return Scored(
        precision=Share(len(both), len(counted)),
        recall=Share(len(both), len(sure)),
        speaker=_right("speaker", [(label, _is(label.speaker, quote.speaker)) for label, quote in both]),
        title=_right("title", [(label, _fits(label.title, quote.title)) for label, quote in both]),
        organization=_right(
            "organization", [(label, _fits(label.organization, quote.organization)) for label, quote in both]
        ),
        voice=_right("voice", [(label, label.voice == quote.voice) for label, quote in both]),
    )


def unsure(one: Labelled) -> frozenset[Span]:
    """The marked strings of a text that one reader may take for a quote and another not."""
    return one.doubtful | {label.span for label in one.quotes if "quote" in label.doubt}


def settled(one: Labelled) -> Labelled:
    """``one`` with every doubtful string taken as the reader labelled it first: a quote or none."""
    quotes = tuple(replace(label, doubt=label.doubt - {"quote"}) for label in one.quotes)
    return replace(one, quotes=quotes, doubtful=frozenset(), others=one.others | one.doubtful)


def _right(field: str, cases: Iterable[tuple[Label, bool]]) -> Share:
    certain = [right for label, right in cases if field not in label.doubt]
    return Share(sum(certain), len(certain))


def _is(label: str, said: str) -> bool:
    """The same person: the whole name, or two signs of it or more, as a text says 汉森 for 戴夫·汉森."""
    return label == said or (len(said) > 1 and said in label)


def _fits(label: str, said: str) -> bool:
    """Where title ends and organization begins is a matter of taste: 南京市委 + 书记, 南京 + 市委书记."""
    return label == said or bool(label and said and (label in said or said in label))


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
