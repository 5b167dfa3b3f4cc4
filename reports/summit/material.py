"""Everything a summit report is written from: frozen, before figures, tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.exposure import SummitStudy
from cityecho.watchlist import Brand
from reports.data import CloudWord


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the windows during and after against before: G² is < 0 for one that was rarer.

    G² is None where there is no text before to compare with.
    """

    text: str
    documents: int
    count: int
    g2: float | None
    documents_before: int


@dataclass(frozen=True, slots=True)
class Material:
    """A study, the study of the edition before (None: there is none), and what the texts add to them.

    ``evidence`` holds for each negative item the words that decided, by item id.
    """

    study: SummitStudy
    previous: SummitStudy | None
    brand: Brand
    words: tuple[Word, ...]
    evidence: Mapping[str, str]
    cloud: tuple[CloudWord, ...]

    @property
    def city(self) -> str:
        """The city's name."""
        return self.brand.city.name
