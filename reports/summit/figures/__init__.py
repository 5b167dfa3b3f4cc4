"""The figures of a summit report: stable ids, values, intervals, and how each was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.exposure import SummitStudy
from cityecho.watchlist import Brand
from reports.data import Figure
from reports.quotes import Quote
from reports.summit import voices
from reports.summit.figures.circle import circles, distances, messages
from reports.summit.figures.counts import counts
from reports.summit.figures.echo import echo
from reports.summit.figures.heat import index
from reports.summit.figures.making import heard
from reports.summit.figures.mood import changes, praise, sentiment
from reports.summit.figures.voice import race, share_of_voice

__all__ = ["figures"]


def figures(study: SummitStudy, brand: Brand, quotes: Sequence[Quote]) -> tuple[Figure, ...]:
    """All figures in the order of the contract, withheld ones too."""
    made = (
        *counts(study),
        *echo(study),
        *sentiment(study),
        *changes(study),
        *praise(study),
        *circles(study),
        *distances(study),
        *index(study, brand),
        *messages(study, brand),
        *share_of_voice(study, brand),
        *race(study),
        *(heard(study, figure, share) for figure, share in voices.figures(study, quotes)),
    )
    place = {"place": brand.city.name, "summit": study.summit.id}
    return tuple(replace(figure, ref=place | dict(figure.ref)) for figure in made)
