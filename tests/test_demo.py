"""The whole job on the recorded web, held against what its generator planted."""

from __future__ import annotations

import contextlib
import gzip
import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "config" / "demo"
WINDOWS = ("before", "during", "after")
LABELS = ("positive", "neutral", "negative", "unclear")
Row = dict[str, Any]


def cityecho(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from cityecho.cli import main; main()", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Demo:
    """The demo, run once: its folder, and the most bytes of memory that its processes held together."""

    folder: Path
    peak: int


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    out = tmp_path_factory.mktemp("demo")
    words = [sys.executable, "-c", "from cityecho.cli import main; main()", "demo", "--out", str(out)]
    with subprocess.Popen(words, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL) as running:
        peak = 0
        while running.poll() is None:
            peak = max(peak, memory_of_session(running.pid))
            time.sleep(0.2)
    assert running.returncode == 0
    return Demo(out, peak)


@pytest.fixture(scope="module")
def folder(demo: Demo) -> Path:
    return demo.folder


def memory_of_session(session: int) -> int:
    """Resident bytes of every process of a session; 0 where there is no /proc."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if int(fields[3]) == session:
                total += int(fields[21]) * resource.getpagesize()
    return total


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    path = CONFIG / "truth.json"
    text = (
        path.read_text("utf-8")
        if path.exists()
        else gzip.decompress(Path(f"{path}.gz").read_bytes()).decode()
    )
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@pytest.fixture(scope="module")
def planted(truth: Mapping[str, Any]) -> dict[str, Row]:
    return {row["url"]: row for row in truth["articles"] if row["collectable"]}


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, Row]:
    """What `export articles` says, by address."""
    out = folder / "articles.jsonl"
    archive = f"sqlite:///{folder / 'cityecho.db'}"
    words = [
        "--config",
        CONFIG,
        "--archive",
        archive,
        "export",
        "articles",
        "--format",
        "jsonl",
        "--out",
        out,
    ]
    done = cityecho(*words)
    assert done.returncode == 0, done.stderr
    return {row["url"]: row for row in map(json.loads, out.read_text("utf-8").splitlines())}


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "reports" / "summit-h2-2022.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def figures(report: Mapping[str, Any]) -> dict[str, Row]:
    return {figure["id"]: figure for figure in report["figures"]}


def share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted)


def f1(wanted: set[Any], got: set[Any]) -> float:
    return 2 * len(wanted & got) / (len(wanted) + len(got))


def pairs(stories: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every pair of addresses in one story."""
    members: dict[str, list[str]] = {}
    for url, story in stories.items():
        members.setdefault(story, []).append(url)
    for urls in members.values():
        yield from combinations(sorted(urls), 2)


def test_every_article_arrives_but_what_robots_forbid(planted: dict[str, Row], found: dict[str, Row]) -> None:
    assert set(found) == set(planted)


def test_titles_and_days_are_the_pages_own(planted: dict[str, Row], found: dict[str, Row]) -> None:
    assert share(found[url]["title"] == row["title"] for url, row in planted.items()) >= 0.99
    assert (
        share(
            (found[url]["published_at"] or "")[:10] == row["published_at"][:10]
            for url, row in planted.items()
        )
        >= 0.99
    )


def test_outlets_and_origins_are_resolved(planted: dict[str, Row], found: dict[str, Row]) -> None:
    assert share(found[url]["outlet"] == row["outlet"] for url, row in planted.items()) == 1.0
    copies = {url: row for url, row in planted.items() if row["origin"] and row["origin"] != row["outlet"]}
    assert share(found[url]["origin_outlet"] == row["origin"] for url, row in copies.items()) >= 0.97


def test_the_city_is_meant_where_it_is_meant(planted: dict[str, Row], found: dict[str, Row]) -> None:
    wanted = {url for url, row in planted.items() if row["names_city"]}
    got = {url for url, row in found.items() if row["names_city"]}
    assert f1(wanted, got) >= 0.99
    assert [url for url in got if "decoy" in planted[url]] == []


def test_summits_are_told_apart(planted: dict[str, Row], found: dict[str, Row]) -> None:
    wanted = {(url, summit) for url, row in planted.items() for summit in row["summits"]}
    got = {(url, summit) for url, row in found.items() for summit in row["summits"]}
    assert f1(wanted, got) >= 0.97


def test_stories_hold_what_carries_one_text(planted: dict[str, Row], found: dict[str, Row]) -> None:
    wanted = set(pairs({url: row["story"] for url, row in planted.items()}))
    got = set(pairs({url: found[url]["story"] for url in planted}))
    assert f1(wanted, got) >= 0.97


def test_the_first_publisher_is_found(planted: dict[str, Row], found: dict[str, Row]) -> None:
    firsts = {url for url, row in planted.items() if row["role"] == "first"}
    assert f1(firsts, {url for url, row in found.items() if row["story_role"] == "first"}) >= 0.95


def test_sentiment_is_better_than_the_majority(planted: dict[str, Row], found: dict[str, Row]) -> None:
    """Our own sentences are easy: the floor notices a broken judge. Accuracy is measured in benchmarks."""
    city = {url: row for url, row in planted.items() if row["names_city"]}
    majority = Counter(row["sentiment"] for row in city.values()).most_common(1)[0][1] / len(city)
    assert share(found[url]["sentiment"] == row["sentiment"] for url, row in city.items()) > majority + 0.05
    negative = {url: row for url, row in city.items() if row["sentiment"] == "negative"}
    assert share(found[url]["sentiment"] == "negative" for url in negative) >= 0.8


@pytest.mark.parametrize("window", WINDOWS)
def test_figures_count_what_was_planted(
    window: str, planted: dict[str, Row], report: dict[str, Any], figures: dict[str, Row]
) -> None:
    table = next(table for table in report["tables"] if table["id"] == "windows")
    columns = [column["id"] for column in table["columns"]]
    spans = [dict(zip(columns, row, strict=True)) for row in table["rows"]]
    span = spans[WINDOWS.index(window)]
    inside = [
        row
        for row in planted.values()
        if row["names_city"] and span["from"] <= row["published_at"][:10] <= span["to"]
    ]
    assert figures[f"items.{window}"]["value"] == pytest.approx(len(inside), rel=0.01)
    assert figures[f"stories.{window}"]["value"] == pytest.approx(
        len({row["story"] for row in inside}), rel=0.03
    )
    assert figures[f"outlets.{window}"]["value"] == len({row["outlet"] for row in inside})


def test_the_planted_uplift_lies_in_the_interval(truth: dict[str, Any], figures: dict[str, Row]) -> None:
    """What was planted for the summit itself, beside three others that are heard in the same days."""
    planted = truth["uplift"]["h2-2022"]
    for name, stories in (("uplift.stories", planted["stories"]), ("uplift.together", planted["in_echo"])):
        assert figures[name]["withheld"] is None
        assert figures[name]["low"] <= stories <= figures[name]["high"]
    assert figures["uplift.stories"]["high"] < planted["in_echo"]
    half = figures["half_life.days"]
    assert half["low"] <= planted["half_life_days"] <= half["high"]


@pytest.mark.parametrize("window", ["during", "after"])
@pytest.mark.parametrize("side", ["positive", "negative"])
def test_the_planted_change_of_feeling_lies_in_the_interval(
    side: str, window: str, planted: dict[str, Row], report: dict[str, Any], figures: dict[str, Row]
) -> None:
    shares = []
    for name in ("before", window):
        _, first, last, *_ = report["tables"][_place(report, "windows")]["rows"][WINDOWS.index(name)]
        told: dict[str, Counter[str]] = {}
        for row in planted.values():
            if row["names_city"] and first <= row["published_at"][:10] <= last:
                told.setdefault(row["story"], Counter())[row["sentiment"]] += 1
        shares.append(share(votes.most_common(1)[0][0] == side for votes in told.values()))
    for kind in ("sentiment_change", "sentiment_corrected"):
        figure = figures[f"{kind}.{side}.{window}"]
        assert figure["low"] <= shares[1] - shares[0] <= figure["high"], figure["id"]


def _place(report: Mapping[str, Any], name: str) -> int:
    return [table["id"] for table in report["tables"]].index(name)


def test_the_report_has_every_figure_of_the_contract(report: dict[str, Any], figures: dict[str, Row]) -> None:
    places = {table["id"]: table for table in report["tables"]}["share_of_voice"]["rows"]
    wanted = {f"{count}.{window}" for count in ("items", "stories", "outlets") for window in WINDOWS}
    wanted |= {f"sentiment.{label}.{window}" for label in LABELS for window in WINDOWS}
    wanted |= {"uplift.stories", "uplift.placebo", "half_life.days", "reposts.share"}
    wanted |= {"circle.earned", "circle.beyond_trade", "circle.outside_province", "circle.central"}
    wanted |= {"distance.mean", "distance.unknown", "praise.share", "rank.city", "rank.first"}
    wanted |= {f"voice.{voice}" for voice in ("official", "enterprise", "expert", "public")}
    assert wanted - set(figures) == set()
    assert {name for name in figures if name.startswith("message.")}
    assert sum(figures[f"share_of_voice.{place[0]}"]["value"] for place in places) == pytest.approx(1)
    for figure in figures.values():
        assert (figure["value"] is None) == (figure["withheld"] is not None), figure["id"]
        assert set(figure) >= {"id", "value", "low", "high", "unit", "withheld", "how", "ref"}


def test_every_format_is_there(folder: Path) -> None:
    names = sorted(path.name for path in (folder / "reports").iterdir())
    assert names == [f"summit-h2-2022.{suffix}" for suffix in ("docx", "html", "json", "pdf", "xlsx")]


def test_a_second_run_adds_nothing(folder: Path, found: dict[str, Row]) -> None:
    def rows() -> dict[str, int]:
        with sqlite3.connect(folder / "cityecho.db") as connection:
            tables = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 (our own names)
                for name in tables
                if name not in ("run", "visit")  # that it was run, and each source looked at, is new
            }

    before = rows()
    assert before["article"] == len(found)
    done = cityecho("--json", "demo", "--out", folder)
    assert done.returncode == 0, done.stderr
    assert rows() == before
    assert json.loads(done.stdout)["crawl"].get("stored", 0) == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this system")
def test_it_stays_within_a_gigabyte(demo: Demo) -> None:
    assert 0 < demo.peak < 2**30
