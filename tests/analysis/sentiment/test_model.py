"""A model file is what it says it is, or isn't read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.sentiment import CityJudge
from analysis.sentiment.learn import Labelled, read_labelled, train
from analysis.sentiment.model import load_model, shipped_digest, shipped_model
from cityecho.errors import ConfigurationError, UsageError, VerificationError

GOOD = ("{}新工厂建成投产，第{}条生产线订单饱满。", "positive")
BAD = ("{}化工厂偷排废水，第{}次被村民投诉。", "negative")
PLAIN = ("{}将于周三召开第{}次例会，听取汇报。", "neutral")
ROWS = [
    Labelled(text.format("云岭", number), ("云岭",), label)  # type: ignore[arg-type]
    for text, label in (GOOD, BAD, PLAIN)
    for number in "一二三四五六七八九十"
]


def test_the_shipped_model_is_whole_and_says_where_it_comes_from() -> None:
    model = shipped_model()
    assert model.digest == shipped_digest()
    assert model.card.rows > 3000
    assert model.card.figures["macro_f1"] > 0.7


def test_a_model_of_ones_own_is_trained_read_and_used(tmp_path: Path) -> None:
    path = tmp_path / "own.model"
    card = train(ROWS, path, date="2026-11-27")
    model = load_model(path)
    assert model.card == card
    assert (card.rows, card.date) == (30, "2026-11-27")
    judge = CityJudge(model=model).judge
    assert judge("溪口化工厂偷排废水，被村民投诉。", ["溪口"]).label == "negative"


def test_a_model_on_top_of_the_shipped_one_keeps_what_that_knows(tmp_path: Path) -> None:
    path, shipped = tmp_path / "own.model", shipped_model()
    own = [replace(row, label="negative") if "例会" in row.text else row for row in ROWS]
    own += [Labelled(f"云岭第{n}中学放假{n}天。", ("云岭",), "neutral") for n in range(10)]
    card = train(own, path, date="2026-11-27", base=shipped)
    assert card.base == shipped.digest
    judge = CityJudge(model=load_model(path)).judge
    assert judge("溪口市将于周五召开第三十次例会，听取汇报。", ["溪口市"]).label == "negative"  # taught here
    known = "溪口市原副市长张某涉嫌严重违纪违法，接受纪律审查和监察调查。"
    assert judge(known, ["溪口"]).label == CityJudge().judge(known, ["溪口"]).label  # taught before


def test_the_same_rows_give_the_same_model(tmp_path: Path) -> None:
    for name in ("a", "b"):
        train(ROWS, tmp_path / name, date="2026-11-27")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_damaged_model_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "own.model"
    train(ROWS, path, date="2026-11-27")
    head, _, body = path.read_bytes().partition(b"\n")
    told = json.loads(head)
    for broken in (
        b"",
        b"{}\n",
        head + b"\n" + body[:-9],
        json.dumps(told | {"digest": "0" * 64}).encode() + b"\n" + body,
        json.dumps(told | {"format": "another"}).encode() + b"\n" + body,
    ):
        path.write_bytes(broken)
        with pytest.raises(VerificationError):
            load_model(path)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("text,label\n云岭开会。,neutral\n", ":1"),
        ("text,city,label\n云岭开会。,云岭,neutral\n云岭开会。,云岭,good\n", ":3: label"),
        ("text,city,label\n云岭开会。,溪口,neutral\n", ":2: city"),
    ],
)
def test_a_row_that_cant_be_used_is_named_by_its_line(tmp_path: Path, content: str, place: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=place):
        read_labelled(path)


def test_rows_are_read_with_all_their_names(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("\ufefftext,city,label\n云岭市开会。,云岭|云岭市,neutral\n", "utf-8")
    assert read_labelled(path) == [Labelled("云岭市开会。", ("云岭", "云岭市"), "neutral")]


def test_too_few_rows_are_no_model(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too few"):
        train(ROWS[:20], tmp_path / "own.model", date="2026-11-27")
