"""Accounts that an address names by its shape: /u/ID, space-uid-ID, ?author=NAME (pure).

What is told by shape holds before anybody has read the page and knows who wrote it. Accounts that stand in an
address without such a sign are seen only once the author is known (:mod:`crawler.privacy.person`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

_PARAMETER = re.compile(
    r"(?:[a-z]{0,2}uid|user|author|member|account|nick|blogger|screen_?name|nick_?name|user_?(?:id|name|nick)|"
    r"author_?(?:id|name)|member_?id|account_?id)",
    re.IGNORECASE,
)
_SEGMENT = re.compile(
    r"(?P<sign>(?:/(?:u|users?|profile|people|members?|space|author))+/|/@|(?<![A-Za-z0-9])uid[-_])"
    r"(?P<account>(?<=/)[^/]+|(?<=@)[^/]+|\w+)"
    r"|(?P<named>(?<![A-Za-z0-9])username[-_])(?P<name>[^/]+?)(?=\.\w{2,5}$|/|$)",
    re.IGNORECASE,
)


def left_out(url: str, known: Collection[str] = ()) -> str | None:
    """``url`` without parameters that name an account; None where its path does, which can't be left out.

    Accounts that are ``known`` stay: those that the list's own address names.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if _in_path(parts.path) - frozenset(known):
        return None
    pairs = [pair for pair in parts.query.split("&") if _in_pair(pair) <= frozenset(known)]
    return parts._replace(query="&".join(pairs), fragment="").geturl()


def hidden(url: str) -> str:
    """``url`` with a dash for each account that its path or a parameter names."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pairs = [f"{pair.partition('=')[0]}=-" if _in_pair(pair) else pair for pair in parts.query.split("&")]
    path = _SEGMENT.sub(lambda found: f"{found['sign'] or found['named']}-", parts.path)
    return parts._replace(path=path, query="&".join(pairs)).geturl()


def named_in(url: str) -> frozenset[str]:
    """The accounts that ``url`` names, as they are called."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return frozenset()
    return _in_path(parts.path).union(*map(_in_pair, parts.query.split("&")))


def _in_path(path: str) -> frozenset[str]:
    return frozenset(unquote(found["account"] or found["name"]) for found in _SEGMENT.finditer(path))


def _in_pair(pair: str) -> frozenset[str]:
    name, _, value = pair.partition("=")
    return frozenset({unquote(value)}) if value and _PARAMETER.fullmatch(unquote(name)) else frozenset()
