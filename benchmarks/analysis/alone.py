"""Our analysis in a process of its own: how soon it is ready, how large it grows. Run by the benchmark.

    python -m benchmarks.analysis.alone CORPORA_DIR

Prints a line of JSON: seconds from the import of the sentiment package to the first score with everything
prepared, the same with the start of the interpreter, and MB at most after 2,000 articles by every analyser.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

_ARTICLES = 1_000


def main() -> None:
    """Measure and print."""
    begun = perf_counter()
    from analysis.sentiment import snownlp_score  # noqa: PLC0415 (the clock runs)

    snownlp_score("准备好了吗？")
    ready = perf_counter() - begun

    from benchmarks.analysis import corpora, whole  # noqa: PLC0415
    from benchmarks.memory import peak_mb  # noqa: PLC0415

    folder = Path(sys.argv[1])
    for name in (corpora.NEWS, corpora.POSTS):
        whole.analyse(corpora.articles(folder, name, _ARTICLES))
    print(json.dumps({"ready_seconds": round(ready, 3), "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
