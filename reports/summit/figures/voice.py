"""The city against its peers."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure import SummitStudy
from cityecho.watchlist import Brand
from reports.data import Figure
from reports.summit.figures.making import STORIES, WILSON, heard
from reports.terms import SHARE


def share_of_voice(study: SummitStudy, brand: Brand) -> Iterator[Figure]:
    """Each place's share of all stories."""
    how = "会中及会后提及该市的报道÷提及各市的报道之和（一条提及两市则两市各计一次）" + WILSON
    for place in brand.places:
        ref = {"query": "share-of-voice", "place": place.name}
        figure = Figure(
            f"share_of_voice.{place.name}", f"{place.name}声量份额", None, SHARE, how, ref, of_what=STORIES
        )
        yield heard(study, figure, study.shares.voice[place.name])
