"""Page -> origin: whom the 来源 line names, by the outlet's name alone."""

from __future__ import annotations

import re

from crawler.extract.tree import Page

_LABEL = re.compile(
    r"(?<![资图素数视资片料据频])(?:(?:信息|文章|稿件|新闻|内容|本文)?来源(?:于|自)?|稿源|转自|转载自|摘自|来自|來源|出处)\s*[:：︱|丨]?\s*(?P<name>[^。；;]{0,60})"
)
# The label must have a colon or bar unless it is one that is never said in prose.
_SAFE = re.compile(
    r"来源\s*[:：︱|丨]|来源于|稿源\s*[:：]|转自\s*[:：]?|转载自|摘自\s*[:：]|來源\s*[:：]|来自\s*[:：]|出处\s*[:：]"
)
_END = re.compile(
    r"\s*(?:作者|(?:撰文|撰稿|采写)\s*[:：]|责任编辑|责编|编辑|字号|字体|浏览|阅读|点击|举报|分享|打印|收藏|发布|发表|发稿|更新|时间|日期|评论|(?:本[报网台刊]|见习|实习|首席)?记者|通讯员|选稿|校对|审核|我要|扫|订阅|"
    r"【|\[|（|\(|\||丨|(?:19|20)\d\d\s?[-/.年]|\d{1,2}[:：]\d\d|\d{4,}|我有话说|\d*人?参与).*$"
)
_BESIDE_DATE = re.compile(
    r"(?:前|\d\s?[日时分]|[-/.]\d{1,2}|\d[:：]\d{2})\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[·|丨\s]{0,3}"
    r"(?P<name>[《\u4e00-\u9fff][\u4e00-\u9fffA-Za-z·》-]{1,20})\s*(?:作者.*|举报.*|记者.*|記者.*|$)"
)
_BEFORE_DATE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}\s?[/／]\s?)?(?P<name>[《\u4e00-\u9fffA-Za-z》]{2,14})\s*(?:(?:19|20)\d\d\s?[-/.年].*)?$"
)
_OUTLET = re.compile(
    r"(?:报|网|社|台|新闻|在线|客户端|周刊|杂志|财经|时报|资讯|电视|广播|之声|政府|报业|頻道|報|網|新聞|出版社)$|^(?:新华|人民|央视|中新|澎湃)"
)
# Without a label the name must be plain: 新闻 and 财经 are sections too.
_PRESS = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|都市报|青年报|商报|周报|周刊|通讯社|新闻社|华社|法新社|中新社|电视台|广播电台|新闻网|"
    r"中文站|青年网|中国网|新华网|人民网|澎湃新闻)$"
)
_NO_OUTLET = re.compile(
    r"^(?:网络|互联网|本站|本网|原创|未知|转载|转载文章|网络转载|综合|其他|佚名|管理员|自媒体|本站原创|网友|不详|整理|互联网综合)|综合$|^[\W\d_]*$|size=|=|^北京市?$"
)
_META = ("contentsource", "source", "article:source", "mediaid", "og:article:source", "copyrightowner")
_PAPER = re.compile(r"《([^》]{2,15})》")
_PARTS = re.compile(r"[\s、，,/\-—–·•>＞]+")
_NEAR = 12  # lines below the headline


def find(page: Page, headline: int | None, body: tuple[int, int]) -> str | None:
    """The outlet that the page says its text comes from; None when it says nothing (or 网络, 本站, 综合)."""
    start, end = body
    first = max(0, (headline if headline is not None else start) - (3 if headline is not None else 8))
    above = range(first, min(max(start + 1, first + 4), first + _NEAR, len(page.lines)))
    below = range(max(end - 2, start), min(end + 5, len(page.lines)))
    between = (
        range(headline + 1, min(max(start, headline + 2), headline + _NEAR, len(page.lines)))
        if headline is not None
        else range(0)
    )
    for reader, indexes in ((_labelled, above), (_beside_date, between or above), (_before_date, between)):
        for index in indexes:
            if index != headline and (name := reader(page, index)):
                return name
    for index in below:
        if name := _labelled(page, index):
            return name
    return next((name for key in _META if (name := outlet_name(page.meta.get(key, "")))), None)


def outlet_name(text: str) -> str | None:
    """The name alone: 人民网-文化频道 -> 人民网, 光明网-《光明日报》 -> 光明日报; None for 网络, 本站."""
    text = _END.sub("", text).strip(" :：·.,，、\"'")
    if paper := _PAPER.search(text):
        return paper[1]
    name = next((part for part in _PARTS.split(text) if part), "").strip("“”\"'()（）[]【】")
    if not 2 <= len(name) <= 25 or _NO_OUTLET.search(name):
        return None
    return name


def _labelled(page: Page, index: int) -> str | None:
    text = page.lines[index].text
    if len(text) > 120 or not _SAFE.search(text):
        return None
    for found in _LABEL.finditer(text):
        if not _SAFE.match(found[0]) and not _SAFE.search(found[0][:8]):
            continue
        name = found["name"].strip()
        if not name and index + 1 < len(page.lines) and len(page.lines[index + 1].text) <= 25:
            name = page.lines[index + 1].text  # the name is a link in a box of its own
        if outlet := outlet_name(name):
            return outlet
    return None


def _beside_date(page: Page, index: int) -> str | None:
    """2018年12月28日 19:55 新京报: an outlet after the time, without a label."""
    text = page.lines[index].text
    found = _BESIDE_DATE.search(text) if len(text) <= 60 else None
    name = outlet_name(found["name"]) if found else None
    return name if name and _OUTLET.search(name) else None


def _before_date(page: Page, index: int) -> str | None:
    """TNW中文站2016年10月14日07:17, 石佳/中国青年报, or an outlet alone in its line."""
    found = _BEFORE_DATE.match(page.lines[index].text)
    name = outlet_name(found["name"]) if found else None
    return name if name and _PRESS.search(name) else None
