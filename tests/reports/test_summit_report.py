"""The summit report: its contract, its sentences, and that no number or name appears from nowhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from analysis.coverage import Coverage
from analysis.exposure import Found, study
from analysis.exposure.matched import match
from analysis.item import LABELS, Item
from cityecho.article import BEIJING
from cityecho.watchlist import Summit
from reports.data import Quantity, ReportData
from reports.json_file import to_json
from reports.summit.assembly import assemble
from reports.summit.material import Material, Word
from tests.analysis.planted import BRAND, CITY, PEER, SUMMIT, after_start, covered, item, world

NOW = datetime(2022, 9, 1, 8, tzinfo=BEIJING)
WINDOWS = ("before", "during", "after")
CONTRACT = {
    *(f"{kind}.{window}" for kind in ("items", "stories", "outlets") for window in WINDOWS),
    *(f"sentiment.{label}.{window}" for label in LABELS for window in WINDOWS),
    *(f"circle.{name}" for name in ("earned", "beyond_trade", "outside_province", "central")),
    *(f"distance.{name}" for name in ("mean", "far", "unknown")),
    *(f"sentiment_change.{side}.{name}" for side in ("positive", "negative") for name in WINDOWS[1:]),
    *(f"voice.{name}" for name in ("official", "enterprise", "expert", "public")),
    "uplift.stories", "uplift.placebo", "half_life.days", "reposts.share",
    f"share_of_voice.{CITY}", f"share_of_voice.{PEER}", "message.speed", "message.home",
}  # fmt: skip
COLUMNS = {
    "daily": "date window items stories outlets positive neutral negative unclear all_items coverage",
    "daily_groups": "date kind group items stories outlets",
    "windows": "window from to days items stories outlets positive neutral negative unclear owned earned",
    "circles": "circle circle_stories all_stories share low high circle_outlets all_outlets",
    "distance": "hops items outlets",
    "tiers": "tier items stories outlets share",
    "regions": "region items stories outlets share",
    "ownership": "kind items stories outlets share",
    "outlets": "outlet tier region owned items stories first",
    "sentiment": "window positive neutral negative unclear",
    "mood_change": "kind group side total_before share_before total share points points_low points_high",
    "mood_words": "side word stories stories_other stories_before g2",
    "mood_told": "side kind title outlet items evidence url",
    "top_stories": "story title first_outlet first_published_at items outlets reposts sentiment url",
    "copies": "story title outlet role published_at origin copied_from url",
    "messages": "id text kind items stories share",
    "message_tiers": "text city unlisted central portal provincial",
    "message_reach": "text kind group part stories share low high",
    "projects": "project firm amount stage date latest stories url",
    "silent": "project firm amount since unseen",
    "quotes": "voice speaker speaker_title organization quote sentiment outlet published_at url",
    "industries": "id text items stories share",
    "counterfactual_daily": "date stories expected least most",
    "keyword_daily": "date word documents",
    "voice_sentiment": "voice quotes positive neutral negative unclear",
    "keywords": "word documents count g2 documents_before g2_ordinary g2_peers",
    "falling": "word documents count g2 documents_before",
    "bursts": "word from to strength",
    "network": "one one_kind other other_kind stories npmi",
    "topics": "topic items stories share",
    "topics_weekly": "from topic stories share",
    "share_of_voice": "place items stories share",
    "race": "place stories rate rate_low rate_high share low high rank_low rank_high chance",
    "places_daily": "date place stories",
    "editions": "figure label this previous change change_low change_high",
    "negatives": "title outlet published_at items score url evidence",
    "articles": "url title outlet tier region owned published_at story role sentiment",
    "terms": "term meaning",
    "methods": "label how withheld",
    "gaps": "from to days coverage",
}
SECTIONS = [
    *("overview", "conclusion", "trend", "uplift", "channels", "copies", "sentiment", "messages", "keywords"),
    *("peers", "projects", "risks", "terms", "methods", "appendix"),
]


def echo() -> list[Item]:
    """A summer with an echo: one story copied by three outlets, a complaint, a peer, a private post."""
    items = world(1, 4, after_start([40, 30, 20, 12, 8, 5, 3, 2, 1]))
    big = {"story": "big", "summits": ("h2",), "messages": ("speed",), "topic": "氢能、签约、项目"}
    items += [
        item(70_001, SUMMIT.start, outlet="中原晨报", role="first", title="大会开幕", **big),
        item(70_002, SUMMIT.start, outlet="国民新闻", role="repost", origin_outlet="中原晨报", **big),
        item(70_003, SUMMIT.end, outlet="江岸商报", role="repost", **big),
        item(70_004, SUMMIT.end, outlet="不明网", sentiment="negative", sentiment_score=-0.7,
             title="有企业反映审批偏慢"),
        item(70_005, SUMMIT.end, kind="post", outlet="某平台", title="私人的话", sentiment="negative",
             sentiment_score=-0.9),
        item(70_006, SUMMIT.end, places=frozenset({PEER})),
    ]  # fmt: skip
    return items


def built(
    items: list[Item],
    coverage: Coverage | None = None,
    summit: Summit = SUMMIT,
    previous: Summit | None = None,
) -> ReportData:
    known = covered() if coverage is None else coverage
    summits = (summit, *([previous] if previous else []))
    found = Found.of(items)
    this = study(found, known, summit, brand=BRAND, summits=summits)
    before = match(found, this, previous, BRAND, summits) if previous else None
    words = (Word("氢能", 12, 40, 33.333, 2),)
    return assemble(Material(this, before, BRAND, words, {f"{70_004:016x}": "审批偏慢" * 90}, (), {}), NOW)


@pytest.fixture(scope="module")
def report() -> ReportData:
    return built(echo())


def test_every_figure_of_the_contract_is_there_once(report: ReportData) -> None:
    names = [figure.id for figure in report.figures]
    assert set(names) >= CONTRACT
    assert len(names) == len(set(names))


def test_the_matrix_has_a_row_a_message_a_column_a_tier_and_the_shares_of_the_long_table(
    report: ReportData,
) -> None:
    matrix, reach = report.table("message_tiers"), report.table("message_reach")
    said = {
        (text, f"{group.removesuffix('媒体')}（{total}）"): share
        for text, kind, group, _, total, share, *_ in reach.rows
        if kind == "媒体级别"
    }
    titles = [column.title for column in matrix.columns[1:]]
    shares = {
        (row[0], title): cell for row in matrix.rows for title, cell in zip(titles, row[1:], strict=True)
    }
    assert shares == said
    assert len({title for _, title in said}) > 1


def test_a_figure_has_a_value_or_a_reason(report: ReportData) -> None:
    for figure in report.figures:
        assert (figure.value is None) == bool(figure.withheld), figure.id
        assert figure.how, figure.id
        assert figure.ref["summit"] == "h2"
        assert all(isinstance(word, str) for word in figure.ref.values())
        if figure.low is not None and figure.high is not None and figure.value is not None:
            assert figure.low <= figure.value <= figure.high, figure.id


def test_the_days_of_the_echo_stand_beside_what_they_would_have_been(report: ReportData) -> None:
    table = report.table("counterfactual_daily")
    assert table.column("date") == SUMMIT.echo.each()
    assert sum(map(float, table.column("stories"))) == report.figure("uplift.seen").value
    assert sum(map(float, table.column("expected"))) == pytest.approx(report.figure("uplift.expected").value)
    assert all(low <= most for low, most in zip(table.column("least"), table.column("most"), strict=True))
    assert report.figure("uplift.stories").whole


def test_refs_tell_figures_apart(report: ReportData) -> None:
    refs = [tuple(sorted(figure.ref.items())) for figure in report.figures]
    assert len(set(refs)) == len(refs)


def test_tables_and_sections_of_the_contract(report: ReportData) -> None:
    assert {table.id: " ".join(column.id for column in table.columns) for table in report.tables} == COLUMNS
    assert [section.id for section in report.sections] == SECTIONS  # no edition before it is configured
    for table in report.tables:
        assert all(len(row) == len(table.columns) for row in table.rows), table.id
    for section in report.sections:
        assert section.paragraphs, section.id
        assert set(section.tables) <= set(COLUMNS)


def test_tables_agree_with_figures(report: ReportData) -> None:
    during = dict(zip(COLUMNS["windows"].split(), report.table("windows").rows[1], strict=True))
    for kind in ("items", "stories", "outlets"):
        assert report.figure(f"{kind}.during").value == during[kind]
    daily = report.table("daily")
    stories = zip(daily.column("window"), daily.column("stories"), strict=True)
    assert sum(int(str(count)) for window, count in stories if window == "during") == during["stories"]
    assert len(daily.rows) == len(SUMMIT.span)
    kind_rows = report.table("ownership").rows
    assert sum(int(str(row[1])) for row in kind_rows) == sum(
        int(str(row[4])) for row in report.table("windows").rows[1:]
    )


def test_every_day_and_group_adds_up_to_the_day(report: ReportData) -> None:
    days = {row[0]: row for row in report.table("daily").rows}
    for kind in ("媒体级别", "地区", "归属"):
        told: dict[object, int] = {}
        for day, of, _, items, stories, outlets in report.table("daily_groups").rows:
            assert int(str(items)) >= max(int(str(stories)), int(str(outlets)))
            if of == kind:
                told[day] = told.get(day, 0) + int(str(items))
        assert told == {day: row[2] for day, row in days.items() if row[2]}


def test_no_private_post_is_listed_but_it_counts(report: ReportData) -> None:
    assert "私人的话" not in to_json(report)
    assert "私人的话" not in "".join(line for section in report.sections for line in section.paragraphs)
    risks = next(section for section in report.sections if section.id == "risks")
    assert "负面的稿件2篇" in risks.paragraphs[0]
    assert len(report.table("negatives").rows) == 1
    assert report.table("negatives").rows[0][6] == ("审批偏慢" * 90)[:200]


def test_the_conclusion_has_five_sentences_with_intervals(report: ReportData) -> None:
    conclusion = next(section for section in report.sections if section.id == "conclusion").paragraphs
    assert [line[:3] for line in conclusion] == ["（一）", "（二）", "（三）", "（四）", "（五）"]
    assert "90%区间" in conclusion[1]
    above = report.figure("uplift.stories").value
    assert above is not None
    assert f"{above:,.1f}条" in conclusion[1]


def test_the_conclusion_answers_what_a_leader_asks(report: ReportData) -> None:
    _, effect, reach, felt, watch = told(report, "conclusion")
    assert "半衰期" in effect
    assert "省外媒体" in reach
    assert "与会前相比，各项占比不能认定有变化" in felt
    assert "“好评如潮”不能认定" in felt
    assert "负面的报道2条，须人工复核" in watch
    assert "签约项目" in watch


def test_a_group_that_moved_the_other_way_is_named_beside_the_whole() -> None:
    early, late = SUMMIT.window("before").first, SUMMIT.start
    items = [item(n, early, outlet="中原晨报") for n in range(30)]
    items += [item(100 + n, early, outlet="江岸商报", sentiment="positive", owned=True) for n in range(12)]
    items += [item(200 + n, late, outlet="中原晨报", sentiment="positive") for n in range(40)]
    items += [item(300 + n, late, outlet="江岸商报", sentiment="neutral", owned=True) for n in range(12)]
    report = built(items)
    against = next(line for line in told(report, "sentiment") if line.startswith("与全部报道走向相反"))
    assert "自有媒体的正面占比由100.0%变为0.0%，下降100.0个百分点（90%区间" in against
    assert "外部媒体" not in against
    assert "但自有媒体、商业门户的正面占比与全部报道走向相反" in told(report, "conclusion")[3]
    assert not any("走向相反" in line for line in told(built(items[:42]), "sentiment"))


def told(report: ReportData, chapter: str) -> tuple[str, ...]:
    return next(section.paragraphs for section in report.sections if section.id == chapter)


def test_numbers_in_sentences_stand_in_figures_rows_or_configuration(report: ReportData) -> None:
    """Every decimal of the prose is a figure, one of its bounds, or a mean that two table cells give."""
    known = {5.0}
    for figure in report.figures:
        for value in (figure.value, figure.low, figure.high):
            if value is not None:
                known |= {round(abs(float(value)), 1), round(abs(float(value)) * 100, 1)}
    for row in report.table("windows").rows:
        known.add(round(int(str(row[5])) / int(str(row[3])), 1))
    prose = "".join(line for section in report.sections for line in section.paragraphs)
    found = {float(number.replace(",", "")) for number in re.findall(r"[\d,]+\.\d+", prose)}
    assert found
    assert not {number for number in found if min(abs(number - one) for one in known) > 0.051}


def test_a_hole_in_the_windows_withholds_and_is_said() -> None:
    hole = SUMMIT.end + timedelta(days=3)
    report = built(echo(), covered({hole: "gap"}))
    assert report.figure("uplift.stories").withheld
    assert "下限" in report.figure("stories.after").how
    assert [report.figure(f"stories.{name}").bound for name in WINDOWS] == ["exact", "exact", "lower"]
    assert "会后至少" in report.sections[1].paragraphs[0]
    assert report.table("gaps").rows == ((hole, hole, 1, "gap"),)
    prose = "".join(line for section in report.sections for line in section.paragraphs)
    assert "暂不发布" in prose
    assert f"7月{hole.day}日未采集" in prose
    assert "会后28天中有1天采集不全（7月19日），不计算日均" in prose


def test_a_gap_day_is_empty_not_zero() -> None:
    hole = SUMMIT.end + timedelta(days=20)
    report = built([one for one in echo() if one.day != hole], covered({hole: "gap"}))
    row = next(row for row in report.table("daily").rows if row[0] == hole)
    assert row[2:10] == (None,) * 8
    assert row[10] == "gap"


def test_a_window_that_nobody_saw_has_no_counts_in_any_table() -> None:
    blank = dict.fromkeys(SUMMIT.window("during").each(), "gap")
    report = built([], covered(blank))
    assert report.table("windows").rows[1][4:] == (None,) * 9
    assert report.table("windows").rows[2][4:] == (0,) * 9
    assert report.table("sentiment").rows[1] == ("会中", None, None, None, None)


def test_shares_of_voice_sum_to_one_to_nine_digits() -> None:
    places = (CITY, CITY, PEER)
    items = [item(n, SUMMIT.start, places=frozenset({place})) for n, place in enumerate(places)]
    report = built(items)
    shares = [report.figure(f"share_of_voice.{place}").value for place in (CITY, PEER)]
    assert shares == [pytest.approx(2 / 3, rel=1e-10), pytest.approx(1 / 3, rel=1e-10)]
    told = {section.id: "".join(section.paragraphs) for section in report.sections}
    assert "声量份额为66.7%" in told["peers"]


def test_a_title_with_title_marks_is_quoted_as_the_standard_says() -> None:
    copied = [
        item(n, SUMMIT.start, story="s", title="读《氢能规划》", outlet=outlet, role=role)
        for n, (outlet, role) in enumerate((("中原晨报", "first"), ("江岸商报", "repost")))
    ]
    copies = next(section for section in built(copied).sections if section.id == "copies").paragraphs
    assert any("首发的《读〈氢能规划〉》" in line for line in copies)


def test_nothing_at_all_still_makes_a_report() -> None:
    blank = dict.fromkeys(covered().days, "gap")
    report = built([], covered(blank))
    assert report.figure("stories.during").withheld
    assert report.table("articles").rows == ()
    assert all(section.paragraphs for section in report.sections)
    assert "NaN" not in to_json(report)


def test_editions_compare_what_the_same_sources_saw() -> None:
    earlier = replace(SUMMIT, id="h1", name="上一届", start=date(2022, 5, 25), end=date(2022, 5, 26),
                      before_days=10, after_days=10, build_up_days=3)  # fmt: skip
    late = replace(SUMMIT, start=date(2022, 8, 10), end=date(2022, 8, 11), previous="h1")
    items = world(1, 4, after_start([40, 30, 20]))
    hole = covered({date(2022, 5, 25): "partial"})
    report = built(items, hole, late, earlier)
    found = {row[0]: row for row in report.table("editions").rows}
    _, _, this, previous, change, low, high = found["stories.during"]
    assert isinstance(this, Quantity)
    assert isinstance(previous, Quantity)
    assert isinstance(change, Quantity)
    assert isinstance(low, Quantity)
    assert isinstance(high, Quantity)
    assert low.value < change.value < high.value
    assert change.value == pytest.approx(this.value - previous.value)
    assert change.unit == "条"
    prose = {section.id: "".join(section.paragraphs) for section in report.sections}["editions"]
    assert "同一批采集来源1个，载有本届稿件的100.0%、上届稿件的100.0%" in prose
    assert "会前报道本届" in prose
    assert f"{CITY}声量份额本届100.0%、上届100.0%，两届相同（90%区间" in prose
    assert "；与上届相比，没有可以认定的变化" in told(report, "conclusion")[4]
    missed = built(items, covered({date(2022, 5, 25): "gap"}), late, earlier).table("editions")
    assert missed.rows == ()
    assert "没有一个来源" in missed.nothing
    assert built(items).table("editions").rows == ()


def test_json_has_the_keys_of_the_contract_and_is_the_same_twice(report: ReportData) -> None:
    text = to_json(report)
    assert text == to_json(built(echo()))
    read = json.loads(text)
    keys = ["report", "id", "city", "from", "to", "made_at", "coverage", "figures", "tables"]
    assert [key for key in read if key in keys] == keys
    assert read["made_at"] == "2022-09-01T08:00:00+08:00"
    assert read["from"] == SUMMIT.span.first.isoformat()
    assert read["coverage"][SUMMIT.start.isoformat()] == "ok"
    for figure in read["figures"]:
        assert {"id", "value", "low", "high", "unit", "withheld", "how", "ref"} <= set(figure)
    published = next(table for table in read["tables"] if table["id"] == "articles")["rows"][0][6]
    assert published.endswith("+08:00")


def test_a_number_that_is_none_is_a_bug(report: ReportData) -> None:
    broken = replace(report, figures=(replace(report.figures[0], value=float("nan")),))
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(broken)
