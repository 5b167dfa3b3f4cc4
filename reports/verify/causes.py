"""What differs rightly, told apart from what was altered (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reports.verify.values import Cause, Difference

INEXACT: tuple[Cause, ...] = ("changed", "measured anew", "moved", "forgotten", "configuration", "program")
"""What keeps anything from being recomputed as it was."""
# What rests on words that a purge takes, and on topics that a larger archive sorts anew.
_RESTING: Mapping[Cause, tuple[str, ...]] = {
    "purged": (
        "figure voice.",
        "table quotes",
        "table negatives",
        "table message_reach",
        "table message_tiers",
        "table methods",
        "section sentiment",
        "section messages",
        "section risks",
    ),
    "sorted anew": ("table topics", "section keywords"),
}


def told_apart(
    found: Iterable[Difference], since: Mapping[Cause, Sequence[str]]
) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Differences that nothing explains, and those that something in ``since`` does."""
    is_inexact = any(since.get(cause) for cause in INEXACT)
    resting = tuple(name for cause, names in _RESTING.items() if since.get(cause) for name in names)
    altered: list[Difference] = []
    unproven: list[Difference] = []
    for one in found:
        is_explained = is_inexact or one.where.startswith(resting)
        (unproven if is_explained else altered).append(one)
    return tuple(altered), tuple(unproven)
