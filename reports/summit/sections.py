"""The chapters of a summit report, in the order Chinese offices know."""

from __future__ import annotations

from reports.chapters import Chapter
from reports.data import CLOUD, Section
from reports.summit import conclusion, course, reading, reception
from reports.summit.wording import Facts

_CHAPTERS = {
    "overview": Chapter("活动概况", course.overview, tables=("windows",)),
    "conclusion": Chapter("结论", conclusion.conclusion),
    "trend": Chapter("传播走势", course.trend, ("trend",)),
    "uplift": Chapter("提升", course.uplift, ("uplift",)),
    "channels": Chapter(
        "渠道与媒体级别",
        reception.channels,
        ("tiers", "regions"),
        ("circles", "heat", "tiers", "regions", "ownership", "outlets"),
    ),
    "copies": Chapter("首发与转载", reception.copies, ("copy_tree",), ("top_stories", "distance", "copies")),
    "sentiment": Chapter(
        "情感与引语",
        reception.sentiment,
        ("sentiment", "voice_sentiment"),
        ("sentiment", "mood_change", "mood_words", "mood_told", "quotes"),
    ),
    "messages": Chapter(
        "关键信息到达", reception.messages, tables=("messages", "message_tiers", "industries")
    ),
    "keywords": Chapter(
        "热词与话题",
        reception.keywords,
        ("keywords", CLOUD, "keyword_daily", "topic_river"),
        ("keywords", "falling", "bursts", "network", "topics"),
    ),
    "peers": Chapter(
        "同类城市", reception.peers, ("share_of_voice", "places_daily"), ("share_of_voice", "race")
    ),
    "projects": Chapter("签约与落地", reception.projects, ("timeline",), ("projects", "silent")),
    "risks": Chapter("风险与负面", reception.risks, tables=("negatives",)),
    "editions": Chapter("与上届比较", reading.editions, tables=("editions",)),
    "terms": Chapter("术语", reading.glossary, tables=("terms",)),
    "methods": Chapter("方法与缺口", reading.methods, tables=("gaps", "methods")),
    "appendix": Chapter("附录（稿件清单）", reading.appendix, tables=("articles",)),
}


def sections(facts: Facts) -> tuple[Section, ...]:
    """All chapters; one about nothing says so, and what the configuration left out is none of them."""
    return tuple(
        Section(
            name,
            chapter.title,
            tuple(chapter.write(facts)),
            chapter.charts,
            tuple(table for table in chapter.tables if table in facts.listed),
        )
        for name, chapter in _CHAPTERS.items()
        if name != "editions" or facts.material.matched is not None
    )
