"""An invented city to watch, by hand: names that no real place has, and the articles told of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from cityecho.article import Article
from cityecho.watchlist import (
    Brand,
    CrawlSettings,
    Industry,
    Message,
    Outlet,
    Place,
    Registry,
    Summit,
    Watchlist,
)

CITY = Place("云岭", ("云岭", "云岭市"), ("云岭县", "柏川区"), ("云岭路",), "河南")
PEER = Place("霞浦湾", ("霞浦湾", "霞浦湾市"))
BRAND = Brand(
    city=CITY,
    brand="投资云岭",
    peers=(PEER,),
    messages=(Message("speed", "云岭速度", ("云岭速度", "说干就干"), "slogan"),),
    industries=(Industry("bamboo", "竹纤维", ("竹纤维", "竹材")),),
)


def summit(summit_id: str, name: str, start: date, aliases: tuple[str, ...] = ("竹业峰会",)) -> Summit:
    """A one-day summit with four weeks on both sides."""
    return Summit(summit_id, name, aliases, "summit", start, start, 28, 7, 28, "")


SUMMITS = (
    summit("bamboo-2022", "2022云岭竹业发展峰会", date(2022, 7, 15)),
    summit("bamboo-2023", "2023云岭竹业发展峰会", date(2023, 8, 17)),
)
OUTLETS = (
    Outlet(
        "ridge.example",
        "岭上日报",
        ("岭报",),
        "city",
        "newspaper",
        "河南/云岭",
        "state-party",
        True,
        None,
        "",
    ),
    Outlet("portal.example", "万象网", (), "portal", "website", "全国", "commercial", False, None, ""),
)
REGISTRY = Registry(
    OUTLETS,
    {outlet.domain: (outlet,) for outlet in OUTLETS},
    {name: outlet for outlet in OUTLETS for name in (outlet.name, *outlet.aliases)},
)


def watchlist(brand: Brand = BRAND, registry: Registry = REGISTRY) -> Watchlist:
    """The configuration of the invented city."""
    crawl = CrawlSettings("tests", 0.0, 1, "", (), {})
    return Watchlist(Path("nowhere"), brand, SUMMITS, (), registry, {}, crawl)


def article(
    text: str,
    title: str = "",
    *,
    url: str = "https://www.ridge.example/1.html",
    at: datetime = datetime(2022, 7, 15, 1, 30, tzinfo=UTC),
    origin: str | None = None,
) -> Article:
    """An article as the archive gives it."""
    return Article(
        key=url,
        url=url,
        source="ridge",
        kind="news",
        captured_at=datetime(2022, 8, 1, tzinfo=UTC),
        capture_digest="sha256:00",
        title=title,
        text=text,
        published_at=at,
        precision="minute",
        origin=origin,
        authors=("柯若溪",),
        editors=(),
    )
