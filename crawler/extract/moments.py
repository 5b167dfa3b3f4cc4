"""Text -> moment: every way a Chinese page writes a time, read against the hour of capture.

Wall times without a zone are Beijing's. A date that does not exist is none: 2月30日 never becomes 1 March.
Nor is one before 1995 or more than 48 hours ahead of the capture.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cityecho.article import BEIJING, Precision

_EARLIEST_YEAR = 1995  # the first Chinese news sites
_LONGEST = 500  # characters looked at
_AHEAD = timedelta(hours=48)  # e-papers and advance notices are dated tomorrow; later is a mistake


@dataclass(frozen=True, slots=True)
class Moment:
    """When, in Beijing's time, and whether the hour is known ("day": midnight stands for the whole day)."""

    at: datetime
    precision: Precision


_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_ONE_TO_NINE = "[一二三四五六七八九]"
_NUMERAL_DATE = re.compile(
    rf"(?P<year>[一二][〇零○Ｏ一二三四五六七八九]{{3}})年(?P<month>十[一二]?|{_ONE_TO_NINE})月"
    rf"(?P<day>[二三]?十{_ONE_TO_NINE}?|{_ONE_TO_NINE})[日号]"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTH = r"(?P<month_name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ZONE = r"(?P<zone>Z\b|UTC\b|GMT\b|CST\b|[+-]\d\d:?\d\d\b)?"
_CLOCK = (
    r"(?P<half>上午|下午|晚上|晚间|傍晚|凌晨|早上|早间|中午|[ap]\.?m\.?)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:：]\s*(?P<minute>\d{1,2})(?:[:：](?P<second>\d{1,2})(?:\.\d{1,9})?)?"
    r"|[时時点點]\s*(?:(?P<minute_word>\d{1,2})\s*分?(?:\d{1,2}秒)?|(?P<half_past>半)|整|(?!\d)))"
    r"\s*(?P<half_after>[ap]\.?m\b\.?)?\s*" + _ZONE
)
_WEEKDAY = r"(?:\s*[(（]?\s*(?:星期|周|週|礼拜)[一二三四五六日天]\s*[)）]?)?"
_GAP = _WEEKDAY + r"(?:\s{0,4}[T,，|·]?\s{0,4}|\s*[|丨]\s*)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YMD = (
    rf"(?<!\d){_YEAR}\s?[-/.年]\s?(?P<month>\d{{1,2}})\s?[-/.月]\s?"
    r"(?P<day>\d\d(?=\d\d[:：])|\d{1,2}(?!\d))\s?[日号號]?"  # 2022-07-1609:12: the clock glued to the day
)
_COMPACT = (
    rf"(?<!\d){_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"(?:[T ]?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d):?(?:[0-5]\d)?)?(?!\d)"
)
_SLASHED = rf"(?<![\d/])(?P<first>\d{{1,2}})/(?P<second_number>\d{{1,2}})/{_YEAR}(?:\s*-)?"
_SHORT_YEAR = r"(?<!\d)(?P<short_year>\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OPTIONAL_CLOCK = rf"(?:{_GAP}{_CLOCK})?"

_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _YMD + _OPTIONAL_CLOCK,
        _COMPACT,
        rf"(?<!\d){_ORDINAL}\s+{_MONTH},?\s+{_YEAR}{_OPTIONAL_CLOCK}",
        rf"\b{_MONTH}\s+{_ORDINAL},?\s+{_YEAR}{_OPTIONAL_CLOCK}",
        _SLASHED + _OPTIONAL_CLOCK,
        _SHORT_YEAR + _GAP + _CLOCK,
        rf"(?<![\d年./-])(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?[日号號]{_OPTIONAL_CLOCK}",
        rf"(?<![\d年./-])(?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?![\d./-]){_GAP}{_CLOCK}",
    )
)
_MONTH_DAY_ALONE = re.compile(r"^\s*(?P<month>\d{1,2})[-/](?P<day>\d{1,2})\s*$")
_AGO = re.compile(
    r"(?P<count>\d{1,4}|[一二两兩三四五六七八九十半])\s*个?(?P<half_more>半)?"
    r"(?P<unit>秒|分钟|分鐘|分|小时|小時|鐘頭|钟头|天|日|周|週|星期)之?前"
)
# Not the beginning of an outlet's name (今日头条, 昨日重现).
_DAY_WORD = re.compile(
    r"(?P<word>今天|今日|今晨|昨天|昨日|昨晚|前天|前日)"
    rf"(?!(?!上午|下午|早|晚|凌晨|中午|来源|发布|更新|阅读)[\u4e00-\u9fff]){_OPTIONAL_CLOCK}"
)
_WEEKDAY_AT = re.compile(rf"(?:星期|周|週)(?P<weekday>[一二三四五六日天])\s*{_CLOCK}")
_CLOCK_ALONE = re.compile(rf"^\s*{_CLOCK}\s*$", re.IGNORECASE)
_JUST_NOW = re.compile(r"刚刚|剛剛|刚才")

_SECONDS = {"秒": 1, "分钟": 60, "分鐘": 60, "分": 60, "小时": 3600, "小時": 3600, "鐘頭": 3600, "钟头": 3600}
_DAYS = {"天": 1, "日": 1, "周": 7, "週": 7, "星期": 7}
_DAYS_BACK = {"今": 0, "昨": 1, "前": 2}
_COUNTS = {"半": 0.5, "两": 2, "兩": 2, **{c: i for i, c in enumerate("一二三四五六七八九十", 1)}}
_AFTERNOON = ("下午", "晚上", "晚间", "傍晚", "pm")


def read(text: str, captured_at: datetime) -> Moment | None:
    """The first moment written in ``text``, absolute before relative; None when there is none that can be."""
    return next(read_all(text, captured_at), None)


def read_all(text: str, captured_at: datetime) -> Iterator[Moment]:
    """Every moment written in ``text``: those with a year, else those without, else the relative ones."""
    text = _plain(text)
    now = captured_at.astimezone(BEIJING)
    for pattern in _WRITTEN:
        matches = list(pattern.finditer(text))
        for match in matches:
            if moment := _possible(_written(match, now), now):
                yield moment
        if matches:  # an impossible date is not read again in a looser way
            return
    for pattern, reader in _RELATIVE:
        found = pattern.search(text)
        if found and (moment := _possible(reader(found, now), now)):
            yield moment


def from_epoch(digits: str, captured_at: datetime) -> Moment | None:
    """Unix time in seconds (10 digits) or milliseconds (13 digits)."""
    if len(digits) not in (10, 13) or not digits.isdecimal():
        return None
    at = datetime.fromtimestamp(int(digits[:10]), BEIJING).replace(second=0)
    return _possible(Moment(at, "minute"), captured_at)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[:_LONGEST])[:_LONGEST]  # one sign may become 18
    return _NUMERAL_DATE.sub(lambda m: f"{m[1].translate(_DIGITS)}年{_number(m[2])}月{_number(m[3])}日", text)


def _number(numeral: str) -> int:
    """一 … 三十一."""
    tens, ten, ones = numeral.rpartition("十")
    units = int(ones.translate(_DIGITS)) if ones else 0
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + units if ten else units


def _possible(moment: Moment | None, now: datetime) -> Moment | None:
    if moment is None or moment.at.year < _EARLIEST_YEAR or moment.at > now + _AHEAD:
        return None
    return moment


def _written(match: re.Match[str], now: datetime) -> Moment | None:
    groups = match.groupdict()
    month, day = _month_and_day(groups)
    if year := groups.get("year"):
        return _at(int(year), month, day, groups)
    if short := groups.get("short_year"):
        return _at(2000 + int(short), month, day, groups)
    # No year: the latest one that does not lie ahead.
    for candidate in (now.year + 1, now.year, now.year - 1):
        moment = _at(candidate, month, day, groups)
        if moment and moment.at <= now + _AHEAD:
            return moment
    return None


def _month_and_day(groups: dict[str, str | None]) -> tuple[int, int]:
    if name := groups.get("month_name"):
        return _MONTHS[name.lower()], int(groups["day"] or 0)
    if first := groups.get("first"):
        # Papers in Chinese that put the year last put the day first, but 9/17/2022 can only be September.
        day, month = int(first), int(groups["second_number"] or 0)
        return (day, month) if month > 12 else (month, day)
    return int(groups["month"] or 0), int(groups["day"] or 0)


def _at(year: int, month: int, day: int, groups: dict[str, str | None]) -> Moment | None:
    try:
        midnight = datetime(year, month, day, tzinfo=BEIJING)
    except ValueError:  # no such day
        return None
    return _clocked(midnight, groups)


def _clocked(midnight: datetime, groups: dict[str, str | None]) -> Moment | None:
    """``midnight`` with the clock found beside it; the day alone when there is none or it can't be."""
    if groups.get("hour") is None:
        return Moment(midnight, "day")
    hour = int(groups["hour"] or 0)
    minute = 30 if groups.get("half_past") else int(groups.get("minute") or groups.get("minute_word") or 0)
    half = (groups.get("half") or groups.get("half_after") or "").lower().replace(".", "")
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in ("凌晨", "am") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return Moment(midnight, "day")
    at = midnight.replace(hour=hour, minute=minute)
    zone = (groups.get("zone") or "").upper()
    if zone in {"Z", "UTC", "GMT"}:
        at = at.replace(tzinfo=UTC)
    elif zone and zone != "CST":
        sign = -1 if zone[0] == "-" else 1
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        at = at.replace(tzinfo=timezone(sign * min(offset, timedelta(hours=14))))
    if hour == minute == 0 and int(groups.get("second") or 0) == 0 and not zone:
        return Moment(midnight, "day")  # a content system without an hour writes 00:00:00
    return Moment(at.astimezone(BEIJING), "minute")


def _ago(match: re.Match[str], now: datetime) -> Moment:
    count = float(_COUNTS.get(match["count"]) or match["count"])
    if match["half_more"]:
        count += 0.5
    unit = match["unit"]
    if seconds := _SECONDS.get(unit):
        return Moment((now - timedelta(seconds=count * seconds)).replace(second=0, microsecond=0), "minute")
    return Moment(_midnight(now - timedelta(days=int(count * _DAYS[unit]))), "day")


def _day_word(match: re.Match[str], now: datetime) -> Moment | None:
    return _clocked(_midnight(now - timedelta(days=_DAYS_BACK[match["word"][0]])), match.groupdict())


def _weekday_at(match: re.Match[str], now: datetime) -> Moment | None:
    back = (now.weekday() - "一二三四五六日".index(match["weekday"].replace("天", "日"))) % 7
    moment = _clocked(_midnight(now - timedelta(days=back)), match.groupdict())
    return Moment(moment.at - timedelta(days=7), moment.precision) if moment and moment.at > now else moment


def _clock_alone(match: re.Match[str], now: datetime) -> Moment | None:
    moment = _clocked(_midnight(now), match.groupdict())
    return moment if moment and moment.at <= now else None


def _month_day_alone(match: re.Match[str], now: datetime) -> Moment | None:
    return _written(match, now)


def _just_now(match: re.Match[str], now: datetime) -> Moment:  # noqa: ARG001  (one signature for all readers)
    return Moment(now.replace(second=0, microsecond=0), "minute")


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], Moment | None]], ...] = (
    (_AGO, _ago),
    (_DAY_WORD, _day_word),
    (_WEEKDAY_AT, _weekday_at),
    (_MONTH_DAY_ALONE, _month_day_alone),
    (_CLOCK_ALONE, _clock_alone),
    (_JUST_NOW, _just_now),
)
