"""Addresses: one canonical key for the spellings of one page."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# What tells where a reader came from: marketing's, the portals', and WeChat's.
_TRACKING = re.compile(
    r"^(utm_\w+|spm|scm|from|from_source|fromuid|wfr|isappinstalled|share_?\w+|bd_vid|hmsr|hmpl|jsessionid|sessionid|"
    r"phpsessid|gclid|fbclid|msclkid|mkt|tt_from|nsukey|chksm|scene|subscene|clicktime|enterid|pass_ticket|xtrack|"
    r"print|printable)$",
    re.IGNORECASE,
)
_PAGE_NAMES = "page|p|pn|pageno|page_no|pageindex|page_index"
_PART = re.compile(
    rf"[_/?&-](?:(?<=[_-])(\d{{1,2}})(?=\.\w{{2,5}}(?:\?|$))|(?<=/)(\d{{1,2}})(?=/?(?:\?|$))|"
    rf"(?<=[?&])(?:{_PAGE_NAMES})=(\d{{1,2}})(?:&|$))",
    re.IGNORECASE,
)
_LONGEST_PART = 10  # characters, of one that isn't in a query: _12.shtml
# Twins for telephones: the same path under another name.
_MOBILE = re.compile(r"^(?:m|wap|3g|mobile)\.(?=[^.]+\.[^.])")
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "/:@!$&'()*+,;=~-._%"

_REMEMBERED = 4096  # addresses: each of a crawl is asked about a dozen times, by every stage


@lru_cache(_REMEMBERED)
def host(url: str) -> str:
    """Host of ``url`` in lower case and ASCII (punycode); "" when it has none."""
    try:
        name = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if name.isascii():  # which the codec would leave as it is, at thirty times the price
        return name.lower()
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return name.lower()


def has_login(url: str) -> bool:
    """Whether a user or a password stands in ``url``: such a one is neither fetched nor told."""
    try:
        return "@" in urlsplit(url).netloc
    except ValueError:
        return False


@lru_cache(_REMEMBERED)
def canonical(url: str) -> str:
    """The key under which the archive knows ``url``.

    The scheme, a default port, the fragment, tracking, session and print parameters, the order of parameters,
    a final slash, and m. for www. tell no two pages apart; everything else does. Never fetched, but compared.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    default = port is None or port == _PORTS.get(parts.scheme.lower())
    place = _MOBILE.sub("www.", host(url)) + ("" if default else f":{port}")
    path = quote(
        unquote(_SESSION_PATH.sub("", parts.path), errors="surrogateescape").encode(
            "utf-8", "surrogateescape"
        ),
        safe=_SAFE_PATH,
    )
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        if not _TRACKING.match(name)
    )
    tail = "?" + urlencode(query, errors="surrogateescape") if query else ""
    return f"{place}{path.rstrip('/')}{tail}"


def looks_like_part(url: str) -> bool:
    """Whether ``url`` ends as the second or a later page of something does."""
    from_where = 0 if "?" in url else len(url) - _LONGEST_PART
    return _PART.search(url, max(0, from_where)) is not None


def part_number(key: str, whole: str) -> int | None:
    """Which further page of the article at ``whole`` is at ``key``, both canonical; None when it is none.

    Sites count from 0 or 1, and name the first page with its number or without.
    """
    bases = {whole: 0} | {base: number for base, number in _unnumbered(whole) if number <= 1}
    for base, number in _unnumbered(key):
        if base in bases and number > bases[base]:
            return number
    return None


def _unnumbered(key: str) -> list[tuple[str, int]]:
    """``key`` without what could be the number of a page, and that number; a pair for each such place."""
    found: list[tuple[str, int]] = []
    for part in _PART.finditer(key):
        start = part.start() + (part[0][0] in "?&")  # which still parts what stands around it
        found.append(((key[:start] + key[part.end() :]).rstrip("?&"), int(next(filter(None, part.groups())))))
    return found
