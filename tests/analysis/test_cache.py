from __future__ import annotations

import stat
from pathlib import Path

import pytest

from analysis.cache import cache_folder


def test_the_folder_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CITYECHO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    folder = cache_folder()
    assert folder == tmp_path / "caches" / "cityecho"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    monkeypatch.setenv("CITYECHO_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
