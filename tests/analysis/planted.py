"""Items, summits and coverage made by hand: small worlds whose truth is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np

from analysis.coverage import Coverage, Lane
from analysis.item import Item
from cityecho.article import BEIJING
from cityecho.watchlist import Brand, Days, Industry, Message, Place, Summit

CITY, PEER = "澄河", "北岸"
BRAND = Brand(
    city=Place(CITY, (CITY,), province="河南"),
    brand="投资澄河",
    peers=(Place(PEER, (PEER,)),),
    messages=(
        Message("speed", "澄河速度", ("澄河速度",), "slogan"),
        Message("home", "到了就是家", ("到了就是家",), "message"),
    ),
    industries=(Industry("hydrogen", "氢能", ("氢能",)),),
)
SUMMIT = Summit(
    id="h2",
    name="澄河氢能大会",
    aliases=(),
    kind="summit",
    start=date(2022, 7, 15),
    end=date(2022, 7, 16),
    before_days=28,
    build_up_days=7,
    after_days=28,
    previous="",
)
FIRST, LAST = date(2022, 5, 1), date(2022, 9, 30)
OUTLETS = {
    "澄河日报": ("city", "河南/澄河", True),
    "中原晨报": ("provincial", "河南", False),
    "国民新闻": ("central", "全国", False),
    "江岸商报": ("portal", "湖北", False),
}


def item(number: int, day: date, **more: object) -> Item:
    """An item about the city, the only one of its story, unless ``more`` says otherwise."""
    outlet = str(more.pop("outlet", "澄河日报"))
    tier, region, owned = OUTLETS.get(outlet, ("", "", False))
    hour = 8 + number % 12
    made = Item(
        id=f"{number:016x}",
        url=f"https://news.example/{number}.html",
        title=f"第{number}篇",
        day=day,
        published_at=datetime.combine(day, time(hour), BEIJING),
        captured_at=datetime.combine(day, time(23), BEIJING),
        capture_digest=f"sha256:{number:064x}",
        source="list",
        kind="news",
        outlet=outlet,
        tier=tier,
        region=region,
        owned=owned,
        origin_outlet="",
        author="",
        places=frozenset({CITY}),
        prominence="lead",
        summits=(),
        messages=(),
        industries=(),
        story=f"s{number}",
        role="own",
        sentiment="neutral",
        sentiment_score=0.0,
        snownlp_score=0.5,
        topic="",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def covered(holes: Mapping[date, str] | None = None, first: date = FIRST, last: date = LAST) -> Coverage:
    """Every day of the span covered by the source "list", but for the holes.

    A second source that carries nothing covers what is no gap and misses what is "partial".
    """
    days = dict.fromkeys(Days(first, last).each(), "ok") | dict(holes or {})
    seen = frozenset(day for day, state in days.items() if state != "gap")
    beside = frozenset(day for day, state in days.items() if state == "ok")
    return Coverage(days, {}, (), (Lane(("list",), seen), Lane(("quiet",), beside)))  # type: ignore[arg-type]


def world(seed: int, level: float, lift: Mapping[date, int] | None = None, spread: float = 1.0) -> list[Item]:
    """Daily stories about the city: a weekday rhythm, overdispersion, ``lift`` extra on some days."""
    chance = np.random.default_rng(seed)
    made: list[Item] = []
    for day in Days(FIRST, LAST).each():
        mean = level * (1.0, 1.0, 1.0, 1.0, 1.0, 0.6, 0.4)[day.weekday()]
        usual = int(chance.poisson(chance.gamma(mean / spread, spread)))
        for _ in range(usual + (lift or {}).get(day, 0)):
            made.append(item(len(made), day))
    return made


def after_start(counts: Iterable[int]) -> dict[date, int]:
    """Extra stories from the summit's first day on."""
    return {SUMMIT.start + timedelta(days=place): count for place, count in enumerate(counts)}
