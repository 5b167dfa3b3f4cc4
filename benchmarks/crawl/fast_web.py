"""A fast small web for speed and soak: news on several loopback hosts, served by a process of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.crawler.loopback import article

PAGE_BYTES = 36 * 1024
LINKS_A_LIST = 200
_PREPARED = 2_000  # articles kept ready; further ones are made when they are asked for
_SAYING = (
    "云岭县第{}号茶园的第{}位采茶人说，今年春天雨水足、日照好，山上的茶比往年早了一周，"
    "来收茶的客商排到了村口，大家心里都很踏实。"
)
_SCRIPT = "".join(
    f"function show{n}(box){{box.style.top='{n}px';box.title='t{n * 7919}';}}\n" for n in range(230)
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many hosts (127.0.0.1, 127.0.0.2, …) hold how many articles each."""

    hosts: int
    articles: int


def host(number: int) -> str:
    """Name of the host of that number, from 0."""
    return f"127.0.0.{number + 1}"


def _page(path: str, size: Size) -> bytes:
    """The article or list at ``path``; every article differs and has the size of a portal's page."""
    head, _, tail = path.rpartition("/")
    number = int(tail.removesuffix(".html"))
    if head == "/list":
        rows = (
            f'<li><a href="/news/202207/{n}.html">第{n}号茶园开园迎客侧记</a></li>'
            for n in _named(number, size)
        )
        return (
            f'<html><body><ul class="list">{"".join(rows)}</ul>{_next(number, size)}</body></html>'.encode()
        )
    text = article(number)
    body = "".join(f"<p>{_SAYING.format(number, n)}</p>\n" for n in range(15))
    links = "".join(
        f'<li><a href="/topic/{number}/{n}">茶乡新闻{n}</a><span>07-1{n % 9}</span></li>' for n in range(80)
    )
    script = f"<script>var page = {number};{_SCRIPT}</script>"
    filled = text.replace(
        "</div>\n</body>", f"{body}</div><div class=footer><ul>{links}</ul></div>{script}</body>"
    )
    return filled.encode().ljust(PAGE_BYTES)


def _named(page: int, size: Size) -> range:
    return range(page * LINKS_A_LIST, min((page + 1) * LINKS_A_LIST, size.articles))


def _next(page: int, size: Size) -> str:
    if (page + 1) * LINKS_A_LIST >= size.articles:
        return ""
    return f'<a class="next" href="/list/{page + 1}.html">下一页</a>'


class _Talk(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, GET only, as little of it as a crawler needs."""

    def __init__(self, size: Size, pages: dict[str, bytes]) -> None:
        self._size, self._pages = size, pages
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._out: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            request, _, self._heard = self._heard.partition(b"\r\n\r\n")
            path = request.split(b" ", 2)[1].decode("latin-1")
            self._out.write(self._answer(path))

    def _answer(self, path: str) -> bytes:
        return self._pages.get(path) or _response(path, self._size)


def _response(path: str, size: Size) -> bytes:
    is_list, is_news = path.startswith("/list/"), path.startswith("/news/")
    number = int(path.rpartition("/")[2].removesuffix(".html")) if is_list or is_news else -1
    if not ((is_list and 0 <= number * LINKS_A_LIST < size.articles) or (is_news and number < size.articles)):
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    body = _page(path, size)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _serve(size: Size, core: int | None, told: Connection) -> None:
    if core is not None:
        os.sched_setaffinity(0, {core})
    pages: dict[str, bytes] = {}
    for number in range(
        min(size.articles, _PREPARED)
    ):  # made beforehand: the web must not be what is measured
        path = f"/news/202207/{number}.html"
        pages[path] = _response(path, size)

    async def up() -> None:
        loop = asyncio.get_running_loop()
        first = await loop.create_server(lambda: _Talk(size, pages), "0.0.0.0", 0)  # noqa: S104 (every 127.0.0.x)
        told.send(first.sockets[0].getsockname()[1])
        await first.serve_forever()

    asyncio.run(up())


@contextmanager
def serving(size: Size, core: int | None = None) -> Iterator[int]:
    """The web is up for the block, on processor ``core`` where one is named. Yields its port."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=_serve, args=(size, core, there), daemon=True)
    server.start()
    try:
        yield here.recv()
    finally:
        server.kill()
        server.join()
