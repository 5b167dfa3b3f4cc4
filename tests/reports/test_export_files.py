"""The four formats: what goes in comes out, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import weakref
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from cityecho.article import BEIJING
from cityecho.errors import UsageError
from reports.export import Writer
from reports.tables import csv_file, jsonl_file, parquet_file, parquet_months, xlsx_file
from reports.tables.spec import Field, Row, TableSpec

SPEC = TableSpec(
    "mixed",
    "at",
    "A row of everything.",
    (
        Field("title", "is title"),
        Field("at", "is at", "moment"),
        Field("day", "is day", "day"),
        Field("count", "is count", "integer"),
        Field("score", "is score", "decimal"),
        Field("owned", "is owned", "flag"),
        Field("summits", "is summits", "list"),
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
    csv_file.write(SPEC, SPEC.rows(ROWS), path)
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
    xlsx_file.write(SPEC, SPEC.rows(ROWS), path)
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
    spec = TableSpec("long", "text", "Long.", (Field("text", "is text"),))
    xlsx_file.write(spec, spec.rows([("长" * 40_000,), ("短" * 32_767,)]), tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    long, short = str(sheet["A2"].value), str(sheet["A3"].value)
    assert len(long) == len(short) == 32_767
    assert long.endswith("…（已截断）")
    assert short.endswith("短")


def test_xlsx_is_the_same_twice_and_says_when_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        xlsx_file.write(SPEC, SPEC.rows(ROWS), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="holds 3 rows"):
        xlsx_file.write(SPEC, SPEC.rows(ROWS), tmp_path / "c.xlsx")


def test_parquet_keeps_types(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    parquet_file.write(SPEC, SPEC.rows(ROWS), path)
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
    jsonl_file.write(SPEC, SPEC.rows(ROWS), path)
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    records = [json.loads(line) for line in lines]
    assert list(records[0]) == list(SPEC.columns)
    assert records[0]["summits"] == ["h2", "coat"]
    assert records[0]["at"] == "2022-07-16T00:30:00+08:00"
    assert records[1]["count"] is None
    assert records[1]["summits"] == []
    assert [record["title"] for record in records[2:13]] == list(HOSTILE[:11])


def test_a_number_that_is_none_is_a_bug() -> None:
    spec = TableSpec("t", "score", "Score.", (Field("score", "is score", "decimal"),))
    with pytest.raises(ValueError, match="score holds NaN"):
        list(spec.rows([(0.5,), (float("nan"),)]))


def test_rows_out_of_a_frame_have_the_declared_types() -> None:
    frame = pd.DataFrame({"day": [date(2022, 7, 15)], "count": [2.0], "title": ["一\u202e篇"]})
    spec = TableSpec(
        "t", "day", "Mixed.", (Field("title", ""), Field("count", "", "integer"), Field("day", "", "day"))
    )
    assert list(spec.typed(frame)) == [("一篇", 2, date(2022, 7, 15))]


@pytest.mark.parametrize("write", [csv_file.write, xlsx_file.write, parquet_file.write, jsonl_file.write])
def test_no_file_carries_marks_that_are_not_seen(write: Writer, tmp_path: Path) -> None:
    spec = TableSpec("t", "a", "Marks.", (Field("a", ""), Field("b", "", "list")))
    write(spec, spec.rows([("甲\u202e乙\u200b\x07丙\n丁", ("\u2066x\ufeff",))]), tmp_path / "t")
    data = (tmp_path / "t").read_bytes()
    if zipfile.is_zipfile(tmp_path / "t"):
        with zipfile.ZipFile(tmp_path / "t") as parts:
            data = b"".join(map(parts.read, parts.namelist()))
    elif write is parquet_file.write:
        data = repr(pq.read_table(tmp_path / "t").to_pylist()).encode()
    text = data.decode("utf-8-sig")
    assert "甲乙丙" in text
    assert not set(text) & set("\u202e\u200b\x07\u2066\ufeff")


APPEARED = TableSpec("days", "at", "Days.", (Field("at", "When.", "appeared"), Field("n", "", "integer")))
APPEARED_ROWS: list[Row] = [(AT, 1), (date(2022, 7, 15), 2), (date(2022, 8, 1), 3), (None, 4)]


def test_a_day_alone_is_no_midnight(tmp_path: Path) -> None:
    said = ["2022-07-16T00:30:00+08:00", "2022-07-15", "2022-08-01"]
    csv_file.write(APPEARED, APPEARED.rows(APPEARED_ROWS), tmp_path / "t.csv")
    lines = (tmp_path / "t.csv").read_text("utf-8-sig").split()
    assert [line.split(",")[0] for line in lines[1:]] == [*said, ""]
    jsonl_file.write(APPEARED, APPEARED.rows(APPEARED_ROWS), tmp_path / "t.jsonl")
    records = map(json.loads, (tmp_path / "t.jsonl").read_text("utf-8").splitlines())
    assert [record["at"] for record in records] == [*said, None]
    xlsx_file.write(APPEARED, APPEARED.rows(APPEARED_ROWS), tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["at", *said, None]


def test_in_parquet_a_day_alone_is_the_types_midnight_and_the_field_says_so(tmp_path: Path) -> None:
    parquet_file.write(APPEARED, APPEARED.rows(APPEARED_ROWS), tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    assert table["at"].to_pylist()[1] == datetime(2022, 7, 15, tzinfo=BEIJING)
    notes = table.schema.field("at").metadata
    assert notes[b"meaning"] == b"When."
    assert b"only the day is known" in notes[b"midnight"]


def test_addresses_and_cells_are_cut_with_a_mark_for_sheets_alone(tmp_path: Path) -> None:
    spec = TableSpec("t", "text", "Long.", (Field("url", "", "address"), Field("text", "")))
    rows: list[Row] = [("https://example.org/" + "a" * 3000, "=" + "长" * 40_000)]
    csv_file.write(spec, spec.rows(rows), tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        _, (url, text) = csv.reader(file)
    assert (len(url), len(text)) == (2_079, 32_767)
    assert url.endswith("…（已截断）")
    assert text.startswith("'=")
    parquet_file.write(spec, spec.rows(rows), tmp_path / "t.parquet")
    assert pq.read_table(tmp_path / "t.parquet").to_pylist() == [{"url": rows[0][0], "text": rows[0][1]}]


def test_a_folder_of_months_is_read_as_one_table_and_forgets_stale_months(tmp_path: Path) -> None:
    folder = tmp_path / "days"
    parquet_months.write(APPEARED, APPEARED.rows(APPEARED_ROWS), folder)
    files = sorted(str(file.relative_to(folder)) for file in folder.rglob("*.parquet"))
    assert files == [
        "month=2022-07/days.parquet",
        "month=2022-08/days.parquet",
        f"month={parquet_months.NO_MONTH}/days.parquet",
    ]
    read = duckdb.read_parquet(f"{folder}/*/*.parquet", hive_partitioning=True).project("month, n").order("n")
    assert read.fetchall() == [("2022-07", 1), ("2022-07", 2), ("2022-08", 3), (None, 4)]
    (folder / "month=2022-08" / "mine.txt").write_text("kept", "utf-8")
    parquet_months.write(APPEARED, APPEARED.rows(APPEARED_ROWS[:1]), folder)
    assert sorted(file.name for file in folder.rglob("*.*") if file.is_file()) == ["days.parquet", "mine.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["days"]


def test_a_folder_stays_as_it_was_when_reading_breaks(tmp_path: Path) -> None:
    parquet_months.write(APPEARED, APPEARED.rows(APPEARED_ROWS), tmp_path / "days")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.parquet")}
    with pytest.raises(ValueError, match="argument 2 is"):
        parquet_months.write(APPEARED, APPEARED.rows([(AT, 9), (AT,)]), tmp_path / "days")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("write", [csv_file.write, parquet_file.write, jsonl_file.write])
def test_rows_pass_through_and_do_not_pile_up(write: Writer, tmp_path: Path) -> None:
    alive: weakref.WeakSet[Heavy] = weakref.WeakSet()
    most = 0

    def rows() -> Iterator[Row]:
        nonlocal most
        for number in range(35_000):
            text = Heavy(f"第{number}行")
            alive.add(text)
            most = max(most, len(alive))
            yield (text,)

    spec = TableSpec("t", "text", "Many.", (Field("text", ""),))
    write(spec, rows(), tmp_path / "t")
    assert most <= 2 * parquet_file.ROWS_A_GROUP + 1


class Heavy(str):
    """A text whose life can be watched."""

    __slots__ = ("__weakref__",)


@pytest.mark.parametrize("write", [csv_file.write, xlsx_file.write, parquet_file.write, jsonl_file.write])
def test_an_empty_table_is_a_file_all_the_same(write: Writer, tmp_path: Path) -> None:
    write(SPEC, SPEC.rows(()), tmp_path / "empty")
    assert (tmp_path / "empty").exists()
