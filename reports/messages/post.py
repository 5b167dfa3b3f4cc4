"""One POST of JSON to a robot's address: TLS verified, no redirect followed, the address never in words."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from reports.messages.outcome import Outcome

Judge = Callable[[Mapping[str, Any]], Outcome]

TIMEOUT = 10.0
"""Seconds without a byte, and for a whole body."""
_MOST = 65_536  # bytes of an answer
_PASSING = frozenset({408, 425, 429})
_LONGEST_WAIT = 60.0


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the key to wherever it leads."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Never."""


def problem_of(address: str, host: str) -> str | None:
    """Why nothing may be sent to ``address``, without quoting it; None when it may."""
    try:
        parts = urlsplit(address)
        netloc, scheme = parts.netloc, parts.scheme
    except ValueError:
        return "is no address"
    if scheme != "https":
        return "must begin with https://"
    if netloc.lower() != host.lower():
        return f"must lead to {host} (or set host)"
    return None if address.isascii() and address.isprintable() and " " not in address else "is no address"


def post(address: str, body: Mapping[str, Any], judge: Judge, timeout: float = TIMEOUT) -> Outcome:
    """Send ``body`` and say how that ended; ``judge`` reads an answer of HTTP 200."""
    packed = json.dumps(body, ensure_ascii=False).encode()
    request = Request(address, packed, {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310 (https, see problem_of)
    opener = build_opener(HTTPSHandler(context=ssl.create_default_context()), _NoRedirect())
    try:
        with opener.open(request, timeout=timeout) as answer:
            return _read(answer, judge, timeout)
    except HTTPError as error:
        with error:
            return _by_status(error.code, error.headers.get("Retry-After", ""))
    except URLError as error:  # before the request had gone out
        return _unreached(error.reason)
    except (OSError, http.client.HTTPException) as error:
        return Outcome("unclear", f"no answer came ({type(error).__name__})")


def _read(answer: http.client.HTTPResponse, judge: Judge, timeout: float) -> Outcome:
    until = monotonic() + timeout
    body = b""
    while (piece := answer.read1(_MOST)) and len(body) < _MOST:
        body += piece
        if monotonic() > until:
            return Outcome("unclear", "its answer did not end")
    if answer.status != 200:
        return Outcome("refused", f"HTTP {answer.status}")
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    return judge(said) if isinstance(said, dict) else Outcome("refused", "its answer is no JSON object")


def _by_status(status: int, retry_after: str) -> Outcome:
    if status in _PASSING or status >= 500:
        wait = float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0
        return Outcome("again", f"HTTP {status}", min(wait, _LONGEST_WAIT))
    return Outcome("refused", f"HTTP {status}")


def _unreached(reason: object) -> Outcome:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Outcome("refused", f"its certificate is not valid: {reason.verify_message}")
    return Outcome("again", f"can't be reached ({type(reason).__name__})")
