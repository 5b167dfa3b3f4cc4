"""One value feeds every format, so every format says the same."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from reports.formats import FORMATS
from reports.renderers import rendered
from tests.reports.sample import almost_empty

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(rendered(almost_empty(), tuple(FORMATS)))


def test_every_format_is_written(files: dict[str, bytes]) -> None:
    assert list(files) == list(FORMATS)
    assert all(files.values())


def test_json_alone_loads_nothing_that_draws() -> None:
    code = (
        "import sys; from reports.renderers import rendered; from tests.reports.sample import almost_empty;"
        "assert dict(rendered(almost_empty(), ('json',)));"
        "print(sorted({'wordcloud', 'matplotlib', 'quickjs', 'docx', 'jinja2', 'typst'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_figure_and_a_withheld_one_are_the_same_in_all(files: dict[str, bytes]) -> None:
    items, uplift = almost_empty().figures
    page = lxml_html.document_fromstring(files["html"].decode()).xpath("string(//main)")
    assert f"{items.value}{items.unit}" in page
    assert f"暂不发布：{uplift.withheld}" in page
    tables = Document(BytesIO(files["docx"])).tables
    words = {cell.text for table in tables for row in table.rows for cell in row.cells}
    assert {f"{items.value}{items.unit}", f"暂不发布：{uplift.withheld}"} <= words
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
