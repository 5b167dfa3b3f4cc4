"""``cityecho init``: a configuration folder for another city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cityecho.cli.session import Session, default_config
from cityecho.errors import UsageError


def init(
    context: typer.Context,
    city: Annotated[str, typer.Argument(metavar="CITY", help="The city's name, with or without 市.")],
    brand: Annotated[str, typer.Option(help="The campaign's name; 投资CITY when left out.")] = "",
    province: Annotated[str, typer.Option(help="Its province, without 省.")] = "",
) -> None:
    """Write a commented configuration folder for another city: --config DIR, or config/CITY."""
    from cityecho.watchlist import load
    from cityecho.watchlist.starting import starting_files

    session: Session = context.obj
    city = city.removesuffix("市") or city
    files = starting_files(city, brand, province)
    folder = session.config if session.config != default_config() else Path("config") / city
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already, and nothing in it was touched")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    load(folder)
    written = [str(folder / name) for name in files]
    session.result({"config": str(folder), "files": written}, iter([*written, *_next_steps(folder, city)]))


def _next_steps(folder: Path, city: str) -> Iterator[str]:
    """From the new folder to the first crawl. Each file says in its comments what goes into it.

    A folder of its own for its archive: captures lie beside it.
    """
    call = f"cityecho --config {folder} --archive sqlite:///data/{city}/cityecho.db"
    yield "next:"
    yield f"  1. {folder / 'crawl.toml'}: set user_agent, so that sites can reach you"
    yield f"  2. {folder / 'brand.toml'}: counties in places, peers, what the city wants to get across"
    yield f"  3. {folder / 'outlets.csv'}: a row for each paper, station and platform you know"
    yield f"  4. {folder / 'sources'}: a file a source; local-paper.toml.example shows one"
    yield f"  5. {call} check, then {call} sources try people-rss, then {call} crawl"
