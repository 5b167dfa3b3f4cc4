"""The page: one file, nothing fetched, hostile words stay words, the font has every sign the page shows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from fontTools.ttLib import TTFont
from lxml import html as lxml_html

from reports import html
from reports.data import ReportData
from reports.drawn import draw
from reports.fonts import glyphs
from reports.html import json_in_html
from reports.plain import plain, plainly, web_address
from tests.reports.sample import almost_empty, full
from tests.reports.sample_tables import HOSTILE_TITLE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LIMIT = 1_600_000


def html_of(data: ReportData) -> bytes:
    return html.render(draw(plainly(data)))


@pytest.fixture(scope="module")
def page() -> bytes:
    return html_of(full())


def _tree(page: bytes) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page.decode())


def test_the_same_data_gives_the_same_bytes_within_the_limit(page: bytes) -> None:
    assert html_of(full()) == page
    assert len(page) < LIMIT


def test_a_long_list_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    data = full(articles=900)
    data = replace(data, sections=data.sections[-1:], cloud=())
    page = html_of(data)
    assert _listed(page) == html.MOST_ROWS
    monkeypatch.setattr(html, "LARGEST", len(page) - 1)
    smaller = html_of(data)
    assert len(smaller) < len(page)
    assert 0 < _listed(smaller) < html.MOST_ROWS


def _listed(page: bytes) -> int:
    """How many rows the appendix has, which says how many of the 900 it leaves out."""
    [appendix] = _tree(page).xpath("//section[@id='appendix']")
    rows = len(appendix.xpath(".//tbody/tr"))
    assert f"其余 {900 - rows} 行" in appendix.text_content()
    return rows


def test_a_hostile_headline_stays_text(page: bytes) -> None:
    tree = _tree(page)
    cell = tree.xpath("//section[@id='appendix']//tbody/tr[1]/td[1]")[0]
    assert cell.text_content() == plain(HOSTILE_TITLE)
    assert "{{ 7*7 }}" in cell.text_content()
    assert not cell.xpath(".//a")  # its address was javascript:
    assert len(tree.xpath("//script")) == 3
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")


def test_the_page_asks_nobody_for_anything(page: bytes) -> None:
    tree = _tree(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert not tree.xpath("//link | //iframe | //script/@src | //form | //base")
    for address in tree.xpath("//img/@src"):
        assert address.startswith("data:")
    for address in re.findall(r"url\(([^)]*)\)", "".join(tree.xpath("//style/text()"))):
        assert address.startswith(("data:", "#"))


def test_links_are_web_addresses_that_tell_nothing(page: bytes) -> None:
    links = [link for link in _tree(page).xpath("//a") if not link.get("href").startswith("#")]
    assert len(links) > 150
    for link in links:
        assert web_address(link.get("href"))
        assert link.get("rel") == "noreferrer noopener"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x.example", "http://[", "", "http:"],
)
def test_other_addresses_are_no_links(address: str) -> None:
    assert web_address(address) is None


def test_the_font_has_every_sign_of_the_finished_page(page: bytes) -> None:
    text = page.decode()
    found = re.search(r"data:font/woff2;base64,([A-Za-z0-9+/=]+)", text)
    assert found is not None
    carried = {chr(code) for code in TTFont(BytesIO(b64decode(found[1]))).getBestCmap()}
    tree = _tree(page)
    options = json.loads(tree.xpath("//script[@id='options']/text()")[0])
    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    shown = set(tree.text_content() + full().title + json.dumps(options, ensure_ascii=False))
    assert {"濮", "舆", "专"} & shown
    assert shown & glyphs() <= carried
    assert len(carried) < 1500


def test_json_cannot_leave_its_script_element() -> None:
    hostile = "</script><!--&\u2028\u2029"
    written = json_in_html({"word": hostile})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"word": hostile}


def test_numbers_stand_right_and_shares_are_percentages(page: bytes) -> None:
    row = _tree(page).xpath("//h3[@id='table-tiers']/following-sibling::div[1]//tbody/tr[1]/td")
    assert [cell.text for cell in row][-1].endswith("%")
    assert [cell.get("class") == "number" for cell in row] == [False, True, True, True, True]


def test_gaps_and_withheld_figures_are_said(page: bytes) -> None:
    text = _tree(page).xpath("string(//body)")
    assert "未采集3天（7月3日至4日、8月2日）" in text
    assert "暂不发布：基线期有缺口" in text
    assert "采集缺口" not in _tree(html_of(replace(almost_empty(), coverage={}))).xpath("string(//header)")


def test_an_almost_empty_report_is_whole(page: bytes) -> None:
    tree = _tree(html_of(almost_empty()))
    assert len(tree.xpath("//section/h2")) == len(_tree(page).xpath("//section/h2"))
    assert not tree.xpath("//figure")
    assert "统计期内没有这类数据" in tree.xpath("string(//main)")


class _Trap(BaseHTTPRequestHandler):
    """Stands for every host there is: a browser whose names all resolve to here can't ask anyone unseen."""

    pages: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        if self.headers["Host"] != "clients2.google.com":  # where Chromium itself asks the time
            self.asked.append(f"{self.headers['Host']}{self.path}")
        found = self.pages.get(self.path)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, *_: object) -> None:
        """Says nothing: what was asked stands in ``asked``."""


@pytest.fixture
def trap(page: bytes) -> Iterator[int]:
    _Trap.pages = {"/report": page, "/control": b"<img src='http://outside.example/seen.png'>"}
    _Trap.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Trap)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def _opened(port: int, path: str, profile: Path) -> lxml_html.HtmlElement:
    """The page as it stands after a second in a browser."""
    done = subprocess.run(
        [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run", f"--user-data-dir={profile}",
         f"--host-resolver-rules=MAP * 127.0.0.1:{port}", "--window-size=500,900",
         "--virtual-time-budget=1000", "--dump-dom",
         f"http://report.example{path}"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return lxml_html.document_fromstring(done.stdout)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_draws_the_charts_hints_at_wide_tables_asks_nobody_and_runs_nothing_else(
    trap: int, tmp_path: Path
) -> None:
    tree = _opened(trap, "/report", tmp_path / "profile")
    assert tree.xpath("string(//title)") == full().title
    charts = tree.xpath("//figure[@role='img']")
    assert len(tree.xpath("//figure[contains(@class, 'alive')]//canvas")) == len(charts) == 13
    for name, is_wide in (("articles", True), ("share_of_voice", False)):
        sheet = tree.xpath("//div[@aria-labelledby=$table]", table=f"table-{name}")[0]
        assert ("wide" in sheet.get("class").split(), sheet.get("tabindex") == "0") == (is_wide, is_wide)
    assert set(_Trap.asked) - {"report.example/favicon.ico"} == {"report.example/report"}
    _opened(trap, "/control", tmp_path / "profile")
    assert "outside.example/seen.png" in _Trap.asked  # the trap does see what a page asks for
