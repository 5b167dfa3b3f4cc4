"""The city beside its peers: shares of voice, new stories by day."""

from __future__ import annotations

from reports import look
from reports.charts.columns import covered, days, heading, numbers, words
from reports.charts.parts import WIDTH, Chart, bar_series, by_day, day_band, in_percent, only_bars, thin_line
from reports.data import ReportData, Table
from reports.terms import COVERAGE


def share_of_voice(data: ReportData, table: Table) -> Chart:
    """A bar a place, the city's own in its colour."""
    shares = [None if share is None else round(100 * share, 1) for share in numbers(table, "share")]
    places = words(table, "place")
    bar = bar_series(heading(table, "share"), look.MIST, shares)
    bar["data"] = [
        {"value": share, "itemStyle": {"color": look.BLUE if place == data.city else look.MIST}}
        for place, share in zip(places, shares, strict=True)
    ]
    bar["label"] |= {"formatter": "{c}%"}
    chart = only_bars("与同类城市的声量份额（按报道）", places, bar, row=26)
    chart.option["xAxis"] |= in_percent()
    return chart


def places_daily(data: ReportData, table: Table) -> Chart:
    """A line a place, the city's the boldest."""
    known = sorted(set(days(table)))
    places = list(dict.fromkeys(words(table, "place")))
    stories = dict(
        zip(zip(days(table), table.column("place"), strict=True), numbers(table, "stories"), strict=True)
    )
    missing = covered(data, known, "gap")
    colours = dict(zip(places, look.SERIES, strict=False))
    series = [
        thin_line(
            place,
            colours.get(place, look.GRAPHITE),
            [None if gap else stories.get((day, place)) for day, gap in zip(known, missing, strict=True)],
            width=2.5 if place == data.city else 1.4,
        )
        for place in places
    ]
    gap = day_band(COVERAGE["gap"], look.GAP, missing)
    option = by_day([*series, *([gap] if gap else [])], known)
    return Chart(f"各城市逐日{heading(table, 'stories')}", option, WIDTH, 280)
