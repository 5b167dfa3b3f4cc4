"""Charts are plain data, leave out what they can't show, and can be drawn without a browser."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from lxml import etree

from reports.charts import charts
from reports.charts.copy_tree import copy_tree
from reports.charts.projects import timeline
from reports.charts.topics import topic_river
from reports.data import ReportData
from reports.draw import png, svgs
from tests.reports.sample import almost_empty, full
from tests.reports.sample_tables import DAYS, GAPS, window_of


def _bands(option: dict[str, Any], name: str) -> list[tuple[float, float]]:
    found = next(series for series in option["series"] if series["name"] == name)
    return [(start["xAxis"], end["xAxis"]) for start, end in found["markArea"]["data"]]


def test_every_chart_the_sections_name_is_there_in_their_order() -> None:
    assert list(charts(full())) == [
        "trend",
        "uplift",
        "tiers",
        "regions",
        "copy_tree",
        "sentiment",
        "voice_sentiment",
        "keywords",
        "keyword_daily",
        "topic_river",
        "share_of_voice",
        "places_daily",
        "timeline",
    ]


def test_a_chart_without_rows_or_without_its_table_is_left_out() -> None:
    data = full()
    kept = tuple(table for table in data.tables if table.id != "tiers")
    assert charts(almost_empty()) == {}
    assert "tiers" not in charts(replace(data, tables=kept))


def test_a_chart_about_a_column_without_numbers_is_left_out() -> None:
    data = full()
    keywords = data.table("keywords")
    place = [column.id for column in keywords.columns].index("g2")
    rows = tuple((*row[:place], None, *row[place + 1 :]) for row in keywords.rows)
    tables = tuple(replace(one, rows=rows) if one is keywords else one for one in data.tables)
    assert "keywords" not in charts(replace(data, tables=tables))


def test_gap_days_are_marked_and_have_no_bar() -> None:
    option = charts(full())["trend"].option
    third = DAYS.index(next(iter(GAPS)))
    assert _bands(option, "未采集")[0] == (third - 0.5, third + 1.5)
    assert _bands(option, "部分采集")
    for series in option["series"]:
        if series["data"]:
            assert series["data"][third] is None


def test_the_event_is_one_band_of_whole_days() -> None:
    during = [place for place, day in enumerate(DAYS) if window_of(day) == "during"]
    assert _bands(charts(full())["trend"].option, "会期") == [(during[0] - 0.5, during[-1] + 0.5)]


def test_every_story_stands_in_exactly_one_window() -> None:
    option = charts(full())["trend"].option
    bars = [series["data"] for series in option["series"] if series["type"] == "bar"]
    stories = full().table("daily").column("stories")
    for place, day in enumerate(DAYS):
        counts = [bar[place] for bar in bars if bar[place] is not None]
        assert counts == ([] if GAPS.get(day) == "gap" else [stories[place]])


def test_legends_are_on_top_and_no_label_has_a_halo() -> None:
    for chart in charts(full()).values():
        assert chart.option.get("legend", {"top": 0})["top"] == 0
        for halo in _all(chart.option, "textBorderWidth"):
            assert halo == 0
        for series in chart.option["series"]:
            assert "label" not in series or series["label"]["textBorderWidth"] == 0


def test_the_band_of_the_usual_reaches_from_its_lower_to_its_upper_end() -> None:
    option = charts(full())["uplift"].option
    lower, wide, line = option["series"][1:]
    assert lower["stack"] == wide["stack"] == "usual"
    assert (lower["data"][0], lower["data"][0] + wide["data"][0], line["data"][0]) == (1.0, 8.0, 3.5)
    assert lower["name"] not in option["legend"]["data"]
    assert line["name"] in charts(full())["trend"].option["legend"]["data"]


def test_a_copy_hangs_on_the_outlet_it_was_copied_from() -> None:
    option = charts(full())["copy_tree"].option
    depths = {node["name"]: node["value"][0] for node in option["series"][1]["data"]}
    assert depths == {"澄河日报": 0, "北辰财经": 1}


def test_outlets_copying_each_other_are_a_tree_all_the_same() -> None:
    rows = [("甲报", ""), ("乙报", "丙报"), ("丙报", "乙报"), ("乙报", "丙报"), ("丁报", "丙报")]
    copies = full().table("copies")
    made = tuple(("s1", "《标题", outlet, "转载", None, "", source, "") for outlet, source in rows)
    option = copy_tree(full(), replace(copies, rows=made)).option
    nodes = option["series"][1]["data"]
    assert {node["name"]: node["value"][0] for node in nodes} == {"甲报": 0, "乙报": 1, "丙报": 2, "丁报": 3}
    assert len({tuple(node["value"]) for node in nodes}) == 4


def test_the_river_is_as_wide_as_its_stories_and_stays_in_the_middle() -> None:
    series = charts(full())["topic_river"].option["series"]
    for bed, *streams in zip(*(one["data"] for one in series), strict=True):
        top = bed + sum(streams)
        assert bed + top == max(sum(one["data"][n] for one in series[1:]) for n in range(9))


def test_a_week_alone_is_no_river() -> None:
    weeks = full().table("topics_weekly")
    assert topic_river(full(), replace(weeks, rows=weeks.rows[:6])) is None


def test_a_timeline_has_a_line_a_firm_and_a_day_told_of_at_the_latest() -> None:
    option = charts(full())["timeline"].option
    assert option["yAxis"]["data"] == ["澄河氢能公司", "北辰重卡公司", "加氢站"]
    signed = next(one for one in option["series"] if one.get("name") == "签约")
    days = option["xAxis"]["data"]
    told = [(days[one["value"][0]], one["value"][1]) for one in signed["data"]]
    assert told == [("7月15日", 0), ("7月16日", 1)]


def test_stages_of_one_day_stand_side_by_side_and_the_axis_begins_at_the_first() -> None:
    projects = full().table("projects")
    names = [column.id for column in projects.columns]
    row = dict(zip(names, projects.rows[0], strict=True))
    rows = tuple(tuple((row | {"stage": stage})[name] for name in names) for stage in ("签约", "开工"))
    option = timeline(full(), replace(projects, rows=rows)).option
    signs = {one["name"]: one["data"][0] for one in option["series"] if one.get("name")}
    assert signs["签约"]["value"] == signs["开工"]["value"]
    assert signs["签约"]["symbolOffset"] != signs["开工"]["symbolOffset"]
    assert len(option["xAxis"]["data"]) == 3


def test_the_city_is_told_from_its_peers() -> None:
    bars = charts(full())["share_of_voice"].option["series"][0]["data"]
    assert bars[0]["itemStyle"] != bars[1]["itemStyle"]
    assert bars[1]["itemStyle"] == bars[2]["itemStyle"]


def test_charts_are_drawn_as_svg_and_png_and_words_stay_words() -> None:
    data = _with_keyword("</text><script>alert(1)</script>&")
    drawn = svgs(charts(data))
    assert drawn == svgs(charts(data))
    for svg in drawn.values():
        root = etree.fromstring(svg.encode())
        assert not root.xpath("//*[local-name()='script']")
    words = "".join(etree.fromstring(drawn["keywords"].encode()).itertext())
    assert "<script>" in words
    assert png(drawn["keywords"]).startswith(b"\x89PNG")


def test_options_are_json_without_nan() -> None:
    for chart in charts(full()).values():
        assert json.loads(json.dumps(chart.option, allow_nan=False)) == chart.option


def _with_keyword(word: str) -> ReportData:
    data = full()
    keywords = data.table("keywords")
    rows = ((word, 99, 300, 999.0, 0), *keywords.rows)
    tables = tuple(replace(keywords, rows=rows) if table is keywords else table for table in data.tables)
    return replace(data, tables=tables)


def _all(value: object, key: str) -> list[object]:
    if isinstance(value, dict):
        here = [value[key]] if key in value else []
        return here + [found for child in value.values() for found in _all(child, key)]
    return [found for child in value for found in _all(child, key)] if isinstance(value, list) else []
