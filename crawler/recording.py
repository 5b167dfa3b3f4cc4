"""A recorded web: WARC files answering in the network's stead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from cityecho.address import canonical
from cityecho.archive import Location
from cityecho.archive.warc import index, read_at


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded answer and where it lies."""

    url: str
    captured_at: datetime
    folder: Path
    where: Location


class Recording:
    """The answers of some WARC files by canonical address, those of one address in time order."""

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        answers: defaultdict[str, list[Recorded]] = defaultdict(list)
        for one in recorded:
            answers[canonical(one.url)].append(one)
        self._answers = {
            key: tuple(sorted(some, key=lambda one: (one.captured_at, one.url)))
            for key, some in answers.items()
        }

    @classmethod
    def of(cls, files: Sequence[Path]) -> Self:
        """All that ``files`` hold. Raises UsageError for a file that can't be read."""
        return cls(
            Recorded(url, moment, path.parent, where) for path in files for url, moment, where in index(path)
        )

    def answers(self, url: str) -> tuple[Recorded, ...]:
        """What was recorded of ``url``, oldest first; spellings of one canonical address count as one."""
        return self._answers.get(canonical(url), ())

    def matching(self, pattern: re.Pattern[str]) -> tuple[str, ...]:
        """The recorded addresses that ``pattern`` matches whole, in order."""
        urls = {some[0].url for some in self._answers.values()}
        return tuple(sorted(url for url in urls if pattern.fullmatch(url)))


def names(answers: Iterable[Recorded]) -> tuple[tuple[str, datetime], ...]:
    """Address and time of each answer: what tells captures apart in the archive."""
    return tuple((one.url, one.captured_at) for one in answers)


class RecordedHandler:
    """Scrapy's downloader over a recording: the nth answer of an address, or a 404."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making it."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """The answer that ``request`` asks for; its time goes into the request's meta."""
        recording: Recording = self._crawler.spider.job.recording  # type: ignore[union-attr]
        answers = recording.answers(request.url)
        nth = request.meta.get("nth", 0)
        if nth >= len(answers):
            return Response(request.url, status=404, request=request)
        taken = read_at(answers[nth].folder, answers[nth].where)
        request.meta["captured_at"] = taken.captured_at
        headers = Headers()
        for name, value in taken.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=taken.url, body=taken.body)
        return kind(taken.url, status=taken.status, headers=headers, body=taken.body, request=request)

    async def close(self) -> None:
        """Nothing is held open."""
