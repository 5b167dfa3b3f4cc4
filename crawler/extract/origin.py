"""Page -> origin: whom the page says its text comes from, by the outlet's name alone.

A label (来源, 稿源, 转自, Source) says it best; then a name beside the date, where it has the shape of an
outlet's or is the page's own site; then a wire's dateline (某社某地5月9日电), and last what the head names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.extract.tree import Page, squeeze

_LABEL = re.compile(
    r"(?<![资图素数视资片料据频])(?:(?:信息|文章|稿件|新闻|内容|本文|原文)?来源(?:于|自)?|稿源|转自|转载自|摘自|原载于?|来自|來源|出处|出處|轉自|Source)"
    r"\s*[:：︱|丨】\]]?\s*(?P<name>[^。；;]{0,60})",
    re.IGNORECASE,
)
# The label must have a colon or bar unless it is one that is never said in prose.
_SAFE = re.compile(
    r"来源\s*[:：︱|丨】\]]|来源于|稿源\s*[:：︱|丨]|[转轉]自\s*[:：《]?|转载自|摘自\s*[:：《]|原载于?\s*[:：《]|來源\s*[:：|]|来自\s*[:：]|出[处處]\s*[:：]"
    r"|\bSource\s*[:：]",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"^(?:.*\d\s*)?来源\s+(?P<name>[《\u4e00-\u9fff][^，。；;]{1,20})$"
)  # without a colon
_SPREAD = re.compile(r"(?<=[来稿])\s{1,4}(?=源)")
_END = re.compile(
    r"\s*(?:作者|(?:撰文|撰稿|采写)\s*[:：]|责任编辑|责编|编辑|字号|字体|浏览|阅读|点击|举报|分享|打印|收藏|发布(?=[时日于]|\s*[:：])|(?<=\s)发布$|发表|发稿|更新|时间|日期|评论|(?:本[报网台刊]|见习|实习|首席)?记者|通讯员|选稿|校对|审核|我要|扫|订阅|"
    r"【|\[|（|\(|\||丨|(?:19|20)\d\d\s?[-/.年]|\d{1,2}[:：]\d\d|\d{4,}|\d{1,3}\s?[图张]$|我有话说|\d*人?参与).*$"
)
_OPENING = " :：·.,，、\"'[【(（"
_ACCOUNT = re.compile(
    r"^(?:综合自?|据)(?=[《“\u4e00-\u9fff]{3})|(?:的?官方)?(?:微信公众[号平][台]?|微信公号|公众号|官方?微信|官方?微博)\s*[:：]?"
)
_BESIDE_DATE = re.compile(
    r"(?:前|\d\s?[日时分]|[-/.]\d{1,2}|\d[:：]\d{2})\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[·|丨\s]{0,3}"
    r"(?P<name>[《\u4e00-\u9fff][\u4e00-\u9fffA-Za-z·》-]{1,20})\s*(?:作者.*|举报.*|记者.*|記者.*|\[.*|【.*|评论.*|$)"
)
_BEFORE_DATE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}\s?[/／]\s?)?(?:原创\s*[:：]?\s*)?(?P<name>\d{0,4}[《\u4e00-\u9fffA-Za-z》]{2,14})(?:-[\u4e00-\u9fff]{2,4})?"
    r"\s*(?:(?:19|20)\d\d\s?[-/.年].*)?$"
)
_OUTLET = re.compile(
    r"(?:报|网|社|台|新闻|在线|客户端|周刊|杂志|财经|时报|资讯|电视|广播|之声|政府|报业|頻道|報|網|新聞|出版社|发布|融媒体?(?:中心)?)$|^(?:新华|人民|央视|中新|澎湃)"
)
# Without a label the name must be plain: 新闻 and 财经 are sections too.
_PRESS = re.compile(
    r"(?:(?:日报|晚报|早报|晨报|时报|都市报|青年报|商报|周报|周刊|日報|晚報|時報)(?:新媒体|海外版|客户端|网)?|通讯社|新闻社|华社|法新社|中新社|"
    r"电视台|電視台|電台|广播电台|新闻网|融媒体中心|"
    r"中文站|青年网|中国网|新华网|人民网|澎湃新闻)$"
)
_NO_OUTLET = re.compile(
    r"^(?:网络|互联网|本站|本网|原创|未知|转载|转载文章|网络转载|综合|其他|佚名|管理员|自媒体|本站原创|网友|不详|整理|互联网综合)|综合$|^[\W\d_]*$|size=|=|^北京市?$"
)
_META = ("contentsource", "source", "article:source", "mediaid", "og:article:source", "copyrightowner")
_PAPER = re.compile(r"《([^》]{2,15})》")
_SITE_AND_PAPER = re.compile(r"^[^\s-]{2,10}网\s?[-—–]{1,2}\s?(?P<paper>[\u4e00-\u9fff]{2,10}报)$")
_PARTS = re.compile(r"(?:(?<![A-Za-z.&])\s|\s(?![A-Za-z&])|[、，,/\-—–·•>＞])+")
_BARS = re.compile(r"\s*[|丨｜]\s*")
_TITLE_PARTS = re.compile(r"\s*[_|<>»›\-–—·]+\s*")
_WIRE = re.compile(
    r"^[\s【（(]*(?:据)?(?P<name>新华社|中新社|中国新闻社|新华网|中新网|央视|法新社|路透社|美联社|塔斯社|俄新社|共同社|韩联社|德新社|中央社)"
    r"[^，。！？\s]{0,12}(?:(?:\d{1,2}月)?\d{1,2}日)?(?:电|电讯|讯|電)(?=[\s（(】)）：:]|$)"
)
_SIGNED = re.compile(r"[（(](?:据|综合)?(?P<name>[\u4e00-\u9fff]{2,10}?)(?:供?稿|电|报道|消息)?[)）]$")
_NEAR = 12  # lines below the headline, or above the body when a menu lies between the two
_LONGEST_LABELLED = 120
_LONGEST_OWN_LINE = 30  # characters of a line inside the text that says nothing but whence it comes


def find(page: Page, headline: int | None, body: tuple[int, int]) -> str | None:
    """The outlet that the page says its text comes from; None when it says nothing (or 网络, 本站, 综合)."""
    start, end = body
    first = max(0, (headline if headline is not None else start) - (3 if headline is not None else 8))
    above = [*range(first, min(max(start + 1, first + 4), first + _NEAR, len(page.lines)))]
    above += [i for i in range(max(first, start - _NEAR), start) if i >= first + _NEAR]
    below = range(max(end - 2, start), min(end + 5, len(page.lines)))
    between = (
        range(headline + 1, min(max(start, headline + 2), headline + _NEAR, len(page.lines)))
        if headline is not None
        else range(0)
    )
    readers = (
        (_labelled, above),
        (_beside_date, between or above),
        (_before_date, between),
        (_between_bars, between),
    )
    for reader, indexes in readers:
        for index in indexes:
            if index != headline and (name := reader(page, index)):
                return name
    return (
        _first(_labelled(page, index) for index in below)
        or _in_text(page, start, end)
        or _wire(page, start, end)
        or _first(outlet_name(squeeze(page.meta.get(key, ""))) for key in _META)
    )


def outlet_name(text: str) -> str | None:
    """The name alone: 人民网-文化频道 -> 人民网, 光明网-《光明日报》 -> 光明日报; None for 网络, 本站."""
    text = _ACCOUNT.sub("", text.lstrip(_OPENING))
    text = _END.sub("", text.lstrip(_OPENING + "“”")).strip(" :：·.,，、\"'")
    if paper := _PAPER.search(text):
        return paper[1]
    if both := _SITE_AND_PAPER.match(text):
        return both["paper"]
    name = next((part for part in _PARTS.split(text) if part), "").strip("“”\"'()（）[]【】《》")
    if not 2 <= len(name) <= 25 or _NO_OUTLET.search(name):
        return None
    return name


def _first(names: Iterable[str | None]) -> str | None:
    return next(filter(None, names), None)


def _labelled(page: Page, index: int) -> str | None:
    text = _SPREAD.sub("", page.lines.texts[index][: _LONGEST_LABELLED + 1])
    if len(text) > _LONGEST_LABELLED:
        return None
    if not _SAFE.search(text):
        bare = _BARE_LABEL.match(text)
        return outlet_name(bare["name"]) if bare else None
    for found in _LABEL.finditer(text):
        if not _SAFE.match(found[0]) and not _SAFE.search(found[0][:8]):
            continue
        name = found["name"].strip()
        if not name and index + 1 < len(page.lines) and len(page.lines.texts[index + 1]) <= 25:
            name = page.lines.texts[index + 1]  # the name is a link in a box of its own
        if outlet := outlet_name(name):
            return outlet
    return None


def _beside_date(page: Page, index: int) -> str | None:
    """2018年12月28日 19:55 新京报: an outlet after the time, without a label."""
    text = page.lines.texts[index]
    found = _BESIDE_DATE.search(text) if len(text) <= 60 else None
    name = outlet_name(found["name"]) if found else None
    return name if name and (_OUTLET.search(name) or _is_site(page, name)) else None


def _before_date(page: Page, index: int) -> str | None:
    """TNW中文站2016年10月14日07:17, 石佳/中国青年报, or an outlet alone in its line."""
    found = _BEFORE_DATE.match(page.lines.texts[index])
    name = outlet_name(found["name"]) if found else None
    return name if name and (_PRESS.search(name) or _is_site(page, name)) else None


def _between_bars(page: Page, index: int) -> str | None:
    """By somebody | Tanzhou Herald | Updated: 2022-07-16: the page's own site in a byline of parts."""
    text = page.lines.texts[index]
    parts = _BARS.split(text) if len(text) <= _LONGEST_LABELLED else []
    return _first(part for part in parts[1:] if _is_site(page, part))


def _is_site(page: Page, name: str) -> bool:
    """Whether <title> names the site so, behind the headline: 标题_某某健康网_资讯."""
    return name in _TITLE_PARTS.split(page.title)[1:]


def _in_text(page: Page, start: int, end: int) -> str | None:
    """A line within the text that says nothing else: below an author's biography, above a readers' poll."""
    for index in range(end - 1, start - 1, -1):
        text = page.lines.texts[index]
        label = _SAFE.search(text) if len(text) <= _LONGEST_OWN_LINE else None
        if label and label.start() <= 3 and (name := _labelled(page, index)):
            return name
    return None


def _wire(page: Page, start: int, end: int) -> str | None:
    """The agency whose dateline opens the text, or an outlet's name in brackets at its very end."""
    for text in page.lines.texts[start : min(start + 2, end)]:
        if found := _WIRE.match(text[:60]):
            return found["name"]
    for text in page.lines.texts[max(start, end - 1) : end]:
        signed = _SIGNED.search(text[-16:])
        if signed and _PRESS.search(signed["name"]):
            return signed["name"]
    return None
