"""Whose words somebody passes on: 发言人转述市长王强的话说 quotes the mayor (pure)."""

from __future__ import annotations

import re

from analysis.voices.people import Person

_PASSES_ON = re.compile(
    r"(?:转述|转达|转告|复述|援引|引述|引用|宣读|代读|传达|捎来|讲起|说起|提起|想起|记起|记得|学着|模仿)[了过]?(?:一[位名个])?\Z"
)
"""What stands before whoever said it."""
_THEIR_WORDS = re.compile(
    r"(?:[对跟向同][^，,。：:\n]{1,5})?(?:[说讲][过起]?)?的[^，,。：:\n]{0,6}(?:话|致辞|贺信|贺词|寄语|嘱托|口信|讲话|口气|腔调)"
)
"""What stands behind: X的原话, X的书面致辞, X对他说的话."""
_REACH = 8


def is_relayed(text: str, person: Person) -> bool:
    """Whether the words that a clause leads to are those of ``person``, told by somebody else."""
    before = _PASSES_ON.search(text, max(0, person.start - _REACH), person.start)
    return before is not None and _THEIR_WORDS.match(text, person.end) is not None
