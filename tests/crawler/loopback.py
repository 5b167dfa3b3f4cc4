"""A small web on loopback, the configuration that crawls it, and crawls of it in processes of their own."""

from __future__ import annotations

import json
import multiprocessing
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from crawler.summary import OUTCOMES
from tests.crawler.child import run

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.crawler.child"])


@dataclass(frozen=True)
class Answer:
    """What the server says at one path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # before it answers
    drip: float = 0.0  # seconds between two bytes of the body


@dataclass(frozen=True)
class Asked:
    """What the server was asked, when (monotonic seconds), how it answered, and when it began to."""

    path: str
    at: float
    headers: Mapping[str, str]
    status: int
    ended: float


class Site:
    """Pages by path; ``asked`` is the server's log, ``sent`` the bytes of all bodies."""

    def __init__(self, secured: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Answer | Callable[[], Answer]] = {}
        self.asked: list[Asked] = []
        self.sent = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                at = monotonic()
                answer = site.pages.get(self.path, Answer(status=404))
                answer = answer if isinstance(answer, Answer) else answer()
                tag = answer.headers.get("ETag")
                if tag and self.headers.get("If-None-Match") == tag:
                    answer = Answer(status=304, headers=answer.headers)
                sleep_until = at + answer.seconds
                site.asked.append(Asked(self.path, at, dict(self.headers), answer.status, sleep_until))
                site.sent += len(answer.body)
                sleep(answer.seconds)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                for piece in [answer.body] if not answer.drip else map(bytes, zip(answer.body)):
                    self.wfile.write(piece)
                    sleep(answer.drip)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A killed crawler hangs up in the middle of an answer."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if secured is not None:
            self._server.socket = secured.wrap_socket(self._server.socket, server_side=True)
        self.address = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def url(self, path: str) -> str:
        """Absolute address of ``path``."""
        return f"http://{self.address}{path}"

    def page(self, path: str, text: str, **headers: str) -> None:
        """Put a page of HTML (or XML) at ``path``."""
        kind = {"Content-Type": "text/html; charset=utf-8"}
        self.pages[path] = Answer(
            text.encode(), headers=kind | {k.replace("_", "-"): v for k, v in headers.items()}
        )

    def paths(self) -> list[str]:
        """The paths asked for, in order, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serving(secured: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that is up for the block."""
    site = Site(secured)
    try:
        yield site
    finally:
        site.close()


def article(number: int, day: str = "2022-07-15") -> str:
    """A page with a headline, a date and three sentences of our own, told apart by its number."""
    return f"""<html><head><title>第{number}号茶园开园迎客_云岭网</title></head><body>
<div class="nav"><a href="/">首页</a></div><h1>第{number}号茶园开园迎客</h1>
<div class="info">{day} 09:{number % 60:02d} 来源：云岭网</div>
<div class="content"><p>云岭县第{number}号茶园今天开园，附近的村民一早就来到山上采茶，忙到中午才下山。</p>
<p>茶园的负责人介绍，今年雨水充足，第{number}号茶园的产量预计比去年多出两成，价格也稳中有升。</p>
<p>前来参观的客商表示，这里的茶叶香气浓，他们准备把收购点设在第{number}号茶园旁边的村里。</p></div>
</body></html>"""


def listing(numbers: range | list[int], following: str = "") -> str:
    """A list of links to ``/news/202207/N.html``, with a link to the next page where there is one."""
    rows = "".join(
        f'<li><a href="/news/202207/{n}.html">第{n}号茶园开园迎客侧记</a><span>07-15</span></li>'
        for n in numbers
    )
    more = f'<div class="page"><a href="{following}">下一页</a></div>' if following else ""
    return f'<html><body><ul class="list">{rows}</ul>{more}</body></html>'


def configure(folder: Path, *allowed: str, delay: float = 0, **sources: str) -> Path:
    """A configuration in ``folder``: the sources by id and text, one outlet at 127.0.0.1."""
    settings = {"user_agent": "TestEcho/1.0 (+test)", "delay": delay, "allow_private": allowed}
    outlets = ("127.0.0.1,云岭网,city,website,云江/云岭", "yunling.example,云岭日报,city,website,云江/云岭")
    files = {
        "brand.toml": '[city]\nname = "云岭"\nbrand = "来云岭"\nprovince = "云江"\nnames = ["云岭"]\n',
        "summits.toml": "",
        "outlets.csv": "\n".join(("domain,name,tier,kind,region", *outlets)) + "\n",
        "crawl.toml": toml(settings),
        **{f"sources/{name}.toml": text for name, text in sources.items()},
    }
    for name, text in files.items():
        path = folder / "config" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


def toml(rows: Mapping[str, object]) -> str:
    """Plain TOML of ``rows``."""
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in rows.items())


def source(kind: str, *starts: str, **more: object) -> str:
    """A source file."""
    return toml({"kind": kind, "outlet": urlsplit(starts[0]).hostname, "start": starts, **more})


def start_crawl(
    folder: Path, *sources: str, replay: tuple[Path, ...] = (), limit: int | None = None
) -> ForkServerProcess:
    """A crawl in a process of its own, forked off one that has imported everything."""
    (folder / "summary.json").unlink(missing_ok=True)
    child = _FORKS.Process(target=run, args=(folder, sources, replay, limit))
    child.start()
    return child


def ended(child: ForkServerProcess, folder: Path) -> dict[str, Any]:
    """The summary of a crawl that runs to its end. It must say nothing, and its counts must add up."""
    child.join(300)  # a bound, for a busy machine; not a measure
    said = (folder / "said.txt").read_text()
    assert child.exitcode == 0, said
    assert not said, said
    summary: dict[str, Any] = json.loads((folder / "summary.json").read_text())
    counts = summary["counts"]
    assert counts["fetched"] == sum(counts[outcome] for outcome in OUTCOMES)
    return summary


def crawl(
    folder: Path, *sources: str, replay: tuple[Path, ...] = (), limit: int | None = None
) -> dict[str, Any]:
    """Crawl to the end; the summary."""
    return ended(start_crawl(folder, *sources, replay=replay, limit=limit), folder)
