"""The demo web's generator: the same from the same seed, small, whole, and true to what it planted."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from tests.demoweb.days import SEASONS
from tests.demoweb.generate import KEPT, generate
from tests.demoweb.kinds import kinds
from tests.demoweb.outlets import all_outlets

Row = dict[str, Any]
Answer = tuple[str, str, bytes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    generate(1, made)
    return made


@pytest.fixture(scope="module")
def truth(folder: Path) -> Row:
    loaded: Row = json.loads((folder / "truth.json").read_text("utf-8"))
    return loaded


def _answers(path: Path) -> dict[str, Answer]:
    """Content-Type, date and body of every response, by address."""
    found = {}
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            url = record.headers["WARC-Target-URI"]
            assert url not in found
            kind = record.http_headers.get("Content-Type") or ""
            found[url] = (kind, record.headers["WARC-Date"], record.reader.read())
    return found


@pytest.fixture(scope="module")
def answers(folder: Path) -> dict[str, Answer]:
    return _answers(folder / "web.warc.gz")


def _page(answers: dict[str, Answer], row: Row) -> str:
    charset = next(one.charset for one in all_outlets() if one.name == row["outlet"])
    return answers[row["url"]][2].decode(charset)


def test_a_seed_gives_the_same_bytes_again(folder: Path, tmp_path: Path) -> None:
    generate(1, tmp_path)
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert [name for name in files if (folder / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_another_seed_gives_another_web(folder: Path, tmp_path: Path) -> None:
    generate(2, tmp_path)
    assert (folder / "web.warc.gz").read_bytes() != (tmp_path / "web.warc.gz").read_bytes()


def test_what_is_committed_is_what_the_generator_writes(folder: Path, answers: dict[str, Answer]) -> None:
    """Compared record by record: another build of zlib may pack the same bytes differently."""
    assert _answers(KEPT / "web.warc.gz") == answers
    written = [path for path in folder.rglob("*") if path.suffix in {".toml", ".csv", ".json", ".txt"}]
    assert [p for p in written if p.read_bytes() != (KEPT / p.relative_to(folder)).read_bytes()] == []
    assert {path.name for path in (KEPT / "sources").iterdir()} == {
        path.name for path in (folder / "sources").iterdir()
    }


def test_it_is_small_enough_to_commit(folder: Path) -> None:
    assert (folder / "web.warc.gz").stat().st_size <= 6_000_000
    assert (folder / "truth.json").stat().st_size <= 1_000_000


def test_all_tiers_layouts_and_ways_are_there() -> None:
    assert len(all_outlets()) >= 24
    assert len({outlet.tier for outlet in all_outlets()}) == 10
    assert len({outlet.layout for outlet in all_outlets()}) >= 6
    assert sum(outlet.charset == "gbk" for outlet in all_outlets()) >= 4
    ways = Counter(outlet.way for outlet in all_outlets())
    assert ways["feed"] >= 4
    assert ways["sitemap"] + ways["sitemap-index"] >= 3
    assert ways["sitemap-index"] >= 1
    assert sum(outlet.per_page > 0 for outlet in all_outlets()) >= 4


def test_outlets_are_invented(folder: Path) -> None:
    """Their hosts can't exist (RFC 2606), and no name or alias leads to two of them."""
    with (folder / "outlets.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(row["domain"].endswith(".example") for row in rows)
    names = [name for row in rows for name in (row["name"], *row["aliases"].split("|")) if name]
    assert len(names) == len(set(names))
    real = {"濮阳", "河南日报", "大河", "新华", "人民日报", "中新", "安阳日报", "新乡日报", "菏泽日报"}
    assert [name for name in names if any(word in name for word in real)] == []


def test_no_page_leads_to_a_host_that_may_exist(answers: dict[str, Answer]) -> None:
    hosts = {
        host.decode()
        for _, _, body in answers.values()
        for host in re.findall(rb'(?:href|src|<loc>|<link>)=?"?https?://([^/"<]+)', body)
    }
    assert hosts == {outlet.domain for outlet in all_outlets()}


def test_every_article_is_on_a_page_with_its_headline_and_body(
    truth: Row, answers: dict[str, Answer]
) -> None:
    for row in truth["articles"]:
        page = _page(answers, row)
        assert row["title"] in page
        assert "演示网页" in page
    assert len({row["url"] for row in truth["articles"]}) == len(truth["articles"])


def test_every_article_was_captured_after_it_was_published(truth: Row, answers: dict[str, Answer]) -> None:
    for row in truth["articles"]:
        published = datetime.fromisoformat(row["published_at"])
        captured = datetime.fromisoformat(answers[row["url"]][1])
        assert published.replace(tzinfo=published.tzinfo or captured.tzinfo) <= captured
        season = next(one for one in SEASONS if published.date() in one)
        assert (captured - season.read_at).total_seconds() < 600


def test_every_source_reaches_back_past_the_first_day(truth: Row) -> None:
    for season in SEASONS:
        before = {row["outlet"] for row in truth["articles"] if row["published_at"][:10] == str(season.eve)}
        assert before == {outlet.name for outlet in all_outlets()}


def test_articles_in_the_closed_folder_are_not_collectable(truth: Row, answers: dict[str, Answer]) -> None:
    closed = [row for row in truth["articles"] if not row["collectable"]]
    assert len(closed) >= 5
    for row in truth["articles"]:
        host = row["url"].split("/")[2]
        robots = answers[f"https://{host}/robots.txt"][2].decode()
        forbidden = [line.split()[1] for line in robots.splitlines() if line.startswith("Disallow")]
        path = row["url"].partition(host)[2]
        assert row["collectable"] != any(path.startswith(folder) for folder in forbidden)


def test_roles_follow_from_the_items_that_can_be_collected(truth: Row) -> None:
    stories: dict[str, list[Row]] = {}
    for row in truth["articles"]:
        if row["collectable"]:
            stories.setdefault(row["story"], []).append(row)
    for rows in stories.values():
        roles = Counter(row["role"] for row in rows)
        assert roles["own"] == (len(rows) == 1)
        if len(rows) > 1 and roles["first"]:
            first = next(row for row in rows if row["role"] == "first")
            assert first["published_at"][:16] <= min(row["published_at"][:16] for row in rows)
    outlets = [(row["story"], row["outlet"]) for row in truth["articles"]]
    assert len(outlets) == len(set(outlets))


def test_copies_hold_the_first_text_as_their_edit_says(truth: Row, answers: dict[str, Answer]) -> None:
    """A whole copy's sentences all stand in the first item; a cut copy is shorter."""
    by_story: dict[str, list[Row]] = {}
    for row in truth["articles"]:
        by_story.setdefault(row["story"], []).append(row)
    checked = Counter[str]()
    for rows in by_story.values():
        sentences = {row["url"]: _sentences(_page(answers, row)) for row in rows}
        origin = next((row for row in rows if row["edit"] == "none"), None)
        for row in rows if origin else ():
            mine, first = sentences[row["url"]], sentences[origin["url"]] if origin else set()
            shared = len(mine & first) / len(mine)
            if row["edit"] in {"whole", "retitled", "cut60", "cut40"}:
                assert shared == 1
            if row["edit"].startswith("cut"):
                assert len(mine) < len(first)
            checked[row["edit"]] += 1
    assert set(checked) == {"none", "whole", "retitled", "light", "cut60", "cut40", "spliced"}
    assert min(checked.values()) >= 10


def _sentences(page: str) -> set[str]:
    """The sentences of the body: what stands between a full stop and the next, links and scripts apart."""
    body = re.sub(
        r"<script.*?</script>|<li>.*?</li>|·<a.*?</a>|来源.*?<|<h\d.*?</h\d>", "<", page, flags=re.DOTALL
    )
    flat = re.sub(r"<[^>]+>|\s|　", "\n", body)
    return {one for one in re.findall(r"[^。\n]{12,}。”?", flat) if "版权" not in one}


def test_the_city_is_planted_and_decoys_are_not_it(truth: Row) -> None:
    decoys = [row for row in truth["articles"] if "decoy" in row]
    assert {row["decoy"] for row in decoys} == {"surname", "street"}
    assert not any(row["names_city"] or row["names"] for row in decoys)
    for row in truth["articles"]:
        assert row["names_city"] == ("濮阳" in row["names"])
        assert (row["sentiment"] is None) != row["names_city"]
        assert not row["summits"] or row["names_city"]


def test_summits_stand_out_of_the_baseline(truth: Row) -> None:
    days = truth["totals"]["days"]
    opening = [days[day]["stories"] for day in ("2022-07-15", "2022-07-16", "2022-07-22", "2023-08-17")]
    quiet = sorted(days[f"2022-06-{day:02}"]["stories"] for day in range(1, 15))
    assert min(opening) > 2 * quiet[len(quiet) // 2]
    planted = truth["uplift"]
    assert all(abs(one["stories"] - one["expected"]) <= 1 for one in planted.values())
    assert all(one["in_echo"] >= one["stories"] for one in planted.values())


def test_totals_count_the_rows(truth: Row) -> None:
    open_rows = [row for row in truth["articles"] if row["collectable"]]
    totals = truth["totals"]
    assert totals["collectable"] == len(open_rows) == sum(day["all_items"] for day in totals["days"].values())
    assert totals["city_items"] == sum(row["names_city"] for row in open_rows)
    assert totals["city_items"] == sum(totals["sentiments"].values())
    assert 1_500 <= totals["articles"] <= 2_400


def test_every_kind_of_story_is_told(truth: Row) -> None:
    assert {story["kind"] for story in truth["stories"]} == set(kinds())
