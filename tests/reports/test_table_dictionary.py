"""The data dictionary says what the tables are."""

from __future__ import annotations

from pathlib import Path

from cityecho.cli.export import TableName
from reports.tables.contract import TABLES
from reports.tables.dictionary import dictionary


def test_the_page_is_current() -> None:
    """Else: ``python -m reports.tables.dictionary > docs/tables.md``."""
    assert (Path(__file__).parents[2] / "docs" / "tables.md").read_text("utf-8") == dictionary()


def test_every_table_and_field_has_a_meaning() -> None:
    assert {table.name for table in TABLES} == set(TableName)
    for table in TABLES:
        assert table.month_of in table.columns
        assert table.meaning.endswith(".")
        assert all(field.meaning.endswith(".") for field in table.fields), table.name
