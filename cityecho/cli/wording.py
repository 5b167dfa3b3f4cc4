"""How lines on a terminal word what they tell."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """``number`` of ``noun``, in its plural where there isn't one: 1 source, 2 sources."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def printable(text: str) -> str:
    """What a crawled page may have a hand in, on one line and without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
