"""A small web on loopback, and the configuration that lets CityEcho crawl it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar


@contextmanager
def serving(pages: Mapping[str, tuple[str, bytes]]) -> Iterator[str]:
    """Serve path -> (content type, body) on a free port of 127.0.0.1. Yields the host with its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        content: ClassVar[Mapping[str, tuple[str, bytes]]] = pages

        def do_GET(self) -> None:
            kind, body = self.content.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def configure(folder: Path, base: Path, place: str, start: str) -> None:
    """Write a configuration into ``folder``: the brand and summits of ``base``, one listing at ``place``."""
    (folder / "sources").mkdir(parents=True)
    for name in ("brand.toml", "summits.toml"):
        (folder / name).write_bytes((base / name).read_bytes())
    (folder / "outlets.csv").write_text(
        "domain,name,aliases,tier,kind,region,ownership,city_owned,since,source\n"
        "127.0.0.1,本机,,portal,website,全国,,false,,loopback\n"
        "www.hntv.tv,大象新闻,大象新闻客户端,provincial,tv,河南,state-party,false,,registry\n",
        "utf-8",
    )
    (folder / "crawl.toml").write_text(
        f'user_agent = "CityEcho benchmark"\ndelay = 0\nconcurrency = 8\nallow_private = ["{place}"]\n',
        "utf-8",
    )
    (folder / "sources" / "loopback.toml").write_text(
        f'kind = "listing"\noutlet = "127.0.0.1"\nstart = ["http://{place}{start}"]\nlinks = "ul.list a"\n',
        "utf-8",
    )
