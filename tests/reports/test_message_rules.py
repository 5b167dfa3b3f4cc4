"""From an archive to what is told: figures of its rows, words that an office would send, nobody's post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from analysis.measure import measure
from cityecho.archive import Archive, Correction, Covered, Issued
from cityecho.article import BEIJING, Article, ItemKind
from cityecho.watchlist import Days, Routing, Rule, Watchlist
from reports.messages.notice import Line, Notice
from reports.messages.rules import Found, find
from reports.messages.silence import Silence
from reports.messages.wording import heading, silence_said
from tests.reports.folders import watched

NOW = datetime(2022, 7, 16, 9, 30, tzinfo=BEIJING)
DAY = date(2022, 7, 15)
FILES = {
    "brand.toml": '[city]\nname = "云岭"\nnames = ["云岭", "云岭市"]\n',
    "summits.toml": "",
    "outlets.csv": (
        "domain,name,aliases,tier,kind,region,ownership,city_owned,since,source\n"
        "local.example,云岭日报,,city,newspaper,云江/云岭,state-party,true,,test\n"
        "far.example,江岸商报,,portal,website,湖北,commercial,false,,test\n"
        "posts.example,某平台,,self-media-platform,platform,全国,commercial,false,,test\n"
    ),
    **{
        f"sources/{name}.toml": f'kind = "feed"\noutlet = "{name}.example"\nstart = ["https://{name}.example/f"]\n'
        for name in ("local", "far", "posts")
    },
}
SAME = "云岭市的桥梁工地发生事故，工程停工，附近的居民说出行很不方便，希望早日恢复。\n有关方面正在调查原因。"


@pytest.fixture
def watchlist(tmp_path: Path) -> Watchlist:
    return watched(tmp_path / "config", FILES)


def article(
    number: int, day: date, source: str, title: str, text: str, *, kind: ItemKind = "news"
) -> Article:
    url = f"https://{source}.example/{number}.html"
    return Article(
        key=url, url=url, source=source, kind=kind, captured_at=NOW, capture_digest=f"sha256:{number:064x}",
        title=title, text=text, published_at=datetime.combine(day, time(9, number % 60), BEIJING),
        precision="minute", origin=None, authors=(), editors=(),
    )  # fmt: skip


def articles() -> Iterator[Article]:
    """One a day in the fortnight before; on the day four of one story, one alone, and six posts."""
    for number, day in enumerate(Days(DAY - timedelta(days=16), DAY - timedelta(days=1)).each()):
        text = f"云岭市第{number}号公告说，编号{number}的路段封闭{number + 3}天，行人须绕行。"
        yield article(number, day, "local", f"第{number}号路段封闭", text)
    for number in range(100, 104):
        yield article(
            number, DAY, "local" if number % 2 else "far", "<@all>云岭桥梁工地停工 www.evil.example", SAME
        )
    yield article(
        110, DAY, "far", "云岭一处仓库起火", "云岭一处仓库昨夜起火，火势已被扑灭，损失正在清点之中。"
    )
    for number in range(200, 206):
        yield article(
            number, DAY, "posts", "", f"云岭第{number}路公交真让人失望，等了{number}分钟", kind="post"
        )


@pytest.fixture
def filled(archive: Archive, watchlist: Watchlist) -> Archive:
    made = list(articles())
    with archive.begin() as tx:
        run = tx.ledger.begin("test", NOW)
        for one in made:
            tx.articles.save(one)
            if one.day == DAY or one.day.day % 7 == 0:
                tx.measures.correct(Correction(one.id, "sentiment", "negative", "甲", "通报", NOW))
        for source in ("local", "far", "posts"):
            tx.ledger.cover(Covered(source, DAY - timedelta(days=20), DAY), run)
    measure(archive, watchlist)
    return archive


def found(archive: Archive, watchlist: Watchlist, *rules: Rule, now: datetime = NOW) -> Found:
    with archive.read() as tx:
        return find(tx, watchlist, rules, (), now)


def test_a_spike_is_told_in_figures_and_headlines(filled: Archive, watchlist: Watchlist) -> None:
    said = found(filled, watchlist, "negative-spike")
    assert said.withheld == ()
    (notice,) = said.notices
    assert (notice.rule, notice.subject, notice.day) == ("negative-spike", "云岭", DAY)
    assert [line.text for line in notice.lines] == [
        "2022年7月15日提及云岭的负面报道5篇（归并为2条），此前14天日均0.1篇、单日最多1篇。",
        "按15天均采集完整的3个采集来源计，不含个人发布；情感由程序判断，请人工复核。",
        "《<@all>云岭桥梁工地停工 www.evil.example》（江岸商报等2家，4篇）",
        "《云岭一处仓库起火》（江岸商报，1篇）",
    ]
    assert heading("云岭", "negative-spike") == "【云岭】负面报道明显增多"


def test_nothing_of_a_post_is_told(filled: Archive, watchlist: Watchlist) -> None:
    said = str(found(filled, watchlist, "negative-spike"))
    assert "公交" not in said
    assert "某平台" not in said
    assert "11篇" not in said  # with the six posts of fewer than ten authors


def test_a_day_that_is_not_covered_is_withheld(filled: Archive, watchlist: Watchlist) -> None:
    later = found(filled, watchlist, "negative-spike", now=NOW + timedelta(days=2))
    assert [one.day for one in later.notices] == [DAY]
    assert later.withheld == (
        ("negative-spike", date(2022, 7, 16), "2022年7月16日未采集"),
        ("negative-spike", date(2022, 7, 17), "2022年7月17日未采集"),
    )
    assert found(filled, watchlist, "negative-spike", now=NOW + timedelta(days=4)).notices == ()


def test_a_report_is_told_when_its_files_are_there(archive: Archive, watchlist: Watchlist) -> None:
    made = Issued(
        "summit", "h2", NOW.date(), NOW, "2022云岭茶业大会传播效果专报", date(2022, 6, 1), DAY, 3,
        ("summit-h2.html", "summit-h2.docx"),
    )  # fmt: skip
    assert found(archive, watchlist, "report-ready").notices == ()
    with archive.begin() as tx:
        tx.outbox.issue(made)
        tx.outbox.issue(made)  # made twice that day
    (notice,) = found(archive, watchlist, "report-ready").notices
    what = (
        "《2022云岭茶业大会传播效果专报》已于2022年7月16日09:30生成，"
        "统计期2022年6月1日至7月15日，其中3天采集不全。"
    )
    assert notice == Notice(
        "report-ready", "summit/h2", NOW.date(), (Line(what), Line("文件：summit-h2.html、summit-h2.docx。"))
    )
    linked = Watchlist(
        **{name: getattr(watchlist, name) for name in watchlist.__slots__}
        | {"routing": Routing("https://office.example/r/")}
    )
    (notice,) = found(archive, linked, "report-ready").notices
    assert notice.lines[1] == Line("查看报告", "https://office.example/r/summit-h2.html")
    assert found(archive, watchlist, "report-ready", now=NOW + timedelta(days=4)).notices == ()


def test_a_fresh_daily_brings_the_day_along(filled: Archive, watchlist: Watchlist) -> None:
    made = Issued(
        "daily", "2022-07-15", NOW.date(), NOW, "云岭传播日报", DAY, DAY, 0, ("daily-2022-07-15.pdf",)
    )
    with filled.begin() as tx:
        tx.outbox.issue(made)
    (notice,) = found(filled, watchlist, "report-ready").notices
    assert notice.lines[2].text.startswith("7月15日采集到提及云岭的稿件5篇，归并为报道2条，由2家媒体刊发；")
    assert "7月15日负面明显增多：5篇" in str(notice)
    assert "公交" not in str(notice)
    (late,) = found(filled, watchlist, "report-ready", now=NOW + timedelta(hours=7)).notices
    assert late.lines == notice.lines[:2]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            Silence("a", "云岭日报", ("silent",), NOW, 32.4, 6.0),
            "云岭日报（a）：截至7月16日9时，已32小时没有新稿件，通常6小时内会有。",
        ),
        (Silence("a", "a", ("blocked", "low"), NOW, known=DAY, items=1, usual_items=8.25),
         "a：截至7月16日9时，对方网站拒绝访问；7月15日只有1篇，平日8.2篇。"),
        (Silence("a", "a", ("not-run",)), "a：到时未采集。"),
        (
            Silence("a", "a", ("minimum",), known=DAY, items=2, minimum=5),
            "a：7月15日只有2篇，少于设定的5篇。",
        ),
        (Silence("a", "a", ("silent",), NOW, 75.0), "a：截至7月16日9时，已3.1天没有新稿件。"),
        (Silence("a", "a", ("shift", "failed", "capped")),
         "a：近八周的日均发稿量发生明显变化；采集失败；未读完即达到采集上限。"),
    ],
)  # fmt: skip
def test_a_silent_source_is_told_with_its_figures(one: Silence, said: str) -> None:
    assert silence_said(one).text == said


def test_only_sources_with_alarms_are_told_of(archive: Archive, watchlist: Watchlist) -> None:
    silences = (Silence("a", "a", ()), Silence("b", "b", ("failed",)))
    with archive.read() as tx:
        said = find(tx, watchlist, ("source-silent",), silences, NOW)
    assert [(one.subject, one.day) for one in said.notices] == [("b", NOW.date())]
