"""``cityecho export`` where its options meet its tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cityecho.archive import Archive
from cityecho.article import BEIJING
from cityecho.cli.app import app
from cityecho.errors import UsageError


@pytest.mark.parametrize("table", ["stories", "keywords", "daily"])
def test_only_articles_have_texts(table: str, tmp_path: Path) -> None:
    config = str(Path(__file__).parents[2] / "config" / "demo")
    out = tmp_path / "t.csv"
    done = CliRunner().invoke(app, ["--config", config, "export", table, "--with-text", "--out", str(out)])
    assert isinstance(done.exception, UsageError)
    assert "has no texts" in str(done.exception)
    assert not out.exists()


def test_a_folder_is_parquet_by_month(archive: Archive, archive_url: str, tmp_path: Path) -> None:
    with archive.begin() as tx:
        tx.ledger.begin("test", datetime(2022, 7, 2, tzinfo=BEIJING))
    config = str(Path(__file__).parents[2] / "config" / "demo")
    options = ["--config", config, "--archive", archive_url, "export", "daily", "--out", f"{tmp_path}/daily/"]
    days = ["--from", "2022-06-30", "--to", "2022-07-01"]
    refused = CliRunner().invoke(app, [*options, *days])
    assert isinstance(refused.exception, UsageError)
    assert "only parquet" in str(refused.exception)
    done = CliRunner().invoke(app, [*options, *days, "--format", "parquet"])
    assert done.exit_code == 0, done.exception
