"""Line -> is it text: what a line is worth as running text; which are bylines, tails and notices."""

from __future__ import annotations

import re

from crawler.extract.tree import Line, Page

_HEADINGS = frozenset({"h1", "h2", "h3"})

BREAK_WORTH = -60.0
_NOTICE_SHARE = -0.2  # of its length
_DULL = 1.5  # what a short line without any mark costs, before its length counts for it
_RHYTHM_WEIGHT = 12.0  # a mark each twenty characters makes full prose

# Headings of lists that follow an article; what comes after such a line is not the article.
_BREAK = re.compile(
    r"^[\W_]*(?:相关(?:阅读|新闻|文章|推荐|报道|链接|内容|资讯|信息|专题|稿件|话题)|延伸阅读|推荐(?:阅读|新闻|文章|视频|内容)|"
    r"热门(?:推荐|文章|新闻|评论|视频|排行|标签|搜索)|热点(?:推荐|新闻|文章|图片|搜索)|精彩(?:推荐|图片|视频|评论|图集)|"
    r"猜你喜欢|为[您你]推荐|编辑推荐|大家都(?:爱看|在看|在搜)|更多(?:新闻|推荐|精彩|文章|相关)|"
    r"(?:最新|网友|全部|发表|我要|热门|精彩)评论|作者(?:其他|最新|更多)文章|"
    r"(?:24小时|本周|今日|一周)?(?:热榜|排行榜?|点击排行|新闻排行|热文)|友情链接|您此时的心情|关于我们|分享[到至]|其他人也在看|"
    r"你可能(?:还|還)(?:喜欢|想看)|熱門新聞|相關新聞|延伸閱讀|栏目(?:介绍|简介)$|上一[篇条]|下一[篇条]|返回(?:首页|顶部|列表)|【?打印】?$|关闭窗口|\[?关闭\]?$)"
)
_LONGEST_BREAK = 24  # characters: longer lines that begin so are sentences

# Sentences that sites write about themselves.
_NOTICE = re.compile(
    r"不代表本[网站报台]|版权所有|版权归|未经.{0,10}(?:授权|许可|允许).{0,6}(?:转载|复制|使用)|请勿转载|侵权.{0,6}(?:删除|联系)|免责声明|"
    r"扫一扫|扫描.{0,8}二维码|长按.{0,8}二维码|最佳浏览|ICP备|icp备|网安备|许可证号|违法和不良信息|欢迎投稿|文明上网|"
    r"Copyright|COPYRIGHT|copyright|All [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED|all rights reserved"
)
_LONGEST_NOTICE = 200

# Lines above the text: where from, when, how large the letters.
_BYLINE = re.compile(
    r"^(?:刚刚|\d+\s?(?:秒|分钟|小时|天)前|[昨今前]天\s?\d)|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|来源\s*[:：|丨]|"
    r"稿源\s*[:：]|作者\s*[:：]|发布(?:时间|日期|于)\s*[:：]?|字号|字体|浏览(?:次数|量)?\s*[:：]|阅读(?:次数|量)?\s*[:：]|点击(?:数|量)?\s*[:：]|"
    r"编辑\s*[:：]|我要评论|打印|收藏|举报|分享|扫码|正文|当前位置|您的位置|上一页|责编\s*[:：]"
)
_LONGEST_BYLINE = 70

# Lines that name editors, ask for shares or speak for the site, wherever in the text they stand.
_NOT_TEXT = re.compile(
    r"^[\[【（(\s]*(?:责任编辑|责编|值班编辑|实习编辑|编辑|校对|审核|审校|初审|复审|终审|总?监制|审读|编审|值班主任|主编|美编|"
    r"(?:稿件|文章|信息|本文|新闻)?来源|原标题|原題|(?:文章|本文)?关键[词字]|标签|(?:免责|版权|特别)?声明|转载请注明|原文链接|阅读原文|查看原图|"
    r"点击(?:查看|进入)|更多精彩|本文网址|扫一扫|长按|分享|收藏|打印|举报|点赞|转播到)\s*(?:[:：︱|丨/／]|$)"
)
_EDITOR = "(?:责任编辑|责编|编辑|校对|审核|监制)"
_EDITORS_ONLY = re.compile(rf"^(?:{_EDITOR}\s*[:：]?\s*(?:(?!{_EDITOR})[\u4e00-\u9fff·]){{2,4}}\s*)+$")
_REPRINTED = re.compile(
    r"^[\[【（(\s]*(?:(?:本文|文章|稿件|内容|新闻)?(?:转载自|转自|摘自|稿源|出处|来自)\s*[:：︱|丨]|本文(?:转载自|转自|摘自|来源于))"
    r"[^，。！？,!?]*[。\]】）)\s]*$"
)
_LONGEST_NOT_TEXT = 60
# What stands above the words about a broadcast.
_VIDEO_LABEL = re.compile(r"^(?:主要内容|(?:视频|节目|内容)简介)\s*[:：]?$")
_ORIGINAL_TITLE = re.compile(r"^[（(]\s*原(?:标题|题为?)\s*[:：《]")
_WAY_BACK = re.compile(r"返回[\u4e00-\u9fff]{1,6}[，,]\s?查看更多$")  # a link glued to the last sentence
_LETTERHEAD = re.compile(r"^[\u4e00-\u9fff]{2,30}(?:政府|委员会|办公[室厅]|[局部厅])文件$")
_PROMOTION = re.compile(r"^[^。！？]{0,40}尽在[^，。！？]{2,12}(?:APP|客户端)$", re.IGNORECASE)
_ASIDES = (_NOT_TEXT, _PROMOTION, _EDITORS_ONLY, _REPRINTED)
_SENTENCE_END = re.compile(r"[。！？”…]$")


def worths_of(page: Page) -> list[float]:
    """How much each line looks like running text: about its length; below 0 for none."""
    tags, worths = page.boxes.tags, []
    for text, linked, box, is_link, marks, stops in zip(*page.lines.columns, strict=True):
        length = len(text)
        if length <= _LONGEST_BREAK and _BREAK.match(text) and text[-1] != "。":
            worth = BREAK_WORTH
        elif is_link:
            worth = -4.0 - 0.4 * linked
        elif tags[box] in _HEADINGS:
            worth = 0.0
        elif length < _LONGEST_NOTICE and _NOTICE.search(text):
            worth = _NOTICE_SHARE * length
        else:
            worth = _prose_worth(length, linked, marks, stops)
        worths.append(worth)
    return worths


def _prose_worth(length: int, linked: int, marks: int, stops: int) -> float:
    if not marks:
        return min(0.1 * length, 4.0) - _DULL
    prose = length - 2 * linked
    if not stops:
        return min(0.2 * prose, 10.0)
    return prose * min(1.0, 0.4 + _RHYTHM_WEIGHT * marks / length)


def is_dull(value: float) -> bool:
    """Whether a worth is that of a short line without punctuation: no prose, but no link or notice either."""
    return -_DULL <= value <= 0


def is_break(text: str) -> bool:
    """Whether ``text`` heads a list of other articles, comments or links."""
    return len(text) <= _LONGEST_BREAK and not text.endswith("。") and _BREAK.match(text) is not None


def is_above_text(text: str, headline: str) -> bool:
    """Whether a line at the head of an article is a byline or label, or (half of) the headline again."""
    return _is_byline(text) or _repeats(text, headline) or _VIDEO_LABEL.match(text) is not None


def is_letterhead(text: str) -> bool:
    """Whether ``text`` is the red line that heads an official paper: 某县人民政府文件."""
    return _LETTERHEAD.match(text) is not None


def without_asides(lines: list[Line]) -> list[str]:
    """The texts of ``lines`` without those that name editors, ask for shares or lead elsewhere."""
    kept = [line.text for line in lines if not _is_not_text(line)]
    return [_WAY_BACK.sub("", text) if text.endswith("查看更多") else text for text in kept]


def _repeats(text: str, headline: str) -> bool:
    """Whether a line above the text is (half of) the headline again."""
    return _LONGEST_BREAK * 4 > len(text) > 3 and text in headline


def _is_byline(text: str) -> bool:
    return (
        len(text) <= _LONGEST_BYLINE and not _SENTENCE_END.search(text) and _BYLINE.search(text) is not None
    )


def _is_not_text(line: Line) -> bool:
    text = line.text
    if len(text) <= 2 and not text.isalnum():
        return True
    if _ORIGINAL_TITLE.match(text):
        return True
    if len(text) <= _LONGEST_NOT_TEXT and (is_break(text) or any(p.match(text) for p in _ASIDES)):
        return True
    return line.is_link == 1 and len(text) < _LONGEST_NOT_TEXT and not _SENTENCE_END.search(text)
