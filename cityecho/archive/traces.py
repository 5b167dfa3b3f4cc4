"""Traces of a page: its address, title and lines, in every form in which bytes may hold them (pure)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urljoin

from cityecho.address import canonical, host
from cityecho.article import Capture

_CHARSETS = ("utf-8", "gb18030")
_REFERENCE = re.compile(rb"""(?:href|src|data-url|url)\s*[=:]\s*["']?([^"'\s<>]{1,2000})""", re.IGNORECASE)
_SHORTEST_LINE = 8  # characters; shorter lines stand everywhere
_SHORTEST_TITLE = 4
# An address that only begins another one is not that one's trace.
_BEFORE = r"(?<![A-Za-z0-9_\-.])"
_AFTER = r"(?!\\?/?[A-Za-z0-9_\-%?=&~+]|\.[A-Za-z0-9])"


def lines(title: str, text: str) -> tuple[str, ...]:
    """What tells a text from others: its title and its longer lines, each once."""
    found = [line.strip() for line in text.split("\n")]
    long = [line for line in found if len(line) >= _SHORTEST_LINE]
    return tuple(dict.fromkeys((*([title] if len(title) >= _SHORTEST_TITLE else []), *long)))


@dataclass(frozen=True)
class Traces:
    """What must not be found any more: a page by ``key``, its addresses, and ``words`` that are its alone."""

    key: str
    addresses: tuple[str, ...]
    words: tuple[str, ...]

    @cached_property
    def forms(self) -> tuple[bytes, ...]:
        """Every form of ``words`` in bytes, the longest first."""
        made = {
            form.encode(charset, "replace")
            for text in self.words
            for form in _written(text)
            for charset in _CHARSETS
        }
        return tuple(sorted(made, key=lambda one: (-len(one), one)))

    @cached_property
    def longest(self) -> int:
        """Bytes of the longest of all forms."""
        return max(map(len, (*self.forms, *_address_forms(self.addresses))), default=0)

    def are_in(self, text: str) -> bool:
        """Whether one of them stands in a text of the database."""
        return any(one in text for one in self.words) or self._addressed.search(text) is not None

    def count(self, content: bytes) -> int:
        """How often they stand in ``content``."""
        return sum(content.count(form) for form in self.forms) + len(self._addressed_bytes.findall(content))

    def redacted(self, taken: Capture) -> Capture | None:
        """``taken`` with # for every byte of them and of links to the page; None when it has none."""
        body = self._addressed_bytes.sub(lambda found: b"#" * len(found[0]), taken.body)
        for form in self.forms:
            body = body.replace(form, b"#" * len(form))
        if host(taken.url) == host(f"http://{self.key}"):
            body = _REFERENCE.sub(lambda found: self._unlinked(found, taken.url), body)
        headers = tuple((name, self._blank(value)) for name, value in taken.headers)
        if body == taken.body and headers == taken.headers:
            return None
        return Capture(taken.url, taken.captured_at, taken.status, headers, body, taken.source)

    @cached_property
    def _addressed(self) -> re.Pattern[str]:
        return re.compile(_BEFORE + "(?:" + "|".join(map(re.escape, self.addresses)) + ")" + _AFTER)

    @cached_property
    def _addressed_bytes(self) -> re.Pattern[bytes]:
        forms = b"|".join(map(re.escape, _address_forms(self.addresses)))
        return re.compile(_BEFORE.encode() + b"(?:" + forms + b")" + _AFTER.encode())

    def _unlinked(self, found: re.Match[bytes], base: str) -> bytes:
        reference = html.unescape(found[1].decode("utf-8", "replace")).replace("\\/", "/")
        try:
            leads_here = canonical(urljoin(base, reference)) == self.key
        except ValueError:
            leads_here = False
        return found[0].replace(found[1], b"#" * len(found[1])) if leads_here else found[0]

    def _blank(self, value: str) -> str:
        for one in self.words:
            value = value.replace(one, "#" * len(one))
        return self._addressed.sub(lambda found: "#" * len(found[0]), value)


def _address_forms(addresses: Iterable[str]) -> tuple[bytes, ...]:
    made = {form.encode("utf-8", "replace") for one in addresses for form in _written(one)}
    return tuple(sorted(made, key=lambda one: (-len(one), one)))


def _written(text: str) -> Iterable[str]:
    """``text`` as pages and JSON write it."""
    escaped = json.dumps(text)[1:-1]
    yield from (text, html.escape(text), html.escape(text, quote=False), text.replace("/", "\\/"))
    yield from (escaped, escaped.replace("/", "\\/"), quote(text, safe="/:?&=%#"))
    yield re.sub(r"\\u[0-9a-f]{4}", lambda found: found[0][:2] + found[0][2:].upper(), escaped)
    yield "".join(f"&#{ord(one)};" if ord(one) > 127 else one for one in text)
