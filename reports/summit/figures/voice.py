"""The city against its peers."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure import SummitStudy
from cityecho.watchlist import Brand
from reports.data import Figure
from reports.summit.figures.making import STORIES, WILSON, heard
from reports.terms import SHARE

_FAIR = (
    "只计所涉各市以外的媒体（非本市主办、登记地区不在其中任一市）；"
    "每家所刊报道÷该媒体同期见到的全部稿件，各媒体等权"
)
_DRAWN = "；区间由重抽报道得出（泊松自助法，2000次）"


def share_of_voice(study: SummitStudy, brand: Brand) -> Iterator[Figure]:
    """Each place's share of all stories."""
    how = "会中及会后提及该市的报道÷提及各市的报道之和（一条提及两市则两市各计一次）" + WILSON
    for place in brand.places:
        ref = {"query": "share-of-voice", "place": place.name}
        figure = Figure(
            f"share_of_voice.{place.name}", f"{place.name}声量份额", None, SHARE, how, ref, of_what=STORIES
        )
        yield heard(study, figure, study.shares.voice[place.name])


def race(study: SummitStudy) -> Iterator[Figure]:
    """Each place per thousand items of the outlets at home in none of them, and the city's rank there."""
    for runner in study.race.runners:
        place = runner.place
        rate, share = f"以千篇计；{_FAIR}{_DRAWN}", f"该市每千篇条数÷各市之和；{_FAIR}{_DRAWN}"
        for query, label, unit, how, value in (
            ("voice_rate", f"{place}每千篇稿件的报道", "条", rate, runner.rate),
            ("voice_share", f"{place}折算声量份额", SHARE, share, runner.share),
        ):
            ref = {"query": query.replace("_", "-"), "place": place}
            yield heard(study, Figure(f"{query}.{place}", label, None, unit, how, ref), value)
    city = study.race.runners[0]
    rank, first = f"按折算声量份额由高到低；{_FAIR}{_DRAWN}", f"重抽报道中居首位的比例，并列均分；{_FAIR}"
    for query, label, unit, how, value in (
        ("rank.city", "同类城市中的位次", "位", rank, city.rank),
        ("rank.first", "居同类城市首位的可能性", SHARE, first, city.first),
    ):
        yield heard(study, Figure(query, label, None, unit, how, {"query": query.replace(".", "-")}), value)
