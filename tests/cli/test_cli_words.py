"""``cityecho words``: proposed from the news, each story once; accepted by a person into the user's list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cityecho.archive import Archive
from cityecho.article import Article, ItemKind
from cityecho.cli.words import _WORD
from cityecho.watchlist import load
from tests.analysis.test_newwords import texts
from tests.cli.command import arguments, cityecho
from tests.crawler.loopback import configure

FIRST = datetime(2022, 7, 1, 4, 0, tzinfo=UTC)


def article(number: int, text: str, kind: ItemKind = "news", host: str = "www.yunling.example") -> Article:
    at = FIRST + timedelta(days=number % 100)
    return Article(
        key=f"{host}/{number}.html",
        url=f"http://{host}/{number}.html",
        source="by-hand",
        kind=kind,
        captured_at=at + timedelta(hours=2),
        capture_digest="",
        title=f"第{number}篇",
        text=text,
        published_at=at,
        precision="minute",
        origin=None,
        authors=(),
        editors=(),
    )


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten stories with 氢能走廊, thirty copies of one with 苔藓砖, ten posts with 菌草砖; measured."""
    made = tmp_path_factory.mktemp("collected")
    configure(made)
    copied = " ".join(texts("苔藓砖")) + "同样的话在三十家网站上一字不差地出现。"
    stored = [
        article(n, text + f"这是第{n}段各不相同的结尾文字。") for n, text in enumerate(texts("氢能走廊"))
    ]
    stored += [article(100 + n, copied, host=f"www.site{n}.example") for n in range(30)]
    stored += [article(200 + n, text, "post") for n, text in enumerate(texts("菌草砖"))]
    with Archive(f"sqlite:///{made}/archive.db") as archive, archive.begin() as tx:
        for one in stored:
            tx.articles.save(one)
    assert cityecho(*arguments(made), "analyze").code == 0
    return made


def proposed(folder: Path, *words: str) -> list[str]:
    said = cityecho("--json", *arguments(folder), "words", "propose", *words)
    assert said.code == 0, said.err
    return [one["word"] for one in said.value["words"]]


def test_words_of_news_are_proposed_and_a_story_counts_once(collected: Path) -> None:
    assert proposed(collected) == ["氢能走廊"]


def test_only_the_days_asked_for_are_read(collected: Path) -> None:
    assert proposed(collected, "--to", "2022-07-03") == []
    assert proposed(collected, "--from", "2022-07-01", "--to", "2022-07-31") == ["氢能走廊"]
    said = cityecho(*arguments(collected), "words", "propose", "--from", "gestern")
    assert (said.code, "not a day" in said.err) == (2, True)


def test_the_table_shows_an_example(collected: Path) -> None:
    lines = cityecho(*arguments(collected), "words", "propose").out.splitlines()
    assert lines[1].startswith("氢能走廊  ")
    assert lines[1].count("氢能走廊") == 2
    assert "words accept" in lines[-1]


def accept(folder: Path, *words: str) -> tuple[int, str, bytes]:
    said = cityecho(*arguments(folder), "words", "accept", *words)
    listed = folder / "config" / "lexicon" / "userwords.txt"
    return said.code, said.out + said.err, listed.read_bytes() if listed.exists() else b""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    configure(tmp_path)
    return tmp_path


def test_accepted_words_stand_in_the_list_and_are_known_from_then_on(folder: Path) -> None:
    code, out, listed = accept(folder, "氢能走廊", "苔藓砖", "氢能走廊")
    assert code == 0
    assert listed.decode().splitlines()[1:] == ["氢能走廊", "苔藓砖"]
    assert listed.startswith(b"# userwords: ")
    assert "counts the words of all articles again, and their topics" in out
    code, out, after = accept(folder, "苔藓砖")
    assert (code, after, "known already: 苔藓砖" in out) == (0, listed, True)


@pytest.mark.parametrize(
    "before", ["\ufeff# eigene\n竹海\n".encode(), b"# eigene\r\n\xe7\xab\xb9\xe6\xb5\xb7", b""]
)
def test_what_stood_in_the_list_stays_to_the_byte(folder: Path, before: bytes) -> None:
    lexicon = folder / "config" / "lexicon"
    lexicon.mkdir(exist_ok=True)
    (lexicon / "userwords.txt").write_bytes(before)
    _, _, listed = accept(folder, "氢能走廊")
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    assert listed == before + gap + "氢能走廊\n".encode()
    assert load(folder / "config").lexicon["userwords"][-1] == "氢能走廊"


def test_what_is_no_word_is_refused_and_nothing_written(folder: Path) -> None:
    code, out, listed = accept(folder, "苔藓砖", "砖", "氢能 走廊", "氢能#", "氢能\n走廊", "", "氢" * 17)
    assert (code, listed) == (2, b"")
    assert "no word of 2 to 16" in out
    assert "苔藓砖" not in out


@pytest.mark.parametrize("word", ["砖", "氢能 走廊", "氢能#走廊", "氢能\n走廊", "", "氢" * 17, "-x"])
def test_each_of_these_is_no_word(word: str) -> None:
    assert not _WORD.fullmatch(word)


def test_accepting_changes_what_the_next_analysis_counts(collected: Path) -> None:
    """Last: it changes the archive that the tests above share."""
    with Archive(f"sqlite:///{collected}/archive.db") as archive, archive.read() as tx:
        before = [row.value["counts"] for row in tx.measures.of("words")]
    assert accept(collected, "氢能走廊")[0] == 0
    assert not [counts for counts in before if "氢能走廊" in counts]
    assert cityecho(*arguments(collected), "analyze").code == 0
    with Archive(f"sqlite:///{collected}/archive.db") as archive, archive.read() as tx:
        after = [row.value["counts"] for row in tx.measures.of("words")]
    assert sum("氢能走廊" in counts for counts in after) == 10
    assert proposed(collected) == []
