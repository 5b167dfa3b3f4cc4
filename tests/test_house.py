"""The house itself: what the checkout promises beside its behaviour."""

from __future__ import annotations

import ast
import importlib
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("cityecho", "crawler", "analysis", "reports")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
TRACKED = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
).stdout.split("\0")[:-1]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_the_checkouts_own(package: str) -> None:
    """An installed distribution of the same name would win over ours without a word."""
    origin = importlib.import_module(package).__file__
    assert origin is not None
    assert Path(origin).is_relative_to(ROOT)


def test_modules_are_small() -> None:
    lengths = {
        path: len(path.read_text("utf-8").splitlines()) for path in MODULES if path.name != "__init__.py"
    }
    assert statistics.median(lengths.values()) <= 120
    assert {str(path): length for path, length in lengths.items() if length > 300} == {}


def test_functions_are_short() -> None:
    """At least 85 % within 20 lines, docstring not counted."""
    lengths = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                start = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                lengths.append((node.end_lineno or 0) - start.lineno + 1)
    short = sum(length <= 20 for length in lengths)
    assert short / len(lengths) >= 0.85


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "common", "helpers", "core", "misc"}
    assert [path for path in MODULES if path.stem in drawers or path.parent.name in drawers] == []


@pytest.mark.parametrize(
    ("hazard", "owner"),
    [
        ("snownlp", "analysis/sentiment"),
        ("psycopg", "cityecho/archive"),
        ("pickle", "crawler/worker.py"),
        ("marshal", "analysis/sentiment"),
    ],
)
def test_a_hazard_that_the_import_rules_cannot_name_has_one_owner(hazard: str, owner: str) -> None:
    """import-linter knows only what is imported somewhere; these are loaded late, or not at all."""
    users = {
        str(path.relative_to(ROOT))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
        )
        if name.split(".")[0] == hazard
    }
    assert {user for user in users if not user.startswith(owner)} == set()


def test_importing_does_nothing() -> None:
    """No heavy library, no handler, no model: importing the command line stays cheap."""
    heavy = {
        "scrapy",
        "twisted",
        "pandas",
        "jieba",
        "rjieba",
        "lupa",
        "snownlp",
        "sklearn",
        "sqlalchemy",
        "pyarrow",
    }
    code = f"import sys, cityecho.cli; print(sorted({heavy!r} & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_no_commit_carries_an_address_of_a_registry_or_a_machine() -> None:
    forbidden = re.compile(
        r"pypi\.(?:org|python)|files\.pythonhosted|registry\.npmjs|index-url http|/root/|/home/\w+/"
    )
    found = []
    for name in TRACKED:
        path = ROOT / name
        if (
            path.suffix in {".py", ".txt", ".toml", ".md", ".in", ".cfg", ".j2", ".json", ""}
            and path.is_file()
        ):
            text = path.read_text("utf-8", errors="replace")
            found += [
                f"{name}: {match[0]}" for match in forbidden.finditer(text) if name != "tests/test_house.py"
            ]
    assert found == []


def test_locked_requirements_are_hashed() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text("utf-8")
        pinned = re.findall(r"^[a-z0-9][\w.\-]*(?:\[[\w,]+\])?==", text, re.MULTILINE)
        assert pinned, path
        assert "://" not in text
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert [block.split("\n", 1)[0] for block in blocks if "--hash=sha256:" not in block] == []
