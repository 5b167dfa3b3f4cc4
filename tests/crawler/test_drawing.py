"""Pages that only a browser can read, and what the browser may not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityecho.archive import Archive
from crawler import drawing
from tests.crawler.command import cityecho
from tests.crawler.loopback import Answer, article, configure, crawl, serving, source

LIST = """<html><body><ul id="l"></ul><script src="/app.js"></script>
<script>fetch("%(inside)s/secret").then(r => r.text()).then(t => document.title = t).catch(() => 0);
new WebSocket("ws://%(address)s/socket"); new Image().src = "%(inside)s/pixel";</script></body></html>"""
SCRIPT = """fetch("/rows.json").then(r => r.json()).then(rows => {
  for (const n of rows) document.getElementById("l").innerHTML +=
    `<li><a href="/news/202207/${n}.html">第${n}号茶园开园迎客侧记</a></li>`;
});"""


def test_without_a_browser_the_source_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as site:
        configure(tmp_path, site.address, drawn=source("listing", site.url("/list"), render=True))
        monkeypatch.setenv("PATH", str(tmp_path))
        said = cityecho(tmp_path, "crawl", "drawn")
        assert (said.code, said.out["state"]) == (3, "failed")
        assert said.out["failed"]["drawn"].startswith("render: ")
        assert site.asked == []
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert [state for _, _, state in tx.ledger.visits()] == ["failed"]


@pytest.mark.browser
@pytest.mark.skipif(bool(drawing.obstacle()), reason=drawing.obstacle())
def test_a_page_is_drawn_and_its_scripts_reach_nothing_private(tmp_path: Path) -> None:
    with serving() as site, serving() as inside:
        inside.page("/secret", "秘密")
        inside.page("/pixel", "图")
        site.page("/list", LIST % {"inside": inside.url(""), "address": inside.address})
        site.pages["/app.js"] = Answer(SCRIPT.encode(), headers={"Content-Type": "text/javascript"})
        site.pages["/rows.json"] = Answer(b"[1, 2, 3]", headers={"Content-Type": "application/json"})
        site.page("/robots.txt", "User-agent: *\nDisallow: /news/202207/3.html\n")
        for number in (1, 2, 3):
            site.page(f"/news/202207/{number}.html", article(number))
        configure(tmp_path, site.address, drawn=source("listing", site.url("/list"), render=True))
        summary = crawl(tmp_path)
        assert (summary["state"], summary["counts"]["articles"], summary["counts"]["refused"]) == ("ok", 2, 1)
        assert inside.asked == []
        assert set(site.paths()) == {
            "/list",
            "/app.js",
            "/rows.json",
            "/news/202207/1.html",
            "/news/202207/2.html",
        }
        assert {asked.headers["User-Agent"] for asked in site.asked} == {"TestEcho/1.0 (+test)"}
