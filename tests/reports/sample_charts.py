"""Tables that only charts read, of the made-up summit. Every name is invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from reports.data import Cell, Column, ColumnKind, Table
from tests.reports.sample_tables import DAYS, GAPS, START, WORDS, stories_on, table

_WEEKS = tuple(date(2022, 6, 13) + timedelta(weeks=n) for n in range(9))
_TOPICS = ("项目签约、投资、开工", "燃料电池、电解槽、技术路线", "加氢站、审批、补贴")
_VOICES = (
    ("官方", 24, 18, 6, 0, 0),
    ("企业", 31, 15, 10, 5, 1),
    ("专家", 9, 4, 5, 0, 0),
    ("公众", 12, 3, 6, 3, 0),
)
_PROJECTS = (
    ("制氢一期", "澄河氢能公司", "12亿元", "签约", "2022-07-15", date(2022, 7, 15), 4),
    ("制氢一期", "澄河氢能公司", "12亿元", "开工", "2022-08-03", date(2022, 8, 3), 2),
    ("", "北辰重卡公司", "", "签约", "不晚于2022-07-16", date(2022, 7, 16), 1),
    ("加氢站", "", "", "停工", "2022-07-30", date(2022, 7, 30), 1),
)


def chart_tables() -> tuple[Table, ...]:
    echo = [day for day in DAYS if day >= START - timedelta(7)]
    words = [
        (day, word, None if GAPS.get(day) == "gap" else max(0, stories_on(day) - 3 * n))
        for day in DAYS
        for n, word in enumerate(WORDS[:6])
    ]
    topics = [
        (week, topic, max(0, stories_on(week + timedelta(4)) - 4 * n), 0.1)
        for week in _WEEKS
        for n, topic in enumerate(_TOPICS)
    ]
    usual: list[tuple[date, int, float, float, float]] = [
        (day, stories_on(day), 3.5, 1.0, 8.0) for day in echo
    ]
    return (
        _table(
            "counterfactual_daily",
            "date:day stories:integer expected:decimal least:decimal most:decimal",
            usual,
        ),
        table("keyword_daily", "热词逐日", "date word documents", words),
        table("topics_weekly", "话题逐周", "from topic stories share", topics),
        _table(
            "voice_sentiment",
            "voice:text quotes:integer positive:integer neutral:integer negative:integer unclear:integer",
            _VOICES,
        ),
        _table(
            "projects",
            "project:text firm:text amount:text stage:text date:text latest:day stories:integer",
            _PROJECTS,
        ),
    )


def _table(table_id: str, columns: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    kinds: dict[str, ColumnKind] = {"day": "day", "integer": "integer", "decimal": "decimal", "text": "text"}
    heads = (pair.split(":") for pair in columns.split())
    return Table(
        table_id, table_id, tuple(Column(name, name, kinds[kind]) for name, kind in heads), tuple(rows)
    )
