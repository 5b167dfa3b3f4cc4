"""SnowNLP's own training on the same texts is the oracle: same counts, same scores."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from analysis.sentiment.bayes import BayesModel, TrainedBayes, read_model, write_model
from analysis.sentiment.training import Labelled, train
from cityecho.errors import UsageError, VerificationError

TODAY = date(2026, 3, 1)
GOOD = ("签约", "投产", "点赞", "丰收", "领先", "便捷", "惠民", "增收", "获奖", "创新")
BAD = ("排污", "烂尾", "拖欠", "停工", "投诉", "亏损", "污染", "造假", "推诿", "事故")
LABELLED: list[Labelled] = [(f"云岭{word}，村民都说{word}得真快。", "pos") for word in GOOD]
LABELLED += [(f"云岭一工厂{word}，群众反映{word}多年。", "neg") for word in BAD]
LABELLED += [("云岭签约之后停工，又停工。", "neg"), ("云岭签约之后停工，又停工。", "neg")]
TEXTS = ("云岭停工了", "签约点赞", "没见过的话题", "的", "OK 100%", "云岭" * 400, "烂尾" * 900)


@pytest.fixture(scope="module")
def model() -> BayesModel:
    return train(LABELLED, made_on=TODAY)


def test_scores_are_those_of_snownlps_own_training(model: BayesModel) -> None:
    from snownlp.sentiment import Sentiment  # noqa: PLC0415 (2 s and 400 MB)

    oracle = Sentiment()
    oracle.train(*([text for text, label in LABELLED if label == name] for name in ("neg", "pos")))
    trained = TrainedBayes(model)
    for text in (*TEXTS, *(text for text, _ in LABELLED)):
        assert trained.score(text) == pytest.approx(oracle.classify(text), abs=1e-9)
    assert trained.score("。。。") is None


def test_the_same_texts_give_the_same_model(model: BayesModel) -> None:
    assert train(LABELLED[::-1], made_on=TODAY) == model
    other = train(LABELLED, made_on=TODAY, seed=7)
    assert (other.digest, other.data_digest) == (model.digest, model.data_digest)
    more = train([*LABELLED, ("云岭又丰收", "pos")], made_on=TODAY)
    assert more.digest != model.digest
    assert more.data_digest != model.data_digest


def test_figures_are_of_texts_kept_aside(model: BayesModel) -> None:
    assert model.figures.trained + model.figures.held_out == len(LABELLED)
    assert model.figures.held_out >= 4
    assert 0 <= model.figures.macro_f1 <= 1
    assert model.figures.accuracy == pytest.approx(
        round(model.figures.accuracy * model.figures.held_out) / model.figures.held_out
    )


def test_labels_that_words_tell_apart_are_told_apart() -> None:
    rows: list[Labelled] = [(f"{place}喜获丰收", "pos") for place in "甲乙丙丁戊己庚辛壬癸"]
    rows += [(f"{place}排污被查", "neg") for place in "甲乙丙丁戊己庚辛壬癸"]
    figures = train(rows, made_on=TODAY).figures
    assert (figures.accuracy, figures.macro_f1) == (1.0, 1.0)


def test_a_model_comes_back_from_its_file(model: BayesModel, tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    write_model(model, path)
    assert read_model(path) == model
    assert json.loads(path.read_text("utf-8"))["made_on"] == "2026-03-01"


def test_a_changed_file_is_refused(model: BayesModel, tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    write_model(model, path)
    kept = json.loads(path.read_text("utf-8"))
    kept["counts"]["pos"]["停工"] = 50
    path.write_text(json.dumps(kept), "utf-8")
    with pytest.raises(VerificationError, match=r"office\.json"):
        read_model(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"digest": 1, "figures": 2}', "not JSON"])
def test_what_is_no_model_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"office\.json"):
        read_model(path)


def test_too_few_texts_teach_nothing() -> None:
    with pytest.raises(UsageError, match="pos"):
        train([row for row in LABELLED if row[1] == "neg"], made_on=TODAY)
