"""The trained model: arrays in a file of their own, checked against their digest, and what they say.

The file begins with one line of JSON (:class:`Card` and the arrays' names, types and shapes) and goes on with
the arrays' bytes. No pickle: a file can't run anything.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.item import LABELS
from analysis.sentiment.features import DENSE, SLOTS, STRING_SLOTS, Floats, Seen, weighed
from cityecho.errors import VerificationError

FORMAT = "cityecho sentiment model 1"
_SHAPES = {
    "whole_rarity": (SLOTS,),
    "near_rarity": (SLOTS,),
    "whole": (SLOTS, len(LABELS)),
    "near": (SLOTS, len(LABELS)),
    "strings": (STRING_SLOTS, len(LABELS)),
    "dense": (DENSE, len(LABELS)),
    "bias": (len(LABELS),),
}


@dataclass(frozen=True, slots=True)
class Card:
    """Where a model comes from.

    ``data`` is the digest of its training rows, ``figures`` are cross-validated, ``base`` is the digest of
    the model that it was taught on top of, "" for none.
    """

    date: str
    data: str
    rows: int
    figures: Mapping[str, float]
    base: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """Arrays by name, as :data:`_SHAPES` has them; columns are :data:`LABELS`. ``digest`` names them."""

    card: Card
    arrays: Mapping[str, NDArray[np.float32]]
    digest: str


def logits(arrays: Mapping[str, NDArray[np.float32]], seen: Seen) -> Floats:
    """(4,): what a model with these ``arrays`` says of a passage, before the softmax."""
    whole, whole_values = weighed(seen.whole, arrays["whole_rarity"])
    near, near_values = weighed(seen.near, arrays["near_rarity"])
    told: Floats = (
        whole_values @ arrays["whole"][whole]
        + near_values @ arrays["near"][near]
        + arrays["strings"][seen.strings].sum(0)
        + seen.dense @ arrays["dense"]
        + arrays["bias"]
    )
    return told


def save_model(path: Path, card: Card, arrays: Mapping[str, NDArray[np.float32]]) -> str:
    """Write a model file and return its digest."""
    body = b"".join(np.ascontiguousarray(arrays[name], "<f2").tobytes() for name in _SHAPES)
    digest = hashlib.sha256(body).hexdigest()
    head = {"format": FORMAT, "digest": digest, "card": asdict(card)}
    path.write_bytes(json.dumps(head, ensure_ascii=False).encode() + b"\n" + zlib.compress(body, 9))
    return digest


def load_model(path: Path) -> Model:
    """Read a model file. Raises VerificationError for one that isn't whole, or isn't for this program."""
    head, _, packed = path.read_bytes().partition(b"\n")
    try:
        said: dict[str, Any] = json.loads(head)
        body = zlib.decompress(packed)
        digest, card = said["digest"], Card(**said["card"])
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise VerificationError(f"{path} is no model file: {error}") from error
    if said.get("format") != FORMAT:
        raise VerificationError(f"{path} is of format {said.get('format')!r}; this program reads {FORMAT!r}")
    if hashlib.sha256(body).hexdigest() != digest:
        raise VerificationError(f"{path} is damaged: its arrays are not those of digest {digest[:12]}")
    return Model(card, _arrays(path, body), digest)


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that comes with the program."""
    return load_model(_shipped())


@lru_cache(maxsize=1)
def shipped_digest() -> str:
    """The digest that the shipped file claims; :func:`shipped_model` checks the claim."""
    return claimed_digest(_shipped())


def claimed_digest(path: Path) -> str:
    """The digest that a model file claims, "" where there is none; whoever loads it checks the claim."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        head = file.readline()
    try:
        digest: str = json.loads(head)["digest"]
    except (ValueError, KeyError, TypeError) as error:
        raise VerificationError(f"{path} is no model file: {error}") from error
    return digest


def _shipped() -> Path:
    return Path(str(files("analysis") / "sentiment" / "city.model"))


def _arrays(path: Path, body: bytes) -> dict[str, NDArray[np.float32]]:
    values = np.frombuffer(body, "<f2")
    if len(values) != sum(int(np.prod(shape)) for shape in _SHAPES.values()):
        raise VerificationError(f"{path} was made for other features: train it anew")
    arrays = {}
    start = 0
    for name, shape in _SHAPES.items():
        size = int(np.prod(shape))
        arrays[name] = values[start : start + size].reshape(shape).astype(np.float32)
        start += size
    return arrays
