"""An Atom file (RFC 4287) with the latest messages, replaced as a whole."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from cityecho.files import replacing
from reports.messages.inert import unlinked
from reports.messages.notice import Part
from reports.messages.outcome import SENT, Outcome
from reports.messages.parts import Style

STYLE = Style(limit=1_000_000, markup=16, words=unlinked)
MOST_ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES: dict[Any, str] = {None: _ATOM}


def send(path: Path, title: str, part: Part, now: datetime) -> Outcome:
    """Put a message first in the file at ``path``; one that is there already is not put twice."""
    try:
        old = _entries(path)
    except (OSError, etree.XMLSyntaxError) as error:
        return Outcome("refused", f"{path} is there and no Atom file ({type(error).__name__})")
    new = _entry(part, now)
    kept = [one for one in old if one.findtext(_tag("id")) != new.findtext(_tag("id"))]
    feed = _headed(title, path, now)
    feed.extend([new, *kept[: MOST_ENTRIES - 1]])
    try:
        with replacing(path) as written:
            written.write_bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))
    except OSError as error:
        return Outcome("again", f"{path} can't be written: {error.strerror}")
    return SENT


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _urn(*words: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "cityecho:" + "/".join(words)).urn


def _entries(path: Path) -> list[etree._Element]:
    if not path.exists():
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(path.read_bytes(), parser).findall(_tag("entry"))


def _headed(title: str, path: Path, now: datetime) -> etree._Element:
    feed = etree.Element(_tag("feed"), nsmap=_NAMESPACES)
    _say(feed, "id", _urn("feed", path.name, title))
    _say(feed, "title", title)
    _say(feed, "updated", now.isoformat(timespec="seconds"))
    _say(etree.SubElement(feed, _tag("author")), "name", "CityEcho")
    return feed


def _entry(part: Part, now: datetime) -> etree._Element:
    entry = etree.Element(_tag("entry"))
    _say(entry, "id", _urn(*_about(part)))
    _say(entry, "title", part.heading)
    _say(entry, "updated", now.isoformat(timespec="seconds"))
    for line in part.lines:
        if line.href:
            etree.SubElement(entry, _tag("link"), rel="alternate", href=line.href, title=line.text)
    text = "\n".join(line.text for line in part.lines if not line.href)
    _say(entry, "content", text).set("type", "text")
    return entry


def _about(part: Part) -> Iterator[str]:
    """What an entry is about; of a part in which no notice ends, its words."""
    for one in part.ended:
        yield from (one.rule, one.subject, one.day.isoformat())
    if not part.ended:
        yield from (part.heading, *(line.text for line in part.lines))


def _say(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, _tag(name))
    child.text = text
    return child
