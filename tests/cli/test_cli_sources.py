"""``cityecho sources`` after a replay of 2022, seen from a day in it and from today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cityecho.archive import Archive, Covered
from cityecho.article import Article
from tests.cli.command import arguments, cityecho
from tests.crawler.loopback import configure, source

NOW = datetime(2022, 7, 20, 15, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def fill(folder: Path) -> None:
    """Thirty days of two items each; the last day brought nothing, and the day before the crawler was off."""
    configure(
        folder,
        paper=source("listing", "http://yunling.example/list", every="6h", minimum_per_day=1),
        shut=source("feed", "http://yunling.example/feed"),
        never=source("feed", "http://yunling.example/other"),
    )
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.begin() as tx:
        run = tx.ledger.begin("crawl", NOW)
        for back in range(3, 33):
            for number in (1, 2):
                tx.articles.save(item(NOW - DAY * back, number))
        for back in range(8, 120):
            tx.ledger.visited("paper", NOW - HOUR * 6 * back, "ok", run)
        tx.ledger.visited("paper", NOW - HOUR, "nothing-new", run)
        tx.ledger.visited("shut", NOW - HOUR, "blocked", run, "HTTP 403")
        tx.ledger.cover(Covered("paper", (NOW - DAY * 32).date(), (NOW - DAY * 3).date()), run)
        tx.ledger.cover(Covered("paper", (NOW - DAY).date(), (NOW - DAY).date()), run)
        tx.ledger.end(run, "partial", {}, NOW)


def item(at: datetime, number: int) -> Article:
    key = f"yunling.example/{at:%Y%m%d}/{number}"
    return Article(
        key=key,
        url=f"http://{key}",
        source="paper",
        kind="news",
        captured_at=at,
        capture_digest="",
        title="茶园开园",
        text="茶园今天开园。",
        published_at=at,
        precision="minute",
        origin=None,
        authors=(),
        editors=(),
    )


def test_an_article_counts_for_each_source_whose_lists_name_it(tmp_path: Path) -> None:
    """Whichever of a site's two lists comes first, neither looks empty."""
    fill(tmp_path)
    day = (NOW - DAY * 3).date()
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.begin() as tx:
        before = tx.ledger.yields(day, day)
        run = tx.ledger.begin("crawl", NOW)
        for source in ("paper", "never"):
            tx.frontier.sighted(source, [item(NOW - DAY * 3, 1).key], run)
        assert tx.ledger.yields(day, day) == before | {("never", day): 1}


def test_sources_tell_success_yield_silence_coverage_and_alarms(tmp_path: Path) -> None:
    fill(tmp_path)
    told = cityecho(*arguments(tmp_path), "--json", "sources", "--to", "2022-07-20", "--days", "10")
    assert told.code == 0, told.err
    by_id = {one["source"]: one for one in told.value["sources"]}
    paper = by_id["paper"]
    assert (paper["state"], paper["last_success"]) == ("nothing-new", "2022-07-20T22:00:00+08:00")
    assert (paper["last_day"], paper["minimum_per_day"]) == (0, 1)
    assert {alarm["kind"] for alarm in paper["alarms"]} == {"minimum", "low", "silent"}
    assert paper["gaps"] == ["2022-07-18"]
    assert paper["items"]["2022-07-17"] == 2
    assert paper["usual_hours"] == 6
    assert paper["hours"]["ok"] > 30
    assert paper["hours"]["not-run"] > 30  # the two days in which nobody came
    assert paper["hours"]["resting"] > 100
    assert sum(part["hours"] for part in paper["ledger"]) == 240
    assert (paper["troubles"], by_id["shut"]["troubles"][0]["why"]) == ([], "HTTP 403")
    assert [alarm["kind"] for alarm in by_id["shut"]["alarms"]] == ["blocked"]
    assert [alarm["kind"] for alarm in by_id["never"]["alarms"]] == ["not-run"]


def test_the_table_names_each_source_and_its_alarms(tmp_path: Path) -> None:
    fill(tmp_path)
    said = cityecho(*arguments(tmp_path), "sources", "--to", "2022-07-20")
    lines = said.out.splitlines()
    assert lines[0].split()[0] == "source"
    assert lines[-1] == "3 sources, 3 with alarms"
    row = next(line for line in lines if line.startswith("shut"))
    assert "blocked: in the hour of 07-20 22:00: HTTP 403" in row
    assert "29/30 days" in next(line for line in lines if line.startswith("paper"))


def test_the_run_ledger_is_shown_and_one_run_with_its_sources(tmp_path: Path) -> None:
    fill(tmp_path)
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive, archive.begin() as tx:
        tx.ledger.begin("add", NOW + DAY)
        run = tx.ledger.begin("crawl", NOW + DAY * 2)
        tx.ledger.end(run, "ok", {"fetched": 3, "stored": 1, "unchanged": 2}, NOW + DAY * 2 + HOUR * 1.1)
    said = cityecho(*arguments(tmp_path), "runs")
    _, latest, cut, first = said.out.splitlines()
    assert latest.split()[:8] == ["3", "2022-07-22", "23:00", "1", "h", "06", "min", "crawl"]
    assert latest.endswith("stored 1, unchanged 2")
    assert cut.split()[3:] == ["≤", "24", "h", "00", "min", "add", "interrupted", "–", "–"]
    assert first.split()[3:] == ["0", "s", "crawl", "partial", "–", "–"]
    one = cityecho(*arguments(tmp_path), "--json", "runs", "1").value
    assert (one["state"], one["began"]) == ("partial", "2022-07-20T23:00:00+08:00")
    looks = [(look["source"], look["state"], look["why"]) for look in one["sources"][-2:]]
    assert looks == [("paper", "nothing-new", ""), ("shut", "blocked", "HTTP 403")]
    none = cityecho(*arguments(tmp_path), "runs", "9")
    assert (none.code, none.out) == (2, "")


def test_unknown_outlets_are_looked_for_in_what_is_measured_and_the_rest_is_counted(tmp_path: Path) -> None:
    fill(tmp_path)
    said = cityecho(*arguments(tmp_path), "--json", "sources", "unknown")
    assert (said.code, said.value) == (0, {"unknown": [], "unmeasured": 60})
    assert "60 articles are not measured yet and not looked at: cityecho analyze" in said.err


def test_what_is_to_come_is_not_looked_at(tmp_path: Path) -> None:
    fill(tmp_path)
    before = datetime.now(UTC)
    told = cityecho(
        *arguments(tmp_path), "--json", "sources", "--to", f"{before + DAY:%Y-%m-%d}", "--days", "1"
    )
    assert before <= datetime.fromisoformat(told.value["at"]) <= datetime.now(UTC)
    paper = next(one for one in told.value["sources"] if one["source"] == "paper")
    assert sum(part["hours"] for part in paper["ledger"]) in (24, 25)
