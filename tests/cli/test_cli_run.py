"""``cityecho run`` in real processes: what is due, once, never twice at a time."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from pathlib import Path
from time import monotonic, sleep

import pytest

from cityecho.archive import Archive
from cityecho.archive.engine import wal_is_safe
from tests.cli.command import COMMAND, arguments, cityecho
from tests.crawler.loopback import Answer, Site, article, configure, listing, serving, source


@pytest.fixture
def site(tmp_path: Path):
    with serving() as up:
        up.page("/list", listing([1, 2]))
        up.page("/news/202207/1.html", article(1))
        up.page("/news/202207/2.html", article(2))
        configure(tmp_path, up.address, lists=source("listing", up.url("/list"), every="1h"))
        yield up


def test_run_does_what_is_due_and_says_a_line_for_each_thing(tmp_path: Path, site: Site) -> None:
    first = cityecho(*arguments(tmp_path), "run")
    assert (first.code, len(first.out.splitlines())) == (0, 2), first.err
    assert first.out.splitlines()[0] == "crawl: run 1 ok, 1 source, 3 pages, 2 new articles"
    assert first.out.splitlines()[1] == "analyze: 2 articles measured"
    old = not wal_is_safe(sqlite3.sqlite_version_info)
    assert ("rollback journal" in first.err) == old
    again = cityecho(*arguments(tmp_path), "--json", "run")
    assert (again.code, again.value, again.err) == (0, {"done": []}, "")
    site.pages["/broken"] = Answer(status=403)
    configure(
        tmp_path,
        site.address,
        lists=source("listing", site.url("/list"), every="1h"),
        broken=source("listing", site.url("/broken")),
    )
    reports = tmp_path / "reports"
    (tmp_path / "config" / "report.toml").write_text(
        f"out = '{reports}'\nformats = ['json']\n[at]\ndaily = '00:00'\n", "utf-8"
    )
    partial = cityecho(*arguments(tmp_path), "--json", "run")
    assert partial.code == 3
    assert "broken" in partial.err
    assert "HTTP 403" in partial.err
    crawled, reported = partial.value["done"]
    assert (crawled["step"], crawled["sources"], crawled["state"]) == ("crawl", ["broken"], "failed")
    assert (reported["step"], reported["report"]) == ("report", "daily")
    assert [str(file) for file in reports.iterdir()] == reported["files"]
    assert json.loads(next(reports.iterdir()).read_text("utf-8"))["report"] == "daily"


def test_run_never_overlaps_and_ends_soon_when_asked(tmp_path: Path, site: Site) -> None:
    slow = Answer(article(1).encode(), headers={"Content-Type": "text/html"}, seconds=30)
    site.pages["/news/202207/1.html"] = slow
    first = subprocess.Popen(
        [*COMMAND, *arguments(tmp_path), "run"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until = monotonic() + 30
    while "/news/202207/1.html" not in site.paths() and monotonic() < until:
        sleep(0.02)
    second = cityecho(*arguments(tmp_path), "run")
    assert (second.code, second.out) == (75, "")
    assert "another run" in second.err
    asked = monotonic()
    os.kill(first.pid, signal.SIGTERM)
    out, err = first.communicate(timeout=20)
    assert monotonic() - asked < 10
    assert first.returncode == 75
    assert err.splitlines()[-1].startswith("cityecho: interrupted: ")
    assert err.count("for the next run; nothing is lost") == 1
    crawled, cut = out.splitlines()  # the other steps wait for the next run, too
    assert crawled.startswith("crawl: run 1 interrupted")
    assert cut.startswith("  lists: capped: cut short, ")
    assert "≤" not in cityecho(*arguments(tmp_path), "runs").out
    site.page("/news/202207/1.html", article(1))
    assert cityecho(*arguments(tmp_path), "run").code == 0
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert [run.state for run in tx.ledger.runs()] == ["interrupted", "ok"]
        assert tx.articles.count() == 2


def test_a_delay_of_nothing_is_not_for_the_open_web(tmp_path: Path, site: Site) -> None:
    configure(tmp_path, lists=source("listing", "http://www.yunling.example/list"))
    said = cityecho(*arguments(tmp_path), "crawl")
    assert said.code == 2
    assert "crawl.toml:2: delay: 0 is for replays" in said.err
    assert "http://www.yunling.example/list" in said.err
    assert site.asked == []


def test_a_crawl_does_not_begin_on_a_disk_that_is_nearly_full(tmp_path: Path, site: Site) -> None:
    settings = tmp_path / "config" / "crawl.toml"
    plenty = settings.read_text()
    settings.write_text(plenty + "minimum_free_mb = 900000000\n")
    said = cityecho(*arguments(tmp_path), "crawl")
    assert said.code == 75
    assert "minimum_free_mb is 900000000" in said.err
    assert site.asked == []
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.read() as tx:
        assert tx.ledger.runs() == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_results_that_can_not_be_written_are_told_with_75(tmp_path: Path, site: Site) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, *arguments(tmp_path), "check"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 75
    assert "No space left" in ended.stderr
