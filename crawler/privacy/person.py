"""One author of a post, and how to take that author out of a text and an address (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, urlsplit

from crawler.privacy import account

SOMEBODY = "某网友"
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"  # zero-width signs, which hide a name from a search
# Somebody spoken to, whatever stands before the @: e-mail addresses are gone by then.
_ADDRESSED = re.compile(
    rf"(?:[@＠﹫]|&(?:#0*64|#x0*40|commat);)"
    rf"(?P<between>(?:[^\S\n]|[{_UNSEEN}]|<[^<>\n]{{0,200}}>|[\[【(（「『《“\"]){{0,4}})"
    rf"(?P<name>\w(?:[\w\-·・{_UNSEEN}]|[.★☆](?=\w)){{0,29}})",
    re.IGNORECASE,
)

_SHORTEST_NAME, _SHORTEST_ID = 2, 4  # characters; what is shorter stands everywhere in a text
_OPENING = re.compile(r"<[^<>]*>|[^\[【(（「『《“\"]")
_CHARSETS = ("utf-8", "gb18030")  # in which sites write a name into an address


@dataclass(frozen=True, slots=True)
class Person:
    """Name and id of an account. Not shown by repr: it must not come into a log.

    A name of one character is taken out behind an @ alone: elsewhere it is a word.
    """

    name: str = field(repr=False)
    id: str = field(repr=False)

    @property
    def called(self) -> str:
        """The name as a text is searched for it: without blanks around it, case, width and hidden signs."""
        return _plain(re.sub(f"[{_UNSEEN}]", "", self.name).strip())

    def out_of(self, text: str, words: Collection[str]) -> str:
        """``text`` without name and id; a name that is one of ``words`` is a word like any other."""
        name = self.called
        if len(name) >= _SHORTEST_NAME and self.name.strip() not in words:
            parts, end = [], 0
            for found in re.finditer(f"[{_UNSEEN}]*".join(map(re.escape, name)), _plain(text)):
                parts += [text[end : found.start()], SOMEBODY]
                end = found.end()
            text = "".join((*parts, text[end:]))
        return self._id_in(text, SOMEBODY)

    def out_of_address(self, url: str) -> str:
        """``url`` with a dash for name and id in its path, its query and the first label of its host.

        So it is for every account that its shape names, whoever that is.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        labels = parts.netloc.split(".")
        if len(labels) > 2 and labels[0].lower() in {self.name.strip().lower(), self.id.lower()} - {""}:
            labels[0] = "-"
        path, query = self._out_of_part(parts.path), self._out_of_part(parts.query)
        if 0 < len(self.id) < _SHORTEST_ID:  # the last segment may be the post's own number
            path = re.sub(rf"(?<=/){re.escape(self.id)}(?=/)", "-", path)
        kept = parts._replace(netloc=".".join(labels), path=path, query=query, fragment="")
        return account.hidden(kept.geturl())

    def _out_of_part(self, part: str) -> str:
        name = self.name.strip()
        if len(name) < _SHORTEST_NAME:
            return self._id_in(part, "-")
        escaped = {quote(name, safe="", encoding=charset, errors="ignore") for charset in _CHARSETS}
        for spelt in {name, quote(name)} | escaped | {quote(one) for one in escaped}:
            pattern = rf"(?<![0-9A-Za-z]){re.escape(spelt)}(?![0-9A-Za-z])"
            part = re.sub(pattern, "-", part, flags=re.IGNORECASE)
        return self._id_in(part, "-")

    def _id_in(self, text: str, mark: str) -> str:
        if len(self.id) < _SHORTEST_ID:
            return text
        return re.sub(rf"(?<![0-9A-Za-z]){re.escape(self.id)}(?![0-9A-Za-z])", mark, text)


def unaddressed(text: str, is_public: Callable[[str], object]) -> str:
    """``text`` with somebody for everyone spoken to whose name is not public."""

    def said(found: re.Match[str]) -> str:
        if is_public(found["name"]):
            return found[0]
        return f"@{_OPENING.sub('', found['between'])}{SOMEBODY}"

    return _ADDRESSED.sub(said, text)


def _plain(text: str) -> str:
    """``text`` without case and width; one sign for one sign."""
    return text if text.isascii() and text.islower() else "".join(map(_plain_sign, text))


@lru_cache(maxsize=10_000)
def _plain_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign).casefold()
    return plain if len(plain) == 1 else sign
