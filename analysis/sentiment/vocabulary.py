"""The words of a naive Bayes as the compiled reader looks them up: log chances under "neg" and "pos"."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from math import log
from typing import Any, Literal

from analysis.sentiment.hashing import slots, width, word_hash
from analysis.sentiment.laid import Arrays, Numbers

Label = Literal["neg", "pos"]
CLASSES: tuple[Label, ...] = ("neg", "pos")
_NOT_HEARD = (0.0, 0.0)
"""A stop word adds nothing; SnowNLP drops it."""


def vocabulary(model: Mapping[str, Any], stop_words: Iterable[str]) -> tuple[Arrays, Numbers]:
    """Of a model as SnowNLP's Bayes keeps it: ``total``, and for each class in ``d`` its words' counts ``d``,
    their ``total`` and the count ``none`` of a word it has not seen.

    ``word_slots`` holds a word's number at the slot of its hash (``strange`` where there is none); its code
    points lie in ``word_signs`` from ``word_starts[word]`` to ``word_starts[word + 1]``, its log chances in
    ``word_logs`` at 2 * word, those of a word not seen at 2 * ``strange``.
    """
    kinds = [model["d"][name] for name in CLASSES]
    strange = tuple(log(float(kind["none"]) / kind["total"]) for kind in kinds)
    logs = {
        word: tuple(log(float(kind["d"].get(word, kind["none"])) / kind["total"]) for kind in kinds)
        for word in sorted(set().union(*(kind["d"] for kind in kinds)))
    }
    logs |= dict.fromkeys(sorted(word for word in stop_words if word), _NOT_HEARD)
    bits = width(len(logs))
    table = array("i", [len(logs)]) * (1 << bits)
    starts = array("i", [0])
    for word, slot in enumerate(slots(map(word_hash, logs), bits)):
        table[slot] = word
    for text in logs:
        starts.append(starts[-1] + len(text))
    arrays = {
        "word_slots": table,
        "word_starts": starts,
        "word_signs": array("i", [ord(sign) for word in logs for sign in word]),
        "word_logs": array("d", [chance for pair in (*logs.values(), strange) for chance in pair]),
    }
    neg_prior, pos_prior = (log(kind["total"]) - log(model["total"]) for kind in kinds)
    numbers = {"word_shift": 32 - bits, "strange": len(logs), "neg_prior": neg_prior, "pos_prior": pos_prior}
    return arrays, numbers
