"""The four formats: what goes in comes out, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from cityecho.article import BEIJING
from cityecho.errors import UsageError
from reports.tables import csv_file, jsonl_file, parquet_file, xlsx_file
from reports.tables.spec import Field, Row, TableSpec

SPEC = TableSpec(
    "mixed",
    (
        Field("title"),
        Field("at", "moment"),
        Field("day", "day"),
        Field("count", "integer"),
        Field("score", "decimal"),
        Field("owned", "flag"),
        Field("summits", "list"),
    ),
)
AT = datetime(2022, 7, 15, 16, 30, tzinfo=UTC)
HOSTILE = (
    *("=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"),
    *("https://example.org/", "{=1}", "a\x00b\x0bc", "\u202e倒着", "</script>", "两\n行，\"引号\""),
)  # fmt: skip
ROWS: list[Row] = [
    ("一篇", AT, date(2022, 7, 15), -3, -0.25, True, ("h2", "coat")),
    ("", None, None, None, None, False, ()),
    *((text, AT, date(2022, 7, 16), n, n / 4, True, (text,)) for n, text in enumerate(HOSTILE)),
]


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    csv_file.write(SPEC, SPEC.frame(ROWS), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbftitle,")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(ROWS)
    assert rows[0] == {
        "title": "一篇", "at": "2022-07-16T00:30:00+08:00", "day": "2022-07-15", "count": "-3",
        "score": "-0.25",        "owned": "true", "summits": "h2|coat",
    }  # fmt: skip
    assert rows[1] == dict.fromkeys(SPEC.columns, "") | {"owned": "false"}
    for row in rows[2:]:
        for cell in (row["title"], row["summits"]):
            assert not cell.startswith(csv_file.RUN_BY_SHEETS), cell
    assert [row["title"] for row in rows[2:4]] == ["'=cmd|'/C calc'!A0", "'+1"]
    assert "\x00" not in path.read_text(encoding="utf-8-sig")


def test_xlsx_keeps_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    xlsx_file.write(SPEC, SPEC.frame(ROWS), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:G{len(ROWS) + 1}"
    assert tuple(cell.value for cell in sheet[1]) == SPEC.columns
    assert tuple(cell.value for cell in sheet[2]) == (
        "一篇", "2022-07-16T00:30:00+08:00", "2022-07-15", -3, -0.25, True, "h2|coat",
    )  # fmt: skip
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert sheet.cell(4, 1).value == HOSTILE[0]


def test_xlsx_cuts_what_a_cell_can_not_hold(tmp_path: Path) -> None:
    spec = TableSpec("long", (Field("text"),))
    xlsx_file.write(spec, spec.frame([("长" * 40_000,), ("短" * 32_767,)]), tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    long, short = str(sheet["A2"].value), str(sheet["A3"].value)
    assert len(long) == len(short) == 32_767
    assert long.endswith("…（已截断）")
    assert short.endswith("短")


def test_xlsx_is_the_same_twice_and_says_when_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        xlsx_file.write(SPEC, SPEC.frame(ROWS), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="holds 3 rows"):
        xlsx_file.write(SPEC, SPEC.frame(ROWS), tmp_path / "c.xlsx")


def test_parquet_keeps_types(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    parquet_file.write(SPEC, SPEC.frame(ROWS), path)
    table = pq.read_table(path)
    assert [str(field.type) for field in table.schema] == [
        "string", "timestamp[us, tz=Asia/Shanghai]", "date32[day]", "int64", "double", "bool",
        "list<element: string>",
    ]  # fmt: skip
    first, empty, *_ = table.to_pylist()
    assert first["at"] == AT
    assert first["at"].utcoffset() == BEIJING.utcoffset(None)
    assert first["summits"] == ["h2", "coat"]
    assert empty["count"] is None
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


def test_jsonl_has_one_object_a_row(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    jsonl_file.write(SPEC, SPEC.frame(ROWS), path)
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    records = [json.loads(line) for line in lines]
    assert list(records[0]) == list(SPEC.columns)
    assert records[0]["summits"] == ["h2", "coat"]
    assert records[0]["at"] == "2022-07-16T00:30:00+08:00"
    assert records[1]["count"] is None
    assert records[1]["summits"] == []
    assert [record["title"] for record in records[2:13]] == list(HOSTILE[:11])


def test_a_number_that_is_none_is_a_bug() -> None:
    with pytest.raises(ValueError, match="score holds NaN"):
        TableSpec("t", (Field("score", "decimal"),)).frame([(0.5,), (float("nan"),)])


def test_a_frame_has_the_declared_types() -> None:
    frame = SPEC.frame(ROWS)
    assert {str(kind) for kind in frame.dtypes} == {f"{kind}[pyarrow]" for kind in SPEC.schema.types}
    assert frame["count"].isna().sum() == 1
    assert SPEC.typed(frame[list(reversed(SPEC.columns))]).equals(frame)


@pytest.mark.parametrize("write", [csv_file.write, xlsx_file.write, parquet_file.write, jsonl_file.write])
def test_an_empty_table_is_a_file_all_the_same(write, tmp_path: Path) -> None:
    write(SPEC, SPEC.frame(()), tmp_path / "empty")
    assert (tmp_path / "empty").exists()
