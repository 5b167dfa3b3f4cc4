"""Rows of the exported tables, from items made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis.item import Item
from cityecho.watchlist import Days
from reports.tables.contract import ARTICLES, ARTICLES_WITH_TEXT, DAILY, KEYWORDS, STORIES
from reports.tables.daily import daily_rows, sightings
from reports.tables.keywords import keyword_rows
from reports.tables.rows import article_rows, story_rows
from tests.analysis.planted import CITY, PEER, SUMMIT, covered, item

DAY, NEXT = date(2022, 7, 15), date(2022, 7, 16)
WHOLE = Days(date(2022, 1, 1), date(2022, 12, 31))


def some() -> list[Item]:
    return [
        item(1, DAY, story="a", role="first", summits=("h2",), sentiment="positive"),
        item(2, DAY, story="a", role="repost", outlet="国民新闻", sentiment="positive"),
        item(3, NEXT, story="a", role="repost", outlet="江岸商报", summits=("coat",)),
        item(4, NEXT, places=frozenset({PEER})),
        item(5, NEXT, places=frozenset(), kind="post", outlet="某平台", tier="self-media-platform"),
        item(6, NEXT, kind="post", outlet="澄河日报", author="澄河日报"),
    ]


def cells(rows, spec) -> list[dict]:
    return [dict(zip(spec.columns, row, strict=True)) for row in rows]


def keywords(items, counts) -> list[dict]:
    return cells(keyword_rows(items, CITY, counts), KEYWORDS)


def test_the_columns_are_those_of_the_contract() -> None:
    assert " ".join(ARTICLES.columns) == (
        "url title published_at captured_at source kind outlet outlet_tier outlet_region owned origin_outlet "
        "author names_city summits story story_role sentiment sentiment_score snownlp_score topic"
    )
    assert " ".join(STORIES.columns) == (
        "story first_url first_outlet first_published_at items outlets summits sentiment"
    )
    assert " ".join(KEYWORDS.columns) == "period word documents count g2 burst"
    assert " ".join(DAILY.columns) == (
        "date place summit items stories outlets all_items positive neutral negative unclear coverage"
    )
    assert ARTICLES_WITH_TEXT.columns == (*ARTICLES.columns, "text")


def test_articles_of_everyone_but_private_posts() -> None:
    rows = cells(article_rows(some(), CITY), ARTICLES)
    assert [row["title"] for row in rows] == ["第1篇", "第2篇", "第3篇", "第4篇", "第6篇"]
    assert [row["names_city"] for row in rows] == [True, True, True, False, True]
    assert rows[0]["summits"] == ("h2",)
    assert (rows[1]["story"], rows[1]["story_role"], rows[1]["outlet_tier"]) == ("a", "repost", "central")


def test_stories_are_told_whole_and_listed_by_their_first_item() -> None:
    rows = cells(story_rows(some(), CITY, Days(NEXT, NEXT)), STORIES)
    story = next(row for row in rows if row["story"] == "a")
    assert story["first_url"] == "https://news.example/1.html"
    assert (story["items"], story["outlets"], story["summits"]) == (3, 3, ("coat", "h2"))
    assert story["sentiment"] == "positive"
    assert "s5" not in {row["story"] for row in rows}
    assert [row["story"] for row in cells(story_rows(some(), CITY, Days(DAY, DAY)), STORIES)] == ["a"]


def test_daily_has_every_day_and_place() -> None:
    gap = date(2022, 7, 17)
    state = replace(covered({gap: "gap"}, first=DAY, last=gap))
    rows = cells(daily_rows(sightings(some()), (CITY, PEER), (SUMMIT,), state), DAILY)
    assert len(rows) == 6
    city, peer = rows[2], rows[3]
    assert (city["date"], city["items"], city["stories"], city["outlets"]) == (NEXT, 2, 2, 2)
    assert (city["all_items"], peer["all_items"], peer["items"]) == (4, 4, 1)
    assert [row["positive"] for row in rows] == [2, None, 0, None, 0, None]
    assert {row["summit"] for row in rows} == {"h2"}
    assert [row["coverage"] for row in rows[3:]] == ["ok", "gap", "gap"]


def test_daily_without_any_item_has_its_days() -> None:
    frame = daily_rows(sightings(()), (CITY, PEER), (SUMMIT,), covered(first=DAY, last=NEXT))
    rows = cells(frame, DAILY)
    assert [(row["date"], row["place"], row["items"], row["all_items"]) for row in rows] == [
        (day, place, 0, 0) for day in (DAY, NEXT) for place in (CITY, PEER)
    ]
    assert [row["negative"] for row in rows] == [0, None, 0, None]


def test_keywords_by_month_with_keyness_and_burst() -> None:
    days = Days(date(2022, 5, 1), date(2022, 8, 31)).each()
    items = [item(n, day) for n, day in enumerate(day for day in days for _ in range(3))]
    hot = Days(date(2022, 7, 14), date(2022, 7, 20))
    counts = [
        (one.id, {"项目": 1, **({"氢能": 2} if one.day in hot or number % 60 == 0 else {}), f"词{number}": 1})
        for number, one in enumerate(items)
    ]
    rows = keywords(items, counts)
    july = {row["word"]: row for row in rows if row["period"] == "2022-07"}
    assert set(july) == {"项目", "氢能"}  # a word of one document has no trend
    assert july["氢能"]["g2"] > 10 > abs(july["项目"]["g2"])
    assert july["氢能"]["burst"] > 5
    assert all(row["burst"] == 0 for row in rows if row["period"] != "2022-07")
    assert july["项目"]["documents"] == 93
    assert sum(row["count"] for row in rows if row["word"] == "氢能") == sum(
        words.get("氢能", 0) for _, words in counts
    )


def test_few_documents_of_one_month_list_every_word_without_a_comparison() -> None:
    rows = keywords([item(1, DAY)], [(item(1, DAY).id, {"氢能": 3, "项目": 1})])
    assert [(row["word"], row["documents"], row["count"], row["g2"]) for row in rows] == [
        ("氢能", 1, 3, None),
        ("项目", 1, 1, None),
    ]


def test_words_of_items_that_do_not_name_the_city_do_not_count() -> None:
    items = [item(n, DAY, places=frozenset({PEER})) for n in range(4)]
    assert keywords(items, [(one.id, {"氢能": 1}) for one in items]) == []


@pytest.mark.parametrize("kind", ["news", "post"])
def test_what_may_be_listed(kind: str) -> None:
    unknown = item(1, DAY, kind=kind, outlet="不明", tier="")
    rows = list(article_rows([unknown], CITY))
    assert len(rows) == (1 if kind == "news" else 0)
