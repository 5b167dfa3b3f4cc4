"""Read the pages of a folder and score what came out; side by side with the best known readers on wish.

    python -m benchmarks.extraction PAGES_DIR [--peers] [--out PREDICTED.jsonl] [--table TABLE.md]

PAGES_DIR holds truth.jsonl and the pages it names (gzipped HTML); score.py stands beside the folder. Prints
scores, pages per second of processor time (one core, one process a reader) and peak memory, and how many
pages were decoded with a wrong character. Origins are scored on those pages that labels/origin.jsonl knows by
their digest. ``--peers`` makes an environment of their own for the others (requirements/peers.txt) and runs
them on the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.extraction import peers
from benchmarks.extraction.read import READERS
from crawler.extract.decode import decode, garbled

_LABELS = Path(__file__).parents[1] / "labels" / "origin.jsonl"
_COLUMNS = ("body_f1", "pages_over_0.9", "title_exact", "date_day", "author_contained")


@dataclass(frozen=True, slots=True)
class Run:
    """What one reader made of the folder, and what it cost."""

    reader: str
    score: dict[str, Any]
    origin: str
    pages_a_second: float
    peak_mb: int
    failed: int


def run(reader: str, interpreter: Path, folder: Path, out: Path) -> Run:
    """Have ``reader`` read the folder in a process of its own, and score it."""
    command = [str(interpreter), "-m", "benchmarks.extraction.read", reader, str(folder), str(out)]
    environment = os.environ | {"PYTHONPATH": str(peers.ROOT), "PYTHONWARNINGS": "ignore"}
    said = subprocess.run(
        command, cwd=peers.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if said.returncode:
        raise SystemExit(f"{reader}: {said.stderr.strip()[-2000:]}")
    cost = json.loads(said.stdout.strip().splitlines()[-1])
    scorer = folder.parent / "score.py"
    scored = subprocess.run(
        [sys.executable, str(scorer), str(folder / "truth.jsonl"), str(out)],
        capture_output=True,
        text=True,
        check=True,
    )
    return Run(
        reader,
        json.loads(scored.stdout),
        origins(folder, out) if reader == "ours" else "–",
        cost["pages"] / cost["seconds"],
        cost["peak_mb"],
        cost["failed"],
    )


def origins(folder: Path, out: Path) -> str:
    """Share of the labelled pages whose origin is right, and how many that show none were given one."""
    found = {row["file"]: row["origin"] for row in _rows(out)}
    shown = right = silent = invented = 0
    for label in _rows(_LABELS):
        page = folder / label["file"]
        if not page.exists() or _digest(page) != label["digest"]:
            continue
        if label["origin"]:
            shown += 1
            right += found[label["file"]] in label["origin"]
        else:
            silent += 1
            invented += found[label["file"]] is not None
    return f"{right / shown:.3f} of {shown}, {invented} of {silent} invented" if shown else "no labels"


def _digest(page: Path) -> str:
    return hashlib.sha256(gzip.decompress(page.read_bytes())).hexdigest()[:16]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def wrong_characters(folder: Path) -> list[str]:
    """The pages that were decoded with a sign of a wrong encoding."""
    wrong = []
    for row in _rows(folder / "truth.jsonl"):
        text = decode(gzip.decompress((folder / row["file"]).read_bytes()), None).text
        if garbled(text):
            wrong.append(f"{row['file']} {garbled(text):.4f}")
    return wrong


def table(runs: list[Run]) -> str:
    """The runs as a Markdown table: news pages, then all pages; speed as a multiple of trafilatura's."""
    measure = next((one.pages_a_second for one in runs if one.reader == "trafilatura"), 0.0)
    head = ("reader", "pages", *_COLUMNS, "origin", "pages/s", "× trafilatura", "peak MB", "failed")
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    for kind in ("news", "all"):
        for one in runs:
            scores = [_shown(one, kind, name) for name in _COLUMNS]
            ratio = f"{one.pages_a_second / measure:.1f}" if measure else "–"
            cost = (f"{one.pages_a_second:.0f}", ratio, str(one.peak_mb), str(one.failed))
            lines.append("| " + " | ".join((one.reader, kind, *scores, one.origin, *cost)) + " |")
    return "\n".join(lines) + "\n"


def _shown(one: Run, kind: str, name: str) -> str:
    """A score; – where the reader doesn't read that field at all."""
    value = one.score[kind][name]
    return "–" if value is None or not value else f"{value:.3f}"


def main() -> int:
    """Run, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", action="store_true", help="run the peers on the same pages")
    parser.add_argument("--python", type=Path, help="the interpreter to make the peers' environment with")
    parser.add_argument("--out", type=Path, help="keep our predictions here")
    parser.add_argument("--table", type=Path, help="write the table here as well")
    arguments = parser.parse_args()
    folder: Path = arguments.folder.resolve()
    readers = list(READERS) if arguments.peers else ["ours"]
    with tempfile.TemporaryDirectory() as scratch:
        runs = []
        for reader in readers:
            ours = reader == "ours"
            out = arguments.out if ours and arguments.out else Path(scratch) / f"{reader}.jsonl"
            interpreter = Path(sys.executable) if ours else peers.python(arguments.python)
            runs.append(run(reader, interpreter, folder, out.resolve()))
    wrong = wrong_characters(folder)
    shown = table(runs)
    print(json.dumps(runs[0].score, indent=1))
    print(shown, end="")
    print(f"pages decoded with a wrong character: {len(wrong)} {' '.join(wrong)}".strip())
    print(f"{runs[0].pages_a_second:.0f} pages/s, peak RSS {runs[0].peak_mb} MB, origin {runs[0].origin}")
    if arguments.table:
        arguments.table.write_text(shown, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
