"""The next page of a list, by what next links look like on Chinese sites."""

from __future__ import annotations

import re

from lxml import html

from crawler.spiders.found import absolute, unique

_NEXT_WORDS = re.compile(r"^(?:下一?页|后一?页|下一頁|下壹页|next(?: page)?|older)?[\s>»›→]*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
# Portals built with TRS WCM write page links by script: total pages, this page (from 0), name, extension.
_TRS_PAGES = re.compile(
    r"""createPageHTML\(\s*["']?(\d+)["']?\s*,\s*["']?(\d+)["']?\s*,\s*["'](\w+)["']\s*,\s*["'](\w+)["']"""
)


def next_pages(root: html.HtmlElement, base: str, url: str, encoding: str) -> tuple[str, ...]:
    """Address of the page after ``url``: at most one; none where no sign of it is found."""
    links = [
        (link.text_content().strip(), target)
        for link in root.iter("a")
        if (target := absolute(base, link.get("href") or "", encoding))
    ]
    declared = [
        absolute(base, element.get("href") or "", encoding)
        for element in root.iter("a", "link")
        if "next" in (element.get("rel") or "").lower().split()
    ]
    worded = [target for text, target in links if text and _NEXT_WORDS.match(text)]
    named = unique([*declared, *worded])
    return (named or unique([_numbered(links, url), _trs(root, base)]))[:1]


def _numbered(links: list[tuple[str, str]], url: str) -> str | None:
    """Among links whose text is a number: the one after the page we are on."""
    pages = {
        int(text): target for text, target in links if text.isascii() and text.isdigit() and len(text) < 5
    }
    here = next((number for number, target in pages.items() if target == url), None)
    if here is None:
        shapes = {_NUMBER.sub("#", target) for target in pages.values()}
        numbers = _NUMBER.findall(url)
        here = int(numbers[-1]) if numbers and _NUMBER.sub("#", url) in shapes else 1
    return pages.get(here + 1)


def _trs(root: html.HtmlElement, base: str) -> str | None:
    for script in root.iter("script"):
        if found := _TRS_PAGES.search(script.text or ""):
            total, here, name, extension = found.groups()
            if int(here) + 1 < int(total):
                return absolute(base, f"{name}_{int(here) + 1}.{extension}")
    return None
