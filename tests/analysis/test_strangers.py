"""Outlets that the registry lacks."""

from __future__ import annotations

from dataclasses import replace

from analysis.strangers import strangers
from tests.analysis.planted import SUMMIT, item


def test_unknown_hosts_are_listed_the_busiest_first() -> None:
    told = [
        replace(item(1, SUMMIT.start), outlet="new.example", tier="", story="a"),
        replace(item(2, SUMMIT.end), outlet="new.example", tier="", story="b", url="http://new.example/2"),
        replace(item(3, SUMMIT.start), outlet="small.example", tier="", story="c"),
        replace(item(4, SUMMIT.start), outlet="known.example", tier="city"),
        replace(item(5, SUMMIT.start), outlet="posts.example", tier="", kind="post"),
        replace(item(6, SUMMIT.start), outlet="elsewhere.example", tier="", places=frozenset()),
    ]
    found = strangers(told)
    assert [(one.host, one.items, one.stories) for one in found] == [
        ("new.example", 2, 2),
        ("small.example", 1, 1),
    ]
    assert (found[0].first, found[0].last, found[0].url) == (SUMMIT.start, SUMMIT.end, "http://new.example/2")
