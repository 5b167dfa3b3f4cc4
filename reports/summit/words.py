"""Tables of words and topics: what rises and falls, bursts, goes together, and is told week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from reports.data import Cell, Table
from reports.summit.headings import table
from reports.summit.material import Material, Word

KEYWORDS = 60
_FALLEN = 30
_BURSTS = 30
_TOPICS_A_WEEK = 8
_KINDS = {"word": "词", "firm": "企业", "place": "地名"}


def keywords(material: Material) -> Table:
    """The words that stand out, against before, ordinary days and the peers."""
    rows = (
        (*_told(word), word.documents_before, word.g2_ordinary, word.g2_peers)
        for word in material.words[:KEYWORDS]
        if word.g2 is None or word.g2 > 0
    )
    note = (
        "提及本市的稿件与会前相比；G²为对数似然值，越大越突出，为负则较少；没有稿件可比时留空。"
        "“对平日”为对各场活动之外的日子，“对同类城市”为对同期只提及同类城市的报道；二者稿件多时等距抽取。"
        "个人发布的词，同一阶段作者不足10人的不计。"
    )
    columns = "word documents count g2 documents_before g2_ordinary g2_peers"
    return table("keywords", "热词", columns, rows, note)


def falling(material: Material) -> Table:
    """The words that became rarer or are gone."""
    rows = ((*_told(word), word.documents_before) for word in material.fallen[:_FALLEN])
    note = (
        "在全部用词中的占比较会前明显下降或不再出现的词，按G²由低到高；"
        "会中及会后稿件较多时，其篇数仍可能增加。"
    )
    made = table("falling", "占比下降的词", "word documents count g2 documents_before", rows, note)
    refused = material.study.echo.panel.refused
    return replace(made, withheld=refused) if refused else made


def keyword_daily(material: Material) -> Table:
    """How many texts of a day hold the words that stand out most; nothing on a day that nobody looked at."""
    state = material.study.coverage.at
    rows = (
        (day, word, None if state(day) == "gap" and not documents else documents)
        for day, word, documents in material.word_days
    )
    note = "最突出的热词在提及本市的稿件中逐日的篇数，个人发布不计。"
    return table("keyword_daily", "热词逐日", "date word documents", rows, note)


def _told(word: Word) -> tuple[Cell, ...]:
    return word.text, word.documents, word.count, word.g2


def bursts(material: Material) -> Table:
    """When words were in the air."""
    rows = ((word, burst.first, burst.last, burst.strength) for word, burst in material.bursts[:_BURSTS])
    note = (
        "突发指某词的逐日篇数明显高于平时的一段日子（Kleinberg二态模型，s=5，γ=0.5）；强度为对数似然之差，"
        "越大越突出；不足5篇的词不计。"
    )
    return table("bursts", "突发词", "word from to strength", rows, note)


def network(material: Material) -> Table:
    """Which words, firms and places are told together."""
    rows = (
        (one.one.name, _KINDS[one.one.kind], one.other.name, _KINDS[one.other.kind], one.documents, one.npmi)
        for one in material.network
    )
    note = (
        "同见于至少3条报道、比偶然更常同现的词、企业与地名，按对数似然值由高到低，同一词至多3对，共至多60对，其中企业、地名至多20对；"
        "总是一同出现的两个词多为同一说法，排在最后；每条报道计一次。"
    )
    return table("network", "共现", "one one_kind other other_kind stories npmi", rows, note)


def topics_weekly(material: Material) -> Table:
    """How much of each week's stories the most told topics are."""
    note = "每周（自星期一起）提及本市的报道中属于各话题的条数与占比；没有采集到报道的周不列。"
    return table("topics_weekly", "话题逐周", "from topic stories share", _weeks(material), note)


def _weeks(material: Material) -> Iterator[tuple[Cell, ...]]:
    chosen = [topic.name for topic in material.study.spread.topics[:_TOPICS_A_WEEK]]
    told: defaultdict[date, set[str]] = defaultdict(set)
    of_topic: defaultdict[tuple[date, str], set[str]] = defaultdict(set)
    for item in material.study.span_items:
        monday = item.day - timedelta(days=item.day.weekday())
        told[monday].add(item.story)
        of_topic[monday, item.topic].add(item.story)
    for monday in sorted(told):
        for topic in chosen:
            stories = len(of_topic[monday, topic])
            yield monday, topic, stories, stories / len(told[monday])
