"""What is brought rather than fetched: tables, JSON lines and captures, through the command line."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from cityecho.archive import Archive
from cityecho.archive.warc import CaptureFile
from cityecho.article import Capture
from cityecho.errors import UsageError
from cityecho.watchlist import load
from crawler.again import reread
from crawler.importing import ImportSummary, import_rows
from crawler.summary import OUTCOMES
from tests.crawler.command import cityecho, stored
from tests.crawler.loopback import article, configure, crawl, toml

HEADINGS = ("标题", "正文", "发布时间", "链接", "媒体名称", "作者")
FIELDS = """[fields]
title = "标题"
text = "正文"
published_at = "发布时间"
url = "链接"
origin = "媒体名称"
author = "作者"
"""


def row(number: int, **changed: object) -> list[object]:
    cells = dict(
        zip(
            HEADINGS,
            (
                f"第{number}号茶园开园",
                f"云岭县第{number}号茶园今天开园，客商很多。",
                f"2022-07-15 09:{number:02d}:00",
                f"https://yunling.example/{number}",
                "云岭日报",
                "茶小山",
            ),
            strict=True,
        )
    )
    return list((cells | changed).values())


BAD = [
    row(11, 链接="无"),
    row(12, 发布时间="去年"),
    row(13, 标题="", 正文=""),
    row(14, 发布时间=""),
]
ROWS = [
    row(1),
    row(2),
    *BAD,
    row(3),
    row(3),
    ["", "", None, "", "", ""],
    row(4, 标题='=HYPERLINK("http://x","点我")'),
]


def as_csv(encoding: str, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([["导出时间：2022-07-20"], HEADINGS, *ROWS])
    return text.getvalue().encode(encoding)


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for line in (["导出时间：2022-07-20"], HEADINGS, *ROWS):
        book.active.append(line)
    book.active["A12"].data_type = "s"  # a text that looks like a formula
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return configure(tmp_path, bought=toml({"kind": "import"}) + FIELDS)


def bring(folder: Path, name: str, body: bytes) -> ImportSummary:
    """Import a file in this process."""
    (folder / name).write_bytes(body)
    watched = load(folder / "config")
    (source,) = watched.sources
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        return import_rows(
            archive, watched, source, folder / name, now=lambda: datetime.now(UTC), progress=lambda _: None
        )


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("bom.csv", as_csv("utf-8-sig")),
        ("gbk.csv", as_csv("gbk")),
        ("excel.txt", as_csv("utf-16", "\t")),
        ("semicolons.csv", as_csv("utf-8", ";")),
        ("book.xlsx", as_xlsx()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_is_taken_and_its_bad_rows_named(folder: Path, name: str, body: bytes) -> None:
    summary = bring(folder, name, body)
    counts = summary.counts
    assert (counts["fetched"], counts["stored"], counts["duplicate"], counts["quarantined"]) == (9, 4, 1, 4)
    assert counts["fetched"] == sum(counts[outcome] for outcome in OUTCOMES)
    assert [(bad.number, bad.column) for bad in summary.bad_rows] == [
        (5, "链接"),
        (6, "发布时间"),
        (7, "正文"),
        (8, "发布时间"),
    ]
    found = {one.url: one for one in stored(folder)}
    assert set(found) == {f"https://yunling.example/{n}" for n in (1, 2, 3, 4)}
    first = found["https://yunling.example/1"]
    assert (first.title, first.origin, first.source) == ("第1号茶园开园", "云岭日报", "bought")
    assert first.published_at == datetime(2022, 7, 15, 1, 1, tzinfo=UTC)
    assert found["https://yunling.example/4"].title == '=HYPERLINK("http://x","点我")'
    again = bring(folder, name, body).counts
    assert (again["stored"], again["unchanged"]) == (0, 4)


def test_the_command_names_bad_rows_and_ends_with_3(folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx()))
    book.create_sheet("说明").append(["云岭日报的导出"])
    book.save(folder / "book.xlsx")
    said = cityecho(folder, "import", str(folder / "book.xlsx"), "--source", "bought")
    assert (said.code, said.out["counts"]["stored"]) == (3, 4), said.err
    bad = {one["row"]: one["value"] for one in said.out["bad_rows"]}
    assert f"book.xlsx: sheet Sheet, row 5, 链接: is no http or https address: {bad[5]}\n" in said.err
    assert (list(bad), bool(bad[5])) == ([5, 6, 7, 8], True)
    (unread,) = said.out["unread"]
    assert (unread["sheet"], unread["reason"].split("、")[0]) == ("说明", "no column 作者")


def test_json_lines_by_headings_and_paths(tmp_path: Path) -> None:
    fields = '[fields]\nurl = "link"\ntext = "blog.text"\npublished_at = "blog.at"\n'
    configure(tmp_path, posts=toml({"kind": "import", "item_kind": "post"}) + fields)
    good = {"link": "https://m.weibo.example/1", "blog": {"text": "云岭真美", "at": 1657933920}}
    lines = [json.dumps(good), "{broken", "[1]", "", json.dumps({"link": "https://m.weibo.example/2"})]
    summary = bring(tmp_path, "posts.jsonl", "\n".join(lines).encode())
    assert (summary.state, summary.counts["stored"]) == ("partial", 1)
    assert [(bad.number, bad.value) for bad in summary.bad_rows] == [(2, ""), (3, ""), (5, "")]
    (post,) = stored(tmp_path)
    assert (post.kind, post.text) == ("post", "云岭真美")


def test_no_person_of_a_post_stays(tmp_path: Path) -> None:
    configure(tmp_path, posts=toml({"kind": "import", "item_kind": "post"}) + FIELDS)
    text = io.StringIO()
    rows = [
        row(1, 作者="山里的茶客", 正文="我是山里的茶客，电话13812345678"),
        row(2, 发布时间="山里的茶客 13812345678"),
    ]
    csv.writer(text).writerows([HEADINGS, *rows])
    (tmp_path / "posts.csv").write_text(text.getvalue())
    said = cityecho(tmp_path, "import", str(tmp_path / "posts.csv"), "--source", "posts")
    assert said.code == 3
    (tmp_path / "posts.csv").unlink()
    kept = said.err.encode() + json.dumps(said.out, ensure_ascii=False).encode()
    from cityecho.archive.warc import read  # noqa: PLC0415

    for path in tmp_path.rglob("*"):
        if path.name.endswith(".warc.gz"):
            kept += b"".join(capture.body for capture in read(path))
        elif path.is_file():
            kept += path.read_bytes()
    assert "茶园".encode() in kept
    assert "山里的茶客".encode() not in kept
    assert b"13812345678" not in kept


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("x", "w") as part:
        for _ in range(513):
            part.write(bytes(1024 * 1024))
    return kept.getvalue()


def laughs() -> bytes:
    """A workbook whose sheet declares entities that grow a thousandfold with each line."""
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 1000}">' for n in range(6))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'.encode()
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx())) as good, zipfile.ZipFile(kept, "w") as bad:
        for part in good.namelist():
            body = good.read(part)
            if "sheet1" in part:
                sheet = body.split(b"?>", 1)[-1]
                body = head + sheet.replace(b"<sheetData>", b"<sheetData>&e6;")
            bad.writestr(part, body)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "problem"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0", r"is no \.xlsx"),
        ("torn.xlsx", as_xlsx()[:400], "not an xlsx workbook"),
        ("other.csv", "标题,正文\n甲,乙\n".encode(), "no column 作者、发布时间、媒体名称、链接"),
        ("empty.csv", b"", "holds no rows"),
        ("bomb.xlsx", bomb(), "unpacks to 513 MiB"),
        ("laughs.xlsx", laughs(), "not a readable workbook"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_file_that_is_none_is_refused_before_anything_is_written(
    folder: Path, name: str, body: bytes, problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        bring(folder, name, body)
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        assert tx.ledger.runs() == ()


def test_an_open_quotation_mark_costs_its_row_and_is_told(folder: Path) -> None:
    lines = as_csv("utf-8").decode().splitlines()[:4]
    text = "\r\n".join([*lines, '"没有结束的引号,' + "长" * 140_000, *("," * 5 for _ in range(3))])
    summary = bring(folder, "open.csv", text.encode())
    assert (summary.state, summary.counts["stored"]) == ("partial", 2)
    assert "a quotation mark left open? none closes that of line 5" in str(summary.bad_rows[0])
    again = bring(folder, "none.csv", "\r\n".join([lines[1], "没有地址"]).encode())
    assert (again.state, again.counts["fetched"]) == ("failed", 1)


def test_a_long_cell_is_taken_and_lines_below_an_open_quotation_mark_too(folder: Path) -> None:
    long, *rest = as_csv("utf-8").decode().splitlines()[2:4]
    lines = [",".join(HEADINGS), long.replace("客商很多", "客" * 140_000), '"没有结束,的引号', *rest]
    summary = bring(folder, "long.csv", "\n".join(lines).encode())
    assert [bad.number for bad in summary.bad_rows] == [3]
    assert sorted(len(one.text) > 140_000 for one in stored(folder)) == [False, True]


def test_every_sheet_is_read(folder: Path) -> None:
    book = openpyxl.Workbook()
    for name, lines in {"七月": [row(1), BAD[0]], "八月": [row(2), *BAD[:2]]}.items():
        sheet = book.create_sheet(name)
        for line in [HEADINGS, *lines]:
            sheet.append(line)
    kept = io.BytesIO()
    book.save(kept)
    summary = bring(folder, "months.xlsx", kept.getvalue())
    assert summary.counts["stored"] == 2
    bad = [(bad.sheet, bad.number) for bad in summary.bad_rows]
    assert (bad, summary.unread) == (
        [("七月", 3), ("八月", 3), ("八月", 4)],
        (),
    )  # an empty sheet is not told
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        assert len(tx.quarantine.documents()) == 3


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("none.jsonl", "\n", "holds no rows"),
        ("none.csv", "七月\n" + ",".join(HEADINGS), "holds no rows below its headings"),
    ],
)
def test_a_file_without_rows_is_said_to_have_none(folder: Path, name: str, body: str, why: str) -> None:
    summary = bring(folder, name, body.encode())
    assert (summary.state, summary.counts["fetched"]) == ("ok", 0)
    assert list(map(str, summary.unread)) == [why]


def test_only_an_import_takes_files(tmp_path: Path) -> None:
    configure(tmp_path, web=toml({"kind": "feed", "outlet": "127.0.0.1", "start": ["http://127.0.0.1/"]}))
    (tmp_path / "x.csv").write_text("a")
    said = cityecho(tmp_path, "import", str(tmp_path / "x.csv"), "--source", "web")
    assert (said.code, "files are brought to import or warc" in said.err) == (2, True)


def captures(folder: Path) -> Path:
    """Twelve captures of two hosts over six days; 云岭 stands in six of them, however written."""
    plain = "<html><body><h1>外地新闻</h1><p>外地的一条消息，和我们没有关系，只是路过。</p></body></html>"
    escaped = article(5).replace("云岭", "&#20113;&#23725;")
    bodies = [article(1).encode(), article(2).encode("gbk"), plain.encode(), escaped.encode()]
    with CaptureFile(folder, "cc.warc.gz") as file:
        for number in range(12):
            file.append(
                Capture(
                    f"http://{'www' if number % 2 else 'm'}.yunling.example/news/{number}.html",
                    datetime(2022, 7, 10 + number // 2, 3, tzinfo=UTC),
                    404 if number == 11 else 200,
                    (("Content-Type", "text/html"),),
                    bodies[number % 4],
                    "",
                )
            )
    return folder / "cc.warc.gz"


def warc_source(file: Path, **more: object) -> str:
    return toml({"kind": "warc", "start": [str(file)], **more})


def test_captures_are_sifted_before_they_are_read(tmp_path: Path) -> None:
    configure(tmp_path, news=warc_source(captures(tmp_path)))
    counts = crawl(tmp_path, "news")["counts"]
    assert (counts["fetched"], counts["articles"], counts["passed_over"]) == (8, 8, 4)  # 3 plain, one a 404
    again = crawl(tmp_path, "news")["counts"]
    assert (again["fetched"], again["passed_over"]) == (0, 12)


def test_captures_by_host_and_day(tmp_path: Path) -> None:
    text = (
        warc_source(captures(tmp_path), hosts=["m.yunling.example"]) + "from = 2022-07-11\nto = 2022-07-14\n"
    )
    configure(tmp_path, news=text)
    crawl(tmp_path, "news")
    days = {one.captured_at.day for one in stored(tmp_path)}
    assert days == {12, 14}  # 11 and 13 of that host name no place


def test_a_broken_file_of_captures_costs_itself_alone(tmp_path: Path) -> None:
    good = captures(tmp_path)
    (tmp_path / "aa.warc.gz").write_bytes(b"nonsense" * 100)
    configure(tmp_path, news=warc_source(tmp_path / "*.warc.gz"))
    summary = crawl(tmp_path, "news")
    assert summary["counts"]["articles"] == 8
    assert "aa.warc.gz: not a readable WARC file" in summary["failed"]["news"]
    assert good.exists()


def test_a_page_that_is_cut_off_is_named_and_not_stored(tmp_path: Path) -> None:
    cut = captures(tmp_path)
    with CaptureFile(tmp_path, "cc.warc.gz") as file:
        where = file.append(
            Capture(
                "http://m.yunling.example/x",
                datetime(2022, 7, 10, tzinfo=UTC),
                200,
                (),
                article(9).encode(),
                "",
            )
        )
    cut.write_bytes(cut.read_bytes()[:-20])
    configure(tmp_path, news=warc_source(cut))
    summary = crawl(tmp_path, "news")
    assert (summary["state"], summary["counts"]["articles"]) == ("partial", 8)
    assert f"cc.warc.gz at {where.offset}: the record is cut off" in summary["failed"]["news"]


def test_captures_may_be_imported(tmp_path: Path) -> None:
    configure(tmp_path, brought=toml({"kind": "import"}))
    said = cityecho(tmp_path, "import", str(captures(tmp_path)), "--source", "brought")
    assert (said.code, said.out["counts"]["articles"]) == (0, 8), said.err


def test_rows_stay_as_they_came_when_pages_are_read_again(folder: Path) -> None:
    bring(folder, "rows.csv", as_csv("utf-8"))
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        with archive.read() as tx:
            before = list(tx.articles.between())
        done = reread(archive, load(folder / "config"), None, None, now=lambda: datetime.now(UTC))
        with archive.read() as tx:
            assert list(tx.articles.between()) == before
    assert (done.read, done.changed, done.without) == (0, (), len(before))
