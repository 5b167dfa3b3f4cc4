"""XML lists into trees: recovering, and never reaching for an entity, a file or the network."""

from __future__ import annotations

from lxml import etree

from crawler.spiders.found import UnreadableListError


def parse_xml(body: bytes, kind: str) -> etree._Element:
    """The root of ``body``. Raises :class:`UnreadableListError`, which names ``kind``."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: etree._Element | None = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableListError(f"no {kind}: {error}") from error
    if root is None:  # nothing could be recovered
        raise UnreadableListError(f"no {kind}: no element in it")
    return root


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments and instructions."""
    tag: object = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""
