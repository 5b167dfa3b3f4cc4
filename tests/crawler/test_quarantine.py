"""What can't be read: one entry a page, gone when it is read, fetched again on request, or dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityecho.archive import Archive
from tests.crawler.command import cityecho, stored
from tests.crawler.loopback import Answer, Site, article, configure, listing, serving, source, toml

EMPTY = "<html><body></body></html>"
TITLE = "第4号茶园开园迎客"


@pytest.fixture
def site(tmp_path: Path):
    with serving() as up:
        for number in range(1, 7):
            up.page(f"/news/202207/{number}.html", EMPTY if number == 4 else article(number))
        up.page("/list", listing([1, 2, 3, 4]))
        configure(tmp_path, up.address, lists=source("listing", up.url("/list")))
        yield up


def held(folder: Path) -> list[dict[str, str]]:
    documents: list[dict[str, str]] = cityecho(folder, "quarantine", "list").out["documents"]
    return documents


def test_one_page_is_one_entry_whoever_leads_to_it(tmp_path: Path, site: Site) -> None:
    page = site.url("/news/202207/4.html")
    assert cityecho(tmp_path, "crawl").code == 0
    assert cityecho(tmp_path, "add", page).code == 3
    (entry,) = held(tmp_path)
    assert (entry["url"], entry["source"]) == (page, "lists")
    site.page("/news/202207/4.html", article(4))
    assert cityecho(tmp_path, "add", page).code == 0
    assert held(tmp_path) == []


def test_a_page_that_was_repaired_is_fetched_again(tmp_path: Path, site: Site) -> None:
    page = site.url("/news/202207/4.html")
    cityecho(tmp_path, "crawl")
    site.page("/news/202207/4.html", article(4))
    site.page("/list", listing([1, 2, 3, 4, 5, 6]))
    (entry,) = held(tmp_path)
    site.asked.clear()
    said = cityecho(tmp_path, "quarantine", "retry", entry["id"])
    assert said.code == 0, said.err
    assert (said.out["released"], said.out["fetched"], len(said.out["runs"])) == ([], [page], 2)
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/news/202207/4.html"]
    assert (held(tmp_path), cityecho(tmp_path, "quarantine", "retry").code) == ([], 0)
    assert [(one.title, one.source) for one in stored(tmp_path) if one.url == page] == [(TITLE, "lists")]
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert len(tx.ledger.visits()) == 1  # a retry is no visit of its source


def test_what_can_t_be_fetched_again_stays_with_the_reason(tmp_path: Path, site: Site) -> None:
    page = site.url("/news/202207/4.html")
    cityecho(tmp_path, "crawl")
    del site.pages["/news/202207/4.html"]
    said = cityecho(tmp_path, "quarantine", "retry", page)
    assert (said.code, said.out["still"]) == (3, [[page, "HTTP 404"]]), said.err
    assert "fetching again, with the pauses of a crawl: 1 page" in said.err
    assert [one["url"] for one in held(tmp_path)] == [page]
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n")
    site.asked.clear()
    said = cityecho(tmp_path, "quarantine", "retry")
    assert "robots.txt disallows it" in said.out["still"][0][1]
    assert site.paths() == []


def test_a_retry_leaves_alone_what_waits_for_the_next_crawl(tmp_path: Path, site: Site) -> None:
    site.page("/news/202207/1.html", EMPTY)
    cityecho(tmp_path, "crawl", "--limit", "2")
    assert len(held(tmp_path)) == 1
    site.asked.clear()
    cityecho(tmp_path, "quarantine", "retry")
    assert site.paths() == ["/news/202207/1.html"]
    assert cityecho(tmp_path, "crawl").code == 0
    assert len(stored(tmp_path)) == 2


def test_a_host_that_wants_rest_is_told_and_not_waited_for(tmp_path: Path, site: Site) -> None:
    site.page("/news/202207/1.html", EMPTY)
    cityecho(tmp_path, "crawl")
    for number in (1, 4):
        site.pages[f"/news/202207/{number}.html"] = Answer(status=503, headers={"Retry-After": "100"})
    site.asked.clear()
    said = cityecho(tmp_path, "quarantine", "retry")
    assert (said.code, len(site.paths())) == (3, 1), said.err
    assert said.err.count("asked to be left alone until") == 2
    site.asked.clear()
    assert "asked to be left alone until" in cityecho(tmp_path, "quarantine", "retry").err
    assert (
        "asked to be left alone until" in cityecho(tmp_path, "crawl", "lists").out["sources"]["lists"]["why"]
    )
    assert site.asked == []
    assert len(held(tmp_path)) == 2


def test_a_list_that_can_be_read_again_leaves(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, site.address, feed=source("feed", site.url("/rss")))
    site.page("/rss", "<html><p>maintenance</html>")
    assert cityecho(tmp_path, "crawl", "feed").code == 3
    (entry,) = held(tmp_path)
    site.asked.clear()
    said = cityecho(tmp_path, "quarantine", "retry", entry["id"])
    assert (said.code, said.out["next_crawl"]) == (0, [{"url": site.url("/rss"), "source": "feed"}])
    assert (site.asked, len(held(tmp_path))) == ([], 1)
    site.page("/rss", f"<rss><item><link>{site.url('/news/202207/1.html')}</link></item></rss>")
    assert cityecho(tmp_path, "crawl", "feed").code == 0
    assert (held(tmp_path), len(stored(tmp_path))) == ([], 1)


def test_what_is_dropped_is_kept_with_its_reason(tmp_path: Path, site: Site) -> None:
    page = site.url("/news/202207/4.html")
    cityecho(tmp_path, "crawl")
    (entry,) = held(tmp_path)
    assert cityecho(tmp_path, "quarantine", "drop", entry["id"], "--why", " ").code == 2
    said = cityecho(tmp_path, "quarantine", "drop", entry["id"], "--why", "空白页，本来就没有文章")
    assert said.code == 0, said.err
    listed = cityecho(tmp_path, "quarantine", "list").out
    assert listed["documents"] == []
    assert [(one["url"], one["why"]) for one in listed["dropped"]] == [(page, "空白页，本来就没有文章")]
    assert cityecho(tmp_path, "quarantine", "drop", entry["id"], "--why", "x").code == 2
    assert cityecho(tmp_path, "add", page).code == 3  # the same error again: it stays dropped
    assert held(tmp_path) == []
    site.page("/news/202207/4.html", "\n")
    cityecho(tmp_path, "add", page)
    assert [one["error"] for one in held(tmp_path)] == ["the page is empty"]
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert [dict(run.counts) for run in tx.ledger.runs() if run.command == "drop"] == [{"dropped": 1}]


def test_rows_that_were_corrected_leave(tmp_path: Path) -> None:
    configure(tmp_path, bought=toml({"kind": "import"}) + '[fields]\ntitle = "标题"\n')
    rows = ["url,published_at,标题", "http://a.example/1,2022-07-15,一号茶园", "nowhere,2022-07-15,二号茶园"]
    rows += ["http://a.example/3,soon,三号茶园"]
    file = tmp_path / "bought.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    said = cityecho(tmp_path, "import", str(file), "--source", "bought")
    assert said.code == 3
    assert said.out["counts"] == {
        "read": 3, "stored": 1, "unchanged": 0, "duplicate": 0, "passed_over": 0, "quarantined": 2
    }  # fmt: skip
    assert [one["error"].split(",")[0] for one in held(tmp_path)] == ["row 3", "row 4"]
    retried = cityecho(tmp_path, "quarantine", "retry")
    assert (retried.code, "import the corrected file, or drop it" in retried.err) == (3, True)
    file.write_text("\n".join(rows).replace("nowhere", "http://a.example/2"), encoding="utf-8")
    cityecho(tmp_path, "import", str(file), "--source", "bought")
    assert [one["error"].split(",")[0] for one in held(tmp_path)] == ["row 4"]
    file.write_text("\n".join(rows[:2]), encoding="utf-8")
    assert cityecho(tmp_path, "import", str(file), "--source", "bought").code == 0
    assert held(tmp_path) == []
