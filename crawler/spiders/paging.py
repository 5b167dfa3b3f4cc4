"""The next page of a list, by what next links look like on Chinese sites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from crawler.spiders.found import absolute, unique

# All are matched against squeezed text: no spaces, full-width signs made plain.
_NEXT_WORDS = re.compile(
    r"[\[【(<]*(?:下一?页|后一?页|下一頁|下壹页|next(?:page)?|older)(?:\(?\d+/\d+\)?)?[\]】)>»›→]*",
    re.IGNORECASE,
)
_ARROWS = re.compile(r"[\[【]?[>»›→]+[\]】]?")
_PAGE = re.compile(r"[|\[【]*第?([0-9]{1,4})页?[|\]】]*")
_NUMBER = re.compile(r"\d+")
# Portals built with TRS WCM write page links by script: total pages, this page (from 0), name, extension.
_TRS_PAGES = re.compile(
    r"""createPageHTML\(\s*["']?(\d+)["']?\s*,\s*["']?(\d+)["']?\s*,\s*["'](\w+)["']\s*,\s*["'](\w+)["']"""
)


@dataclass(frozen=True, slots=True)
class _Link:
    element: html.HtmlElement
    target: str
    labels: tuple[str, ...]  # squeezed: what it says, and what it or its picture is called


def next_pages(root: html.HtmlElement, base: str, url: str, encoding: str) -> tuple[str, ...]:
    """Address of the page after ``url``: at most one; none where no sign of it is found."""
    links = [
        _Link(link, target, _labels(link))
        for link in root.iter("a")
        if (target := absolute(base, link.get("href") or "", encoding))
    ]
    declared = [
        absolute(base, element.get("href") or "", encoding)
        for element in root.iter("a", "link")
        if "next" in (element.get("rel") or "").lower().split()
    ]
    named = unique([*declared, *_labelled(links, _NEXT_WORDS), *_labelled(links, _ARROWS)])
    return (named or unique([_numbered(links, url), _trs(root, base)]))[:1]


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _labels(link: html.HtmlElement) -> tuple[str, ...]:
    names = [link.get("title"), link.get("aria-label")]
    names += [picture.get(name) for picture in link.iter("img") for name in ("alt", "title")]
    return unique(map(_squeezed, [link.text_content(), *filter(None, names)]))


def _labelled(links: list[_Link], pattern: re.Pattern[str]) -> list[str]:
    return [link.target for link in links if any(map(pattern.fullmatch, link.labels))]


def _page_number(link: _Link) -> int | None:
    found = next(filter(None, map(_PAGE.fullmatch, link.labels)), None)
    return int(found[1]) if found else None


def _numbered(links: list[_Link], url: str) -> str | None:
    """Among links whose text is a number: the one after the page we are on."""
    numbered = [(number, link) for link in links if (number := _page_number(link)) is not None]
    pages = {number: link.target for number, link in numbered}
    here = next((number for number, target in pages.items() if target == url), None)
    if here is None:
        here = _missing(pages, set(_unlinked([link for _, link in numbered])))
    return pages.get((_in_address(pages, url) if here is None else here) + 1)


def _missing(pages: dict[int, str], shown: set[int]) -> int | None:
    """The page without a link: one shown as plain text beside the links, else the only gap between two."""
    plain = sorted(shown - pages.keys())
    before = [number for number in plain if number + 1 in pages]
    after = [number for number in plain if number - 1 in pages]
    gaps = [number + 1 for number in pages if number + 1 not in pages and number + 2 in pages]
    beside = before or after
    return beside[0] if beside else gaps[0] if len(gaps) == 1 else None


def _unlinked(links: list[_Link]) -> Iterator[int]:
    """Numbers that stand as plain text, or in links that lead nowhere, in the rows of ``links``."""
    linked = {link.element for link in links}
    for row in {_row(link.element) for link in links}:
        for element in row.iter():
            inner = "" if element in linked or not isinstance(element.tag, str) else element.text
            outer = "" if element is row else element.tail
            for text in (inner, outer):
                if found := _PAGE.fullmatch(_squeezed(text or "")):
                    yield int(found[1])


def _row(link: html.HtmlElement) -> html.HtmlElement:
    """The nearest element around ``link`` that says more than the link does."""
    own = _squeezed(link.text_content())
    around = (above for above in link.iterancestors() if _squeezed(above.text_content()) != own)
    return next(around, link)


def _in_address(pages: dict[int, str], url: str) -> int:
    """The last number of ``url`` where it is built like the links to the other pages, else 1."""
    shapes = {_NUMBER.sub("#", target) for target in pages.values()}
    numbers = _NUMBER.findall(url)
    return int(numbers[-1]) if numbers and _NUMBER.sub("#", url) in shapes else 1


def _trs(root: html.HtmlElement, base: str) -> str | None:
    for script in root.iter("script"):
        if found := _TRS_PAGES.search(script.text or ""):
            total, here, name, extension = found.groups()
            if int(here) + 1 < int(total):
                return absolute(base, f"{name}_{int(here) + 1}.{extension}")
    return None
