"""One value feeds every format, so every format says the same."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from reports.formats import FORMATS
from tests.reports.sample import almost_empty


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: form.render(almost_empty()) for name, form in FORMATS.items()}


def test_the_formats_of_a_report() -> None:
    assert {name: form.suffix for name, form in FORMATS.items()} == {
        "html": ".html",
        "docx": ".docx",
        "xlsx": ".xlsx",
        "json": ".json",
    }


def test_a_figure_and_a_withheld_one_are_the_same_in_all(files: dict[str, bytes]) -> None:
    items, uplift = almost_empty().figures
    page = lxml_html.document_fromstring(files["html"].decode()).xpath("string(//main)")
    assert f"{items.value} {items.unit}" in page
    assert f"暂不发布：{uplift.withheld}" in page
    tables = Document(BytesIO(files["docx"])).tables
    words = {cell.text for table in tables for row in table.rows for cell in row.cells}
    assert {f"{items.value} {items.unit}", f"暂不发布：{uplift.withheld}"} <= words
    rows = list(
        load_workbook(BytesIO(files["xlsx"]))["指标"].iter_rows(min_row=3, max_row=4, values_only=True)
    )
    assert [row[1] for row in rows] == [items.value, None]
    assert rows[1][5] == uplift.withheld
    listed = json.loads(files["json"])["figures"]
    assert [(one["value"], one["withheld"]) for one in listed] == [
        (items.value, None),
        (None, uplift.withheld),
    ]
