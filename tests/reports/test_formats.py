"""One value feeds every format, so every format says the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from reports.formats import FORMATS
from reports.renderers import rendered
from tests.reports.sample import almost_empty, full

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "reports" / "schema" / "report-1.json").read_text("utf-8"))
Files = Mapping[str, bytes]
Row = tuple[str, str, str]


@pytest.fixture(scope="module", params=[lambda: full(5), almost_empty], ids=["full", "almost empty"])
def files(request: pytest.FixtureRequest) -> Files:
    make: Callable[[], Any] = request.param
    return dict(rendered(make(), tuple(FORMATS)))


@pytest.fixture
def figures(files: Files) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(files["json"])["figures"]
    return told


def test_every_format_is_written(files: Files) -> None:
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


def test_the_json_keeps_to_its_schema(files: Files) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(files["json"]), SCHEMA)


@pytest.mark.parametrize(
    ("place", "value"),
    [("value", "12"), ("value", True), ("ref", {"n": 1}), ("withheld", "no"), ("extra", 1), ("label", "")],
)
def test_the_schema_refuses_what_is_no_figure(place: str, value: object) -> None:
    told = json.loads(dict(rendered(full(1), ("json",)))["json"])
    told["figures"][0][place] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, SCHEMA)


def test_html_says_every_figure_of_the_json(files: Files, figures: list[dict[str, Any]]) -> None:
    page = lxml_html.document_fromstring(files["html"].decode())
    rows = page.xpath("//section[@id='figures']//tbody/tr")
    agree(figures, [cells([cell.text_content() for cell in row]) for row in rows])
    cards = {card[0].text_content(): card[1].text_content() for card in page.xpath("//li[@class='card']")}
    shown = [one for one in figures if one["label"] in cards]
    assert cards
    agree(shown, [(one["label"], said(cards[one["label"]], one), "") for one in shown], without="interval")


def test_docx_says_every_figure_of_the_json(files: Files, figures: list[dict[str, Any]]) -> None:
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(BytesIO(files["docx"])).tables
    ]
    table = next(
        rows for rows in tables if [text.strip() for text in rows[0]][:3] == ["指标", "数值", "90%区间"]
    )
    agree(figures, [cells(row) for row in table[1:]])


def test_xlsx_says_every_figure_of_the_json(files: Files, figures: list[dict[str, Any]]) -> None:
    rows = list(load_workbook(BytesIO(files["xlsx"]))["指标"].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "指标")
    counted = ("part", "of", "of_what")
    names = ("label", "value", "low", "high", "unit", "withheld", "coverage", *counted, "how", "id")
    told = [dict(zip(names, row, strict=False)) for row in rows[head + 1 :] if row[-1]]
    for one, row in zip(figures, told, strict=True):
        assert {name: row[name] or None for name in names if name not in {"value", "coverage"}} == {
            name: one[name] or None for name in names if name not in {"value", "coverage"}
        }
        assert row["value"] == one["value"]


def test_pdf_says_every_figure_of_the_json(files: Files, figures: list[dict[str, Any]]) -> None:
    document = pypdfium2.PdfDocument(files["pdf"])
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    whole = re.sub(r"\s|—\s*\d+\s*—", "", text).rpartition("指标数值90%区间")[2]
    assert whole
    agree(figures, list(found_in(whole, figures)))


def cells(row: list[str]) -> Row:
    label, value, interval = (text.strip() for text in row[:3])
    return label, value, interval


def said(card: str, figure: Mapping[str, Any]) -> str:
    """A card leaves the reason to the line below it."""
    return f"{card}：{figure['withheld']}" if figure["withheld"] else card


def found_in(text: str, figures: list[dict[str, Any]]) -> Iterator[Row]:
    """The rows of the table that runs on in ``text`` without its blanks."""
    for one in figures:
        label = re.escape(one["label"].replace(" ", ""))
        if one["withheld"]:
            reason = re.escape(one["withheld"].replace(" ", ""))
            assert re.search(rf"{label}[^0-9]*?暂不发布：{reason}", text), one["id"]
            yield one["label"], f"暂不发布：{one['withheld']}", ""
            continue
        value = re.search(
            rf"{label}((?:至少)?-?[\d,.]+(?:%|[^\d至、①-⑨]*))[①-⑨]?((?:-?[\d,.]+%?至-?[\d,.]+)?)", text
        )
        assert value, one["id"]
        yield one["label"], value[1], value[2]


def agree(figures: list[dict[str, Any]], rows: list[Row], without: str = "") -> None:
    """Every figure stands in ``rows`` with its value and interval, or the reason why there is none."""
    for one in figures:
        label, value, interval = next(row for row in rows if one["label"] in row[0].split("、"))
        if one["value"] is None:
            assert value == f"暂不发布：{one['withheld']}"
            continue
        assert label == one["label"]
        near(value, one["value"])
        if one["low"] is not None and not without:
            low, high = interval.split("至")
            near(low, one["low"])
            near(high, one["high"])
    assert len({label for row in rows for label in row[0].split("、")}) == len(figures)


def near(text: str, value: float) -> None:
    """Whether the number printed in ``text`` is ``value``, rounded to the digits that it shows."""
    number = re.search(r"-?[\d,]+(?:\.(\d+))?", text)
    assert number is not None
    printed, places = float(number[0].replace(",", "")), len(number[1] or "")
    scale = 100 if "%" in text or (0 <= value <= 1 and printed > 1) else 1
    assert abs(printed - value * scale) <= 0.5 * 10**-places + 1e-9
