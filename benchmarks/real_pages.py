"""Real pages over real HTTP: serve a folder of pages, crawl it with a listing source, export, score.

    python -m benchmarks.real_pages PAGES

PAGES holds ``dev/*.html.gz``, ``dev/truth.jsonl`` and ``score.py``. The pages are not ours and stay outside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.loopback import configure, serving

ROOT = Path(__file__).parents[1]
CITYECHO = ROOT / ".venv" / "bin" / "cityecho"


def main() -> None:
    """Run the benchmark and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    pages: Path = parser.parse_args().pages
    truth = [json.loads(line) for line in (pages / "dev" / "truth.jsonl").read_text("utf-8").splitlines()]
    paths = {f"/news/{number:03}.html": row["file"] for number, row in enumerate(truth)}
    links = "".join(f'<li><a href="{path}">第{number}篇</a></li>' for number, path in enumerate(paths))
    web = {
        path: ("text/html", gzip.decompress((pages / "dev" / file).read_bytes()))
        for path, file in paths.items()
    }
    web["/list.html"] = ("text/html; charset=utf-8", f"<ul class=list>{links}</ul>".encode())
    with tempfile.TemporaryDirectory() as name, serving(web) as place:
        folder = Path(name)
        configure(folder / "config", ROOT / "config" / "puyang", place, "/list.html")
        seconds = crawl(folder)
        rows = export(folder)
        score(pages, folder, {f"http://{place}{path}": file for path, file in paths.items()}, rows)
        print(
            json.dumps(
                {
                    "pages_served": len(paths),
                    "articles_exported": len(rows),
                    "crawl_seconds": round(seconds, 1),
                }
            )
        )


def cityecho(folder: Path, *words: str) -> None:
    """Run the command on the folder's configuration and archive."""
    command = [
        CITYECHO,
        "--config",
        folder / "config",
        "--archive",
        f"sqlite:///{folder / 'archive.db'}",
        *words,
    ]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if done.returncode not in {0, 3}:  # 3: a report says that days before the crawl were not collected
        done.check_returncode()


def crawl(folder: Path) -> float:
    """Crawl and analyze; seconds of the crawl."""
    started = time.monotonic()
    cityecho(folder, "crawl", "loopback")
    seconds = time.monotonic() - started
    cityecho(folder, "analyze")
    return seconds


def export(folder: Path) -> list[dict[str, str]]:
    """All articles with their text."""
    out = folder / "articles.jsonl"
    cityecho(folder, "export", "articles", "--format", "jsonl", "--out", str(out), "--with-text")
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def score(pages: Path, folder: Path, files: dict[str, str], rows: list[dict[str, str]]) -> None:
    """Hold the exported rows against the truth with the pages' own scorer."""
    predicted = folder / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for row in rows:
            fields = {name: row[name] for name in ("title", "published_at", "author", "text")}
            out.write(json.dumps({"file": files[row["url"]], **fields}, ensure_ascii=False) + "\n")
    subprocess.run([sys.executable, pages / "score.py", pages / "dev" / "truth.jsonl", predicted], check=True)


if __name__ == "__main__":
    main()
