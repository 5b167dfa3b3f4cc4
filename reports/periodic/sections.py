"""The chapters of a daily, a weekly and a monthly report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from analysis import dates
from reports import sentences, terms
from reports.chapters import Chapter
from reports.data import CLOUD, Section
from reports.periodic import wording
from reports.periodic.wording import Facts
from reports.summit.projects import landed
from reports.summit.spread import by_message
from reports.summit.voices import voices_said


def sections(facts: Facts) -> tuple[Section, ...]:
    """The chapters that have something to say: a quiet day is read in a minute."""
    chapters = _DAY if facts.material.kind == "daily" else _PERIOD
    return tuple(_section(facts, name, chapters[name]) for name in chapters if _has_words(facts, name))


def _has_words(facts: Facts, name: str) -> bool:
    """Whether a chapter is written: those about nothing are not, and the overview says so."""
    if facts.blank:
        return name in _BLANK
    if facts.material.kind == "daily":
        return name in _EMPTY or any(facts.listed[table] for table in _DAY[name].tables)
    return not facts.empty or name in _EMPTY


def _section(facts: Facts, name: str, chapter: Chapter[Facts]) -> Section:
    """Only tables with rows: the sentences say what there is none of."""
    tables = tuple(table for table in chapter.tables if facts.listed[table])
    return Section(name, chapter.title, tuple(chapter.write(facts)), chapter.charts, tables)


def _summary(facts: Facts) -> Iterator[str]:
    """The day in about 500 characters."""
    yield "".join(chain(wording.volume(facts), wording.usual(facts), wording.events(facts)))
    copied = wording.shares(facts, "稿件中", {"reposts.share": "转载"})
    told = chain(wording.mood(facts), wording.tiers(facts), copied, wording.top(facts, 2))
    blame = chain(wording.negatives(facts), wording.spikes(facts))
    yield from filter(None, map("".join, (told, blame)))
    yield from wording.landed_briefly(facts)
    yield from wording.morning(facts, 2)
    yield from wording.sources(facts)


def _nothing(_facts: Facts) -> Iterator[str]:
    yield from ()


def _overview(facts: Facts) -> Iterator[str]:
    yield from filter(None, map("".join, (wording.volume(facts), wording.usual(facts))))
    yield from wording.events(facts)
    if facts.empty or facts.blank:
        yield "没有内容的章节从略。"


def _trend(facts: Facts) -> Iterator[str]:
    days = [day for day in facts.material.study.daily if day.window == "period" and day.items]
    peak = max(days, key=lambda day: (day.stories, day.items))
    known = "就已采集的日子看，" if facts.material.study.heard.holes else ""
    yield (
        f"{known}{dates.short_day(peak.day)}报道最多，当日有{facts.this}首次刊发的报道{peak.stories}条，"
        f"稿件{peak.items}篇，见于{peak.outlets}家媒体。"
    )


def _stories(facts: Facts) -> Iterator[str]:
    yield from wording.top(facts, 5)
    parts = {"reposts.share": "转载稿件"}
    yield from wording.shares(facts, f"{facts.this}的稿件中", parts)


def _channels(facts: Facts) -> Iterator[str]:
    parts = {
        "circle.earned": "有外部媒体刊发的",
        "circle.outside_province": "有省外媒体刊发的",
        "circle.central": "有中央媒体刊发的",
    }
    yield from wording.tiers(facts)
    yield from wording.shares(facts, f"{facts.this}的报道中", parts)
    yield from sentences.busiest(facts.material.study.spread.outlets)
    yield sentences.REACH_UNKNOWN


def _sentiment(facts: Facts) -> Iterator[str]:
    parts = {f"sentiment.{label}.period": terms.MOODS[label] for label in ("positive", "negative")}
    yield from wording.mood(facts)
    yield from wording.shares(facts, f"{facts.this}的报道中", parts)
    if facts.material.quotes:
        said = voices_said(facts.material.quotes)
        yield f"可列的引语共{len(facts.material.quotes)}条：{said}。"
    else:
        yield f"{facts.this}采集到的报道中没有可辨认发言人的引语。"
    yield "情感由程序判断，重要结论请以原文为准。"


def _keywords(facts: Facts) -> Iterator[str]:
    words = terms.quoted(word.word for word in facts.material.words.found[:10])
    topics = facts.material.study.spread.topics
    if words:
        yield f"与此前14天相比，最突出的词是{words}。"
    yield from sentences.topics(topics)
    carried = [
        f"{terms.quoted([message.text])}见于{group.stories}条"
        for message, group in by_message(facts.material.brand, facts.material.study.spread)
        if group.stories
    ]
    if carried:
        yield f"关键信息中，{'，'.join(carried[:5])}。"
    if not words and not topics and not carried:
        yield sentences.TOO_FEW_WORDS


def _peers(facts: Facts) -> Iterator[str]:
    voice = facts.material.study.spread.voice
    share = facts.figures[f"share_of_voice.{facts.material.city}"]
    if len(voice) < 2:
        yield "未配置同类城市，不作比较。"
    elif share.withheld:
        yield f"声量份额暂不发布（{share.withheld}）。"
    else:
        said = "、".join(f"{group.name}{group.stories}条" for group in voice)
        yield f"各市按同一方式、在同一批采集来源中计数：{said}；来源以本地为主时，本市份额会偏高。"


def _projects(facts: Facts) -> Iterator[str]:
    yield from landed(facts.material.landing, facts.this)


def _risks(facts: Facts) -> Iterator[str]:
    yield from wording.negatives(facts)
    yield from wording.spikes(facts)


def _methods(facts: Facts) -> Iterator[str]:
    study = facts.material.study
    if facts.material.kind != "daily":
        yield from wording.sources(facts)
    unread = [facts.material.outlet(one) for one in study.coverage.unread]
    if unread:
        yield f"有{len(unread)}个采集来源没有一天采集完整：{terms.listed(dict.fromkeys(unread), 10)}。"
    yield (
        "同一文本的各次刊发合为一条报道；情感由程序判断；个人发布只计数，同日各项相同而作者不足十人的不计。"
        "所附区间为90%区间；与此前14天的比较为简单对照。每个数字都可由存档重新算出。"
    )


def _appendix(facts: Facts) -> Iterator[str]:
    listed = facts.listed["articles"]
    hidden = len(facts.material.study.items) - listed
    part = "已采集到的" if facts.material.study.heard.holes else ""
    yield from sentences.appendix(f"{facts.this}{part}", facts.material.city, listed, hidden)


_BLANK = frozenset({"summary", "overview", "ahead", "methods"})
"""Chapters of days that nobody looked at."""
_EMPTY = _BLANK | {"risks"}
"""Chapters of days that brought nothing."""
_DAY = {
    "summary": Chapter("综述", _summary),
    "stories": Chapter("重点报道", _nothing, tables=("top_stories",)),
    "blame": Chapter("负面稿件", _nothing, tables=("negatives",)),
    "projects": Chapter("项目动态", _nothing, tables=("projects",)),
    "quotes": Chapter("引语", _nothing, tables=("quotes",)),
    "morning": Chapter("次日早间", _nothing, tables=("morning",)),
    "methods": Chapter("方法与缺口", _methods, tables=("sources",)),
}
_PERIOD = {
    "overview": Chapter("概览", _overview, tables=("usual",)),
    "trend": Chapter("传播走势", _trend, ("trend",)),
    "stories": Chapter("重点报道", _stories, tables=("top_stories", "copies")),
    "channels": Chapter("渠道与媒体级别", _channels, ("tiers",), ("tiers", "ownership", "outlets")),
    "sentiment": Chapter("情感与引语", _sentiment, ("sentiment",), ("sentiment", "quotes")),
    "keywords": Chapter(
        "热词与话题", _keywords, ("keywords", CLOUD), ("keywords", "topics", "messages", "industries")
    ),
    "peers": Chapter("同类城市", _peers, ("share_of_voice",), ("share_of_voice",)),
    "projects": Chapter("项目进展", _projects, tables=("projects",)),
    "risks": Chapter("风险与负面", _risks, tables=("negatives", "negative_days")),
    "ahead": Chapter("下期关注", wording.ahead, tables=("ahead",)),
    "methods": Chapter("方法与缺口", _methods, tables=("sources", "gaps", "methods")),
    "appendix": Chapter("附录（稿件清单）", _appendix, tables=("articles",)),
}
