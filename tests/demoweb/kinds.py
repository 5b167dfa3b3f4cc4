"""Reading ``texts/*.txt``: one kind of story a file.

A file opens with ``key: value`` lines (sentiment, from, weight, about, and where they apply decoy, events,
phases), then ``[titles]``, ``[leads]``, ``[body]`` and ``[tails]``, one template a line. ``#`` starts a
comment. A line that opens with ``@濮阳`` is told of 濮阳 only; with ``@h2-2022`` only of that event.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.demoweb.values import Kind

TEXTS = Path(__file__).parent / "texts"


def read_kind(path: Path) -> Kind:
    """The kind of story in ``path``."""
    head: dict[str, str] = {}
    parts: dict[str, list[str]] = {"titles": [], "leads": [], "body": [], "tails": []}
    part = ""
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            part = line.strip("[]")
        elif part:
            parts[part].append(line)
        else:
            key, _, value = line.partition(":")
            head[key] = value.strip()
    return Kind(
        id=path.stem,
        sentiment=head.get("sentiment", "neutral"),
        voices=tuple(head.get("from", "").split()),
        weight=float(head.get("weight", "1")),
        about=head["about"],
        decoy=head.get("decoy", ""),
        events=tuple(head.get("events", "").split()),
        phases=tuple(head.get("phases", "").split()),
        **{name: tuple(lines) for name, lines in parts.items()},
    )


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by id."""
    return {kind.id: kind for kind in map(read_kind, sorted(TEXTS.glob("*.txt")))}


def about(subject: str) -> tuple[Kind, ...]:
    """The kinds that tell about ``subject``: place, summit, industry, other, decoy."""
    return tuple(kind for kind in kinds().values() if kind.about == subject)
