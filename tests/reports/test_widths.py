"""Columns on paper: what is short stays on one line, also where much stands side by side."""

from __future__ import annotations

from reports.data import Column, Table
from reports.printed import NUMBERS, PrintedTable, printed
from reports.widths import MARGIN, WIDTH, gaps, stays_whole, widths
from tests.reports.sample import full

_SIGN = 180  # twips of a Chinese sign of 9 pt


def crowded() -> PrintedTable:
    """Eight columns whose words would take half as much again as there is room."""
    columns = [
        Column(name, title)
        for name, title in {
            "voice": "声音",
            "speaker": "发言人",
            "job": "职务",
            "body": "单位",
            "words": "引语",
            "tone": "情感",
            "outlet": "媒体",
        }.items()
    ]
    row = (
        "企业",
        "欧阳某某",
        "副总工程师",
        "澄河绿色新材料科技股份公司",
        "这里办事快。" * 8,
        "正面",
        "华夏氢业网",
    )
    said = Table("quotes", "引语", (*columns, Column("at", "发布时间", "text")), ((*row, "2022-07-15"),) * 3)
    return printed(said, 60)


def test_prose_has_the_room_that_short_columns_leave() -> None:
    table = printed(full().table("articles"), 60)
    wide = dict(zip((column.id for column in table.columns), widths(table), strict=True))
    assert wide["title"] > wide["outlet"] > wide["role"]
    assert wide["published_at"] > 10 * 90


def test_a_crowded_table_breaks_its_prose_and_no_short_word() -> None:
    table = crowded()
    wide = widths(table)
    assert sum(wide) == WIDTH
    for column, width, cell in zip(table.columns, wide, table.rows[0], strict=True):
        signs = len(cell.text) / (2 if cell.text.isascii() else 1)
        if signs <= 8:
            assert width - 2 * MARGIN >= signs * _SIGN, column.id
    named = dict(zip((column.id for column in table.columns), wide, strict=True))
    assert named["words"] > named["body"]


def test_a_short_table_stays_whole_and_a_long_one_may_break() -> None:
    short, long = printed(full().table("windows"), 60), printed(full().table("daily"), 60)
    assert stays_whole(short, widths(short))
    assert not stays_whole(long, widths(long))


def test_words_behind_a_number_stand_off_it() -> None:
    table = printed(full().table("top_stories"), 60)
    kinds = [column.kind in NUMBERS for column in table.columns]
    stand = [gap > 0 for gap in gaps(table)]
    assert stand == [before and not one for before, one in zip([False, *kinds], kinds, strict=False)]
    assert any(stand)
    assert sum(widths(table)) == WIDTH
