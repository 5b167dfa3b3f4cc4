"""A configuration out of a test's own texts, and a server of a test's own for a while."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socketserver import BaseServer

from cityecho.watchlist import Watchlist, load


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
