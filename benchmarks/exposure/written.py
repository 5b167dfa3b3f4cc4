"""A world of daily counts written out: articles of invented text, their copies, and what counting must find.

Every story of the city has a text of its own and names the city, some a peer too; a part of the echo's name
the summit. Half of all stories are copied to other outlets, whole, cut or with an editor's line, up to two
days later. Every outlet ends its texts with a line of its own. Imports no model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, islice

import numpy as np

from benchmarks.exposure.worlds import DAYS, START, World
from cityecho.article import BEIJING, Article
from cityecho.watchlist import Days

LAST = START + timedelta(days=DAYS - 1)
CITY, PEER, SUMMIT = "濮阳", "安阳", "濮阳灯具大会"
OUTLETS = ("local", "near", "trade", "far")
_FIRST_TOLD = (0.5, 0.2, 0.1, 0.2)
"""How often an outlet is a story's first."""
_COPIES = (0, 0, 0, 1, 2, 3)
_NAMED_SUMMIT, _NAMED_PEER = 0.4, 0.1

_WHO = (
    "阀门厂",
    "纺织合作社",
    "花木市场",
    "灯具作坊",
    "冷链车队",
    "陶瓷学校",
    "老剧团",
    "水泵车间",
    "面粉商会",
)
_DID = ("换上了新招牌", "搬进了东边的库房", "请来两位修表师傅", "开了一次街坊会", "试跑了一条夜班线")
_BODY = (
    "街坊说，{who}门口的队排到了{number}号电线杆。",
    "账本记到第{number}页，管账的人换了一支笔。",
    "隔壁送来{number}个石榴，分给了{who}的学徒。",
    "墙上那张旧地图标着{number}条小路，一半已经没有人走。",
    "“我们想把院子让给学徒，”{who}的{number}号掌柜说。",
    "第{number}盏灯亮到深夜，守门的老人煮了一壶茶。",
    "{who}的雨棚用了{number}块旧木板，雨天不再漏水。",
    "午后来了{number}位看热闹的人，多数住在河对岸。",
)
_SENTENCES = 5
_LINES = {
    "local": "龙都日报地址在东大街旧钟楼旁。",
    "near": "豫河晚报的热线全天有人接听。",
    "trade": "灯饰行情周刊欢迎来稿。",
    "far": "江岸商报版权所有。",
}


@dataclass(frozen=True, slots=True)
class Outage:
    """Hours of one day in which nothing could be read from a source, and were forgotten afterwards."""

    source: str
    day: date
    first: int
    last: int

    @property
    def hours(self) -> Iterator[datetime]:
        """Each hour from the first on, without the last."""
        return (datetime.combine(self.day, time(hour), BEIJING) for hour in range(self.first, self.last))

    def lost(self, one: Article) -> bool:
        """Whether ``one`` was published in these hours."""
        at = one.published_at
        return (
            at is not None
            and (one.source, at.date()) == (self.source, self.day)
            and self.first <= at.hour < self.last
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """An article, and the number of the story that it tells; 0 for one that doesn't name the city."""

    article: Article
    story: int
    is_of_summit: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What counting a window must find of the city."""

    items: int
    stories: int
    summit_stories: int


def counted(pieces: Iterable[Piece], days: Days) -> Counts:
    """The truth of a window."""
    ours = [one for one in pieces if one.story and one.article.day in days]
    return Counts(
        len(ours), len({one.story for one in ours}), len({one.story for one in ours if one.is_of_summit})
    )


def written(one: World, seed: int) -> tuple[Piece, ...]:
    """All articles of a world; the same seed gives the same."""
    chance = np.random.default_rng([7, seed])
    numbers = count(1)
    ours = [piece for day in one.counts for piece in _day(one, day, numbers, chance)]
    for day, stories in one.peers.items():
        for number in islice(numbers, stories):
            article = _first(number, day, _text(number, PEER, (), chance), chance)
            ours.append(Piece(article, 0, is_of_summit=False))
    return tuple(ours)


def _day(one: World, day: date, numbers: Iterator[int], chance: np.random.Generator) -> Iterator[Piece]:
    """The city's new stories of a day, with their copies."""
    seen = sum(one.counts[day] for day in one.echo.each())
    naming = _NAMED_SUMMIT * one.planted / max(seen, 1) if day in one.echo else 0.0
    for number in islice(numbers, one.counts[day]):
        is_of_summit = bool(chance.random() < naming)
        text = _text(number, CITY, tuple(_beside(number, is_of_summit, chance)), chance)
        first = _first(number, day, text, chance)
        for article in (first, *_copies(first, chance)):
            yield Piece(article, number, is_of_summit)


def _text(number: int, city: str, beside: Sequence[str], chance: np.random.Generator) -> str:
    """A text like no other; ``beside`` are sentences that it has to have."""
    who, did = (str(chance.choice(of)) for of in (_WHO, _DID))
    opening = f"{city}第{number}家{who}昨天{did}，花了{number * 7 % 9000 + 90}元。"
    chosen = chance.choice(_BODY, _SENTENCES, replace=False)
    return "\n".join([opening, *beside, *(str(line).format(who=who, number=number) for line in chosen)])


def _beside(number: int, is_of_summit: object, chance: np.random.Generator) -> Iterator[str]:
    if is_of_summit:
        yield f"{SUMMIT}的{number}号展位就在街对面。"
    if chance.random() < _NAMED_PEER:
        yield f"{PEER}来的第{number}批客人也在场。"


def _first(number: int, day: date, text: str, chance: np.random.Generator) -> Article:
    source = str(chance.choice(OUTLETS, p=_FIRST_TOLD))
    at = datetime.combine(day, time(int(chance.integers(6, 22)), int(chance.integers(60))), BEIJING)
    title = text.partition("，")[0]
    return _article(f"{number}", source, at, title, f"{text}\n{_LINES[source]}")


def _copies(first: Article, chance: np.random.Generator) -> Iterator[Article]:
    """Copies in other outlets, as far as they come out before the world ends."""
    others = [outlet for outlet in OUTLETS if outlet != first.source]
    body = first.text.splitlines()[:-1]
    for source in chance.permutation(others)[: int(chance.choice(_COPIES))]:
        kept = (body, body[:-1], [*body, "（编辑稍有改动）"])[int(chance.integers(3))]
        at = (first.published_at or first.captured_at) + timedelta(minutes=int(chance.integers(20, 2880)))
        if at.date() <= LAST:
            text = "\n".join([*kept, _LINES[source]])
            yield _article(f"{first.url.rpartition('/')[2]}-{source}", source, at, f"转：{first.title}", text)


def _article(name: str, source: str, at: datetime, title: str, text: str) -> Article:
    url = f"https://{source}.example/{name}"
    return Article(
        key=url, url=url, source=source, kind="news",
        captured_at=datetime.combine(LAST, time(23), BEIJING), capture_digest=f"sha256:{name}",
        title=title, text=text, published_at=at, precision="minute", origin=None, authors=(), editors=(),
    )  # fmt: skip
