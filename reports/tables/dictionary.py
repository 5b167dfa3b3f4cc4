"""The data dictionary: ``python -m reports.tables.dictionary > docs/tables.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from reports.tables.contract import ARTICLES_WITH_TEXT, TABLES
from reports.tables.spec import MIDNIGHT, FieldKind, TableSpec

_KINDS: dict[FieldKind, str] = {
    "text": "text",
    "address": "address",
    "moment": "moment",
    "appeared": "moment or day",
    "day": "day",
    "integer": "whole number",
    "decimal": "number",
    "flag": "true or false",
    "list": "list of texts",
}
_OPENING = f"""# Tables

What `cityecho export` writes. Columns keep their names and order; new ones come last. This page is made of
`reports/tables/contract.py` by `python -m reports.tables.dictionary > docs/tables.md`.

| | csv | xlsx | jsonl | parquet |
| --- | --- | --- | --- | --- |
| moment | ISO 8601, +08:00 | the same text | the same text | timestamp, Asia/Shanghai |
| day | 2022-07-15 | the same text | the same text | date |
| list | joined by `\\|` | joined by `\\|` | list | list |
| true or false | true, false | a flag | a flag | a flag |
| nothing | empty | empty | null | null |
| over 32,767 signs (address: 2,079) | ends in `…（已截断）` | the same | whole | whole |
| text that a sheet would run | apostrophe before it | stays text | as it is | as it is |

*Moment or day*, in Parquet: {MIDNIGHT[0].lower()}{MIDNIGHT[1:]} The column's metadata says so.

Control characters, marks that are not seen and marks that turn the reading direction are gone from all texts.

When `--out` is a folder (it exists, or its name ends in `/`), parquet is written by month:
`month=2022-07/articles.parquet`. A table's months that are no more are removed; other files stay. Rows
without a month are in `month=__HIVE_DEFAULT_PARTITION__`, which readers take for none. One folder
takes one table.
"""


def dictionary() -> str:
    """The page."""
    parts = [_OPENING, *map(_table, (table for table in TABLES if table is not ARTICLES_WITH_TEXT))]
    return "\n".join(parts)


def _table(spec: TableSpec) -> str:
    return "\n".join(
        [f"## {spec.name}\n", f"{spec.meaning} Its month is that of `{spec.month_of}`.\n", *_lines(spec)]
    )


def _lines(spec: TableSpec) -> Iterator[str]:
    yield "| column | is a | meaning |"
    yield "| --- | --- | --- |"
    fields = ARTICLES_WITH_TEXT.fields if spec.name == ARTICLES_WITH_TEXT.name else spec.fields
    for field in fields:
        only = " Only with `--with-text`." if field not in spec.fields else ""
        meaning = field.meaning.replace("|", "\\|")
        yield f"| `{field.name}` | {_KINDS[field.kind]} | {meaning}{only} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(dictionary())
