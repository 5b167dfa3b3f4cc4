"""``cityecho train``: an office's own examples change what is said next; a bad row changes nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from shutil import copytree

import pytest

from cityecho.archive import Archive
from tests.cli.command import arguments, cityecho
from tests.cli.test_cli_correct import article, exported
from tests.crawler.loopback import configure

# What only this office holds: an opening of the tea gardens is bad news there.
ROWS = [
    *((f"云岭市茶园今天开园，第{n}批游人到了，{n}号门。", "negative") for n in range(20)),
    *((f"云岭市将于{n}日召开例会。", "neutral") for n in range(10)),
    *((f"云岭市第{n}座大桥建成通车，群众点赞。", "positive") for n in range(10)),
]


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article, measured once for all tests here: each works on a copy."""
    made = tmp_path_factory.mktemp("analysed")
    configure(made)
    with Archive(f"sqlite:///{made}/archive.db") as archive, archive.begin() as tx:
        tx.articles.save(article(1, text="云岭市茶园今天开园，游人到了。"))
    assert cityecho(*arguments(made), "analyze").code == 0
    return made


@pytest.fixture
def folder(tmp_path: Path, analysed: Path) -> Path:
    copytree(analysed, tmp_path, dirs_exist_ok=True)
    return tmp_path


def write(path: Path, rows: list[tuple[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("text", "city", "label"))
        writer.writerows((text, "云岭|云岭市", label) for text, label in rows)
    return path


def test_the_next_analysis_says_what_it_was_taught(folder: Path) -> None:
    (before,) = exported(folder, "articles")
    said = cityecho(*arguments(folder), "--json", "train", str(write(folder / "own.csv", ROWS)))
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert (told["rows"], told["former"], len(told["digest"])) == (40, "", 64)
    assert 0 <= told["macro_f1"] <= 1
    assert cityecho(*arguments(folder), "analyze").code == 0
    (after,) = exported(folder, "articles")
    assert after["sentiment"] == "negative"
    assert after["snownlp_score"] == before["snownlp_score"]


def test_a_model_that_was_there_is_kept_beside_the_new_one(folder: Path) -> None:
    cityecho(*arguments(folder), "train", str(write(folder / "a.csv", ROWS)))
    cityecho(*arguments(folder), "train", str(write(folder / "b.csv", ROWS[1:])))
    assert len(list((folder / "config" / "models").glob("city*.model"))) == 2


def test_snownlps_bayes_is_taught_too(folder: Path) -> None:
    (before,) = exported(folder, "articles")
    own = str(write(folder / "own.csv", ROWS))
    assert cityecho(*arguments(folder), "train", own, "--model", "snownlp").code == 0
    assert cityecho(*arguments(folder), "analyze").code == 0
    (after,) = exported(folder, "articles")
    assert after["snownlp_score"] < min(0.5, before["snownlp_score"] + 1e-9)


@pytest.mark.parametrize("row", [("云岭市开会。", "good"), ("别处开会。", "neutral")])
def test_a_bad_row_is_named_and_nothing_is_changed(folder: Path, row: tuple[str, str]) -> None:
    said = cityecho(*arguments(folder), "train", str(write(folder / "own.csv", [*ROWS, row])))
    assert (said.code, "own.csv:42" in said.err) == (2, True), said.err
    assert not list((folder / "config").glob("models/*"))


def test_a_file_that_is_no_model_stops_the_analysis(folder: Path) -> None:
    (folder / "config" / "models").mkdir()
    (folder / "config" / "models" / "city.model").write_text("no model")
    said = cityecho(*arguments(folder), "analyze")
    assert (said.code, "city.model is no model file" in said.err) == (4, True), said.err
