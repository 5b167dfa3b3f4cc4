"""Page -> further pages of its article, where it is spread over several; and their texts made one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate, chain, islice
from urllib.parse import urljoin

from cityecho.address import canonical, host, looks_like_part, part_number
from crawler.extract.decode import visible
from crawler.extract.tree import Page

MOST = 20  # further pages of one article: more is a picture gallery or a trap

# What stands in the line of a link to another page of the same article; 下一篇 leads to another article.
_PAGER = re.compile(
    r"[上下尾末第【\[(（余阅nN](?:(?<=[上下])一?[页頁](?!面)|(?<=[尾末])页|(?<=[【\[(（])\s*\d{1,2}\s*[】\])）]|"
    r"(?<=第)\s*\d{1,2}\s*[页頁]|(?<=余)下全文|(?<=阅)读全文|(?<=[nN])ext page\b)"
)
_NUMBERS = re.compile(r"(?:\d{1,2}\s*)+$")
_DIGIT_FIRST = re.compile(r"\n(?=\d)")
_LONGEST_ADDRESS = 2_000
_MOST_LINKS = 200  # in pagers' lines of one page, that are looked at
_LONGEST_PAGER = 400  # characters: a longer line is text


def find(page: Page, url: str) -> tuple[str, ...]:
    """Addresses of the pages that follow the one at ``url``, in their order; of its own host only.

    A link counts when the line it stands in is a pager's and its address is that of this page with a number:
    t1.html leads on to t1_2.html, ?id=1 to ?id=1&page=2, /1 to /1/2.
    """
    whole = ""
    found: dict[int, str] = {}
    for target in _in_pagers(page, url, is_wanted=looks_like_part):
        whole = whole or canonical(url)
        if number := part_number(canonical(target), whole):
            found.setdefault(number, target)
    return tuple(found[number] for number in sorted(found)[:MOST])


def first(page: Page, url: str) -> str:
    """Address of the article's first page, where the one at ``url`` is a further one; "": it is none."""
    if not looks_like_part(url):
        return ""
    key = canonical(url)
    linked = _in_pagers(page, url, is_wanted=bool)
    return next((one for one in linked if 0 < (part_number(key, canonical(one)) or 0) <= MOST + 1), "")


def _in_pagers(page: Page, url: str, *, is_wanted: Callable[[str], bool]) -> Iterator[str]:
    """Addresses on the page's own host that its pagers lead to, those of which ``is_wanted`` holds."""
    there = ""
    for href in islice(_hrefs(page, is_wanted), _MOST_LINKS):
        there = there or host(url)
        try:
            target = urljoin(url, href.strip())
        except ValueError:
            continue
        if host(target) == there:
            yield target


def _hrefs(page: Page, is_wanted: Callable[[str], bool]) -> Iterator[str]:
    likely = _likely(page.lines.texts)
    for index, address in page.links:
        if index not in likely or len(address) > _LONGEST_ADDRESS:
            continue
        href, text = visible(address), page.lines.texts[index]
        if is_wanted(href) and len(text) <= _LONGEST_PAGER and (_PAGER.search(text) or _NUMBERS.match(text)):
            yield href


def _likely(texts: list[str]) -> set[int]:
    """Lines that may be a pager's: nearly none is, and one search of all costs less than one of each."""
    ends = list(accumulate(len(text) + 1 for text in texts))
    everything = "\n".join(("", *texts))
    found = chain(_PAGER.finditer(everything), _DIGIT_FIRST.finditer(everything))
    return {bisect_left(ends, match.end()) for match in found}


def joined(text: str, further: str) -> str:
    """``text`` and below it the paragraphs of ``further`` that are not there yet."""
    there = set(text.split("\n"))
    new = [line for line in further.split("\n") if line not in there]
    return "\n".join(filter(None, (text, *new)))
