"""The scores of ``benchmarks.quotes`` on a text of our own, and stale labels."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.quotes.labels import Labelled, labelled
from benchmarks.quotes.score import Scored, Share, listed, scored, settled

TEXT = (
    "“路通了，货就走得动。”市交通局局长何水生说。\n"
    "“货通天下”工程今年完工，邻居们叫它“大动脉”。\n"
    "“等了三年。”一位村民笑着说。"
)
QUOTE, CHEER = "路通了，货就走得动。", "等了三年。"


class Said(NamedTuple):
    """What a reader of voices answers."""

    start: int
    end: int
    speaker: str = ""
    title: str = ""
    organization: str = ""
    voice: str = "official"


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


ROW: dict[str, Any] = {
    "file": "article.txt",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "quotes": [
        {
            **dict(zip(("start", "end"), at(QUOTE), strict=True)),
            "speaker": at("何水生"),
            "title": at("局长"),
            "organization": at("市交通局"),
            "voice": "official",
        },
        {**dict(zip(("start", "end"), at(CHEER), strict=True)), "voice": "public", "doubt": ["title"]},
    ],
    "doubtful": [at("大动脉")],
    "others": [at("货通天下")],
}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "seed").mkdir()
    (tmp_path / "seed" / "article.txt").write_text("新路通车\n\n" + TEXT.replace("\n", "\n\n"), "utf-8")
    return tmp_path


def one(shared: Path, row: dict[str, Any] = ROW) -> tuple[list[Labelled], list[str]]:
    rows = shared / "rows.jsonl"
    rows.write_text(json.dumps(row), "utf-8")
    return labelled(shared, rows)


def test_offsets_count_in_the_paragraphs_below_the_headline(shared: Path) -> None:
    (text,), stale = one(shared)
    assert stale == []
    assert (text.title, text.text) == ("新路通车", TEXT)
    first, second = text.quotes
    assert (first.speaker, first.title, first.organization) == ("何水生", "局长", "市交通局")
    assert (second.speaker, second.title, second.doubt) == ("", "", {"title"})


def test_a_text_that_changed_is_stale_and_not_scored(shared: Path) -> None:
    assert one(shared, ROW | {"sha256": "0" * 64}) == ([], ["article.txt"])


def test_a_page_counts_in_what_our_reader_makes_of_it(shared: Path) -> None:
    pages = shared / "pages" / "dev"
    pages.mkdir(parents=True)
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    page = f"<html><meta charset=utf-8><body><h1>新路通车</h1><div>{paragraphs}</div></body></html>"
    (pages / "000.html.gz").write_bytes(gzip.compress(page.encode()))
    (pages / "truth.jsonl").write_text(json.dumps({"file": "000.html.gz", "url": None}), "utf-8")
    (text,), stale = one(shared, ROW | {"file": "000.html.gz"})
    assert (text.text, stale) == (TEXT, [])


def test_all_right(shared: Path) -> None:
    (text,), _ = one(shared)
    said = [Said(*at(QUOTE), "何水生", "局长", "市交通局"), Said(*at(CHEER), title="村民", voice="public")]
    whole = Share(2, 2)
    assert scored(text, said) == Scored(whole, whole, whole, Share(1, 1), whole, whole)


def test_a_doubtful_string_is_neither_found_nor_false(shared: Path) -> None:
    (text,), _ = one(shared)
    said = [Said(*at("大动脉"), "邻居们", voice="public")]
    assert scored(text, said).precision == Share(0, 0)
    assert scored(settled(text), said).precision == Share(0, 1)  # taken as labelled: none


def test_a_term_is_a_false_quote_and_a_part_of_a_quote_is_one_too(shared: Path) -> None:
    (text,), _ = one(shared)
    start, end = at(QUOTE)
    score = scored(text, [Said(*at("货通天下")), Said(start, end - 1)])
    assert (score.precision, score.recall) == (Share(0, 2), Share(0, 2))


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (Said(*at(QUOTE), "水生", "交通局局长", "交通局"), (1, 1, 1, 1)),  # shorter names of the same
        (Said(*at(QUOTE), "何", "局长", "市交通局"), (0, 1, 1, 1)),  # a surname alone is nobody
        (Said(*at(QUOTE), "", "", "", "public"), (0, 0, 0, 0)),
        (Said(*at(QUOTE), "何水生说", "副市长", "市交通局", "expert"), (0, 0, 1, 0)),
    ],
)
def test_speaker_title_organization_and_voice(
    shared: Path, said: Said, fields: tuple[int, int, int, int]
) -> None:
    (text,), _ = one(shared)
    score = scored(text, [said])
    told = (score.speaker, score.title, score.organization, score.voice)
    assert tuple(share.right for share in told) == fields
    assert {share.all for share in told} == {1}


def test_naming_an_ordinary_person_is_wrong(shared: Path) -> None:
    (text,), _ = one(shared)
    assert scored(text, [Said(*at(CHEER), "老王", voice="public")]).speaker == Share(0, 1)


def test_texts_are_summed() -> None:
    once = Scored(Share(1, 2), Share(1, 3), voice=Share(1, 1))
    assert once + once == Scored(Share(2, 4), Share(2, 6), voice=Share(2, 2))


def test_a_list_tells_found_missed_and_false() -> None:
    told = listed("firms", ["甲公司", "乙公司"], ["乙公司", "丙公司", "某日报社"], ["某日报社"])
    assert (told.found, told.missed, told.false) == (("乙公司",), ("甲公司",), ("丙公司",))
    assert str(told.share) == "0.500 (1 of 2)"
