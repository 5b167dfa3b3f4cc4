"""Addresses: one canonical key for the spellings of one page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = re.compile(
    r"^(utm_\w+|spm|scm|from|isappinstalled|share_\w+|bd_vid|hmsr|jsessionid|sessionid|phpsessid)$",
    re.IGNORECASE,
)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "/:@!$&'()*+,;=~-._%"


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


def canonical(url: str) -> str:
    """The key under which the archive knows ``url``.

    The scheme, a default port, the fragment, tracking and session parameters, the order of parameters and a
    final slash tell no two pages apart; everything else does. Never fetched, only compared.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    default = port is None or port == _PORTS.get(parts.scheme.lower())
    place = host(url) + ("" if default else f":{port}")
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
