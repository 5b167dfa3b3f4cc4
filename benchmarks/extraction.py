"""Read every page of a folder and score what came out.

    python -m benchmarks.extraction PAGES_DIR [--out PREDICTED.jsonl]

PAGES_DIR holds truth.jsonl and the pages it names (gzipped HTML); score.py stands beside the folder. Prints
the score, pages per second of processor time (one core, from bytes to fields) and the peak memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.memory import peak_mb
from crawler.extract import extract

# The newest real pages to be scored are of 2024; a fixed hour keeps the run repeatable.
CAPTURED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def predict(folder: Path) -> tuple[list[dict[str, object]], float, int]:
    """Predictions in the order of truth.jsonl, the processor seconds they took, and the bytes read."""
    predictions: list[dict[str, object]] = []
    seconds, size = 0.0, 0
    for row in map(json.loads, (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()):
        body = gzip.decompress((folder / row["file"]).read_bytes())
        size += len(body)
        begun = time.process_time()
        page = extract(body, row["url"] or "", charset=None, captured_at=CAPTURED_AT)
        seconds += time.process_time() - begun
        predictions.append(
            {
                "file": row["file"],
                "title": page.title,
                "text": page.text,
                "published_at": page.published_at and page.published_at.isoformat(),
                "author": " ".join(page.authors),
                "editors": " ".join(page.editors),
                "origin": page.origin,
            }
        )
    return predictions, seconds, size


def main() -> int:
    """Predict, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="keep the predictions here")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    predictions, seconds, size = predict(folder)
    with tempfile.TemporaryDirectory() as scratch:
        out: Path = arguments.out or Path(scratch) / "predicted.jsonl"
        out.write_text(
            "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), encoding="utf-8"
        )
        scorer = folder.resolve().parent / "score.py"
        scored = subprocess.run(
            [sys.executable, str(scorer), str(folder / "truth.jsonl"), str(out)],
            capture_output=True,
            text=True,
            check=True,
        )
    print(scored.stdout.strip())
    print(
        f"{len(predictions) / seconds:.0f} pages/s, {size / seconds / 1e6:.1f} MB/s, peak RSS {peak_mb()} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
