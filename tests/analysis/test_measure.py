from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from analysis import measure as module
from analysis.analysers import analysers
from analysis.items import items
from analysis.measure import measure
from cityecho.archive import Archive, Correction
from cityecho.article import BEIJING, Article
from tests.analysis.township import BRAND, CITY, REGISTRY, article, watchlist

NEWS = (
    "云岭市今天与禾岸科技有限公司签约，总投资十二亿元。\n竹纤维项目年内建成投产，客商点赞云岭速度。\n"
    "柏川区负责人介绍了配套情况。\n专家认为竹材前景广阔，值得长期关注。"
)
COMPLAINT = "云岭一化工厂偷排废水，污染河道。\n村民投诉多年无果，苦不堪言。\n当地部门推诿敷衍，至今没有回音。"


def web(number: int = 6) -> list[Article]:
    """A story with copies, a complaint and some other news."""
    start = datetime(2022, 7, 15, 9, tzinfo=BEIJING)
    told = [
        article(NEWS, "云岭签下竹业大单", url="https://www.ridge.example/1.html", at=start),
        article(
            NEWS,
            "重磅签约",
            url="https://www.portal.example/2.html",
            at=start + timedelta(hours=2),
            origin="岭报",
        ),
        article(
            COMPLAINT, "云岭排污调查", url="https://unknown.example/3.html", at=start + timedelta(days=1)
        ),
    ]
    told += [
        article(
            f"霞浦湾第{n}号通知：码头轮渡改班。",
            f"轮渡改班{n}",
            url=f"https://www.portal.example/n{n}.html",
            at=start,
        )
        for n in range(number - len(told))
    ]
    return told


def keep(archive: Archive, articles: Sequence[Article]) -> None:
    with archive.begin() as tx:
        for one in articles:
            tx.articles.save(one)


def rows(archive: Archive) -> dict[str, list[object]]:
    names = [tool.name for tool in analysers(module.Settings.of(watchlist()))]
    with archive.read() as tx:
        return {name: list(tx.measures.of(name)) for name in (*names, "story", "topic")}


def test_every_article_is_measured_once_and_only_once(archive: Archive) -> None:
    keep(archive, web())
    heard: list[tuple[int, int]] = []
    counts = measure(archive, watchlist(), progress=lambda done, known: heard.append((done, known)))
    assert counts["articles"] == counts["words"] == counts["snownlp"] == counts["story"] == 6
    assert heard[0] == (0, 6)
    assert heard[-1] == (6, 6)
    before = rows(archive)
    assert set(measure(archive, watchlist()).values()) == {0}
    assert rows(archive) == before


def test_only_new_and_changed_articles_are_measured_again(archive: Archive) -> None:
    told = web()
    keep(archive, told[:-1])
    measure(archive, watchlist())
    changed = replace(
        told[0],
        text=told[0].text + "\n另讯：竹海节下周开幕，欢迎四方来客。",
        captured_at=datetime(2022, 9, 1, tzinfo=UTC),
    )
    keep(archive, [changed, told[-1]])
    counts = measure(archive, watchlist())
    assert (counts["articles"], counts["sentences"]) == (2, 2)


def test_a_change_of_settings_remakes_what_depends_on_it(archive: Archive) -> None:
    keep(archive, web())
    measure(archive, watchlist())
    renamed = replace(BRAND, city=replace(CITY, places=(*CITY.places, "竹海镇")))
    counts = measure(archive, watchlist(renamed))
    assert (counts["mentions"], counts["sentiment"], counts["words"]) == (6, 6, 6)
    assert (counts["snownlp"], counts["sentences"], counts["story"]) == (0, 0, 0)


def test_all_measures_everything_again_and_changes_nothing(archive: Archive) -> None:
    keep(archive, web())
    measure(archive, watchlist())
    before = rows(archive)
    counts = measure(archive, watchlist(), "all")
    assert (counts["articles"], counts["words"], counts["story"]) == (6, 6, 0)
    assert rows(archive) == before


def test_two_processes_measure_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        keep(archive, web(8))
        measure(archive, watchlist())
        before = rows(archive)
        monkeypatch.setattr(module, "_WORTH_PROCESSES", 1)
        monkeypatch.setattr(module, "_BATCH", 3)
        assert measure(archive, watchlist(), "all")["snownlp"] == 8
        assert rows(archive) == before


def test_items_join_article_measures_and_registry(archive: Archive) -> None:
    keep(archive, web())
    measure(archive, watchlist())
    with archive.read() as tx:
        found = {item.title: item for item in items(tx, watchlist())}
    first, copy, complaint = (found[title] for title in ("云岭签下竹业大单", "重磅签约", "云岭排污调查"))
    assert (first.outlet, first.tier, first.owned, first.province) == ("岭上日报", "city", True, "河南")
    assert (copy.outlet, copy.origin_outlet, copy.owned) == ("万象网", "岭上日报", False)
    assert (complaint.outlet, complaint.tier, complaint.region) == ("unknown.example", "", "")
    assert first.story == copy.story == first.id
    assert (first.role, copy.role, complaint.role) == ("first", "repost", "own")
    assert first.places == {"云岭"}
    assert (first.prominence, copy.prominence) == ("title", "lead")
    assert (first.messages, first.industries) == (("speed",), ("bamboo",))
    assert (first.sentiment, complaint.sentiment) == ("positive", "negative")
    assert first.sentiment_score > 0 > complaint.sentiment_score
    assert first.snownlp_score is not None
    assert first.author == "柯若溪"
    notice = found["轮渡改班0"]
    assert (notice.places, notice.sentiment, notice.sentiment_score) == ({"霞浦湾"}, "neutral", 0.0)


def test_a_persons_correction_wins_and_survives(archive: Archive) -> None:
    told = web()
    keep(archive, told)
    measure(archive, watchlist())
    with archive.begin() as tx:
        tx.measures.correct(
            Correction(told[2].id, "sentiment", "unclear", "编辑", "已整改", datetime(2022, 8, 2, tzinfo=UTC))
        )
    measure(archive, watchlist(), "all")
    with archive.read() as tx:
        corrected = {item.id: item for item in items(tx, watchlist())}[told[2].id]
    assert (corrected.sentiment, corrected.sentiment_score) == ("unclear", 0.0)


def test_items_of_a_span_and_of_what_was_not_measured(archive: Archive) -> None:
    keep(archive, web())
    with archive.read() as tx:
        found = list(items(tx, watchlist(registry=REGISTRY), date(2022, 7, 16), date(2022, 7, 16)))
    assert [item.title for item in found] == ["云岭排污调查"]
    assert (found[0].places, found[0].role, found[0].story) == (frozenset(), "own", found[0].id)
    assert found[0].snownlp_score is None
