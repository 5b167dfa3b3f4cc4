"""What a page says to machines: JSON-LD, and bodies that scripts carry for a page drawn in the browser."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from crawler.extract.tree import Page, read

_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "WebPage",
    "SocialMediaPosting",
)
_MOST_NODES = 400  # of a page's JSON-LD: an article stands at its head
_MOST_VALUES = 40  # headlines, times or persons: no article has more
_LONGEST_DATA = 2_000_000  # characters of one script we let the JSON reader see
_BODY_STRING = re.compile(
    r'"(?:content|articleBody|body|text|html|newsContent|detail|contentHtml|article_content)"\s*:\s*"(?P<value>[^"\\]*+(?:\\.[^"\\]*+)*+)"'
)
_SHORTEST_STRING = 120  # of JSON: escapes and tags included
_SCRIPT_WINDOW = 3_000_000
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NO_CHARACTER = re.compile(r"&#\d{8,};?")  # beyond Unicode; html.unescape fails on thousands of digits


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The article of a page's JSON-LD: empty strings and tuples where it says nothing."""

    headlines: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    body: str = ""


def linked_data(page: Page) -> LinkedData:
    """Read ``page``'s JSON-LD; broken JSON counts as none."""
    headlines, times, persons, body = [], [], [], ""
    for node in islice(_nodes(page.linked_data), _MOST_NODES):
        if not _is_article(node):
            continue
        headlines += _strings(node.get("headline"))
        times += _strings(node.get("datePublished")) or _strings(node.get("pubDate"))
        persons += [name for author in _each(node.get("author")) for name in _person(author)]
        body = body or next(iter(_strings(node.get("articleBody"))), "")
    return LinkedData(_first(headlines), _first(times), _first(persons), body)


def script_body(page: Page) -> str:
    """The longest text that a script's JSON carries as content, as plain lines; "" when none is."""
    best, left = "", _SCRIPT_WINDOW
    for script in (one.decode("utf-8", "ignore") for one in page.scripts):
        if len(script) > 150 and left > 0:
            for found in _BODY_STRING.finditer(script, 0, left):
                if len(found["value"]) > max(len(best), _SHORTEST_STRING):
                    best = found["value"]
            left -= len(script)
    if not best:
        return ""
    try:
        text = json.loads(f'"{best}"', strict=False)
    except ValueError:  # a script's own escapes (\x3c): not JSON
        text = (
            re.sub(r"\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), best)
            .replace("\\n", "\n")
            .replace('\\"', '"')
        )
    return as_lines(text)


def as_lines(text: str) -> str:
    """``text`` (plain, HTML or escaped HTML) as plain lines; "" when it is hardly Chinese prose."""
    if "&lt;" in text:
        text = html.unescape(_NO_CHARACTER.sub("", text))
    lines = (
        read(text.encode("utf-8", "ignore")).lines.texts
        if "<" in text
        else [" ".join(s.split()) for s in text.splitlines()]
    )
    joined = "\n".join(line for line in lines if line)
    return joined if len(_HAN.findall(joined[:2000])) > 40 else ""


def _nodes(sources: Iterable[str]) -> Iterator[dict[str, object]]:
    """Everything at the top of the JSON texts ``sources`` and in their graphs."""
    for source in sources:
        waiting = deque([_json(source)])
        while waiting:
            node = waiting.popleft()
            if isinstance(node, list):
                waiting.extend(node[:_MOST_NODES])
            elif isinstance(node, dict):
                yield node
                waiting.append(node.get("@graph"))


def _json(source: str) -> object:
    """What JSON says; None where it is broken or endless. That of JSON-LD is often written by hand."""
    if len(source) > _LONGEST_DATA:
        return None
    try:
        return json.loads(source.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):  # hostile JSON nests deep
        return None


def _is_article(node: dict[str, object]) -> bool:
    kinds = _strings(node.get("@type"))
    return any(kind in _ARTICLE_TYPES for kind in kinds) or "datePublished" in node or "pubDate" in node


def _first(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(values, _MOST_VALUES))


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _strings(value: object) -> list[str]:
    return [item for item in _each(value) if isinstance(item, str) and item.strip()]


def _person(author: object) -> list[str]:
    if isinstance(author, str):
        return [author]
    if isinstance(author, dict) and author.get("@type") != "Organization":
        return _strings(author.get("name"))
    return []
