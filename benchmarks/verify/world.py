"""A small archive with everything that a report can stand on: captures, posts, a purge, a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from analysis.measure import measure
from cityecho.archive import Archive, Authorship, Correction, Covered, Transaction
from cityecho.archive.purging import Retention, purge
from cityecho.archive.warc import CaptureFile
from cityecho.article import BEIJING, Article, Capture
from cityecho.watchlist import Days, Watchlist
from reports.json_file import to_json
from reports.plain import plainly
from reports.summit import build
from reports.verify.proof import prove
from tests.reports.folders import FILES, watched

FIRST, LAST = date(2022, 6, 10), date(2022, 8, 20)
MADE_AT = datetime(2022, 8, 21, 8, tzinfo=BEIJING)
_TALK = date(2022, 7, 17)
_FILES = FILES | {
    "outlets.csv": (
        f"{FILES['outlets.csv']}"
        "talk.example,说说网,,self-media-platform,website,全国,commercial,false,,test\n"
    ),
    "sources/talk.toml": (
        'kind = "feed"\noutlet = "talk.example"\nstart = ["https://talk.example/feed"]\nitem_kind = "post"\n'
    ),
}


def watchlist(folder: Path) -> Watchlist:
    """The configuration, written below ``folder``."""
    return watched(folder, _FILES)


def fill(archive: Archive, watched: Watchlist) -> None:
    """Keep every article with its capture, and measure them."""
    with archive.begin() as tx, CaptureFile(archive.captures_folder, "run-000001.warc.gz") as file:
        run = tx.ledger.begin("crawl", MADE_AT - timedelta(days=2))
        for one in articles():
            keep(tx, file, run, one)
        for source in ("local", "far", "talk"):
            tx.ledger.cover(Covered(source, FIRST, LAST), run)
        tx.ledger.end(run, "ok", {}, MADE_AT - timedelta(days=1))
    measure(archive, watched)
    with archive.begin() as tx:
        told = next(one for one in articles() if one.title == "氢能峰会在濮阳开幕")
        tx.measures.correct(Correction(told.id, "sentiment", "positive", "值班员", "开幕通稿", MADE_AT))


def age(archive: Archive, watched: Watchlist) -> None:
    """What comes after the report: copies of stories it knew, other days, a correction, a purge of posts."""
    later = MADE_AT + timedelta(days=3)
    copies = [
        replace(one, key=f"{one.key}?copy", url=f"{one.url}?copy", source="far", captured_at=later)
        for one in articles()
        if one.kind == "news" and one.day.day % 5 == 0
    ]
    with archive.begin() as tx, CaptureFile(archive.captures_folder, "run-000002.warc.gz") as file:
        run = tx.ledger.begin("crawl", later)
        for one in copies:
            keep(tx, file, run, one)
        tx.ledger.cover(Covered("local", LAST, LAST + timedelta(days=3)), run)
        tx.measures.correct(Correction(copies[0].id, "sentiment", "negative", "值班员", "复核", later))
        tx.ledger.end(run, "ok", {}, later)
    measure(archive, watched)
    with archive.alone():
        purge(archive, Retention(posts=1, texts=90), MADE_AT + timedelta(days=4))


def keep(tx: Transaction, file: CaptureFile, run: int, one: Article) -> None:
    """Keep ``one`` as read from a page that shows it."""
    page = f"<html><title>{one.title}</title><body>{one.text}</body></html>".encode()
    kind = (("Content-Type", "text/html; charset=utf-8"),)
    taken = Capture(one.url, one.captured_at, 200, kind, page, one.source)
    tx.captures.add(taken, file.append(taken), run)
    tx.articles.save(replace(one, capture_digest=taken.digest))
    if one.kind == "post":
        tx.authors.record(Authorship(one.id, one.day, "epoch", one.id[:8]))


def report(archive: Archive, watched: Watchlist) -> str:
    """The report as JSON, with its proof."""
    with archive.read() as tx:
        data = build(tx, watched, watched.summits[0], MADE_AT)
        return to_json(plainly(replace(data, proof=prove(tx, watched, MADE_AT))))


def articles() -> Iterator[Article]:
    """A plain story on every other day, five a day in the summit's week, copies, posts by twelve people."""
    number = 0
    for place, day in enumerate(Days(FIRST, LAST).each()):
        for _ in range(5 if date(2022, 7, 15) <= day <= date(2022, 7, 20) else place % 2):
            number += 1
            text = (
                f"龙都日报第{number}号消息，濮阳第{number}个车间在这一天交付了{number}台设备。\n"
                f"负责人王强在编号{number}的会上说：“濮阳的企业办事比去年第{number}周更顺畅。”"
            )
            yield article(number, day, "local.example", f"濮阳车间交付第{number}批设备", text)
        if day.day % 10 == 1:
            market = f"安阳第{place}场集市开张，摊位{place}个。"
            yield article(9000 + place, day, "far.example", f"安阳集市{place}", market)
    opening = (
        "2022中国氢能产业发展(濮阳)峰会开幕，来自各地的客商走进会场。\n"
        "与会者说，濮阳速度让人印象深刻，氢能项目落地很快。星光氢能有限公司与濮阳市签约，投资3亿元。"
    )
    yield article(9500, date(2022, 7, 15), "local.example", "氢能峰会在濮阳开幕", opening)
    yield article(9501, date(2022, 7, 16), "far.example", "濮阳开了一场氢能峰会", opening)
    blame = "濮阳一加氢站拖欠工程款，企业投诉无果，影响恶劣，令人失望。"
    yield article(9502, date(2022, 7, 18), "far.example", "濮阳加氢站拖欠工程款", blame)
    for author in range(12):
        said = f"濮阳很好，第{author}天。"
        yield replace(article(9600 + author, _TALK, "talk.example", said, said), kind="post")


def article(number: int, day: date, host: str, title: str, text: str) -> Article:
    """An article published on ``day`` in the morning and captured at the end."""
    url = f"https://{host}/{day:%Y%m%d}/{number}.html"
    return Article(
        key=url,
        url=url,
        source=host.partition(".")[0],
        kind="news",
        captured_at=datetime.combine(LAST, time(20, number % 60, number % 50, number), BEIJING),
        capture_digest="",
        title=title,
        text=text,
        published_at=datetime.combine(day, time(9, number % 60), BEIJING),
        precision="minute",
        origin="龙都日报" if number % 3 == 0 else None,
        authors=("李明",) if number % 4 == 0 else (),
        editors=("赵静",),
    )
