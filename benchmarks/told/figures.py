"""Figures, each held against its bar."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A share from 0 to 1 (or seconds) and its bar; ``value`` None: could not be taken, ``note`` says why.

    ``bar`` None marks a figure that is told and not judged. ``misses`` are examples, for world a only.
    """

    name: str
    value: float | None
    bar: float | None
    note: str = ""
    most: bool = False
    """Whether the bar is the most that is allowed."""
    misses: tuple[str, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether it was taken and falls short."""
        if self.value is None or self.bar is None:
            return False
        return self.value > self.bar if self.most else self.value < self.bar

    def __str__(self) -> str:
        if self.value is None:
            return f"NOT TAKEN {self.name}: {self.note}"
        bar = "" if self.bar is None else f" ({'at most' if self.most else 'bar'} {self.bar:g})"
        note = f"  {self.note}" if self.note else ""
        return f"{'MISSED ' if self.missed else ''}{self.name}: {self.value:.4g}{bar}{note}"


def share(right: Iterable[bool]) -> float:
    """The share of True; 1 of nothing."""
    counted = list(right)
    return sum(counted) / len(counted) if counted else 1.0


def precision_and_recall(
    name: str,
    wanted: Collection[Hashable],
    got: Collection[Hashable],
    bar: float | None,
    recall_bar: float | None = None,
) -> list[Figure]:
    """Two figures, with what was found wrongly and what was not found as their misses."""
    wanted, got = set(wanted), set(got)
    right = len(wanted & got)
    return [
        Figure(
            f"{name}, precision",
            right / len(got) if got else 1.0,
            bar,
            f"{len(got - wanted)} of {len(got)} wrong",
            misses=_examples(got - wanted),
        ),
        Figure(
            f"{name}, recall",
            right / len(wanted) if wanted else 1.0,
            bar if recall_bar is None else recall_bar,
            f"{len(wanted - got)} of {len(wanted)} missing",
            misses=_examples(wanted - got),
        ),
    ]


def f1(wanted: Collection[Hashable], got: Collection[Hashable]) -> float:
    """The harmonic mean of precision and recall; 1 when there is nothing on either side."""
    wanted, got = set(wanted), set(got)
    return 2 * len(wanted & got) / (len(wanted) + len(got)) if wanted or got else 1.0


def _examples(of: Collection[object]) -> tuple[str, ...]:
    return tuple(sorted(map(str, of)))
