"""Page -> headline: the line that agrees with <title>, Open Graph or JSON-LD, without site and section."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from crawler.extract.tree import Line, Page

_NOT_KEY = re.compile(r"[\W_]+")
_SEPARATOR = re.compile(r"\s*(?:[_|<>»›]|--+|::|\s[-–—·]\s|\s-|-\s)\s*")
_DASHED = re.compile(r"\s*[-–—]\s*")
_SITE = re.compile(
    r"(?:网|网站|报|刊|频道|门户|官网|在线|平台|首页|客户端|博客|论坛|中心|社区|电视台|广播|新闻|资讯|政府|日報|新聞|頭條|头条|哔哩哔哩|\.\w{2,3})$"
    r"|^(?:新闻|首页|正文|要闻|国内|国际|社会|财经|时政|图片|视频)|The Paper",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:本文)?(?:原标题|原題|标题)\s*[:：]\s*")
_TITLE_META = ("articletitle", "og:title", "twitter:title", "headline", "title")
_TITLE_MARK = re.compile(r"title|headline|biaoti|\bbt\b|\btit\b")
_BRACKETS = "[【"
_SECTION_TAG = re.compile(r"^[\[【][^\]】]{1,8}[\]】]\s*")  # [随笔] before a forum's headline
_DATE_LINE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|来源\s*[:：]|发布(?:时间|日期)")
_TODAY = re.compile(r"今[天日]是")  # the calendar in a site's header
_HEADING_BONUS = {"h1": 0.6, "h2": 0.3, "h3": 0.2}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_SHORTEST, _LONGEST = 4, 150  # characters of a headline
_SHORTEST_UNTAGGED = 6  # shorter ones without a heading's tag are sections: 新闻动态
_LONGEST_BARE = 60  # characters: longer lines without a heading's tag are text
_WELL = 0.45  # the least agreement; a section's name at the head of a <title> reaches .4


@dataclass(frozen=True, slots=True)
class Headline:
    """The title, and the index of the line that shows it in Page.lines (None: only the head names it)."""

    text: str
    line: int | None


def find(page: Page, named: tuple[str, ...] = ()) -> Headline:
    """The headline of ``page``, "" when none; ``named`` are further titles it gives (JSON-LD)."""
    said = (page.title, *(page.meta.get(name, "") for name in _TITLE_META), *named)
    documents = [title[: 3 * _LONGEST] for title in said if title.strip()]
    shown = _among_sites(page, documents) or _shown(page, documents)
    if shown is not None:
        return shown
    heading = _heading_above_byline(page)
    written = next((cleaned for d in documents if (cleaned := without_site(d))), "")
    if heading and (len(written) < 2 * _SHORTEST or _SITE.search(written)):
        return heading
    if written:
        return Headline(written, None)
    return heading or _line_above_byline(page) or Headline("", None)


def without_site(title: str) -> str:
    """``title`` without the names of site and section that follow (or lead) it."""
    parts = [part for part in _SEPARATOR.split(" ".join(title.split())) if part]
    long_parts = [part for part in parts if len(part) >= _SHORTEST and not _SITE.search(part)]
    text = long_parts[0] if long_parts else (max(parts, key=len) if parts else "")
    pieces = _DASHED.split(text)
    if _only_sites(pieces):
        text = max(pieces, key=len)
    elif len(pieces) > 1 and _SITE.search(pieces[-1]) and len(pieces[-1]) <= 12:
        text = text[: text.rindex(pieces[-1])].rstrip(" -–—")
    return _tidy(text)


def key(text: str) -> str:
    """``text`` with everything that varies between a headline's copies folded away."""
    return _NOT_KEY.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _tidy(text: str) -> str:
    return _LABEL.sub("", text).strip(" _|-")


class _Candidate(NamedTuple):
    position: int
    text: str
    tag: str
    mark: str
    linked: bool
    next: Line | None

    @property
    def continued(self) -> str:
        """With the next line, for headlines broken in two; "" when there is none."""
        there = self.next
        if there is None or there.is_link or len(self.text) + len(there.text) > _LONGEST:
            return ""
        return f"{self.text} {there.text}"


def _shown(page: Page, documents: list[str]) -> Headline | None:
    """The line that agrees best with a title from the head; None when none does well."""
    keys = list(dict.fromkeys(k for d in documents if len(k := key(d)) >= _SHORTEST))
    parts = {key(part) for d in documents for part in _DASHED.split(d) if not _SITE.search(part)}
    heads, folded_heads = " ".join(documents), " ".join((*keys, *parts))
    best, headline = _WELL, None
    for candidate in _candidates(page, lambda text: _may_agree(text, heads)):
        text = candidate.text
        if candidate.linked and candidate.tag != "h1":
            continue
        if text[0] in _BRACKETS and text[:3] not in heads:
            text = _SECTION_TAG.sub("", text)
        if key(text[: 2 * _SHORTEST])[:_SHORTEST] not in folded_heads:
            continue  # nor folding all of a paragraph that begins as no title does
        folded = key(text)
        score = max((_agreement(folded, k) for k in keys), default=0.0)
        if not score and folded in parts and len(folded) >= _SHORTEST_UNTAGGED:
            score = _WELL + 0.05  # 某某数字报-标题: the site leads
        if score <= 0:
            continue
        continued = candidate.continued
        if continued and any(key(continued) in k for k in keys):
            text, score = continued, score + 0.2
        score += _HEADING_BONUS.get(candidate.tag, 0.0) + (
            0.15 if _TITLE_MARK.search(candidate.mark) else 0.0
        )
        if score > best + 1e-9:
            best, headline = score, Headline(_tidy(text), candidate.position)
    return headline


def _may_agree(text: str, heads: str) -> bool:
    """Whether a part of ``text`` stands in ``heads``: folding every line of a page is what costs."""
    return text[0] in _BRACKETS or text[:2] in heads or text[2:4] in heads or text[-2:] in heads


def _only_sites(pieces: list[str]) -> bool:
    """Whether each of a title's several pieces ends as sites' names do: 某市政府-走进检测中心."""
    return len(pieces) > 1 and all(map(_SITE.search, pieces))


def _among_sites(page: Page, documents: list[str]) -> Headline | None:
    """When all pieces look like sites: the last one shown above the byline, else the longest."""
    pieces = [
        [piece for part in _SEPARATOR.split(d) for piece in _DASHED.split(part) if piece] for d in documents
    ]
    if not pieces or not all(map(_only_sites, pieces)):
        return None
    keys = {k for piece in pieces for p in piece if len(k := key(p)) >= _SHORTEST}
    shown: list[Headline] = []
    for candidate in _candidates(page):
        if shown and _DATE_LINE.search(candidate.text) and not _TODAY.search(candidate.text):
            return shown[-1]
        if candidate.linked and candidate.tag != "h1":
            continue
        text = next((t for t in (candidate.text, candidate.continued) if key(t) in keys), "")
        if text:
            shown.append(Headline(_tidy(text), candidate.position))
    return max(shown, key=lambda headline: len(headline.text), default=None)


def _candidates(page: Page, is_wanted: Callable[[str], bool] = bool) -> Iterator[_Candidate]:
    """Lines short enough for a headline; the lines of one heading (split by <br>) joined."""
    index, lines, boxes = 0, page.lines, page.boxes
    while index < len(lines):
        text, _, number, is_link, _, _ = lines[index]
        _, tag, mark, _, hidden = boxes[number]
        end, then = index + 1, None
        if tag in _HEADING_BONUS:
            while end < len(lines) and lines[end].box == number and len(text) <= _LONGEST:
                text += " " + lines[end].text
                end += 1
        elif end < len(lines):
            then = lines[end]
        if _SHORTEST <= len(text) <= _LONGEST and not hidden and is_wanted(text):
            yield _Candidate(index, text, tag, mark, is_link, then)
        index = end


def _agreement(shown: str, document: str) -> float:
    """0…1.2: how well a line agrees with a title from the head; 0 when it is no part of it."""
    if len(shown) < _SHORTEST:
        return 0.0
    at = document.find(shown)
    if at >= 0:
        share = len(shown) / len(document)
        if at == 0:
            return share + 0.2 if len(shown) >= _SHORTEST_UNTAGGED or share > 0.6 else 0.0
        return share if share > 0.6 else 0.0  # else the site's own name
    # The head's copy is sometimes cut at a quotation mark or at a length.
    if len(document) >= _SHORTEST_UNTAGGED and shown.startswith(document):
        return 0.5 + 0.5 * len(document) / len(shown)
    return 0.0


def _heading_above_byline(page: Page) -> Headline | None:
    """The last heading before the first line with a date or a source, else the first h1."""
    first_h1 = last = None
    for candidate in _candidates(page):
        text = candidate.text
        if not candidate.linked and _DATE_LINE.search(text) and last:
            return last
        titled = (
            _TITLE_MARK.search(candidate.mark) and not candidate.linked and len(text) >= _SHORTEST_UNTAGGED
        )
        if candidate.tag in _HEADINGS or titled:
            last = Headline(_tidy(text), candidate.position)
            if candidate.tag == "h1" and first_h1 is None:
                first_h1 = last
    return first_h1


def _line_above_byline(page: Page) -> Headline | None:
    """On a page without any title: the short line right above the first with a date or a source."""
    above: _Candidate | None = None
    for candidate in _candidates(page):
        if _DATE_LINE.search(candidate.text):
            if above and not above.linked and _SHORTEST_UNTAGGED <= len(above.text) <= _LONGEST_BARE:
                return Headline(_tidy(above.text), above.position)
            return None
        above = candidate
    return None
