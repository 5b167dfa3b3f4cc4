"""``cityecho train``: a sentiment model taught on an office's own labelled texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cityecho.article import BEIJING
from cityecho.cli.session import Session, now
from cityecho.errors import UsageError, VerificationError
from cityecho.files import replacing


class Learner(StrEnum):
    """What can be taught: the judge of the city's sentiment, or SnowNLP's Bayes."""

    CITY = "city"
    SNOWNLP = "snownlp"


def train(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV with the columns text, city and label.")],
    learner: Annotated[Learner, typer.Option("--model", help="Which model to teach.")] = Learner.CITY,
) -> None:
    """Teach a model labelled texts (as export corrections writes them); the next analyze uses it.

    It is kept in the folder models of the configuration; one that is there already is kept beside it.
    """
    from analysis.sentiment.model import claimed_digest
    from analysis.sentiment.office import CITY, FOLDER, SNOWNLP

    session: Session = context.obj
    if not file.is_file():
        raise UsageError(f"there is no file {file}")
    path = session.watchlist().folder / FOLDER / {Learner.CITY: CITY, Learner.SNOWNLP: SNOWNLP}[learner]
    former = _former(path)
    with replacing(path) as part:
        try:
            told = _TEACH[learner](file, part)
        except UsageError as error:
            raise UsageError(f"{file}: {error}") from error
        if former and former != claimed_digest(part):
            path.replace(path.with_name(f"{path.stem}-{former[:12]}{path.suffix}"))
    value = {"file": str(path), "digest": claimed_digest(path), "former": former} | told
    session.result(value, (f"{name:<16} {one}" for name, one in value.items()))


def _former(path: Path) -> str:
    """The digest of the model that is there; one that was spoilt is kept, too, but can't be used."""
    from analysis.sentiment.model import claimed_digest

    try:
        return claimed_digest(path)
    except VerificationError:
        return "spoilt"


def _teach_city(file: Path, out: Path) -> dict[str, Any]:
    from analysis.sentiment.learn import read_labelled
    from analysis.sentiment.learn import train as learn
    from analysis.sentiment.model import shipped_model

    card = learn(read_labelled(file), out, date=_today().isoformat(), base=shipped_model())
    return {"rows": card.rows, "data": card.data, "date": card.date} | dict(card.figures)


def _teach_snownlp(file: Path, out: Path) -> dict[str, Any]:
    from dataclasses import asdict

    from analysis.sentiment.bayes import write_model
    from analysis.sentiment.learn import read_labelled
    from analysis.sentiment.training import train as learn

    rows = [(row.text, _SIDES[row.label]) for row in read_labelled(file) if row.label in _SIDES]
    model = learn(rows, made_on=_today())
    write_model(model, out)
    return {"data": model.data_digest, "date": model.made_on.isoformat()} | asdict(model.figures)


def _today() -> date:
    return now().astimezone(BEIJING).date()


_SIDES: Mapping[str, Literal["pos", "neg"]] = {"positive": "pos", "negative": "neg"}
_TEACH = {Learner.CITY: _teach_city, Learner.SNOWNLP: _teach_snownlp}
