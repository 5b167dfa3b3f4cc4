"""Speech or a term? What marked words and the words around them tell (pure).

``words`` are what stands between the marks, ``lead`` the sentence up to the opening one, ``tail`` what
follows the closing one. Words are *whole* when they end with a mark of their own: terms never do, slogans
sometimes.
"""

from __future__ import annotations

import re

from analysis.voices.marks import CLOSING
from analysis.voices.sayings import SAYS

_SAID = re.compile(SAYS)
_SAID_LAST = re.compile(
    rf"(?:{SAYS})(?:[了着道起]|时说|到)?(?:本报|《[^》\n]{{1,12}}》)?[^，,。：:“”\n]{{0,6}}(?:记者|大家|我们)?\s*[：:，,]?\s*\Z"
)
"""A word for saying, and perhaps to whom, as the last of a lead."""
_STRAIGHT_TO = re.compile(
    r"(?:(?<![小学据传听所])说|(?<![被简俗堪号人通又统名尊昵爱誉美职代自])称|表示|坦言|直言|感叹|感慨|认为|记者|喊|写道|回应|吐槽"
    r"|直呼|惊呼|承诺|透露|留言|回忆|问|答|道|介绍|提醒|调侃)\s*\Z"
)
"""Words for saying after which speech may stand without a comma."""
_URGES = re.compile(
    r"(?:坚持|建议|主张|勉励|鼓励|希望|请求|央求)(?:大家|他们|她们|我们|对方|企业|记者|政府|说)?\s*\Z"
)
"""Words of wishing, after which only a whole sentence is speech: what is insisted on may be a principle."""
_OPINION = re.compile(
    r"同感|体会|感受|满意|高兴|感激|激动|自豪|感动|欣慰|期待|信心|建议|回答|评价|一句话|的话|口头禅|打气|个字"
    r"|话[茬匣题]|话头|话锋|如数家珍|娓娓道来|掷地有声|脱口而出|快人快语|开门见山|直截了当|一语道破|斩钉截铁|语气坚定|信心十足|算了?一?笔账"
)
_IN_WORDS_OF = re.compile(r"用[^，,。：:\n]{2,30}的话(?:来)?[说讲][，,]?(?:就?是|叫)?\s*\Z")
"""用市长的话来说，就是“…”"""
_PAPERS = (
    r"标语|口号|横幅|条幅|海报|展板|牌匾|牌子|大字|标题|题目|主题|题为|字样|屏幕(?![外前后那里])|电子屏|俗话|常言|老话|古语|古人|古诗|谚语|民谚|民谣|歌谣"
    r"|歌词|诗[云曰句]|词云|颁奖词|短信|通知|意见|方案|规划|办法|条例|规定|文件|决定|纲要|纪要|报道|文章|社论|短评|书中|文中|信中|合同"
    r"|协议|招牌|门楣|墙上|公约|家训|校训|祖训|寓意|意为|名为|写下|写着|印着|写有|刻着"
)
_PAPER_SAYS = re.compile(
    rf"唱[着道起]?[：:，,]?\s*\Z|(?:》|{_PAPERS})(?:[上中里]|[指就]?出)?[^，,。：:]{{0,4}}?"
    rf"(?:(?:{SAYS}|云|曰|要求|明确|提出|规定|显示|是|写|为|着)[^，,。：:]{{0,3}}[：:，,]?|[：:])\s*\Z"
)
_IN_PAPER = re.compile(
    r"在[^，,。]{0,30}(?:报告|讲话|文件|[回来去致写封]信|《[^》]{1,30}》)[上中里]?[^，,。]{0,6}[：:，,]?\Z"
)
"""Somebody speaks in a paper, not the paper itself."""
_ASKED = re.compile(
    r"(?:^|[，,\s（(])(?:有|多[名位]|一[名位])?(?:本报|本刊)?(?:记者|主持人|笔者)"
    r"(?![^，,：:]{0,20}(?:采访时|获悉|了解))[^，,：:]{0,10}[：:，,]\Z"
    r"|(?:^|[，,\s])[^，,：:\s对向跟给与和告诉]{0,8}》?(?:记者|主持人)(?:提问|发问|追问|问道?|插话)[：:，,]\Z"
    r"|【[^】\n]{0,6}(?:记者|主持人)】[^，,：:]{0,6}[：:]\Z"
    r"|(?:^|[，,\s])我[又就忙便再先]?[追反]?问(?:[他她道]|一句)?[：:，,]\Z"
)
_ASKS = re.compile(
    r"[，,]?(?:(?:面对)?(?:主持人|记者|笔者)[^，,。]{0,8}问|面对(?:这样的|这个|如此|记者的?)?(?:提问|发问|追问|问题|疑问|一问))"
)
"""A reporter's questions are nobody's voice."""
_LISTED = re.compile(r"(?:其中|包括|比如|例如|譬如|分别是|即)[：:，,]?\Z")
_PRONOUN = re.compile(r"[我你咱您他她谁这那]|大家|什么|怎么")
_PARTICLE = re.compile("[的了是有不没能会要就都也还让把被将已得着]")
_SPOKEN = re.compile("[了吗呢吧啊呀]")
_WHOLE = re.compile(r"(?:[。！？!?…～~；;]|.{4}[，,])[’』]?\Z")
_INNER_STOP = re.compile(r"[，,。！？!?；;…：:]")
_PARALLEL = re.compile(r"[、，,；;·]|(?<=[\u3400-\u9fff]) ")
_TERM_BEFORE = re.compile(
    r"[，,]?(?:的(?!话)|这[一个句种样]|成为|成了|是|等|一词|一[文书曲剧]|式|为|作为|已|如今|正(?!在)|字样|几个|[一二两三四五六七八九十]个|标语|横幅"
    r"|口号|话题|理念|精神|活动|品牌|工程|行动|二字|四字|系列|一类|之[称名类]|响彻|刷屏|[、：:])"
)
"""What follows a term and no speech."""
_POSTED = re.compile(
    r"[^。！？!?；;\n]{0,30}?这[一个]?(?:问题|追问|疑问|话题)"
    r"|[^。！？!?；;\n]{0,24}?(?:标语|口号(?!称)|横幅|条幅|大字|广告语|宣传语|字样|牌子|歌声|歌词|旋律|弹幕|词句|诗句|名句|台词|顺口溜|民谣|古训|名言)"
)
"""What follows a question that nobody asks, or a slogan."""
_SAID_SOON = re.compile(
    rf"[，,]?[^。！？!?；;\n]{{0,60}}?(?:{SAYS}|描述|形容|顿了顿|想了想|笑了笑|[点摇][了点摇]?头|叹了?口气|[挥摆][了挥摆]?手)"
)
_SHORTEST, _LONG, _SURE = 6, 8, 10
"""Signs of words without a mark of their own: below the first a term, from the last on hardly one."""


def is_whole(words: str) -> bool:
    """Whether words end with a mark of their own."""
    return _WHOLE.search(words) is not None


def leads_to_speech(lead: str, words: str, tail: str, *, goes_on: bool) -> bool:
    """Whether a sentence's beginning leads to speech; ``goes_on``: it follows another quote right away."""
    lead = lead.rstrip()
    if not lead or not _may_lead(lead):
        return False
    if not is_whole(words) and (_TERM_BEFORE.match(tail) or _LISTED.search(lead[-8:])):
        return False
    if lead[-1] in "：:":
        return _after_colon(lead, words)
    if lead[-1] in "，,":
        return _after_comma(lead, words, goes_on=goes_on)
    return is_whole(words) or (
        len(words) >= _LONG and not _is_slogan(words) and not _URGES.search(lead[-12:])
    )


def is_told_after(words: str, tail: str) -> bool:
    """Whether words that begin a sentence are speech whose speaker the rest of it names."""
    if not tail.strip() or _ASKS.match(tail) or _POSTED.match(tail):
        return False
    if is_whole(words):
        return not _TERM_BEFORE.match(tail) or _SAID_SOON.match(tail) is not None
    if len(words) < _SHORTEST or _TERM_BEFORE.match(tail) or not _SAID_SOON.match(tail):
        return False
    if tail.lstrip()[0] in "，,":
        return _is_speech_like(words)
    return len(words) >= _SURE and _INNER_STOP.search(words) is not None


def is_told_in_a_row(words: str, *, goes_on: bool) -> bool:
    """Of passages that stand mark to mark the long ones are speech; short ones are a list of terms."""
    return is_whole(words) or (
        len(words) >= _SURE and (goes_on or len(words) >= 2 * _LONG or _INNER_STOP.search(words) is not None)
    )


def may_stand_alone(words: str, tail: str) -> bool:
    """Whether words that begin a sentence may be speech though nobody is named."""
    return is_whole(words) and not (_TERM_BEFORE.match(tail) or _ASKS.match(tail) or _POSTED.match(tail))


def is_statement(words: str) -> bool:
    """Whether words are a sentence that says something: a call or a question may be a heading."""
    return len(words) >= _LONG and words[-1] not in "！？!?"


def _may_lead(lead: str) -> bool:
    """Whether a lead ends as one to speech does, and no paper or reporter speaks."""
    if _IN_WORDS_OF.search(lead[-48:]):
        return True
    if lead[-1] not in "：:，," and not (_STRAIGHT_TO.search(lead[-12:]) or _URGES.search(lead[-12:])):
        return False
    if _PAPER_SAYS.search(lead[-40:]) and not _IN_PAPER.search(lead[-60:]):
        return False
    return not _ASKED.search(lead[-24:])


def _after_colon(lead: str, words: str) -> bool:
    said_last = _SAID_LAST.search(lead[-24:]) is not None
    if lead[-2:-1] in CLOSING or (_is_slogan(words) and not said_last):  # “三股劲”：“…”
        return False
    if said_last or is_whole(words) or _OPINION.search(lead[-12:]):
        return True
    return len(words) >= _SHORTEST and _SAID.search(lead[-24:]) is not None


def _after_comma(lead: str, words: str, *, goes_on: bool) -> bool:
    if is_whole(words) and len(words) >= 4:
        return goes_on or len(words) >= _LONG or _SAID.search(lead) is not None
    if len(words) < _SHORTEST or _is_slogan(words):
        return False
    if _SAID_LAST.search(lead[-30:]):
        return True
    return _is_speech_like(words) and bool(_SAID.search(lead) or _OPINION.search(lead[-16:]))


def _is_speech_like(words: str) -> bool:
    """Whether words without a mark of their own may be spoken: long, or about somebody, and no slogan."""
    return not _is_slogan(words) and (
        (len(words) >= _LONG and _PARTICLE.search(words) is not None)
        or _PRONOUN.search(words) is not None
        or _INNER_STOP.search(words) is not None
    )


def _is_slogan(words: str) -> bool:
    """Whether words are phrases of one length in a row (全程领办、全程代办)."""
    if _PRONOUN.search(words) or _SPOKEN.search(words):
        return False
    parts = _PARALLEL.split(words.rstrip("。！!"))
    if len(parts) == 1:
        parts = [words]
    return len({len(part) for part in parts}) == 1 and len(parts[0]) <= (6 if "、" in words else 4)
