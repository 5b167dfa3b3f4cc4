"""One author of a post, and how to take that author out of a text and an address (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

SOMEBODY = "某网友"
ADDRESSED = re.compile(r"(?<![A-Za-z0-9])[@＠]([\w\-·]{1,30})")
"""Somebody spoken to: @ and a name, as microblogs write it."""

_SHORTEST_NAME, _SHORTEST_ID = 2, 4  # characters; what is shorter names nobody and stands everywhere


@dataclass(frozen=True, slots=True)
class Person:
    """Name and id of an account. Not shown by repr: it must not come into a log."""

    name: str = field(repr=False)
    id: str = field(repr=False)

    def out_of(self, text: str, words: Collection[str]) -> str:
        """``text`` without name and id; a name that is one of ``words`` is a word like any other."""
        if len(self.name) >= _SHORTEST_NAME and self.name not in words:
            text = text.replace(self.name, SOMEBODY)
        return self._id_in(text, SOMEBODY)

    def out_of_address(self, url: str) -> str:
        """``url`` with a dash for name and id in its path, its query and the first label of its host."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        labels = parts.netloc.split(".")
        if len(labels) > 2 and labels[0].lower() in {self.name.lower(), self.id.lower()} - {""}:
            labels[0] = "-"
        path, query = self._out_of_part(parts.path), self._out_of_part(parts.query)
        return parts._replace(netloc=".".join(labels), path=path, query=query, fragment="").geturl()

    def _out_of_part(self, part: str) -> str:
        if len(self.name) >= _SHORTEST_NAME:
            for name in {self.name, quote(self.name), quote(self.name, safe="").lower()}:
                part = re.sub(rf"(?<![0-9A-Za-z]){re.escape(name)}(?![0-9A-Za-z])", "-", part)
        return self._id_in(part, "-")

    def _id_in(self, text: str, mark: str) -> str:
        if len(self.id) < _SHORTEST_ID:
            return text
        return re.sub(rf"(?<![0-9A-Za-z]){re.escape(self.id)}(?![0-9A-Za-z])", mark, text)
