"""A report and the archive it was made from: what verifies, what rightly changed, what was altered."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from typer.testing import CliRunner

from analysis.measure import measure
from analysis.versions import versions
from benchmarks.verify import world
from benchmarks.verify.edits import BYTES, VALUE, Editor, last_rows, places
from cityecho.archive import Archive, Held
from cityecho.cli.app import app
from cityecho.errors import PartialError, UsageError, VerificationError
from cityecho.watchlist import Days, Watchlist, load
from reports.verify.check import rows_and_bytes, verify
from reports.verify.compare import differences
from reports.verify.proof import prove
from reports.verify.recompute import recomputed
from reports.verify.resting import is_among, resting_on
from reports.verify.values import Program, Verdict
from reports.verify.written import DIGEST, digest_of, from_plain, to_plain
from tests.reports.test_formats import SCHEMA


class Made(NamedTuple):
    folder: Path
    archive: Archive
    watched: Watchlist
    said: dict[str, Any]

    @property
    def options(self) -> list[str]:
        """Of the command line."""
        return [
            "--config",
            f"{self.folder / 'config'}",
            "--archive",
            f"sqlite:///{self.folder / 'archive.db'}",
        ]

    def verdict(self, **altered: object) -> Verdict:
        return verify(self.archive, self.watched, self.said | altered)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A report and its archive, for tests that leave both as they are."""
    yield from _made(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Made]:
    """The same, for a test of its own."""
    yield from _made(tmp_path)


def _made(folder: Path) -> Iterator[Made]:
    watched = world.watchlist(folder / "config")
    with Archive(f"sqlite:///{folder / 'archive.db'}", folder / "captures") as archive:
        world.fill(archive, watched)
        yield Made(folder, archive, watched, json.loads(world.report(archive, watched)))


def causes(verdict: Verdict) -> dict[str, int]:
    return {one.cause: one.count for one in verdict.since}


def test_what_nobody_touched_verifies(made: Made) -> None:
    verdict = made.verdict()
    assert (verdict.altered, verdict.unproven, verdict.since) == ((), (), ())
    assert verdict.checked["articles"] == verdict.checked["captures"] == len(list(world.articles()))
    jsonschema.validate(made.said, SCHEMA)


def test_an_edit_of_every_column_is_caught_and_named(made: Made) -> None:
    """The benchmark draws 200; here one of each column, and of bytes, without recomputing the figures."""
    editor = Editor(made.folder, made.said, last_rows(made.folder / "archive.db"))
    proof, rng = from_plain(made.said["proof"]), random.Random(7)  # noqa: S311 (test data)
    unnamed = []
    for place in places(made.folder / "archive.db"):
        if place == VALUE:
            continue
        edit = editor.edit(place, rng)
        rows, damaged, _ = rows_and_bytes(made.archive, made.watched, proof, world.MADE_AT)
        edit.undo()
        named = " ".join(map(str, (*rows.altered, *damaged)))
        column = place.rpartition(".")[2]
        if (column if place != BYTES else "the bytes") not in named and "the row is not there" not in named:
            unnamed.append((edit.place, named))
    assert unnamed == []


def test_a_forged_figure_is_named_although_its_digest_was_made_anew(made: Made) -> None:
    figures = [dict(one) for one in made.said["figures"]]
    place = next(n for n, one in enumerate(figures) if one["id"] == "items.during")
    figures[place]["value"] += 1
    told = made.verdict(figures=figures)
    assert [one.where for one in told.altered] == ["file", "figure items.during"]
    forged = made.said | {"figures": figures}
    told = made.verdict(figures=figures, **{DIGEST: digest_of(forged)})
    assert [(one.where, one.what) for one in told.altered] == [("figure items.during", "value")]


def test_a_forged_cell_is_named_by_table_row_and_column(made: Made) -> None:
    tables = json.loads(json.dumps(made.said["tables"]))
    daily = next(one for one in tables if one["id"] == "daily")
    daily["rows"][3][2] = 77
    told = made.verdict(tables=tables)
    assert told.altered[1].where == f"table daily, row 4 ({daily['rows'][3][0]})"
    assert (told.altered[1].what, told.altered[1].said) == ("items", "77")


def test_what_came_later_and_what_was_purged_is_no_alteration(own: Made) -> None:
    world.age(own.archive, own.watched)
    verdict = own.verdict()
    assert (verdict.altered, verdict.unproven) == ((), ())
    told = causes(verdict)
    assert told["later"] == 17
    assert told["purged"] == 12
    assert told["told anew"] > 0
    assert "measured anew" not in told


def test_another_configuration_measured_anew_is_told_and_proves_nothing(own: Made) -> None:
    (own.folder / "config" / "lexicon").mkdir()
    (own.folder / "config" / "lexicon" / "negative.txt").write_text("# ours\n顺畅\n", "utf-8")
    watched = load(own.folder / "config")
    measure(own.archive, watched)
    verdict = verify(own.archive, watched, own.said)
    assert verdict.altered == ()
    assert {one.causes for one in verdict.unproven} == {("measured anew",)}
    assert causes(verdict)["measured anew"] == len(list(world.articles()))
    assert [one.named for one in verdict.since if one.cause == "configuration"] == [("lexicon/negative.txt",)]


def test_what_another_version_measured_excuses_no_other_measure_and_no_other_figure(own: Made) -> None:
    (own.folder / "config" / "lexicon").mkdir()
    (own.folder / "config" / "lexicon" / "negative.txt").write_text("顺畅\n", "utf-8")
    watched = load(own.folder / "config")
    measure(own.archive, watched)
    told = next(one for one in world.articles() if one.title == "氢能峰会在濮阳开幕")
    with own.archive.begin() as tx:
        [stored] = tx.measures.some("messages", [told.id])
        tx.measures.record("messages", versions(watched)["messages"], [replace(stored, value={"速度": []})])
    verdict = verify(own.archive, watched, _forged(own.said, "items.during"))
    altered = {(one.where, one.what) for one in verdict.altered}
    assert {(f"{told.day}", "measure.messages.value"), ("figure items.during", "value")} <= altered
    assert {one.causes for one in verdict.unproven} == {("measured anew",)}


def test_another_program_excuses_what_it_counts_and_no_row(
    own: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("reports.verify.check.program", lambda: Program("0.0", "another"))
    assert (own.verdict().altered, own.verdict().unproven) == ((), ())
    file = tmp_path / "r.json"
    file.write_text(json.dumps(_forged(own.said, "items.during")), "utf-8")
    done = CliRunner().invoke(app, [*own.options, "verify", str(file)])
    assert isinstance(done.exception, PartialError)
    assert done.exception.parts == ("program",)
    assert "can't be recomputed (program): figure items.during: value" in done.stdout


def _forged(said: dict[str, Any], figure: str) -> dict[str, Any]:
    """The report with one more of that figure, and a digest that fits."""
    figures = [
        one | {"value": one["value"] + (one["id"] == figure)} if one["value"] else one
        for one in said["figures"]
    ]
    forged = said | {"figures": figures}
    return forged | {DIGEST: digest_of(forged)}


def test_what_rests_on_a_measure_is_all_that_another_value_of_it_changes(made: Made) -> None:
    """Every measure in turn is given to the wrong articles: what changes is said to rest on it."""
    covered = [(source, world.FIRST, world.LAST) for source in ("local", "far", "talk")]
    held = Held([one.id for one in world.articles()], (1,), covered)
    week = {"report": "weekly", "from": "2022-07-11", "to": "2022-07-17"}
    documents = (made.said, made.said | week)
    unsaid, changing = set(), set()
    with made.archive.read() as tx:
        before = [recomputed(tx, made.watched, one, held, world.MADE_AT) for one in documents]
        for analyser in versions(made.watched).keys() - {"mentions"}:  # on them everything rests
            values = {one.article: one.value for one in tx.measures.of(analyser)}
            turned = dict(zip(values, [*values.values()][20:] + [*values.values()][:20], strict=True))
            other = replace(held, values={(analyser, name): value for name, value in turned.items()})
            for document, was in zip(documents, before, strict=True):
                for one in differences(was, recomputed(tx, made.watched, document, other, world.MADE_AT)):
                    changing.add(analyser)
                    if not is_among(resting_on([analyser]), one.where, one.what):
                        unsaid.add((analyser, one.where, one.what))
    assert unsaid == set()
    assert changing == versions(made.watched).keys() - {"mentions", "sentences", "snownlp"}


def test_a_page_that_changed_since_is_compared_as_it_was(own: Made) -> None:
    first = next(one for one in world.articles() if one.day == own.watched.summits[0].start)
    later = replace(first, text=first.text + "补充一句。", captured_at=world.MADE_AT + timedelta(hours=1))
    with own.archive.begin() as tx:
        assert tx.articles.save(later) == "changed"
    measure(own.archive, own.watched)
    verdict = own.verdict()
    assert verdict.altered == ()
    assert causes(verdict)["changed"] == 1
    elsewhere = verify(own.archive, own.watched, _forged(own.said, "items.before"))
    assert [(one.where, one.what) for one in elsewhere.altered] == [("figure items.before", "value")]
    here = verify(own.archive, own.watched, _forged(own.said, "items.during"))
    assert here.altered == ()
    assert ("figure items.during", ("changed",)) in [(one.where, one.causes) for one in here.unproven]


def test_the_command_names_what_differs_and_ends_with_4(made: Made, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text(json.dumps(made.said), "utf-8")
    done = CliRunner().invoke(app, [*made.options, "verify", str(file)])
    assert done.exit_code == 0, done.exception
    assert "it verifies" in done.stdout
    file.write_text(json.dumps(made.said | {"city": "安阳"}), "utf-8")
    done = CliRunner().invoke(app, [*made.options, "verify", str(file)])
    assert isinstance(done.exception, VerificationError)
    assert "differs: report: city: report 安阳, archive 濮阳" in done.stdout


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"proof": null}', "[" * 100_000])
def test_what_is_no_report_is_a_wrong_argument_or_does_not_verify(
    made: Made, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "r.json"
    file.write_text(text, "utf-8")
    done = CliRunner().invoke(app, [*made.options, "verify", str(file)])
    assert isinstance(done.exception, UsageError | VerificationError)


def test_the_proof_of_some_days_knows_no_others(own: Made) -> None:
    days = Days(date(2022, 7, 15), date(2022, 7, 20))
    with own.archive.read() as tx:
        proof = prove(tx, own.watched, world.MADE_AT, days)
    assert all(day in days for day in proof.days)
    assert from_plain(to_plain(proof)) == proof
    world.age(own.archive, own.watched)
    rows, damaged, _ = rows_and_bytes(own.archive, own.watched, proof, world.MADE_AT)
    assert (rows.altered, damaged) == ([], ())
    assert 0 < len(rows.since["later"]) < 17
    assert rows.since["moved"]


def test_a_story_altered_after_it_moved_is_named(own: Made) -> None:
    world.age(own.archive, own.watched)
    moved = next(one for one in own.verdict().since if one.cause == "told anew").named[0].split()[2]
    with own.archive.begin() as tx:
        [stored] = tx.measures.some("story", [moved])
        version = versions(own.watched)["story"]
        tx.measures.record("story", version, [replace(stored, value={**stored.value, "role": "own"})])
    [altered] = own.verdict().altered
    assert moved in altered.where
    assert "measure.story" in altered.what
