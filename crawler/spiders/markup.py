"""XML lists into trees: recovering, and never reaching for an entity, a file or the network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from crawler.spiders.found import UnreadableListError, absolute

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_CLOSING = re.compile(rb"(?:\s*</[^<>]*>)*")


@dataclass(frozen=True, slots=True)
class Tree:
    """A list's root, and whether its text goes to the end; ``tail`` are its last bytes,
    to the last whole tag."""

    root: etree._Element
    tail: bytes
    is_cut: bool

    @property
    def capped(self) -> str:
        """Why there may be more than it names; "" when it is whole."""
        return f"cut off in the middle: it ends before </{_qualified(self.root)}>" if self.is_cut else ""

    def complete(self, entries: Iterable[etree._Element]) -> list[etree._Element]:
        """``entries`` without the last one if the text breaks off in it."""
        found = list(entries)
        if not self.is_cut or not found:
            return found
        _, closed, after = self.tail.rpartition(f"</{_qualified(found[-1])}>".encode())
        return found if closed and _CLOSING.fullmatch(after) else found[:-1]


def parse_xml(body: bytes, kind: str) -> Tree:
    """What could be read of ``body``. Raises :class:`UnreadableListError`, which names ``kind``."""
    text = body.strip()
    if not text:
        raise UnreadableListError(f"no {kind}: the page is empty")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: etree._Element | None = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableListError(f"no {kind}: {error}") from error
    if root is None:  # nothing could be recovered
        raise UnreadableListError(f"no {kind}: no element in it")
    return Tree(root, text[-200:].rpartition(b">")[0] + b">", _is_cut(root, text))


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments and instructions."""
    tag: object = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def base_of(element: etree._Element, url: str) -> str:
    """Where references in ``element`` are seen from: what xml:base says, from the list's ``url`` inwards."""
    for above in reversed([element, *element.iterancestors()]):
        url = absolute(url, above.get(_XML_BASE) or "") or url
    return url


def _is_cut(root: etree._Element, text: bytes) -> bool:
    """Whether the root is never closed. A text in two-byte signs isn't looked into."""
    is_closed = f"</{_qualified(root)}".encode() in text or (not len(root) and text.endswith(b"/>"))
    return b"\0" not in text and not is_closed


def _qualified(element: etree._Element) -> str:
    local = str(element.tag).rsplit("}", 1)[-1]
    return f"{element.prefix}:{local}" if element.prefix else local
