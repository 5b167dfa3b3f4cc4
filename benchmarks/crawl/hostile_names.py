"""One crawl on a system whose resolver is in the hands of an attacker. Used by the SSRF probes.

    python -m benchmarks.crawl.hostile_names FOLDER

Prints the counts of the crawl of the configuration in FOLDER.
"""

from __future__ import annotations

import json
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PUBLIC = "203.0.114.7"  # what a name says before it changes its answer; nothing connects to it
CHANGING = "changing.yunling.example"
NAMES = {
    CHANGING: "127.0.0.1",
    "inside.yunling.example": "127.0.0.1",
    "metadata.yunling.example": "169.254.169.254",
    "office.yunling.example": "10.1.2.3",
    "six.yunling.example": "::1",
}
_asked: set[str] = set()
_system = socket.getaddrinfo


def resolve(name: Any, port: Any, *rest: Any, **named: Any) -> Any:
    """The system's answer, but for NAMES; the changing one is public at first and private ever after."""
    plain = name.decode() if isinstance(name, bytes) else str(name)
    if plain not in NAMES:
        return _system(name, port, *rest, **named)
    is_first = plain == CHANGING and plain not in _asked
    _asked.add(plain)
    return _system(PUBLIC if is_first else NAMES[plain], port, *rest, **named)


def main() -> None:
    """Crawl, and print one JSON line."""
    socket.getaddrinfo = resolve
    # Twisted keeps the function that it finds when it is imported.
    from cityecho import watchlist  # noqa: PLC0415
    from cityecho.archive import Archive  # noqa: PLC0415
    from crawler.run import crawl  # noqa: PLC0415

    folder = Path(sys.argv[1])
    watched = watchlist.load(folder / "config")
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        summary = crawl(
            archive, watched, sources=watched.sources, now=lambda: datetime.now(UTC), progress=lambda _: None
        )
    print(json.dumps({**summary.counts, "changing_was_asked": CHANGING in _asked}))


if __name__ == "__main__":
    main()
