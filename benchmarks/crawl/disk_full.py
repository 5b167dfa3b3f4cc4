"""A disk that fills up in the middle of a crawl, at many points.

    python -m benchmarks.crawl.disk_full [--points 20] [--articles 200] [--mount]

With --mount (needs the right to) the archive lies on a small file system of its own; without, the size of
every file is limited, which SQLite meets as it meets a quota. Every crawl that runs out of room must end with
exit code 75, leave a sound database and readable captures, and go on to the end when there is room.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from cityecho.archive import Archive
from cityecho.archive.warc import read_at
from tests.crawler.loopback import Site, article, configure, listing, serving, source

CITYECHO = Path(sys.executable).with_name("cityecho")
TRY_LATER = 75


def run(points: int, articles: int, *, mount: bool) -> dict[str, Any]:
    """Fill the disk at ``points`` points; the figures of all crawls together."""
    told: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    with serving() as site, tempfile.TemporaryDirectory() as name:
        for number in range(articles):
            site.page(f"/news/202207/{number}.html", article(number))
        site.page("/list", listing(range(articles)))
        empty, whole = _sizes(Path(name) / "calm", site)
        for point in range(points):
            room = empty + (whole - empty) * (2 * point + 1) // (2 * points + 1)
            folder = Path(name) / f"full-{point}"
            with _small_disk(folder, room) if mount else nullcontext() as enlarge:
                code = _crawl(_configured(folder, site), None if mount else _limited(room))
                codes[code] += 1
                if enlarge is not None:  # opening the archive may write, too
                    enlarge()
                told["sound"] += _is_sound(folder)
                went_on = _crawl(folder, None) == 0
                told["resumed"] += went_on and _is_sound(folder) and _articles(folder) == articles
    return {
        "figure": "full disks survived",
        "points": points,
        "disks": "mounted" if mount else "limited files",
        "exit_codes": dict(codes),
        **told,
        "passed": codes == {TRY_LATER: points} and told["sound"] == told["resumed"] == points,
    }


def _configured(folder: Path, site: Site) -> Path:
    configure(folder, site.address, lists=source("listing", site.url("/list")))
    settings = folder / "config" / "crawl.toml"
    settings.write_text(settings.read_text() + "minimum_free_mb = 0\n")
    return folder


def _sizes(folder: Path, site: Site) -> tuple[int, int]:
    """Bytes of the database before and after a crawl that has room."""
    database = _configured(folder, site) / "archive.db"
    Archive(f"sqlite:///{database}").close()
    empty = database.stat().st_size
    assert _crawl(folder, None) == 0
    return empty, database.stat().st_size


def _limited(size: int) -> Callable[[], None]:
    """No file grows beyond ``size`` bytes: writing says so, as a full disk does."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@contextmanager
def _small_disk(folder: Path, size: int) -> Iterator[Callable[[], None]]:
    """A file system of ``size`` bytes at ``folder`` for the block. Yields what gives it room."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o"]
    subprocess.run([*mount, f"size={size}", "tmpfs", folder], check=True)
    try:
        yield lambda: subprocess.run([*mount, "remount,size=256m", "tmpfs", folder], check=True) and None
    finally:
        subprocess.run(["umount", folder], check=True)


def _crawl(folder: Path, before: Callable[[], None] | None) -> int:
    command = [
        CITYECHO,
        "--config",
        folder / "config",
        "--archive",
        f"sqlite:///{folder}/archive.db",
        "crawl",
        "lists",
    ]
    done = subprocess.run(command, preexec_fn=before, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, TRY_LATER):
        print(done.returncode, done.stderr, file=sys.stderr)
    return done.returncode


def _is_sound(folder: Path) -> bool:
    """Whether the database is whole and every capture it names can be read and is what it was."""
    with closing(sqlite3.connect(folder / "archive.db")) as database:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return False
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        return all(
            read_at(archive.captures_folder, one.location).digest == one.digest for one in tx.captures.each()
        )


def _articles(folder: Path) -> int:
    with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
        return tx.articles.count()


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, value in (("points", 20), ("articles", 200)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--mount", action="store_true")
    print(json.dumps(run(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
