"""Documentation that cannot lie: what it names exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from cityecho.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
READMES = PAGES[:2]


def commands() -> list[str]:
    """Every command as it is typed, groups spelt out."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    names = []
    for name, command in group.commands.items():
        is_group = isinstance(command, typer.core.TyperGroup)
        inner = command.commands if is_group else {"": command}
        names += [name] if is_group and command.invoke_without_command else []
        names += [f"{name} {sub}".strip() for sub in inner]
    return names


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_is_in_the_readme(readme: Path) -> None:
    text = readme.read_text("utf-8")
    assert [name for name in commands() if f"cityecho {name}" not in text] == []


def test_every_command_says_what_it_does() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    assert [name for name, command in group.commands.items() if not (command.help or "").strip()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_commands_that_are_named_exist(page: Path) -> None:
    known = {name.split()[0] for name in commands()}
    typed = re.findall(
        r"^\s*(?:\$ )?(?:\.venv/bin/)?cityecho (?:--\w+ \S+ )*([a-z]+)", page.read_text("utf-8"), re.MULTILINE
    )
    assert set(typed) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_the_two_readmes_have_the_same_shape() -> None:
    shapes = [
        (len(re.findall(r"^#+ ", text, re.MULTILINE)), re.findall(r"^```[\s\S]*?^```", text, re.MULTILINE))
        for text in (readme.read_text("utf-8") for readme in READMES)
    ]
    assert shapes[0][0] == shapes[1][0]
    assert [re.sub(r"#.*", "", block) for block in shapes[0][1]] == [
        re.sub(r"#.*", "", block) for block in shapes[1][1]
    ]


def test_the_changelog_knows_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
