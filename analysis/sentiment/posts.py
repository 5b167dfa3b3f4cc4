"""What a post carries beside its words, read as what it is."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[!-~]+")
_ACCOUNT = re.compile(r"[@＠][\w-]{1,30}[:：]?")
_HASHTAG = re.compile(r"[#＃]([^#＃\n]{1,60})[#＃]")


def unmarked(post: str) -> str:
    """``post`` without addresses and accounts (an account's name names no city); each #hashtag# a sentence.

    A hashtag is a line that others wrote: as a sentence of its own it names what the post goes on about.
    Stickers and emoji ([赞], 👎) stay: the lexicon knows the plain ones.
    """
    bare = _ACCOUNT.sub(" ", _ADDRESS.sub(" ", post))
    return _HASHTAG.sub(r"\1。", bare)
