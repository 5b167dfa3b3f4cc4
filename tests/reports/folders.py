"""A small configuration, one out of a test's own texts, and a server of a test's own for a while."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socketserver import BaseServer

from cityecho.watchlist import Watchlist, load

FILES = {
    "brand.toml": """
[city]
name = "濮阳"
brand = "投资濮阳"
province = "河南"
names = ["濮阳", "濮阳市"]
[[peer]]
name = "安阳"
names = ["安阳", "安阳市"]
[[message]]
id = "speed"
text = "濮阳速度"
variants = ["濮阳速度"]
kind = "slogan"
[[industry]]
id = "hydrogen"
name = "氢能"
words = ["氢能"]
""",
    "summits.toml": """
[[summit]]
id = "h2"
name = "2022中国氢能产业发展(濮阳)峰会"
aliases = ["濮阳氢能峰会"]
kind = "summit"
start = 2022-07-15
end = 2022-07-16
""",
    "outlets.csv": (
        "domain,name,aliases,tier,kind,region,ownership,city_owned,since,source\n"
        "local.example,龙都日报,,city,newspaper,河南/濮阳,state-party,true,,test\n"
        "far.example,江岸商报,,portal,website,湖北,commercial,false,,test\n"
    ),
    "sources/local.toml": 'kind = "feed"\noutlet = "local.example"\nstart = ["https://local.example/feed"]\n',
    "sources/far.toml": 'kind = "feed"\noutlet = "far.example"\nstart = ["https://far.example/feed"]\n',
}
"""A city with a peer, a summit and two outlets that are followed."""


def watched(folder: Path, files: Mapping[str, str]) -> Watchlist:
    """What ``files``, written below ``folder``, configure."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load(folder)


@contextmanager
def serving(server: BaseServer) -> Iterator[None]:
    """``server`` answers within the block."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
