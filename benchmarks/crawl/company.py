"""Many at once: one failing source among fifty, twenty starts of one crawl, and what a crawl listens on.

python -m benchmarks.crawl.company [--sources 50] [--starts 20]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any

from cityecho.archive import Archive
from tests.crawler.loopback import Answer, article, configure, listing, serving, source

CITYECHO = Path(sys.executable).with_name("cityecho")
PARTIAL, TRY_LATER = 3, 75
_LONGEST_START = 300  # seconds until twenty programs have found the lock taken, on a machine with other work
_LISTENING = "0A"  # state of a socket in /proc/net/tcp


def _command(folder: Path) -> list[str | Path]:
    return [CITYECHO, "--config", folder / "config", "--archive", f"sqlite:///{folder}/archive.db", "crawl"]


def one_fails(sources: int) -> dict[str, Any]:
    """Crawl ``sources`` sources of which one answers 500 for ever."""
    with serving() as site, tempfile.TemporaryDirectory() as name:
        for number in range(sources):
            site.page(f"/news/202207/{number}.html", article(number))
            site.page(f"/list/{number}", listing([number]))
        site.pages["/list/7"] = Answer(b"no list", status=404)
        lists = {f"source{n}": source("listing", site.url(f"/list/{n}"), every="1h") for n in range(sources)}
        folder = configure(Path(name), site.address, **lists)
        done = subprocess.run(_command(folder), capture_output=True, text=True, check=False)
        with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
            articles = tx.articles.count()
            states = Counter(state for _, _, state in tx.ledger.visits())
    last = done.stderr.strip().splitlines()[-1:]
    named = bool(last) and "source7" in last[0] and site.url("/list/7") in last[0]
    return {
        "figure": "sources read beside one that fails",
        "sources": sources,
        "articles": articles,
        "states": dict(states),
        "exit": done.returncode,
        "named_on_stderr": named,
        "passed": articles == sources - 1 and done.returncode == PARTIAL and named,
    }


def starts(count: int) -> dict[str, Any]:
    """Start the same crawl ``count`` times at once."""
    with serving() as site, tempfile.TemporaryDirectory() as name:
        others_ended = Event()  # the one that runs must outlast the start of the others
        for number in range(3):
            site.page(f"/news/202207/{number}.html", article(number))
        site.pages["/list"] = lambda: _after(others_ended, Answer(listing(range(3)).encode()))
        folder = configure(Path(name), site.address, lists=source("listing", site.url("/list"), every="1h"))
        children = [
            subprocess.Popen(_command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for _ in range(count)
        ]
        listening = _listening(children)
        others_ended.set()
        ends = [(child.communicate()[1], child.returncode) for child in children]
        codes = Counter(code for _, code in ends)
        with Archive(f"sqlite:///{folder}/archive.db") as archive, archive.read() as tx:
            runs, articles = len(tx.ledger.runs()), tx.articles.count()
    return {
        "figure": "simultaneous starts",
        "starts": count,
        "exit_codes": dict(codes),
        "runs": runs,
        "articles": articles,
        "listening_sockets": listening,
        "passed": codes == {0: 1, TRY_LATER: count - 1} and runs == 1 and articles == 3 and listening == 0,
    }


def _after(event: Event, answer: Answer) -> Answer:
    event.wait(2 * _LONGEST_START)
    return answer


def _listening(children: list[subprocess.Popen[str]]) -> int:
    """Sockets that any of ``children`` or of their children listened on while they ran, seen in /proc."""
    found: set[str] = set()
    until = monotonic() + _LONGEST_START
    while sum(child.poll() is None for child in children) > 1 and monotonic() < until:
        sleep(0.05)
    for _ in range(20):  # the one that runs is crawling now
        for child in children:
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended while we looked
                found |= _of_family(child.pid) if child.poll() is None else set()
        sleep(0.05)
    return len(found)


def _of_family(process: int) -> set[str]:
    processes = [process]
    for parent in processes:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            processes.extend(map(int, task.read_text().split()))
    own = {
        link.readlink().name
        for one in processes
        for link in Path(f"/proc/{one}/fd").iterdir()
        if link.is_symlink()
    }
    tables = [Path(f"/proc/{process}/net/{name}").read_text() for name in ("tcp", "tcp6")]
    rows = [line.split() for table in tables for line in table.splitlines()]
    return {row[9] for row in rows if row[3] == _LISTENING and f"socket:[{row[9]}]" in own}


def main() -> None:
    """Print a JSON line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--starts", type=int, default=20)
    chosen = parser.parse_args()
    print(json.dumps(one_fails(chosen.sources)), flush=True)
    print(json.dumps(starts(chosen.starts)))


if __name__ == "__main__":
    main()
