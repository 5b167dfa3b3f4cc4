"""Web pages that list articles: by CSS where the source gives it, else by what article links look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree, html

from cityecho.watchlist import is_xpath
from crawler.extract.decode import decode
from crawler.spiders.found import Found, ListPage, UnreadableListError, absolute, labelled, unique
from crawler.spiders.paging import next_pages

_HAN = re.compile(r"[\u3400-\u9fff]")
_DATED = re.compile(r"(?:19|20)\d{2}[-/_]?(?:0[1-9]|1[0-2])(?:[-/_]?[0-3]\d)?|t(?:19|20)\d{6}")
_NUMBERED = re.compile(r"\d{4,}")
_PAGE_FILE = re.compile(r"\d[^/]*\.s?html?$|\.s?html?\?.*\d", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)(?:index|list|default|node|column|channel)[^/]*$|^$", re.IGNORECASE)
# Folders of articles, though numbered: /2024/04/, /20240418/, /channel/1234/.
_FOLDER = re.compile(
    r"/(?:(?:19|20)\d{2}[-/_]?(?:0[1-9]|1[0-2])(?:[-/_]?[0-3]\d)?"
    r"|(?:list|node|column|channel|category|tag|topic|special)s?/\d+)/$",
    re.IGNORECASE,
)
_BINARY = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|pptx?|zip|rar|mp[34]|apk|exe|css|js)$", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|foot|footer|header|topbar|crumbs?|breadcrumbs?|copyright|friend\w*"
    r"|login|share)(?:$|[-_ \d])",
    re.IGNORECASE,
)
_FURNITURE_TAGS = {"nav", "footer", "header", "select"}
_ENOUGH = 3  # points; see _points
_TITLE = 6  # words
_A_LIST = 3  # links


@dataclass(frozen=True, slots=True)
class _Anchor:
    url: str
    text: str
    path: str  # the tags and classes above it: links of one list share it
    words: int  # Han characters, or a third of all characters
    furniture: tuple[html.HtmlElement, ...]  # what is above it and named like navigation


def read(page: ListPage, links: str = "", next_page: str = "") -> Found:
    """The articles and next pages a listing names; ``links`` and ``next_page`` are CSS, XPath or empty.

    Raises :class:`UnreadableListError` when the page holds no element.
    """
    decoded = decode(page.body, page.charset)
    try:
        root = html.document_fromstring(
            decoded.text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableListError(f"no web page: {error}") from error
    base = _base(root, page.url)
    anchors = list(_anchors(root, base, decoded.encoding))
    nothing = ""
    if links:
        matched = _matched(root, links)
        articles = unique(absolute(base, ref, decoded.encoding) for ref in _references(matched))
        if not articles:
            nothing = f"{page.url}: links = {links!r} matches {'no link' if matched else 'nothing'} there"
    else:
        articles = _articles(anchors, page.url)
    if next_page:
        chosen = _references(_matched(root, next_page))
        following = unique(absolute(base, ref, decoded.encoding) for ref in chosen)
    else:
        following = next_pages(root, base, page.url, decoded.encoding)
    named = set(articles)
    labels = labelled((anchor.url, anchor.text) for anchor in anchors if anchor.url in named)
    further = tuple(url for url in following if url != page.url and url not in named)
    return Found(articles, further, labels=labels, nothing=nothing)


def _base(root: html.HtmlElement, url: str) -> str:
    declared = root.find(".//base[@href]")
    return (absolute(url, declared.get("href", "")) or url) if declared is not None else url


def _matched(root: html.HtmlElement, selector: str) -> list[object]:
    """What ``selector`` matches. An XPath may match the references themselves (//a/@href)."""
    matched = root.xpath(selector) if is_xpath(selector) else root.cssselect(selector)
    return matched if isinstance(matched, list) else []


def _references(matched: list[object]) -> Iterator[str]:
    """References of the links that were matched, and of those inside what was matched."""
    for match in matched:
        if isinstance(match, str):
            yield match
        elif isinstance(match, html.HtmlElement):
            for link in [match] if match.tag == "a" else match.iterdescendants("a"):
                if reference := link.get("href"):
                    yield reference


def _anchors(root: html.HtmlElement, base: str, encoding: str) -> Iterator[_Anchor]:
    for link in root.iter("a"):
        url = absolute(base, link.get("href") or "", encoding)
        if url is None or _BINARY.search(urlsplit(url).path):
            continue
        above = list(link.iterancestors())
        path = "/".join(f"{element.tag}.{element.get('class') or ''}" for element in above[:4])
        text = max(link.text_content().strip(), (link.get("title") or "").strip(), key=len)
        words = len(_HAN.findall(text)) or len(text) // 3
        yield _Anchor(url, text, path, words, tuple(filter(_is_furniture, above)))


def _is_furniture(element: html.HtmlElement) -> bool:
    if element.tag in ("body", "html"):
        return False
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return element.tag in _FURNITURE_TAGS or bool(_FURNITURE.search(names))


def _articles(anchors: list[_Anchor], page_url: str) -> tuple[str, ...]:
    """Addresses whose best link has enough points, in the page's order."""
    peers = Counter(anchor.path for anchor in anchors if len(anchor.text) >= _ENOUGH)
    looks = [(anchor, _points(anchor, peers[anchor.path])) for anchor in anchors]
    content = _content([anchor for anchor, points in looks if points >= _ENOUGH and anchor.words >= _TITLE])
    best: dict[str, int] = {}
    for anchor, points in looks:
        left = points if content.issuperset(anchor.furniture) else points - 2
        best[anchor.url] = max(left, best.get(anchor.url, left))
    return tuple(url for url, points in best.items() if points >= _ENOUGH and url != page_url)


def _content(titles: list[_Anchor]) -> set[html.HtmlElement]:
    """What is named like navigation but holds most of the page's titles, and so is none."""
    held = Counter(element for anchor in titles for element in anchor.furniture)
    least = max(_A_LIST, len(titles) // 2 + 1)
    return {
        element for element, count in held.items() if count >= least and element.tag not in _FURNITURE_TAGS
    }


def _points(anchor: _Anchor, peers: int) -> int:
    """How far a link looks like an article's: by its address, its words and its likes around it."""
    parts = urlsplit(anchor.url)
    place = parts.path + ("?" + parts.query if parts.query else "")
    points = 2 if _is_dated_or_numbered(place) else 0
    points += 1 if _PAGE_FILE.search(place) else 0
    points += 2 if anchor.words >= 10 else 1 if anchor.words >= _TITLE else 0
    points += 1 if peers >= _A_LIST and anchor.words >= 4 else 0
    points -= 0 if parts.query else _index_cost(parts.path)
    points -= 2 if anchor.words < 4 else 0
    return points


def _is_dated_or_numbered(place: str) -> bool:
    return bool(_DATED.search(place) or _NUMBERED.search(place))


def _index_cost(path: str) -> int:
    """Points an address loses for looking like a list's; an article's may end in a slash, too."""
    if _INDEX.search(path):
        return 3
    if not path.endswith("/"):
        return 0
    return 1 if _is_dated_or_numbered(path) and not _FOLDER.search(path) else 3
