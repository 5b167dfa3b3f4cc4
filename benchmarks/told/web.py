"""The generated web as the measures want it: articles, settings, and the tellings whose truth counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle

from analysis.analysers import Settings
from cityecho.article import BEIJING, Article
from cityecho.watchlist.brand import read_brand
from cityecho.watchlist.summits import read_summits
from tests.demoweb.hard.values import Telling
from tests.demoweb.hard.worlds import WORLDS


@cache
def settings(name: str) -> Settings:
    """Those of world ``name``."""
    folder = WORLDS / name
    return Settings(read_brand(folder / "brand.toml"), read_summits(folder / "summits.toml"))


def article(telling: Telling) -> Article:
    """``telling`` as the archive would give it."""
    address = f"https://{telling.story}.example/{telling.id}"
    return Article(
        key=address,
        url=address,
        source="web",
        kind="news",
        title=telling.title,
        text=telling.text,
        published_at=telling.at.astimezone(BEIJING),
        precision="minute",
        captured_at=telling.at.astimezone(BEIJING),
        capture_digest="",
        origin=telling.origin or None,
        authors=(),
        editors=(),
    )


def telling_apart(web: Iterable[Telling]) -> list[Telling]:
    """One telling of each story and edit that leaves its truth alone: copies would only weigh double."""
    apart: dict[tuple[str, str], Telling] = {}
    for telling in web:
        if telling.intact:
            apart.setdefault((telling.story, telling.edit), telling)
    return list(apart.values())


def at_length(web: Sequence[Telling], other: Sequence[Telling]) -> list[Telling]:
    """The web with a story of ``other`` below each of its own: about as long as news are."""
    stories = dict.fromkeys(telling.story for telling in web)
    below = dict(zip(stories, cycle(_story_texts(other)), strict=False))
    return [replace(telling, text=f"{telling.text}\n{below[telling.story]}") for telling in web]


def _story_texts(web: Iterable[Telling]) -> list[str]:
    return list({telling.story: telling.text for telling in web if telling.edit == "none"}.values())
