"""What a list leads to though it has not changed itself, and list pages that could not be had at first."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityecho.archive import Archive
from tests.crawler.loopback import Site, configure, crawl, listing, source


def stored(folder: Path, site: Site) -> list[int]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        urls = {one.url for one in tx.articles.between()}
    return [n for n in range(1, 7) if site.url(f"/news/202207/{n}.html") in urls]


def _urlset(site: Site, *numbers: int) -> str:
    rows = (f"<url><loc>{site.url(f'/news/202207/{n}.html')}</loc></url>" for n in numbers)
    return f"<urlset>{''.join(rows)}</urlset>"


def _index(site: Site, lastmod: str = "") -> str:
    said = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    rows = "".join(f"<sitemap><loc>{site.url(path)}</loc>{said}</sitemap>" for path in ("/a.xml", "/b.xml"))
    return f"<sitemapindex>{rows}</sitemapindex>"


def test_sitemaps_are_read_though_their_index_has_not_changed(tmp_path: Path, site: Site) -> None:
    site.page("/map.xml", _index(site), ETag='"index"')
    site.page("/a.xml", _urlset(site, 1), ETag='"a1"')
    site.page("/b.xml", _urlset(site, 2), ETag='"b"')
    configure(tmp_path, site.address, maps=source("sitemap", site.url("/map.xml")))
    crawl(tmp_path, "maps")
    site.page("/a.xml", _urlset(site, 1, 3), ETag='"a2"')
    assert crawl(tmp_path, "maps")["counts"]["articles"] == 1
    assert stored(tmp_path, site) == [1, 2, 3]
    site.asked.clear()
    calm = crawl(tmp_path, "maps")
    assert (calm["state"], calm["sources"]["maps"]["state"]) == ("ok", "nothing-new")
    assert [(one.path, one.status) for one in site.asked][1:] == [
        ("/map.xml", 200),
        ("/a.xml", 304),
        ("/b.xml", 304),
    ]


def test_a_sitemap_that_by_its_index_is_old_is_not_asked_for_again(tmp_path: Path, site: Site) -> None:
    site.page("/map.xml", _index(site, "2022-07-15"))
    site.page("/a.xml", _urlset(site, 1))
    site.page("/b.xml", _urlset(site, 2))
    configure(tmp_path, site.address, maps=source("sitemap", site.url("/map.xml")))
    crawl(tmp_path, "maps")
    site.asked.clear()
    calm = crawl(tmp_path, "maps")
    assert calm["sources"]["maps"]["state"] == "nothing-new"
    assert site.paths() == ["/map.xml"]


@pytest.mark.parametrize("headers", [{}, {"ETag": '"same"'}])
def test_a_next_page_that_failed_is_asked_for_by_the_next_run(
    tmp_path: Path, site: Site, headers: dict[str, str]
) -> None:
    site.page("/list", listing([1, 2], "list_2"), **headers)
    site.page("/list_3", listing([5, 6]))
    configure(tmp_path, site.address, lists=source("listing", site.url("/list")))
    assert crawl(tmp_path, "lists")["sources"]["lists"]["state"] == "failed"
    assert crawl(tmp_path, "lists")["sources"]["lists"]["state"] == "failed"
    site.page("/list_2", listing([3, 4], "list_3"))
    assert crawl(tmp_path, "lists")["sources"]["lists"]["state"] == "ok"
    assert stored(tmp_path, site) == [1, 2, 3, 4, 5, 6]
