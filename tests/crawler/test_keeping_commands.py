"""Quarantine, retention, forgetting and safety copies as commands, over a small web on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import Any

from cityecho.address import canonical
from cityecho.archive import Archive
from cityecho.archive.warc import CaptureFile
from cityecho.article import Capture
from tests.archive.test_copies import hashes
from tests.archive.test_keeping import article, everything, store
from tests.crawler.loopback import Site, configure, listing, serving, source
from tests.crawler.loopback import article as article_page

_COMMAND = "from cityecho.cli import main; main()"


def arguments(folder: Path, *command: str) -> list[str]:
    where = ["--config", str(folder / "config"), "--archive", f"sqlite:///{folder}/data/archive.db", "--json"]
    return [sys.executable, "-c", _COMMAND, *where, *command]


def run(folder: Path, *command: str, code: int = 0) -> dict[str, Any]:
    told = arguments(folder, *command)
    done = subprocess.run(told, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == code, done.stderr
    value: dict[str, Any] = json.loads(done.stdout or "{}")
    return value


def crawled(folder: Path, site: Site) -> None:
    for number in (1, 2, 3):
        site.page(f"/news/202207/{number}.html", article_page(number))
    site.page("/news/202207/4.html", "<html><body></body></html>")
    site.page("/list.html", listing([1, 2, 3, 4]))
    configure(folder, site.address, lists=source("listing", site.url("/list.html")))
    run(folder, "crawl")


def test_what_was_crawled_is_forgotten_and_not_crawled_again(tmp_path: Path) -> None:
    with serving() as site:
        crawled(tmp_path, site)
        unknown = site.url("/news/202207/9.html")
        run(tmp_path, "forget", unknown, code=2)
        with Archive(f"sqlite:///{tmp_path}/data/archive.db") as archive, archive.read() as tx:
            assert tx.frontier.forgotten([canonical(unknown)]) == frozenset()
        assert run(tmp_path, "forget", unknown, "--bar")["was_stored"] is False
        assert run(tmp_path, "forget", unknown)["was_stored"] is False  # it is known as barred now
        run(tmp_path, "backup", str(tmp_path / "copy.tar"))
        proof = run(tmp_path, "forget", site.url("/news/202207/2.html"))
        site.asked.clear()
        site.page("/list.html", listing([1, 2, 3, 4, 5]))
        site.page("/news/202207/5.html", article_page(5))
        run(tmp_path, "crawl", "lists")
        asked = site.paths()
    assert (proof["found"], proof["was_stored"]) == ([], True)
    assert [one["holds"] for one in proof["backups"]] == [True]
    assert "/news/202207/5.html" in asked
    assert "/news/202207/2.html" not in asked
    with Archive(f"sqlite:///{tmp_path}/data/archive.db") as archive:
        content = everything(archive)
    for trace in ("/news/202207/2.html", "第2号茶园开园迎客", "第2号茶园今天开园"):
        assert trace.encode() not in content
    assert "第3号茶园今天开园".encode() in content


def test_what_is_in_quarantine_is_read_again_from_its_bytes(tmp_path: Path) -> None:
    """The page could not be read; the bytes kept of it can: as if a newer version had learnt to."""
    with serving() as site:
        crawled(tmp_path, site)
        address = site.url("/news/202207/4.html")
    (listed,) = run(tmp_path, "quarantine", "list")["documents"]
    assert (listed["url"], listed["error"]) == (address, "neither title nor text was found")
    ((url, why),) = run(tmp_path, "quarantine", "retry", code=3)["still"]
    assert (url, "its server refuses connections" in why) == (address, True), why
    (kept,) = run(tmp_path, "quarantine", "list")["documents"]
    assert (kept["error"], kept["capture"]) == (listed["error"], listed["capture"])
    with Archive(f"sqlite:///{tmp_path}/data/archive.db") as archive, archive.begin() as tx:
        kept = tx.captures.get(listed["capture"])
        assert kept is not None
        page = article_page(4).encode()
        better = Capture(address, kept.captured_at + timedelta(seconds=1), 200, (), page, "lists")
        with CaptureFile(archive.captures_folder, "better.warc.gz") as file:
            number = tx.captures.add(better, file.append(better), 1)
        (document,) = tx.quarantine.documents()
        tx.quarantine.release([document.key])
        tx.quarantine.put(type(document)(document.key, address, "lists", document.at, "too new", number))
    assert run(tmp_path, "quarantine", "retry")["released"] == [address]
    with Archive(f"sqlite:///{tmp_path}/data/archive.db") as archive, archive.read() as tx:
        assert "第4号茶园开园迎客" in [one.title for one in tx.articles.between()]
        assert tx.quarantine.documents() == ()


def test_an_empty_page_is_said_to_be_empty(tmp_path: Path) -> None:
    with serving() as site:
        for number in (1, 2, 3):
            site.page(f"/news/202207/{number}.html", "\n" if number == 2 else article_page(number))
        site.page("/list.html", listing([1, 2, 3]))
        configure(tmp_path, site.address, lists=source("listing", site.url("/list.html")))
        run(tmp_path, "crawl")
    (listed,) = run(tmp_path, "quarantine", "list")["documents"]
    assert listed["error"] == "the page is empty"


def test_a_purge_lists_first_and_a_copy_comes_back_whole(tmp_path: Path) -> None:
    configure(tmp_path)
    with Archive(f"sqlite:///{tmp_path}/data/archive.db") as archive:
        store(archive, article(1, -30_000), article(2, 5000))
    listed = run(tmp_path, "purge", "--dry-run")
    assert [(one["url"], one["kind"]) for one in listed["texts"]] == [(article(2, 0).url, "news")]
    assert [one["url"] for one in listed["captures"]] == [article(2, 0).url]
    assert run(tmp_path, "purge") == {"texts": 1, "captures": 1, "deleted": True}
    run(tmp_path, "backup", str(tmp_path / "copy.tar"))
    copy = (tmp_path / "copy.tar").read_bytes()
    run(tmp_path, "backup", str(tmp_path / "copy.tar"), code=2)
    assert (tmp_path / "copy.tar").read_bytes() == copy
    moved = tmp_path / "moved"
    configure(moved)
    run(moved, "restore", str(tmp_path / "copy.tar"))
    run(moved, "restore", str(tmp_path / "copy.tar"), code=2)
    with (
        Archive(f"sqlite:///{tmp_path}/data/archive.db") as before,
        Archive(f"sqlite:///{moved}/data/archive.db") as after,
    ):
        assert hashes(before) == hashes(after)


def test_a_purge_that_is_killed_is_old_or_new_and_never_half(tmp_path: Path) -> None:
    """Killed at many moments; after the next start all words and bytes are here, or none of them."""
    configure(tmp_path)
    old = [article(number, 2000) for number in range(60)]
    for milliseconds in (10, 50, 120):
        folder = tmp_path / str(milliseconds)
        with Archive(f"sqlite:///{folder}/data/archive.db") as archive:
            store(archive, *old, article(99, -3000))
        child = subprocess.Popen(
            [sys.executable, "-c", _PURGE, f"sqlite:///{folder}/data/archive.db"], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        sleep(milliseconds / 1000)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with Archive(f"sqlite:///{folder}/data/archive.db") as archive, archive.alone():
            content = everything(archive)
        left = sum(one.text.split("\n")[0].encode() in content for one in old)
        assert left in (0, len(old))
        assert article(99, 0).text.split("\n")[0].encode() in content


_PURGE = """
import sys
from datetime import timedelta
from cityecho.archive import Archive
from cityecho.archive.purging import Retention, purge
from tests.archive.test_keeping import NOW
with Archive(sys.argv[1]) as archive, archive.alone():
    print("now", flush=True)
    purge(archive, Retention(30, 400), NOW)
"""
