"""Commands that only read: they name what is missing instead of writing an empty success."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from docx import Document

from cityecho.archive import Archive, engine
from cityecho.archive.engine import wal_is_safe
from cityecho.cli.session import Session
from tests.cli.command import cityecho

CONFIG = Path(__file__).parents[2] / "config" / "demo"


@pytest.mark.parametrize("command", [("report", "summit", "h2-2022"), ("export", "articles")])
def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    missing = tmp_path / "typo.db"
    done = cityecho(
        "--config", CONFIG, "--archive", f"sqlite:///{missing}", *command, "--out", tmp_path / "out"
    )
    assert done.code == 2
    assert "typo.db" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ("quarantine", "list"),
        ("quarantine", "retry"),
        ("quarantine", "drop", "0123abcd", "--why", "x"),
        ("sources",),
        ("sources", "unknown"),
        ("forget", "http://a.example/"),
        ("backup", "copy.tar"),
        ("analyze",),
    ],
)
def test_a_mistyped_archive_is_named_with_how_one_is_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    words = ("--config", str(CONFIG), "--archive", "sqlite:///typo.db", *command)
    done = cityecho(*words, cwd=tmp_path)
    assert done.code == 2
    assert "there is no archive at typo.db; crawl, add, import or restore makes one" in done.err
    assert list(tmp_path.iterdir()) == []


def test_what_there_is_to_say_of_the_database_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "wal_is_safe", lambda _: False)
    session = Session(CONFIG, f"sqlite:///{tmp_path}/archive.db", json=False)
    session.archive().close()
    first = capsys.readouterr().err
    session.archive().close()
    assert (first.count("rollback journal"), "a new archive" in first) == (1, True), first
    assert capsys.readouterr().err == ""
    checked = cityecho("--config", str(CONFIG), "--json", "check").value["database"]
    assert bool(checked) is not wal_is_safe(sqlite3.sqlite_version_info)


def test_a_report_over_days_nobody_collected_is_partial_and_on_the_office_s_paper(tmp_path: Path) -> None:
    archive = f"sqlite:///{tmp_path / 'empty.db'}"
    Archive(archive).close()
    own = Document()
    own.add_paragraph("××部 {{ city }}：{{ figures['items.during'] }}")
    own.save(str(tmp_path / "office.docx"))
    words = ("report", "summit", "h2-2022", "--format", "json,docx", "--out", str(tmp_path / "out"))
    template = ("--template", str(tmp_path / "office.docx"))
    done = cityecho("--config", str(CONFIG), "--archive", archive, *words, *template)
    assert done.code == 3
    assert "2022-06-17 to 2022-08-13" in done.err
    assert (tmp_path / "out" / "summit-h2-2022.json").is_file()
    filled = Document(str(tmp_path / "out" / "summit-h2-2022.docx")).paragraphs[0].text
    assert filled.startswith("××部 濮阳：暂不发布")


def test_days_the_wrong_way_round_are_wrong_usage(tmp_path: Path) -> None:
    days = ("--from", "2022-08-01", "--to", "2022-07-01")
    done = cityecho("--config", str(CONFIG), "export", "articles", *days, "--out", str(tmp_path / "a.csv"))
    assert done.code == 2
    assert "--to: 2022-07-01 lies before --from 2022-08-01" in done.err
