"""How a run that lacks something is told: each list that failed by its name, and what came all the same."""

from __future__ import annotations

from pathlib import Path

from cityecho.archive import Archive
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
