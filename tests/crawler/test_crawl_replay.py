"""A recorded web in the network's stead: same spiders, recorded times, and nothing new the second time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cityecho.archive import Archive, Covered
from cityecho.archive.warc import CaptureFile
from cityecho.article import Capture
from tests.crawler.loopback import article, configure, crawl, listing, source

HOME = "http://news.yunling.example"
FIRST = datetime(2022, 7, 20, 2, 0, tzinfo=UTC)


def record(folder: Path, name: str, *pages: tuple[str, str, datetime]) -> Path:
    with CaptureFile(folder, name) as file:
        for path, text, at in pages:
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            file.append(Capture(HOME + path, at, 200, headers, text.encode(), ""))
    return folder / name


def rows(folder: Path) -> dict[str, int]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        visits = tx.ledger.visits()
        return {
            "articles": tx.articles.count(),
            "captures": tx.captures.count(),
            "hours": len({(source, hour) for source, hour, _ in visits}),
            "ok": len({(source, hour) for source, hour, state in visits if state == "ok"}),
            "covered": len(tx.ledger.covered()),
        }


def test_a_recording_is_crawled_with_its_own_times(tmp_path: Path) -> None:
    second = FIRST + timedelta(days=3)
    web = record(
        tmp_path,
        "web.warc.gz",
        ("/list/", listing([1, 2], "index_2.html"), FIRST),
        ("/list/index_2.html", listing([3, 9]), FIRST + timedelta(minutes=1)),
        ("/news/202207/1.html", article(1, "2022-07-19"), FIRST),
        ("/news/202207/1.html", article(1, "2022-07-19").replace("两成", "三成"), second),
        ("/news/202207/2.html", article(2, "2022-07-18"), FIRST),
        ("/news/202207/3.html", article(3, "2022-07-10"), FIRST),
        ("/list/", listing([4, 1]), second),
        ("/news/202207/4.html", article(4, "2022-07-22"), second),
    )
    configure(tmp_path, delay=5, lists=source("listing", HOME.replace("http:", "https:") + "/list"))
    summary = crawl(tmp_path, replay=(web,))
    assert summary["state"] == "ok"
    assert summary["counts"]["articles"] == 5  # four, and one revision
    assert summary["counts"]["failed"] == 1  # number 9 was not recorded
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        found = {one.url: one for one in tx.articles.between()}
        assert len(found) == 4
        assert found[HOME + "/news/202207/1.html"].captured_at == second
        assert "三成" in found[HOME + "/news/202207/1.html"].text
        assert found[HOME + "/news/202207/2.html"].captured_at == FIRST
        assert set(tx.ledger.covered()) == {
            Covered("lists", date(2022, 7, 11), date(2022, 7, 19)),
            Covered("lists", date(2022, 7, 20), date(2022, 7, 22)),
        }
    before = rows(tmp_path)
    again = crawl(tmp_path, replay=(web,))
    assert again["counts"]["articles"] == again["counts"]["stored"] == 0
    assert rows(tmp_path) == before


def test_a_later_recording_brings_revisions_and_new_articles(tmp_path: Path) -> None:
    one = record(
        tmp_path, "one.warc.gz", ("/list", listing([1]), FIRST), ("/news/202207/1.html", article(1), FIRST)
    )
    later = FIRST + timedelta(days=1)
    two = record(
        tmp_path,
        "two.warc.gz",
        ("/list", listing([1, 2]), later),
        ("/news/202207/1.html", article(1).replace("两成", "五成"), later),
        ("/news/202207/2.html", article(2), later),
    )
    configure(tmp_path, delay=5, lists=source("listing", HOME + "/list"))
    crawl(tmp_path, replay=(one,))
    assert crawl(tmp_path, replay=(two,))["counts"]["articles"] == 2
    assert rows(tmp_path)["articles"] == 2


def test_a_recording_reads_days_in_start_addresses(tmp_path: Path) -> None:
    web = record(
        tmp_path,
        "web.warc.gz",
        ("/paper/2022-07/19/list.html", listing([1]), FIRST),
        ("/paper/2022-07/20/list.html", listing([2]), FIRST),
        ("/news/202207/1.html", article(1), FIRST),
        ("/news/202207/2.html", article(2), FIRST),
    )
    configure(tmp_path, delay=5, paper=source("listing", HOME + "/paper/{yyyy}-{mm}/{dd}/list.html"))
    assert crawl(tmp_path, replay=(web,))["counts"]["articles"] == 2


@pytest.mark.parametrize("status", [404, 503, 304])
def test_what_a_later_answer_of_a_list_names_is_read(tmp_path: Path, status: int) -> None:
    second = FIRST + timedelta(days=3)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    with CaptureFile(tmp_path, "web.warc.gz") as file:
        file.append(Capture(HOME + "/list/", FIRST, status, headers, b"gone", ""))
        file.append(Capture(HOME + "/list/", second, 200, headers, listing([1, 2]).encode(), ""))
        for number in (1, 2):
            url = f"{HOME}/news/202207/{number}.html"
            file.append(Capture(url, second, 200, headers, article(number).encode(), ""))
    configure(tmp_path, delay=5, lists=source("listing", HOME + "/list/"))
    summary = crawl(tmp_path, replay=(tmp_path / "web.warc.gz",))
    assert summary["counts"]["articles"] == 2
