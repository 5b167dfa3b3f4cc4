"""A file is whole or not there."""

from pathlib import Path

import pytest

from cityecho.files import replacing


def test_it_replaces_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "报告.html"
    for text in ("一", "二"):
        with replacing(path) as part:
            part.write_text(text, "utf-8")
    assert path.read_text("utf-8") == "二"
    assert [file.name for file in path.parent.iterdir()] == ["报告.html"]


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_text("旧", "utf-8")

    def fail() -> None:
        with replacing(path) as part:
            part.write_text("半", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_text("utf-8") == "旧"
    assert [file.name for file in tmp_path.iterdir()] == ["报告.html"]
