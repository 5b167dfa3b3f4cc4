"""``cityecho init``: a folder that passes the check, and is never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityecho.errors import UsageError
from cityecho.watchlist import load
from cityecho.watchlist.starting import starting_files
from tests.cli.command import cityecho


def test_a_new_city_passes_the_check(tmp_path: Path) -> None:
    said = cityecho("init", "云岭市", "--province", "云江", cwd=tmp_path)
    assert said.code == 0, said.err
    watched = load(tmp_path / "config" / "云岭")
    assert (watched.brand.city.name, watched.brand.city.province) == ("云岭", "云江")
    assert (watched.brand.brand, watched.brand.city.names) == ("投资云岭", ("云岭", "云岭市"))
    assert [one.id for one in watched.sources] == ["people-rss"]
    checked = cityecho("--config", "config/云岭", "check", cwd=tmp_path)
    assert checked.code == 0, checked.err
    brand = (tmp_path / "config" / "云岭" / "brand.toml").read_text("utf-8")
    assert brand.count("#") > 10  # it is commented
    assert "$" not in brand
    told = (tmp_path / "config" / "云岭" / "README.txt").read_text("utf-8")
    columns = (tmp_path / "config" / "云岭" / "outlets.csv").read_text("utf-8").splitlines()[0].split(",")
    assert [one for one in columns if f"\n  {one} " not in told] == []
    assert f"cityecho --config {Path('config/云岭')} sources try people-rss" in said.out
    for name in ("brand.toml", "crawl.toml"):
        (tmp_path / "config" / "云岭" / name).write_text("odd = 1\n", encoding="utf-8")
    checked = cityecho("--config", "config/云岭", "check", cwd=tmp_path)
    assert checked.code == 2
    assert [line.split("云岭/")[1].split(":")[0] for line in checked.err.splitlines()] == [
        "brand.toml",
        "crawl.toml",
    ]


def test_the_examples_in_the_comments_hold(tmp_path: Path) -> None:
    """Uncommented, every example of the starting files is a legal configuration."""
    cityecho("--config", str(tmp_path / "new"), "init", "云岭", "--brand", "来云岭")
    folder = tmp_path / "new"
    for name in ("brand.toml", "summits.toml", "routes.toml", "report.toml"):
        lines = (folder / name).read_text("utf-8").splitlines()
        bare = [line.removeprefix("# ") if "=" in line or line.startswith("# [") else line for line in lines]
        (folder / name).write_text("\n".join(bare), encoding="utf-8")
    (folder / "office.docx").touch()
    example = folder / "sources" / "local-paper.toml.example"
    text = example.read_text("utf-8").replace("# allow", "allow").replace("# links", "links")
    (folder / "sources" / "local-paper.toml").write_text(text.replace("# next", "next"), encoding="utf-8")
    outlets = folder / "outlets.csv"
    outlets.write_text(
        outlets.read_text("utf-8") + "paper.example,云岭日报,,city,newspaper,云江/云岭,,true,,own\n"
    )
    watched = load(folder)
    assert [summit.name for summit in watched.summits] == ["2026云岭茶业大会"]
    assert len(watched.brand.peers) == len(watched.brand.messages) == len(watched.brand.industries) == 1
    assert {one.id for one in watched.sources} == {"people-rss", "local-paper"}
    assert [route.id for route in watched.routing.routes] == ["leaders", "press", "operator", "reader"]
    assert watched.brand.silent_months == 12
    assert list(watched.reporting.at) == ["daily", "weekly", "monthly"]
    assert watched.reporting.template == folder / "office.docx"


@pytest.mark.parametrize("name", ["../云岭", "云 岭", "", '云"岭'])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="CITY"):
        starting_files(name, "", "")
    with pytest.raises(UsageError, match="--brand"):
        starting_files("云岭", "来 云岭", "")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "云岭"
    folder.mkdir(parents=True)
    (folder / "brand.toml").write_text("mine")
    said = cityecho("init", "云岭", cwd=tmp_path)
    assert said.code == 2
    assert "is there already" in said.err
    assert [path.name for path in folder.iterdir()] == ["brand.toml"]
    assert (folder / "brand.toml").read_text() == "mine"
