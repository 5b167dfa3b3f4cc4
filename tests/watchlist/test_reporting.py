"""``report.toml``: what may stand in it, and how a wrong line is named."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from cityecho.errors import ConfigurationError
from cityecho.watchlist.reporting import Reporting, read_reporting


def test_a_whole_file_and_none(tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    assert read_reporting(path) == Reporting()
    (tmp_path / "office.docx").touch()
    (tmp_path / "outline.png").touch()
    path.write_text(
        'template = "office.docx"\nmask = "outline.png"\nformats = ["docx", "html"]\n[at]\ndaily = "09:05"\n',
        "utf-8",
    )
    found = read_reporting(path)
    assert (found.template, found.formats) == (tmp_path / "office.docx", ("html", "docx"))
    assert found.mask == tmp_path / "outline.png"
    assert (found.out, found.at) == (Path("data/reports"), {"daily": time(9, 5)})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('formats = ["word"]', "report.toml:1: formats: 'word' is none of html, pdf, docx, xlsx, json"),
        ('template = "none.docx"', "report.toml:1: template: there is no file"),
        ('mask = "none.png"', "report.toml:1: mask: there is no file"),
        ('[at]\ndaily = "9:05"', "report.toml:2: at.daily: '9:05' is no time"),
        ('[at]\nyearly = "09:05"', "report.toml:2: at.yearly: unknown key"),
        ('templat = "a.docx"', "did you mean template?"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "report.toml"
    path.write_text(line, "utf-8")
    with pytest.raises(ConfigurationError) as refused:
        read_reporting(path)
    assert said in str(refused.value)
