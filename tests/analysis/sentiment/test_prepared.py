"""A model is prepared once, checked when it is read, prepared anew when package or file changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.sentiment import prepared
from analysis.sentiment.reader import Reader

LINES = (
    "云岭/n 今天/t 签约/v",
    "竹海/n 很/d 美/a 。/w",
    "云/n 在/p 岭/n 上/f",
    "今天/t 天/n 很/d 美/a",
)
TEXTS = ("云岭今天很美", "云", "美今岭云", "囎云岭", "云囎囎岭今", "上上上今天天天", "很 a美")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a small SnowNLP, and a cache of its own."""
    folder = tmp_path / "snownlp"
    for name in ("seg", "sentiment", "normal"):
        (folder / name).mkdir(parents=True)
    (folder / "normal" / "stopwords.txt").write_text("的\n很\n", "utf-8")
    monkeypatch.setattr(prepared, "_package_folder", lambda: folder)
    monkeypatch.setenv("CITYECHO_CACHE", str(tmp_path / "cache"))
    return folder


def train(folder: Path, *lines: str) -> tuple[object, object]:
    """Train SnowNLP's own segmenter and Bayes on a few lines and save them as its package does."""
    from snownlp.classification.bayes import Bayes  # noqa: PLC0415 (2 s and 400 MB)
    from snownlp.seg.seg import Seg  # noqa: PLC0415

    tagged = [[tuple(word.split("/")) for word in line.split()] for line in lines]
    signs = [
        [(char, tag) for word, _ in words for char, tag in zip(word, _tags(word), strict=True)]
        for words in tagged
    ]
    seg, bayes = Seg(), Bayes()
    seg.segger.train(signs)
    bayes.train([(["美", "云岭"], "pos"), (["签约"], "neg"), (["云岭"], "neg")])
    seg.save(str(folder / "seg" / "seg.marshal"))
    bayes.save(str(folder / "sentiment" / "sentiment.marshal"))
    return seg, bayes


def _tags(word: str) -> str:
    return "s" if len(word) == 1 else "b" + "m" * (len(word) - 2) + "e"


def cached(package: Path) -> list[Path]:
    return sorted((package.parent / "cache").iterdir())


def test_a_small_model_is_read_as_snownlp_reads_it(package: Path) -> None:
    seg, bayes = train(package, *LINES)
    reader = Reader(prepared.load())
    scorer = reader.scorer(reader.laid)
    for text in TEXTS:
        words = [word for run in text.split(" a") for word in seg.seg(run)]  # type: ignore[attr-defined]
        read = reader.words(text)
        assert [word for word in read if word != "a"] == words
        name, chance = bayes.classify([word for word in read if word != "很"])  # type: ignore[attr-defined]
        assert scorer.chance(text) == pytest.approx(chance if name == "pos" else 1 - chance, abs=1e-12)


def test_a_model_is_prepared_once(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    train(package, *LINES)
    assert not prepared.is_prepared()
    prepared.load()
    assert prepared.is_prepared()
    monkeypatch.setattr(prepared, "prepare", lambda: pytest.fail("prepared twice"))
    assert Reader(prepared.load()).words("云岭今天") == ["云岭", "今天"]


@pytest.mark.parametrize(
    "spoil", [lambda kept: kept[:-9] + b"x" + kept[-8:], lambda kept: kept[:40], lambda _: b""]
)
def test_a_spoilt_file_is_made_again(package: Path, spoil: object) -> None:
    train(package, *LINES)
    prepared.load()
    (file,) = cached(package)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))  # type: ignore[operator]
    assert Reader(prepared.load()).words("云岭今天") == ["云岭", "今天"]
    assert file.read_bytes() == whole


def test_another_package_is_another_model(package: Path) -> None:
    train(package, *LINES)
    prepared.load()
    train(package, "云/n 岭/n 今/n 天/n")
    assert not prepared.is_prepared()
    assert Reader(prepared.load()).words("云岭今天") == ["云", "岭", "今", "天"]
    assert len(cached(package)) == 2
