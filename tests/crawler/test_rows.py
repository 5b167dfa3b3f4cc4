"""Rows of services and files into items: values, templates, times, and what a bad row is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.spiders.rows import RowError, item

AT = datetime(2022, 7, 20, 2, 0, tzinfo=UTC)
WEIBO = {
    "url": "https://m.weibo.example/detail/{blog.id}",
    "text": "blog.text",
    "published_at": "blog.created_at",
    "author": "blog.user.name",
    "author_id": "blog.user.id",
}
ROW = {"url": "http://yunling.example/1", "title": "开园", "published_at": "2022-07-16 09:12"}


def moment(value: object) -> str:
    found = item(ROW | {"published_at": value}, {}, "", AT)
    assert found.published_at is not None
    return f"{found.published_at:%Y-%m-%d %H:%M%z} {found.precision}"


@pytest.mark.parametrize(
    "value",
    [
        "Sat Jul 16 09:12:33 +0800 2022",
        "Sat, 16 Jul 2022 01:12:33 GMT",
        "Sat, 16 Jul 2022 09:12:33 +0800",
        "20220716T011200Z",
        1657933920,
        1657933920000,
        1657933920.0,
        "1657933920",
        "1657933920000",
        "2022-07-16T01:12:33Z",
        "2022-07-16 09:12:33",
        "2022/7/16 9:12",
        "2022年7月16日 09:12",
        datetime(2022, 7, 16, 9, 12),  # noqa: DTZ001 (as a spreadsheet gives it)
        44758.383333333,
        "44758.383333333",
    ],
)
def test_one_moment_in_every_writing(value: object) -> None:
    assert moment(value) == "2022-07-16 09:12+0800 minute"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3小时前", "2022-07-20 07:00+0800 minute"),
        ("昨天 14:20", "2022-07-19 14:20+0800 minute"),
        ("07-16", "2022-07-16 00:00+0800 day"),
        (date(2022, 7, 16), "2022-07-16 00:00+0800 day"),
        (44758, "2022-07-16 00:00+0800 day"),
        ("44758", "2022-07-16 00:00+0800 day"),
    ],
)
def test_relative_times_and_days(value: object, expected: str) -> None:
    assert moment(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        "2022-02-30",
        "soon",
        "2087-01-01",
        "44758.5元",
        "79999.5",
        12,
        -5,
        1e300,
        float("nan"),
        True,
        {"a": 1},
        "9" * 40,
    ],
)
def test_what_is_no_time_is_said_to_be_none(value: object) -> None:
    with pytest.raises(RowError) as refused:
        moment(value)
    assert refused.value.column == "published_at"


def test_a_post_by_paths_and_templates() -> None:
    row = {
        "blog": {
            "id": 4790000000000001,
            "text": '第一行<br />第二行 <a href="/n/茶">#云岭#</a>&amp;<script>alert(1)</script>\u200b',
            "created_at": "Sat Jul 16 09:12:00 +0800 2022",
            "user": {"name": "茶客", "id": 7},
        }
    }
    found = item(row, WEIBO, "https://m.weibo.example/api", AT)
    assert found.url == "https://m.weibo.example/detail/4790000000000001"
    assert found.text == "第一行\n第二行 #云岭#&"
    assert (found.author, found.author_id) == ("茶客", "7")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "/only/a/path"}, "url"),
        ({"url": ["a", {"b": 1}]}, "url"),
        ({"url": None}, "url"),
        ({"title": ""}, "text"),
        ({"title": {"deep": 1}}, "title"),
        ({"title": "长" * 2_000_001}, "title"),
    ],
)
def test_a_bad_row_names_its_column(change: dict[str, object], column: str) -> None:
    with pytest.raises(RowError) as refused:
        item(ROW | change, {}, "", AT)
    assert refused.value.column == column


@pytest.mark.parametrize("row", [None, 3, "text", [], [[]], {}, {"blog": None}, {"blog": []}])
def test_rows_of_any_shape_are_refused_and_break_nothing(row: object) -> None:
    with pytest.raises(RowError):
        item(row, WEIBO, "", AT)


def test_a_heading_is_found_before_it_is_taken_for_a_path() -> None:
    fields = {"url": "链接", "title": "标题 (全)", "published_at": "发布.时间"}
    row = {"链接": "http://yunling.example/1", "标题 (全)": "开园\x00\ud800", "发布.时间": "2022-07-16"}
    assert item(row, fields, "", AT).title == "开园"
