"""A proof as plain JSON and back, and the digest of a whole document."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from reports.verify.digests import SHORT, canonical, digest
from reports.verify.values import PARTS, DayProof, Program, Proof

DIGEST = "digest"
"""The key of a document under which the digest of all the rest stands."""
_ID = 8  # bytes of an article's id


def to_plain(proof: Proof) -> dict[str, Any]:
    """``proof`` as JSON may write it."""
    return {
        "program": asdict(proof.program),
        "span": list(map(str, proof.span)) if proof.span else None,
        "analysers": {name: list(versions) for name, versions in proof.analysers.items()},
        "configuration": dict(proof.configuration),
        "covered": [
            [source, first.isoformat(), last.isoformat(), run] for source, first, last, run in proof.covered
        ],
        "corrections": {str(number): _packed(said) for number, said in proof.corrections.items()},
        "days": {day.isoformat(): _day(one) for day, one in proof.days.items()},
    }


def from_plain(told: Mapping[str, Any]) -> Proof:
    """The proof that was written. Raises KeyError, TypeError or ValueError where it is none."""
    return Proof(
        Program(**told["program"]),
        _span(told["span"]),
        {name: tuple(versions) for name, versions in told["analysers"].items()},
        dict(told["configuration"]),
        tuple(
            (source, date.fromisoformat(first), date.fromisoformat(last), int(run))
            for source, first, last, run in told["covered"]
        ),
        {int(number): _unpacked(said) for number, said in told["corrections"].items()},
        {date.fromisoformat(day): _day_proof(one) for day, one in told["days"].items()},
    )


def _day(proof: DayProof) -> dict[str, Any]:
    return {
        "digests": dict(proof.digests),
        "columns": _packed(proof.columns),
        "ids": _packed(bytes.fromhex("".join(proof.articles))),
        "articles": _packed(b"".join(proof.articles.values())),
    }


def _day_proof(told: Mapping[str, Any]) -> DayProof:
    ids, articles = _each(told["ids"], _ID), _each(told["articles"], SHORT * len(PARTS))
    by_id = {name.hex(): parts for name, parts in zip(ids, articles, strict=True)}
    return DayProof(dict(told["digests"]), _unpacked(told["columns"]), by_id)


def _packed(content: bytes) -> str:
    return b64encode(content).decode()


def _unpacked(packed: str) -> bytes:
    return b64decode(packed, validate=True)


def _each(packed: str, size: int) -> list[bytes]:
    content = _unpacked(packed)
    return [content[place : place + size] for place in range(0, len(content), size)]


def _span(told: Sequence[str] | None) -> tuple[date, date] | None:
    if told is None:
        return None
    first, last = map(date.fromisoformat, told)
    return first, last


def digest_of(document: Mapping[str, Any]) -> str:
    """The digest of everything in ``document`` but its own."""
    rest = {key: value for key, value in document.items() if key != DIGEST}
    return digest([canonical(rest)])
