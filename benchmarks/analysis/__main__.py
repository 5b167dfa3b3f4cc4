"""Segmentation, SnowNLP and the whole analysis of an article beside jieba, SnowNLP and the naive stack.

    python -m benchmarks.analysis CORPORA_DIR [--rounds 5] [--documents 5000]

CORPORA_DIR holds NAME.jsonl.gz as corpora.py names them. Both sides run in one process in turn; times are
processor time, ratios medians of the rounds. Ends with 1 when a bar is missed: 10,128 of 10,129 documents
cut as jieba cuts them, at 7 times its speed; SnowNLP's words and its scores to 1e-9 on 5,000 documents, at
130 times its speed by the document and 250 times in batches; ready in a second; the whole at 50 times the
naive stack's speed within 700 MB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analysis.analysers import user_words
from analysis.sentiment import snownlp_score, snownlp_scores
from analysis.sentiment.snownlp import snownlp_words
from analysis.words import Segmenter
from benchmarks.analysis import corpora, naive, whole
from benchmarks.analysis.pace import Pace, pace

_ROOT = Path(__file__).parents[2]
_AROUND_A_HUNDRED = range(80, 121)
_TIMED = 100
_KINDS = 5
"""Of documents, to compare scores on."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and whether it clears its bar."""

    name: str
    value: str
    passed: bool


def segmentation(folder: Path, rounds: int) -> list[Figure]:
    """Documents cut otherwise, and speed, without and with words of the user's own."""
    texts = [
        text for name, number in corpora.SEGMENTED.items() for text in corpora.texts(folder, name, number)
    ]
    figures = []
    for label, words in (("", ()), (" with user words", user_words(whole.settings()))):
        ours, theirs = Segmenter(words), naive.tokenizer(words)
        same = sum(ours.cut(text) == theirs.lcut(text) for text in texts)
        timed = texts[::5]
        found = pace(partial(_map, ours.cut, timed), partial(_map, theirs.lcut, timed), rounds=rounds)
        allowed = len(texts) - 1
        figures += [
            Figure(f"documents cut as by jieba{label}", f"{same} of {len(texts)}", same >= allowed),
            Figure(f"times jieba's speed{label}", f"{found.ratio:.1f}", found.ratio >= 7),
        ]
    return figures


def scores(folder: Path, rounds: int, documents: int) -> list[Figure]:
    """SnowNLP's words and scores against its own; speed on documents of about a hundred characters."""
    theirs = naive.sentiments()
    texts = [t for kind in corpora.KINDS[:_KINDS] for t in corpora.texts(folder, kind, documents // _KINDS)]
    otherwise, furthest = compared(texts)
    around = [text for text in texts if len(text) in _AROUND_A_HUNDRED]
    hundred = around[:: max(1, len(around) // _TIMED)][:_TIMED]
    stack = partial(_map, theirs, hundred)
    single = pace(partial(_map, snownlp_score, hundred), stack, rounds=rounds, turns=20)
    batched = pace(partial(snownlp_scores, hundred), stack, rounds=rounds, turns=20)
    return [
        Figure("documents in other words than SnowNLP's", f"{otherwise} of {len(texts)}", not otherwise),
        Figure("largest difference of scores", f"{furthest:.1e}", furthest <= 1e-9),
        Figure("times SnowNLP's speed, by the document", f"{single.ratio:.0f}", single.ratio >= 130),
        Figure("times SnowNLP's speed, in batches", f"{batched.ratio:.0f}", batched.ratio >= 250),
        Figure("microseconds a document (SnowNLP's)", _microseconds(single, len(hundred)), passed=True),
    ]


def compared(texts: list[str]) -> tuple[int, float]:
    """How many texts have other words than SnowNLP's, and the largest difference of scores."""
    feeling, heard = naive.listening()
    otherwise, furthest = 0, 0.0
    for text in texts:
        mine = snownlp_score(text)
        furthest = max(furthest, abs(mine - feeling(text)) if mine is not None else 0.0)
        otherwise += mine is not None and snownlp_words(text) != heard()
    return otherwise, furthest


def _microseconds(found: Pace, documents: int) -> str:
    return f"{1e6 * found.ours / documents:.0f} ({1e6 * found.theirs / documents:.0f})"


def analysis(folder: Path, rounds: int) -> list[Figure]:
    """The whole of an article by kind, and what a process of its own needs."""
    figures = [
        Figure(
            f"times the naive stack's speed, {name}",
            f"{found.ratio:.0f} ({1e3 * found.ours / whole.NUMBERS[name]:.2f} ms an article)",
            found.ratio >= 50,
        )
        for name, found in whole.paces(folder, rounds).items()
    ]
    command = [sys.executable, "-m", "benchmarks.analysis.alone", str(folder)]
    said = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    alone = json.loads(said.stdout)
    return [
        *figures,
        Figure("seconds until ready", str(alone["ready_seconds"]), alone["ready_seconds"] < 1),
        Figure("MB at most", str(alone["peak_mb"]), alone["peak_mb"] < 700),
    ]


def _map(way: Callable[[str], object], texts: list[str]) -> None:
    for text in texts:
        way(text)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=5_000)
    arguments = parser.parse_args()
    folder: Path = arguments.folder.resolve()
    missed = 0
    parts = (
        partial(segmentation, folder, arguments.rounds),
        partial(scores, folder, arguments.rounds, arguments.documents),
        partial(analysis, folder, arguments.rounds),
    )
    for part in parts:
        for figure in part():
            missed += not figure.passed
            print(f"{'' if figure.passed else 'MISSED '}{figure.name}: {figure.value}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
