"""``cityecho export`` where its options meet its tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

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
