"""How a run that lacks something is told: each list that failed by its name, and what came all the same."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from time import monotonic, sleep

import pytest

from cityecho.archive import Archive
from tests.cli.command import COMMAND
from tests.crawler.loopback import Answer, article, configure, crawl, serving, source

INDEX = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</sitemapindex>"""
PAGES = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</urlset>"""


def test_every_list_that_failed_is_named_and_a_run_that_stored_something_is_partial(tmp_path: Path) -> None:
    with serving() as site:
        children = [site.url(f"/map{n}.xml") for n in (1, 2, 3)]
        index = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in children)
        site.page("/index.xml", INDEX % index)
        site.page("/map1.xml", PAGES % f"<url><loc>{site.url('/news/202207/1.html')}</loc></url>")
        site.page("/news/202207/1.html", article(1))
        site.pages["/map2.xml"], site.pages["/map3.xml"] = Answer(status=404), Answer(status=410)
        configure(tmp_path, site.address, maps=source("sitemap", site.url("/index.xml")))
        summary = crawl(tmp_path)
    assert (summary["state"], summary["counts"]["articles"]) == ("partial", 1)
    both = {f"{children[1]}: HTTP 404", f"{children[2]}: HTTP 410"}
    assert set(summary["failed"]["maps"].split("; ")) == both
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert {why for why in tx.ledger.reasons().values() if set(why.split("; ")) == both}


@pytest.mark.parametrize("words", [("add", "/news/202207/1.html"), ("crawl",)])
def test_a_command_that_is_stopped_ends_with_75(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A page that is added is waited for; before a crawl fetches anything there is no crawl to stop."""
    with serving() as site:
        for path in ("/list", "/news/202207/1.html"):
            site.pages[path] = Answer(article(1).encode(), seconds=20)
        configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
        named = [site.url(word) if word.startswith("/") else word for word in words]
        paths = ("--config", str(tmp_path / "config"), "--archive", f"sqlite:///{tmp_path}/archive.db")
        child = subprocess.Popen([*COMMAND, *paths, *named], stderr=subprocess.PIPE, text=True)
        began = monotonic()
        while not (site.paths() if "add" in words else (tmp_path / "archive.db").exists()):
            assert monotonic() - began < 60
            sleep(0.01)
        child.send_signal(signal.SIGTERM)
        _, said = child.communicate(timeout=30)
    assert (child.returncode, said.count("interrupted")) == (75, 1), said
