"""A proof as plain JSON and back, and the digest of a whole document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from reports.verify.digests import canonical, digest
from reports.verify.values import DayProof, Program, Proof

DIGEST = "digest"
"""The key of a document under which the digest of all the rest stands."""


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
        "corrections": {str(number): said for number, said in proof.corrections.items()},
        "days": {day.isoformat(): asdict(one) for day, one in proof.days.items()},
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
        {int(number): said for number, said in told["corrections"].items()},
        {date.fromisoformat(day): DayProof(**one) for day, one in told["days"].items()},
    )


def _span(told: Sequence[str] | None) -> tuple[date, date] | None:
    if told is None:
        return None
    first, last = map(date.fromisoformat, told)
    return first, last


def digest_of(document: Mapping[str, Any]) -> str:
    """The digest of everything in ``document`` but its own."""
    rest = {key: value for key, value in document.items() if key != DIGEST}
    return digest([canonical(rest)])
