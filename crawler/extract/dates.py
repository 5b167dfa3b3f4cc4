"""Page -> publication time: every place a page says it, weighed; the day with the most weight wins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from cityecho.article import DatedBy
from crawler.extract.moments import Moment, from_epoch, read
from crawler.extract.tree import Page

# fmt: off
_META = dict.fromkeys((
    "_pubtime", "apub:time", "article.published", "article:create_at", "article:published_time",
    "bytedance:published_time", "date.published", "datepublished", "dateupdate", "dc.date.issued",
    "dcterms.issued", "firstpublishedtime", "og:article:published_time", "og:published_time",
    "og:release_date", "parsely-pub-date", "pub_date", "pubdate", "publication_date", "publish-date",
    "publish_time", "publishdate",
    "published_at", "publishtime", "pubtime", "releasedate", "weibo:article:create_at",
), 5.0) | dict.fromkeys((  # names that some systems use for the last change or the day of the visit
    "createdate", "date", "dc.date", "dc.date.created", "dcterms.created", "dcterms.date", "og:time",
    "og:updated_time",
), 3.0)
# fmt: on
_LABEL = re.compile(
    r"发布(?:时间|日期|于)|发表(?:时间|于)?|时间\s*[:：]|日期\s*[:：]|来源|更新(?:时间|于)?|發布|發佈|Posted|Published",
    re.IGNORECASE,
)
_MAYBE_DATE = re.compile(
    r"\d\s?[-/.年月:：]\s?\d|[〇零○一二三四五六七八九]年|[前天日时點点]|刚|(?:19|20)\d{6}|20\d\d"
)
# A year, or words that need none; not bare 今 or 前: outlets are called 今日某某, 某某前沿.
_YEAR = re.compile(
    r"(?:19|20)\d\d|\d\d[-/.]\d\d[-/.]\d\d|[今昨][天日晚晨]\s*(?:[上下中]午|[早晚]上|[晚早]间|凌晨)?\s*\d{1,2}\s*[:：时點点]"
    r"|前天\s*(?:\d|$)|(?<!\w)刚刚(?!\w)|\d\s?(?:分钟|小时|天)之?前(?!沿)"
)
_MONTH_DAY = re.compile(r"\d\s?[-/月]\s?\d")
_NOT_PUBLICATION = re.compile(r"copyright|©|版权所有|ICP|许可证|截至|有效期|成立", re.IGNORECASE)

_URL_MONTH, _URL_DAY = "(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_URL_DATES = (
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_.]?{_URL_MONTH}[-/_.]?{_URL_DAY}(?!\d)"),
    re.compile(rf"/(?P<year>\d\d)/{_URL_MONTH}{_URL_DAY}/"),
)
_LONGEST_URL = 2000  # characters looked at

# It begins with a set of letters: only then does ``re`` skip to where one may begin.
_SCRIPT_TIME = re.compile(
    r"""[pdcsPDCS](?<!\w.)(?i:ublish(?:ed)?_?(?:time|date|at)|ub_?(?:time|date)|time|ate_?published|ublishDateTime"""
    r"""|reate_?Time|howTime|isplay_time)\b["']?\s*[:=]\s*["']?"""
    r"""(?P<value>\d{4}[-/年.][^"',;}<]{4,26}|\d{10}(?:\d{3})?(?!\d))"""
)
_WECHAT_TIME = re.compile(r"""\bvar (?:ct|oriCreateTime)\s*=\s*["'](?P<value>\d{10})["']""")

_LONGEST_LINE = 160
_LOOK_ABOVE, _LOOK_BELOW = 6, 12  # lines around the headline where its byline stands
_MOST_TIMES = 40  # <time> elements among those lines
_SCRIPT_WINDOW = 400_000  # characters of script searched in all: state blobs name their time early


@dataclass(frozen=True, slots=True)
class Dated:
    """When the page was published and where that was read."""

    moment: Moment | None
    by: DatedBy


@dataclass(frozen=True, slots=True)
class _Witness:
    moment: Moment
    weight: float
    place: DatedBy


def find(
    page: Page,
    url: str,
    captured_at: datetime,
    *,
    headline: int | None,
    body: tuple[int, int],
    data_times: tuple[str, ...] = (),
) -> Dated:
    """The publication time of ``page``.

    ``headline`` and ``body`` are indexes into Page.lines, ``data_times`` what JSON-LD calls datePublished.
    """
    witnesses = list(_in_head(page, data_times, captured_at))
    witnesses += _in_wechat(page, captured_at)
    witnesses += _around_headline(page, captured_at, headline, body)
    witnesses += _below_body(page, captured_at, body)
    witnesses += _in_address(url, captured_at)
    if not any(w.weight >= 3 for w in witnesses):
        witnesses += _in_scripts(page, captured_at)
    if not any(w.weight >= 2 for w in witnesses):
        witnesses += _anywhere(page, captured_at, body)
    return _agreed(witnesses)


def _agreed(witnesses: list[_Witness]) -> Dated:
    """The best witness of the day with the most weight: one that knows the hour before one that doesn't."""
    if not witnesses:
        return Dated(None, "")
    strongest: dict[tuple[date, str], float] = {}
    for witness in witnesses:  # one voice a place: an article may name a day in ten lines
        voice = (witness.moment.at.date(), witness.place)
        strongest[voice] = max(strongest.get(voice, 0.0), witness.weight)
    days: defaultdict[date, float] = defaultdict(float)
    for (day, _), weight in strongest.items():
        days[day] += weight
    chosen = max(days, key=lambda d: days[d])
    best = max(
        (w for w in witnesses if w.moment.at.date() == chosen),
        key=lambda w: (w.moment.precision == "minute", w.weight),
    )
    return Dated(best.moment, best.place)


def _in_head(page: Page, data_times: tuple[str, ...], captured_at: datetime) -> Iterator[_Witness]:
    for name, content in page.meta.items():
        weight = _META.get(name.replace(" ", ""))
        if weight and (moment := _value(content, captured_at)):
            yield _Witness(moment, weight, "meta")
    for text in data_times:
        if moment := _value(text, captured_at):
            yield _Witness(moment, 5.0, "data")


def _value(text: str, captured_at: datetime) -> Moment | None:
    text = text.strip()
    return from_epoch(text, captured_at) or read(text, captured_at)


def _in_wechat(page: Page, captured_at: datetime) -> Iterator[_Witness]:
    """WeChat shows 昨天 and keeps the truth in ``var ct``."""
    for script in page.scripts:
        if b"var ct" in script and (found := _WECHAT_TIME.search(script.decode("utf-8", "ignore"))):
            if moment := from_epoch(found["value"], captured_at):
                yield _Witness(moment, 12.0, "script")
            return


def _around_headline(
    page: Page, captured_at: datetime, headline: int | None, body: tuple[int, int]
) -> Iterator[_Witness]:
    """Dates in the lines around the headline and down to the first lines of the body."""
    start, end = body
    if headline is None:
        near = range(max(0, start - 2 * _LOOK_ABOVE), start + 3)
    else:
        near = range(
            max(0, headline - _LOOK_ABOVE), min(headline + 1 + _LOOK_BELOW, max(start + 1, headline + 6))
        )
    lines, hidden = page.lines, page.boxes.hidden
    for index in near[: max(0, len(lines) - near.start)]:
        text = lines.texts[index]
        if index == headline or lines.are_links[index] or hidden[lines.boxes[index]] or not _may_date(text):
            continue
        moment = read(text, captured_at)
        if moment:
            above = headline is not None and index < headline
            yield _Witness(moment, _weight(text, moment, above, start <= index < end), "line")
    for text in islice((text for index, text in page.times if index in near), _MOST_TIMES):
        if moment := read(text, captured_at):
            yield _Witness(moment, 5.0, "time")


def _may_date(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and _MAYBE_DATE.search(text) is not None


def _weight(text: str, moment: Moment, above: bool, in_body: bool) -> float:
    """How far a date in a line near the headline is to be believed."""
    labelled = _LABEL.search(text) is not None
    if in_body and not labelled:
        return 1.5  # a date the article tells of
    if not _YEAR.search(text) and _MONTH_DAY.search(text):
        return 2.5  # the year is our guess
    weight = 6.0 + (1.0 if labelled else 0.0) + (1.0 if moment.precision == "minute" else 0.0)
    return weight - 3.5 if above else weight


def _below_body(page: Page, captured_at: datetime, body: tuple[int, int]) -> Iterator[_Witness]:
    """A labelled date in the last lines of the body or right below it."""
    start, end = body
    for text in page.lines.texts[max(start, end - 3) : end + 4]:
        if len(text) <= 60 and _LABEL.search(text) and (moment := read(text, captured_at)):
            yield _Witness(moment, 2.5, "line")


def _in_address(url: str, captured_at: datetime) -> Iterator[_Witness]:
    path = url[:_LONGEST_URL].split("?", 1)[0]
    for pattern in _URL_DATES:
        for found in pattern.finditer(path):
            year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
            if moment := read(f"{year}-{found['month']}-{found['day']}", captured_at):
                yield _Witness(moment, 4.0, "address")
                return


def _in_scripts(page: Page, captured_at: datetime) -> Iterator[_Witness]:
    left = _SCRIPT_WINDOW
    for script in (one.decode("utf-8", "ignore") for one in page.scripts):
        for found in _SCRIPT_TIME.finditer(script, 0, max(0, left)):
            if moment := _value(found["value"], captured_at):
                yield _Witness(moment, 3.0, "script")
                return
        left -= len(script)


def _anywhere(page: Page, captured_at: datetime, body: tuple[int, int]) -> Iterator[_Witness]:
    """The first date that stands by itself in a short line outside the body; the weakest witness."""
    for index, (text, is_link) in enumerate(zip(page.lines.texts, page.lines.are_links, strict=True)):
        if is_link or len(text) > 80 or not _MAYBE_DATE.search(text) or _NOT_PUBLICATION.search(text):
            continue
        if body[0] < index < body[1] and not _LABEL.search(text):
            continue
        moment = read(text, captured_at)
        if moment:
            yield _Witness(moment, 1.0, "line")
            return
