"""The daily, weekly and monthly reports: what they count, what they say, and how a quiet day reads."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from analysis.coverage import Coverage
from analysis.exposure.period import period_study
from analysis.item import Item
from analysis.spikes import blame
from cityecho.article import BEIJING
from cityecho.watchlist import Days, PeriodKind
from reports.data import ReportData
from reports.disclosure import may_be_listed
from reports.json_file import to_json
from reports.periodic.assembly import assemble
from reports.periodic.kinds import morning_until, next_one, period
from reports.periodic.material import Material, Words
from reports.renderers import rendered
from reports.summit.projects import landing
from tests.analysis.planted import BRAND, CITY, PEER, SUMMIT, covered, item
from tests.analysis.test_exposure_panel import read

SCHEMA = json.loads((Path(__file__).parents[2] / "reports" / "schema" / "report-1.json").read_text("utf-8"))
DAY = SUMMIT.start  # a Friday
BEFORE = Days(DAY - timedelta(days=14), DAY - timedelta(days=1))
NOW = datetime(2022, 7, 16, 9, 50, tzinfo=BEIJING)


def fortnight() -> list[Item]:
    """Two plain stories a day, one of them told again on the day of the report."""
    days = BEFORE.each()
    return [item(n, days[n // 2], story="old" if n == 20 else f"s{n}") for n in range(28)]


def busy() -> list[Item]:
    """A loud day: a story copied by two outlets, three complaints, a peer, a private post; and a morning."""
    big = {"story": "big", "topic": "氢能、签约、项目", "messages": ("speed",)}
    bad = {"sentiment": "negative", "sentiment_score": -0.7}
    return [
        *fortnight(),
        item(100, DAY, outlet="中原晨报", role="first", title="大会开幕", **big),
        item(101, DAY, outlet="国民新闻", role="repost", **big),
        item(102, DAY, outlet="江岸商报", role="repost", **big),
        item(103, DAY, story="old", role="repost", title="旧闻又见"),
        *(item(104 + n, DAY, outlet="江岸商报", title=f"有企业反映审批偏慢之{n}", **bad) for n in range(3)),
        item(107, DAY, kind="post", outlet="某平台", title="私人的话", **bad),
        item(108, DAY, places=frozenset({PEER})),
        item(0, DAY + timedelta(days=1), id="a" * 16, title="早间一条", story="morning"),
        item(5, DAY + timedelta(days=1), id="b" * 16, title="已过九点", story="late"),
    ]


def built(
    kind: PeriodKind, items: list[Item], coverage: Coverage | None = None, now: datetime = NOW
) -> ReportData:
    days, known = period(kind, DAY), coverage or covered()
    until = morning_until(kind, days, now)
    study = period_study(items, known, days, brand=BRAND, until=until)
    listed = [one for one in items if may_be_listed(one) and CITY in one.places]
    material = Material(
        kind=kind,
        study=study,
        brand=BRAND,
        blames=tuple(blame(listed, known, day) for day in days.each()),
        evidence={},
        words=Words((), {}),
        cloud=(),
        quotes=(),
        landing=landing((), (), days),
        sources={"list": "澄河日报"},
        held=(SUMMIT,) if SUMMIT.start in days else (),
        ahead=(),
        next=next_one(kind, days),
        until=until,
    )
    return assemble(material, now)


def prose(report: ReportData) -> str:
    return "".join(line for section in report.sections for line in section.paragraphs)


def test_a_loud_day_in_about_500_characters() -> None:
    report = built("daily", busy())
    summary = "".join(report.sections[0].paragraphs)
    assert 250 <= len(summary) <= 600
    for said in (
        "7月15日采集到提及澄河的稿件8篇，归并为报道6条，由5家媒体刊发；其中5条为此前14天未见的新报道。",
        "当日新增报道5条，此前14天日均2.0条、单日2至2条，高于其中任何一天",
        "当日举办的活动：澄河氢能大会（7月15日至16日）",
        "《大会开幕》（中原晨报首发，3篇，3家媒体）",
        "判为负面的稿件4篇，涉及报道4条：《有企业反映审批偏慢之0》（江岸商报）",
        "7月15日负面明显增多：3篇，此前14天日均0.0篇",
        "7月16日0时至9时另有稿件1篇，归并为报道1条，不计入上述各数：《早间一条》",
    ):
        assert said in summary
    assert "私人的话" not in to_json(report) + prose(report)
    assert "已过九点" not in to_json(report)
    assert report.table("negatives").rows[0][5] == "https://news.example/104.html"


def test_a_morning_whose_day_is_not_read_to_its_end_brought_at_least_so_much() -> None:
    report = built("daily", busy(), covered({DAY + timedelta(days=1): "partial"}))
    assert "另有稿件至少1篇，归并为报道至少1条" in prose(report)
    assert report.figure("morning.items").partial == "次日采集尚未结束"


def test_what_occurs_once_is_not_called_frequent_and_nothing_is_left_to_the_workbook() -> None:
    report = built("weekly", [*fortnight(), item(300, DAY), item(301, DAY, outlet="江岸商报")])
    assert "本周提及澄河、可逐篇列出的稿件共" in prose(report)
    assert "Excel" not in prose(report)
    assert "刊发报道较多的媒体是澄河日报（9条）。" in prose(report)  # of the other there is one


def test_figures_tables_and_sentences_agree() -> None:
    report = built("weekly", busy())
    row = next(one for one in report.table("daily").rows if one[0] == DAY)
    assert row[1:4] == ("period", 8, 5)
    assert report.figure("items.period").value == sum(
        int(str(one[2])) for one in report.table("daily").rows if one[1] == "period"
    )
    known = {round(float(str(cell)), 1) for one in report.table("usual").rows for cell in one[3:]}
    for figure in report.figures:
        assert (figure.value is None) == bool(figure.withheld), figure.id
        for value in (figure.value, figure.low, figure.high):
            if value is not None:
                known |= {round(float(value), 1), round(float(value) * 100, 1)}
    found = {float(number) for number in re.findall(r"\d+\.\d+", prose(report))}
    assert found
    assert not {number for number in found if min(abs(number - one) for one in known) > 0.051}
    refs = [tuple(sorted(figure.ref.items())) for figure in report.figures]
    assert len(set(refs)) == len(refs)


def test_an_empty_day_that_was_read_says_so() -> None:
    report = built("daily", fortnight()[:20])
    assert report.sections[0].paragraphs[0] == (
        "7月15日，各采集来源均已读完，没有提及澄河的稿件。按可比的2个采集来源计，当日新增报道0条，"
        "此前14天日均1.4条、单日0至2条，在此范围之内。当日举办的活动：澄河氢能大会（7月15日至16日）。"
    )
    assert [section.id for section in report.sections] == ["summary", "methods"]
    assert report.figure("items.period").value == 0
    assert report.figure("sentiment.negative.period").withheld == "没有可计的报道"


def test_a_week_that_nobody_read_tells_no_zero() -> None:
    days = period("weekly", DAY)
    report = built("weekly", fortnight(), covered(dict.fromkeys(days.each(), "gap")))
    assert [section.id for section in report.sections] == ["overview", "ahead", "methods"]
    assert "未采集，不能当作没有报道" in report.sections[0].paragraphs[0]
    assert {figure.value for figure in report.figures} == {None}
    assert report.table("tiers").withheld


def test_a_hole_makes_a_lower_bound_and_forbids_the_comparison() -> None:
    report = built("weekly", busy(), covered({DAY - timedelta(days=2): "gap"}))
    assert report.figure("items.period").bound == "lower"
    assert "稿件至少" in prose(report)
    assert "与此前14天的对照暂不发布（没有一个来源在2022年6月27日至7月17日每天都采集完整）" in prose(report)
    assert "采集不全的来源有2家：澄河日报、quiet" in prose(report)


def test_a_source_that_fell_silent_is_named() -> None:
    report = built("daily", [*fortnight(), item(200, DAY, source="other")])
    assert "平日有稿而当日无稿的来源有1家：澄河日报" in prose(report)
    assert report.table("sources").rows == (("澄河日报", "无新稿", 1, 1, 0, 2.0),)


def test_what_came_on_days_not_covered_is_no_part_of_the_usual() -> None:
    """Eight days of the fortnight were read; older pages came with them."""
    known = read({"list": Days(BEFORE.last - timedelta(days=7), DAY)})
    (row,) = period_study(fortnight(), known, Days(DAY, DAY), brand=BRAND).sources
    assert (row.covered, row.items, row.usual) == (1, 0, 2.0)


@pytest.mark.parametrize("kind", ["daily", "monthly"])
def test_every_format_takes_it(kind: PeriodKind) -> None:
    report = built(kind, busy())
    files = dict(rendered(report, ("html", "xlsx", "docx", "json") if kind == "daily" else ("pdf", "json")))
    assert all(files.values())
    told = json.loads(files["json"])
    jsonschema.validate(told, SCHEMA)
    assert (told["report"], told["id"]) == (kind, {"daily": "2022-07-15", "monthly": "2022-07"}[kind])
    if kind == "daily":
        page = files["html"].decode()
        assert "城响 CityEcho · 传播日报" in page
        assert 'href="https://news.example/104.html"' in page


def test_a_morning_that_is_not_there_yet_is_not_told() -> None:
    report = built("daily", busy(), now=datetime(2022, 7, 15, 23, tzinfo=BEIJING))
    assert "0时至" not in prose(report)
    assert date(2022, 7, 16) not in {one[0] for one in report.table("daily").rows}
