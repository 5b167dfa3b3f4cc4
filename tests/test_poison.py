"""Poisoned pages from the wire into every file and message: they stay words, and every file opens.

A recorded web brings three pages whose headlines and texts hold scripts, formulas, templates, Typst, marks
that turn the reading direction, control characters, links to files and a path; each output is read with the
reader its users have.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pypdfium2
import pytest
from docx import Document
from lxml import etree
from lxml import html as lxml_html

from analysis.measure import measure
from benchmarks.reports.chromium import NAMES, chromium
from cityecho.archive import Archive, Correction
from cityecho.archive.warc import CaptureFile
from cityecho.article import Capture
from cityecho.watchlist import FeedFile, Mailbox, Robot, Route, Routing, Watchlist, load
from reports.data import ReportData
from reports.export import collect, write
from reports.formats import FORMATS
from reports.messages.deliver import deliver, is_unsent, plans
from reports.messages.rules import find
from reports.renderers import rendered
from reports.summit import build
from tests.crawler.loopback import article, configure, crawl, source
from tests.reports.post_office import USER, office_up
from tests.reports.robots import PASSWORD, SECRET, certified, robots_up

HOME = "http://news.yunling.example"
SEEN = datetime(2022, 7, 16, 1, 0, tzinfo=UTC)
DAY = date(2022, 7, 15)
PATH = "../../../../../../../../etc/passwd%00.ht"
TITLES = (
    PATH,
    '=HYPERLINK("file:///etc/passwd","云岭")&cmd|\'/C calc\'!A0',
    '<img src=x onerror="poison()">云岭{{ 7*7 }}{% raw %}#read("/etc/passwd")$x$\u202e[a](file:///b)<@all>',
)
POISON = """<script>poison()</script><a href="file:///etc/passwd">file</a> &lt;script&gt;poison()
&lt;/script&gt; {{ 7*7 }} {% include "/etc/passwd" %} #read("/etc/passwd") =1+1 @SUM(1)
\u202e\u2066\u200b&#7;&#8;"""
SUMMIT = """
[[summit]]
id = "tea"
name = "2022云岭茶产业峰会"
aliases = ["云岭茶产业峰会"]
kind = "summit"
start = 2022-07-14
end = 2022-07-15
before_days = 7
after_days = 1
"""
UNSEEN = re.compile("[\u200b\u202e\u2066\x00-\x08]")


@dataclass(frozen=True)
class Poisoned:
    """What became of the pages: the archive, the report and its files by format."""

    folder: Path
    watchlist: Watchlist
    titles: tuple[str, ...]
    data: ReportData
    files: Mapping[str, bytes]

    def archive(self) -> Archive:
        return Archive(f"sqlite:///{self.folder}/archive.db")


def page(number: int, title: str) -> str:
    """A page of blame with that headline."""
    told = (
        f"<p>云岭市第{number}座桥梁的工地发生事故，工程停工，附近{number * 7}户居民投诉不断。{POISON}</p>"
        f"<p>云岭茶业有限公司总经理李明说：“=1+1，第{number}次停工太让人失望，没有人负责。{{{{ 7*7 }}}}”</p>"
        f"<p>有关方面正在调查第{number}起事故的原因，云岭市将追究责任，参会的客商{number}人表示担忧。</p>"
    )
    return (
        f"<html><head><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
        f'<div class="info">2022-07-15 10:{number:02d} 来源：=1+1{{{{7*7}}}}</div>'
        f'<div class="content">{told}</div></body></html>'
    )


def recorded(folder: Path) -> Path:
    """The web: a notice a day for three weeks, and the poisoned pages on the last."""
    days = [DAY - timedelta(days=back) for back in range(22)]
    pages = {f"/news/202207/{n}.html": article(n, day.isoformat()) for n, day in enumerate(days, 10)}
    pages |= {f"/news/202207/{n}.html": page(n, title) for n, title in enumerate(TITLES, 1)}
    rows = "".join(f'<li><a href="{path}">第{n}号云岭茶园侧记新闻</a></li>' for n, path in enumerate(pages))
    pages["/list"] = f'<html><body><ul class="list">{rows}</ul></body></html>'
    with CaptureFile(folder, "web.warc.gz") as file:
        for path, text in pages.items():
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            file.append(Capture(HOME + path, SEEN, 200, headers, text.encode(), ""))
    return folder / "web.warc.gz"


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Poisoned:
    folder = tmp_path_factory.mktemp("poison")
    configure(folder, lists=source("listing", HOME + "/list"))
    (folder / "config" / "summits.toml").write_text(SUMMIT, "utf-8")
    crawl(folder, replay=(recorded(folder),))
    watchlist = load(folder / "config")
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        measure(archive, watchlist)
        with archive.begin() as tx:
            bad = [one for one in tx.articles.between() if re.search(r"/[123]\.html$", one.url)]
            for one in bad:
                tx.measures.correct(Correction(one.id, "sentiment", "negative", "甲", "=1+1", SEEN))
        with archive.read() as tx:
            data = build(tx, watchlist, watchlist.summits[0], SEEN)
    files = dict(rendered(data, tuple(FORMATS)))
    return Poisoned(folder, watchlist, tuple(one.title for one in bad), data, files)


def test_the_pages_arrive_whole(poisoned: Poisoned) -> None:
    """Else the rest of this file would prove nothing."""
    assert len(PATH) == 40
    assert {UNSEEN.sub("", title) for title in poisoned.titles} == {UNSEEN.sub("", one) for one in TITLES}
    assert "{{ 7*7 }}" in str(poisoned.data.table("quotes").rows)
    told = {str(row[1]) for row in poisoned.data.table("articles").rows}
    assert told >= set(poisoned.titles)


def test_the_page_carries_words_and_nothing_that_runs(poisoned: Poisoned) -> None:
    tree = lxml_html.document_fromstring(poisoned.files["html"].decode())
    text = tree.xpath("string(//main)")
    assert all(UNSEEN.sub("", title) in text for title in poisoned.titles)
    assert len(tree.xpath("//script")) == 3
    assert not tree.xpath("//main//img[not(starts-with(@src, 'data:'))]")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not [link for link in tree.xpath("//@href") if not link.startswith(("#", "http"))]


@pytest.mark.browser
@pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="no Chromium on this machine")
def test_a_browser_runs_nothing_of_it_and_asks_for_no_file(poisoned: Poisoned) -> None:
    file = poisoned.folder / "report.html"
    file.write_bytes(poisoned.files["html"])
    with chromium() as browser:
        browser.call(
            "Page.addScriptToEvaluateOnNewDocument", source="window.ran = 0; window.poison = () => ran++"
        )
        browser.open(file.as_uri(), 1280, 900)
        assert browser.value("window.ran") == 0
        assert browser.value("document.querySelectorAll('.alive canvas').length") > 0  # ours did run
        loaded = browser.value(
            "JSON.stringify(performance.getEntriesByType('resource').map(one => one.name))"
        )
    assert {name[:5] for name in json.loads(loaded)} <= {"data:"}


def test_the_pdf_reads_no_file_and_does_nothing_when_opened(poisoned: Poisoned) -> None:
    with pypdfium2.PdfDocument(poisoned.files["pdf"]) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
        addresses = [address for page in document for address in _links(document, page)]
    squeezed = re.sub(r"\s", "", text)
    assert "etc/passwd%00.ht" in squeezed
    assert '#read("/etc/passwd")' in squeezed
    assert "{{7*7}}" in squeezed
    assert "root:" not in squeezed
    assert addresses
    assert all(address.startswith("http://") for address in addresses)
    assert not re.search(rb"/JavaScript|/Launch|/OpenAction|/EmbeddedFile", poisoned.files["pdf"])


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    raw = pypdfium2.raw
    place, link = raw.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document, action, None, 0)
        held = raw.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document, action, held, size)
        yield held.value.decode()


def test_the_word_file_shows_the_marks_of_templates_and_has_no_field_of_theirs(poisoned: Poisoned) -> None:
    word = Document(BytesIO(poisoned.files["docx"]))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {UNSEEN.sub("", title) for title in poisoned.titles} <= cells
    assert any("{{ 7*7 }}" in cell for cell in cells)
    with zipfile.ZipFile(BytesIO(poisoned.files["docx"])) as parts:
        targets = [
            target
            for name in parts.namelist()
            if name.endswith(".rels")
            for target in etree.fromstring(parts.read(name)).xpath("//@Target[../@TargetMode='External']")
        ]
        fields = set(re.findall(r"<w:instrText[^>]*>([^<]*)", parts.read("word/document.xml").decode()))
    assert (targets, fields) == ([], set())


def test_no_sheet_has_a_formula_or_a_link(poisoned: Poisoned, tmp_path: Path) -> None:
    exported(poisoned, "articles", "xlsx", tmp_path)
    for content in (poisoned.files["xlsx"], (tmp_path / "articles.xlsx").read_bytes()):
        book = openpyxl.load_workbook(BytesIO(content))
        cells = [
            cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        assert any("HYPERLINK" in str(cell.value) for cell in cells)


def exported(poisoned: Poisoned, table: str, kind: str, folder: Path) -> Path:
    with poisoned.archive() as archive, archive.read() as tx:
        write(collect(tx, poisoned.watchlist, table, (None, None)), kind, folder / f"{table}.{kind}")
    return folder / f"{table}.{kind}"


@pytest.mark.parametrize("table", ["articles", "stories", "quotes"])
def test_exports_hold_words(poisoned: Poisoned, table: str, tmp_path: Path) -> None:
    with exported(poisoned, table, "csv", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    cells = [cell for row in rows[1:] for cell in row]
    assert table == "stories" or any("7*7" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    parquet = pq.read_table(exported(poisoned, table, "parquet", tmp_path)).to_pylist()
    lines = exported(poisoned, table, "jsonl", tmp_path).read_text("utf-8").splitlines()
    assert len(parquet) == len(lines) == len(rows) - 1
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert not UNSEEN.search("".join(lines))


def test_the_json_is_one_value_and_holds_no_mark_that_is_not_seen(poisoned: Poisoned) -> None:
    told = json.loads(poisoned.files["json"])
    assert told["id"] == "tea"
    assert not UNSEEN.search(json.dumps(told, ensure_ascii=False))


def test_messages_and_feed_mention_link_and_run_nothing(
    poisoned: Poisoned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, context = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with robots_up(context) as robots, office_up(context) as office, poisoned.archive() as archive:
        rules = ("negative-spike",)
        ways: dict[str, Robot | Mailbox | FeedFile] = {
            name: Robot(name, f"env:{name}", "" if name == "wecom" else "env:sign", robots.host)
            for name in ("wecom", "dingtalk", "feishu")
        }
        ways["mail"] = Mailbox(
            "127.0.0.1", office.port, "tls", "a@b.example", ("c@d.example",), USER, "env:mail"
        )
        ways["feed"] = FeedFile(tmp_path / "feed.xml")
        routing = Routing("", tuple(Route(name, "值班", rules, way) for name, way in ways.items()))
        secrets = {name: robots.webhook(name) for name in ("wecom", "dingtalk", "feishu")}
        secrets |= {"sign": SECRET, "mail": PASSWORD}
        watchlist = replace(poisoned.watchlist, routing=routing)
        with archive.read() as tx:
            notices = find(tx, watchlist, rules, (), SEEN + timedelta(hours=2)).notices
        assert len(notices) == 1
        made = plans(watchlist, notices, lambda _: is_unsent(None, SEEN), secrets, lambda: SEEN)
        done = [deliver(archive, plan, lambda: SEEN, lambda _: None) for plan in made]
        assert [one.problem for one in done] == [""] * 5
        bodies = [json.dumps(body, ensure_ascii=False) for body in robots.taken]
        [(_, letter)] = office.taken
    feed = etree.parse(tmp_path / "feed.xml")
    assert not [link for link in feed.xpath("//@href") if not link.startswith("https://")]
    words = letter.get_body(("plain",))
    assert words is not None
    said = [*bodies, "".join(feed.getroot().itertext()), words.get_content()]
    for text in said:
        assert "7*7" in text.replace("＊", "*")
        assert not UNSEEN.search(text)
        assert "file://" not in text
    for text in bodies:
        assert "](" not in text
        assert "<@" not in text
        assert "<img" not in text
