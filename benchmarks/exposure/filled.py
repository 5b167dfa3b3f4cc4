"""An archive of so many invented articles with all their measures, as the analysers would have left it.

Measures are written by executemany, past the analysers, which take 20 ms an article. What is invented: three
years of days, three times as loud around each summit; of four articles one names the city and one a peer;
half are copies; one in ten is a post; a hundred words an article out of thirty thousand.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from analysis.versions import versions
from cityecho.archive import Archive, Covered
from cityecho.article import BEIJING, Article, ItemKind
from cityecho.watchlist import Watchlist

FIRST, DAYS = date(2021, 1, 1), 1095
_BATCH = 1000
_WORDS, _VOCABULARY, _TEXTS = 100, 30_000, 2_000
_NEAR = 60
"""A copy follows its story's first within so many articles."""
_AUTHORS = 40
_SIGNS = "园区企业项目开工建设市场服务创新人才交通能源设备生产投资客商论坛会议合作签约材料技术平台"
_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
_ARTICLE = (
    "INSERT INTO article (id, key, url, source, kind, day, captured_at, capture_digest, title, text,"
    " published_at, precision, authors, editors, content_hash, revision)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
)
_MEASURE = "INSERT INTO measure (analyser, article, version, content_hash, value) VALUES (?, ?, ?, ?, ?)"
_AUTHORSHIP = "INSERT INTO authorship (article, day, epoch, token) VALUES (?, ?, ?, ?)"

Values = Mapping[str, Any]


def fill(path: Path, watchlist: Watchlist, articles: int, seed: int = 1) -> None:
    """Make the archive at ``path``. Its rows are not counted yet: that is for an analysis to do."""
    inventor = _Inventor(watchlist, articles, np.random.default_rng(seed))
    with Archive(f"sqlite:///{path}") as archive, archive.begin() as tx:
        run = tx.ledger.begin("fill", datetime(2024, 1, 1, tzinfo=UTC))
        for source in watchlist.sources:
            tx.ledger.cover(Covered(source.id, FIRST, FIRST + timedelta(days=DAYS - 1)), run)
    with sqlite3.connect(path) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000"):
            connection.execute(f"PRAGMA {pragma}")
        for start in range(0, articles, _BATCH):
            made = [inventor.invented(number) for number in range(start, min(start + _BATCH, articles))]
            connection.executemany(_ARTICLE, [_row(one) for one, _ in made])
            connection.executemany(_MEASURE, [row for one in made for row in inventor.measures(*one)])
            posts = [one for one, _ in made if one.kind == "post"]
            connection.executemany(_AUTHORSHIP, [inventor.authorship(one) for one in posts])
        connection.execute("INSERT INTO counted (article, stamp) SELECT id, '' FROM article")


def _row(one: Article) -> tuple[Any, ...]:
    published = one.published_at.astimezone(UTC).strftime(_MOMENT) if one.published_at else None
    captured = one.captured_at.astimezone(UTC).strftime(_MOMENT)
    where = one.id, one.key, one.url, one.source, one.kind, one.day.isoformat()
    said = one.title, one.text, published, one.precision, json.dumps(list(one.authors)), "[]"
    return *where, captured, one.capture_digest, *said, one.content_hash


@dataclass
class _Inventor:
    """Invents article by article; the same seed gives the same archive."""

    watchlist: Watchlist
    count: int
    chance: np.random.Generator
    recent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.versions = versions(self.watchlist)
        days = [FIRST + timedelta(days=number) for number in range(DAYS)]
        loud = [3.0 if any(day in one.echo for one in self.watchlist.summits) else 1.0 for day in days]
        edges = np.cumsum(loud) / np.sum(loud)
        self.days = [
            days[place] for place in np.searchsorted(edges, (np.arange(self.count) + 0.5) / self.count)
        ]
        self.hosts = sorted({one.domain for one in self.watchlist.registry.outlets})
        self.words = [self._counts() for _ in range(_TEXTS)]
        self.text = "".join(_SIGNS[number % len(_SIGNS)] for number in range(900))

    def invented(self, number: int) -> tuple[Article, Values]:
        """An article and what it names."""
        draw = self.chance.random(6).tolist()
        kind: ItemKind = "post" if draw[0] < 0.1 else "news"
        source = self.watchlist.sources[int(draw[1] * len(self.watchlist.sources))]
        host = source.outlet if draw[2] < 0.7 else self.hosts[int(draw[2] * 1e6) % len(self.hosts)]
        url = f"https://{host}/{self.days[number]:%Y%m%d}/{number}.html"
        moment = datetime.combine(self.days[number], time(8 + int(draw[3] * 12), int(draw[4] * 60)), BEIJING)
        article = Article(
            key=url,
            url=url,
            source=source.id,
            kind=kind,
            captured_at=moment + timedelta(hours=2),
            capture_digest=f"sha256:{number:064x}",
            title=f"第{number}号消息：{self.text[number % 400 : number % 400 + 18]}",
            text=f"{number}。{self.text}",
            published_at=moment,
            precision="minute",
            origin=None,
            authors=(),
            editors=(),
        )
        return article, self._named(article, draw[5])

    def _counts(self) -> Values:
        words = (self.chance.zipf(1.3, _WORDS) % _VOCABULARY).tolist()
        return {"counts": {f"词{number}": 1 + number % 3 for number in words}}

    def _named(self, article: Article, draw: float) -> Values:
        brand = self.watchlist.brand
        peers = [brand.peers[int(draw * 1e6) % len(brand.peers)].name] if draw > 0.72 else []
        ours = [brand.city.name] if draw < 0.25 or draw > 0.97 else []
        names = [*ours, *peers]
        summits = [one.id for one in self.watchlist.summits if article.day in one.echo and draw < 0.1]
        place = {"prominence": "lead", "count": 2, "forms": {"濮阳市": 2}}
        return {"places": dict.fromkeys(names, place), "summits": summits}

    def measures(self, article: Article, named: Values) -> Iterator[tuple[str, ...]]:
        """The rows of all analysers."""
        draw = self.chance.random(6).tolist()
        ids = [one.id for one in (*self.watchlist.brand.messages, *self.watchlist.brand.industries)]
        label = "neutral" if draw[0] < 0.6 else "positive" if draw[0] < 0.9 else "negative"
        score = {"neutral": 0.0, "positive": 0.6, "negative": -0.6}[label]
        said = {"start": 5, "end": 60, "voice": "official", "speaker": "", "title": "", "organization": ""}
        values: dict[str, Any] = {
            "words": self.words[int(draw[4] * len(self.words))],
            "mentions": named,
            "messages": {ids[int(draw[1] * 1e6) % len(ids)]: [[3, 7, 3]]} if draw[1] < 0.3 else {},
            "voices": {"said": [said | {"sentiment": label}] if draw[2] < 0.1 else []},
            "deals": {"deals": [self._deal(article)] if draw[3] < 0.01 and article.kind == "news" else []},
            "sentiment": {
                "label": label,
                "score": score,
                "probabilities": {label: 1.0},
                "evidence": ["园区企业"],
            },
            "snownlp": {"score": round(draw[4], 6)},
            "sentences": {"hashes": self.chance.integers(1 << 62, size=20).tolist(), "prints": []},
            "story": self._story(article, draw[5]),
            "topic": {"topic": f"话题{int(draw[4] * 12)}", "model": "m"}
            if named["places"]
            else {"topic": ""},
        }
        now = article.id, article.content_hash
        for name, value in values.items():
            told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            yield name, now[0], self.versions[name], now[1], told

    def _story(self, article: Article, draw: float) -> Values:
        if draw < 0.5 or not self.recent:
            self.recent = [*self.recent, article.id][-_NEAR:]
            return {"story": article.id, "role": "first", "copied_from": None}
        first = self.recent[int(draw * 1e6) % len(self.recent)]
        return {"story": first, "role": "repost", "copied_from": first}

    def _deal(self, article: Article) -> Values:
        day = article.day.isoformat()
        firm = f"第{int(article.id[:4], 16) % 500}装备公司"
        named = {"firm": firm, "own": firm, "project": f"{firm}项目", "phase": 0, "place": "濮阳"}
        span = {"days": [day, day], "is_dated": True, "amount": None, "start": 0, "end": 30}
        return {"stage": "signed", **named, **span}

    def authorship(self, post: Article) -> tuple[str, ...]:
        """Who wrote a post: one of forty."""
        return post.id, post.day.isoformat(), "e", str(int(self.chance.integers(_AUTHORS)))
