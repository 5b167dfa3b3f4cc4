"""What somebody is quoted with, word for word: marked speech, not marked terms, slogans and titles (pure).

Most marks in Chinese news hold no speech. Speech is told by where it stands: after a word for saying, with a
comma or colon between (X说：“…”), or at a sentence's beginning with its own full stop inside (“…。”X说). What
stands in the midst of a sentence is a term unless a word for saying leads straight to it. Papers, posters
and proverbs say nothing, and speech told without marks (X表示，…) is no quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.marks import CLOSING, Marked, marked
from analysis.sayings import SAYS

Told = Literal["before", "after", "alone"]

_SAID = re.compile(SAYS)
_LISTENER = r"(?:本报|《[^》\n]{1,12}》)?[^，,。：:“”\n]{0,6}?(?:记者|大家|我们|笔者|老杨|他|她|企业|众人)?"
_SAID_LAST = re.compile(rf"(?:{SAYS})(?:[了着道起]|时说|到)?{_LISTENER}[ \u3000]*[：:，,]?[ \u3000]*\Z")
_STRAIGHT_TO = re.compile(
    r"(?:(?<![小学据传听所])说|表示|(?<![被简俗堪号人通又统名尊昵爱誉美职代自])称|坦言|直言|感叹|感慨|认为|记者|喊|写道|回应|吐槽|直呼|惊呼"
    r"|承诺|透露|留言|回忆|问|答|道|介绍|提醒|调侃)[ \u3000]*\Z"
)
_OPINION = re.compile(
    r"同感|体会|感受|满意|高兴|感激|激动|自豪|感动|欣慰|期待|信心|建议|回答|评价|一句话|的话|口头禅|打气|字"
)
_PAPERS = (
    r"标语|口号|横幅|条幅|海报|展板|牌匾|牌子|大字|标题|题目|主题|题为|字样|屏幕|电子屏|俗话|常言|老话|古语|古人|古诗|谚语|民谚|民谣|歌谣|歌词"
    r"|诗[云曰句]|词云|颁奖词|短信|通知|意见|方案|规划|办法|条例|规定|文件|决定|纲要|纪要|报道|文章|社论|短评|书中|文中|信中|合同|协议|招牌|门楣"
    r"|墙上|公约|家训|校训|祖训|寓意|意为|名为|唱|写下|写着|印着|写有|刻着|命名为"
)
_PAPER_SAYS = re.compile(
    rf"(?:》|{_PAPERS})(?:[上中里]|[指就]?出)?[^，,。：:]{{0,4}}?(?:{SAYS}|云|曰|要求|明确|提出|规定|显示|是|写|为)?[^，,。：:]{{0,3}}"
    r"[：:，,]?[ \u3000]*\Z"
)
_IN_PAPER = re.compile(r"在[^，,。]{0,30}(?:报告|讲话|文件|《[^》]{1,30}》)[上中里]?[^，,。]{0,6}[：:，,]?\Z")
_ASKED = re.compile(
    r"(?:^|[，,\s（(])(?:有|多[名位]|一[名位])?(?:本报|本刊)?(?:记者|主持人|笔者)(?![^，,：:]{0,20}(?:采访时|获悉|了解))[^，,：:]{0,10}[：:，,]\Z"
)
_LISTS = re.compile(r"(?:其中|包括|比如|例如|譬如|分别是|即)[：:，,]?\Z")
_ASKS = re.compile(r"[，,]?(?:主持人|记者|笔者)[^，,。]{0,8}问")
_PRONOUN = re.compile(r"[我你咱您他她谁这那]|大家|什么|怎么")
_PARTICLE = re.compile("[的了是有不没能会要就都也还让把被将已得着]")
_SPOKEN = re.compile("[了吗呢吧啊呀]")
_FULL_STOP = re.compile(r"[。！？!?…～~；;][’”』]?\Z|[，,]\Z")
_INNER_STOP = re.compile(r"[，,。！？!?；;…：:]")
_PARALLEL = re.compile(r"[、，,；;·]|(?<=[\u3400-\u9fff]) ")
_NOT_SPEECH_AFTER = re.compile(
    r"[，,]?(?:的(?!话)|这[一个句种样]|成为|成了|是|等|一词|式|为|作为|已|如今|正|字样|几个|[一二两三四五六七八九十]个|标语|横幅|口号|话题|理念|精神"
    r"|活动|品牌|工程|行动|二字|四字|系列|一类|之[称名类]|响彻|刷屏|[、：:])"
)
_POSED = re.compile(r"[^。！？!?；;\n]{0,30}?这[一个]?(?:问题|追问|疑问|话题)")
"""After a question that nobody in particular asks."""
_SAID_SOON = re.compile(rf"[，,]?[^。！？!?；;\n]{{0,60}}?(?:{SAYS})")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|…{1,2}")
_BYLINE = re.compile(
    r"[ \t\u3000]*(?:[（(][^（）()\n]{0,30}[)）]|[^\n]{0,30}(?:电|讯)(?:[（(][^（）()\n]{0,30}[)）])?)[ \u3000]*\Z"
)
_DOTS = re.compile(r"[…。]{0,4}")
_LONGEST_ROW = 8
_BEFORE, _AFTER = 120, 100
"""Signs around a quote in which its speaker is looked for."""
_SHORTEST = 6
"""Signs of a quote that has no full stop of its own: shorter ones are terms."""


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` is speech, without its marks.

    Who speaks is to be read from ``text[clause_start:clause_end]`` before or after it; a quote that stands
    ``alone`` has no such clause (both are its own start) and goes on where another left off.
    """

    start: int
    end: int
    told: Told
    clause_start: int
    clause_end: int


def quotes(text: str) -> tuple[Quote, ...]:
    """The quotes of ``text`` in order; none lies inside another."""
    return tuple(_Reader(text).quotes())


class _Reader:
    """Goes through the marked passages of one text, each with its neighbours."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marked = list(marked(text))
        self._last: Quote | None = None

    def quotes(self) -> Iterator[Quote]:
        for place in range(len(self._marked)):
            quote = self._quote(place)
            if quote:
                self._last = quote
                yield quote

    def _quote(self, place: int) -> Quote | None:
        passage = self._marked[place]
        words = self._text[passage.start : passage.end].strip()
        if len(words) < 2:
            return None
        begin = self._sentence_start(passage.start - 1)
        lead = self._text[begin : passage.start - 1]
        rest = self._text[passage.end + 1 : passage.end + 5]
        if _led_to(lead, words, rest, goes_on=self._goes_on(begin)):
            return Quote(passage.start, passage.end, "before", begin, passage.start - 1)
        if lead.strip() and not _BYLINE.match(lead):
            return None
        last = self._row_end(place)
        after, stop = self._clause_after(last)
        tail = self._text[after:stop]
        if last > place or self._beside(passage):
            told = self._told_in_a_row(words, passage)
        else:
            told = _named_after(words, tail)
        if told:
            return Quote(passage.start, passage.end, "after", after, stop)
        if self._alone(passage, words, tail):
            return Quote(passage.start, passage.end, "alone", passage.start, passage.start)
        return None

    def _row_end(self, place: int) -> int:
        """The last of the passages that stand mark to mark from ``place`` on."""
        for last in range(place, min(place + _LONGEST_ROW, len(self._marked) - 1)):
            if self._marked[last + 1].start != self._marked[last].end + 2:
                return last
        return min(place + _LONGEST_ROW, len(self._marked) - 1)

    def _beside(self, passage: Marked) -> bool:
        """Whether a quote stands right before."""
        return self._last is not None and self._last.end + 2 == passage.start

    def _told_in_a_row(self, words: str, passage: Marked) -> bool:
        """Of passages mark to mark the long ones are speech; short ones are a list of terms."""
        if _FULL_STOP.search(words):
            return True
        return len(words) >= 10 and (
            self._beside(passage) or len(words) >= 16 or _INNER_STOP.search(words) is not None
        )

    def _sentence_start(self, at: int) -> int:
        """Where the sentence begins in which the mark at ``at`` stands."""
        low = max(0, at - _BEFORE)
        if self._last:
            low = max(low, self._last.end + 1)
        for end in _SENTENCE_END.finditer(self._text, low, at):
            low = end.end()
        while low < at and self._text[low] in "”」』’ \t\u3000":
            low += 1
        return low

    def _clause_after(self, place: int) -> tuple[int, int]:
        """What follows a passage to the end of the sentence, or to where the next quote is led to."""
        passage = self._marked[place]
        begin = passage.end + 1
        if passage.ragged:
            return begin, begin
        begin = _DOTS.match(self._text, begin).end()  # type: ignore[union-attr]
        high = min(len(self._text), begin + _AFTER)
        if place + 1 < len(self._marked):
            following = self._marked[place + 1].start - 1
            if self._text[following - 1] in "，,：:":
                high = min(high, following)
        end = _SENTENCE_END.search(self._text, begin, high)
        return begin, max(begin, end.start() if end else high)

    def _goes_on(self, begin: int) -> bool:
        """Whether the clause from ``begin`` on follows a quote right away, so that it tells who spoke."""
        return self._last is not None and self._last.end + 1 == begin

    def _alone(self, passage: Marked, words: str, tail: str) -> bool:
        """Whether speech without a speaker goes on from another quote, or is told of afterwards."""
        if passage.ragged:
            return True
        if (
            not _FULL_STOP.search(words)
            or _NOT_SPEECH_AFTER.match(tail)
            or _ASKS.match(tail)
            or _POSED.match(tail)
        ):
            return False
        near = self._last is not None and self._text.count("\n", self._last.end, passage.start) <= 1
        rest = passage.end + 1 < len(self._text) and self._text[passage.end + 1] != "\n"
        return near or rest or (len(words) >= 8 and words[-1] not in "！？!?")


def _led_to(lead: str, words: str, rest: str, *, goes_on: bool) -> bool:
    """Whether the sentence's beginning leads to speech."""
    lead = lead.rstrip()
    if not lead:
        return False
    if lead[-1] not in "：:，," and not _STRAIGHT_TO.search(lead[-12:]):
        return False
    if _ASKED.search(lead[-24:]):
        return False
    if _PAPER_SAYS.search(lead[-40:]) and not _IN_PAPER.search(lead[-60:]):
        return False
    whole = bool(_FULL_STOP.search(words))
    if not whole and (_NOT_SPEECH_AFTER.match(rest) or _LISTS.search(lead[-8:])):
        return False
    if lead[-1] in "：:":
        if lead[-2:-1] in CLOSING or (_is_slogan(words) and not _SAID_LAST.search(lead[-24:])):
            return False  # “三股劲”：“…”
        return _is_said(lead[-24:], words, whole=whole)
    if lead[-1] in "，,":
        return _after_comma(lead, words, whole=whole, goes_on=goes_on)
    return whole or (len(words) >= 8 and not _is_slogan(words))


def _is_said(lead: str, words: str, *, whole: bool) -> bool:
    """After a colon: with a word for saying near, or as a whole sentence."""
    if _SAID_LAST.search(lead) or _OPINION.search(lead[-12:]):
        return True
    return whole or (_SAID.search(lead) is not None and len(words) >= _SHORTEST)


def _after_comma(lead: str, words: str, *, whole: bool, goes_on: bool) -> bool:
    if whole and len(words) >= 4:
        return goes_on or _SAID.search(lead) is not None or len(words) >= 8
    if len(words) < _SHORTEST or _is_slogan(words):
        return False
    if _SAID_LAST.search(lead[-30:]):
        return True
    told = _SAID.search(lead) or (_OPINION.search(lead[-16:]))
    return told is not None and _is_speech_like(words)


def _named_after(words: str, tail: str) -> bool:
    """Whether the words that begin a sentence are speech whose speaker the rest of it names."""
    if not tail.strip() or _ASKS.match(tail) or _POSED.match(tail):
        return False
    whole = _FULL_STOP.search(words) is not None
    says = _SAID_SOON.match(tail)
    if whole:
        return bool(says) or not _NOT_SPEECH_AFTER.match(tail)
    if not says or len(words) < _SHORTEST or _NOT_SPEECH_AFTER.match(tail):
        return False
    if tail.lstrip()[0] in "，,":
        return _is_speech_like(words)
    return len(words) >= 10 and _INNER_STOP.search(words) is not None


def _is_speech_like(words: str) -> bool:
    """Whether words without a full stop may be spoken: long, or about somebody, and no slogan."""
    return not _is_slogan(words) and (
        (len(words) >= 8 and _PARTICLE.search(words) is not None)
        or _PRONOUN.search(words) is not None
        or _INNER_STOP.search(words) is not None
    )


def _is_slogan(words: str) -> bool:
    """Whether words are phrases of one length in a row (全程领办、全程代办)."""
    if _PRONOUN.search(words):
        return False
    parts = _PARALLEL.split(words)
    longest = 6 if "、" in words else 4
    return len({len(part) for part in parts}) == 1 and len(parts[0]) <= longest and not _SPOKEN.search(words)
