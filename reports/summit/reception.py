"""Chapters on how a summit was received: who told it, what they felt and talked about, what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import dates
from analysis.exposure import WINDOWS
from analysis.voices.names import looks_like_name
from reports import sentences, terms
from reports.summit.heat import heat_said
from reports.summit.lists import most_carried, negative_items, negative_stories
from reports.summit.mood import changes_said, contrary_said, drivers_said, praise_said
from reports.summit.projects import landed
from reports.summit.reach import circles_said, distance_said
from reports.summit.voices import voices_said
from reports.summit.wording import (
    Facts,
    mood_said,
    rank_said,
    shares_said,
    span_uncollected,
)


def channels(facts: Facts) -> Iterator[str]:
    """Tiers, regions, owned and earned."""
    yield from circles_said(facts)
    yield from heat_said(facts)
    spread = facts.material.study.spread
    if not facts.untold:
        tiers = [f"{terms.TIERS[tier.name]}（{tier.stories}条）" for tier in spread.tiers[:4]]
        yield f"按媒体级别，刊发报道较多的是{'、'.join(tiers)}。"
        yield from sentences.busiest(spread.outlets)
        strangers = [one for one in spread.outlets if not one.tier]
        if strangers:
            yield f"有{len(strangers)}家媒体未收录于名录，级别与地区记为未知，只计入外部媒体。"
    yield sentences.REACH_UNKNOWN


def copies(facts: Facts) -> Iterator[str]:
    """How much was copied, what, and from whom."""
    yield shares_said(facts, f"{facts.heard_said}的稿件中", {"reposts.share": "转载稿件"}) + "。"
    if facts.untold:
        return
    for story, first in most_carried(facts.material.study.spread.stories)[:1]:
        if story.reposts:
            yield (
                f"转载最广的是{first.outlet}首发的{terms.titled(first.title)}，"
                f"共刊发{len(story.items)}篇，见于{story.outlets}家媒体。"
            )
    yield from distance_said(facts)
    firsts = sorted(facts.material.study.spread.outlets, key=lambda row: (-row.first, row.outlet))
    leading = [f"{row.outlet}（{row.first}条）" for row in firsts[:3] if row.first]
    if leading:
        yield f"首发较多的媒体是{'、'.join(leading)}。"


def sentiment(facts: Facts) -> Iterator[str]:
    """The mix of each window, and whether it changed."""
    if facts.material.study.blank:
        yield f"{span_uncollected(facts)}情感构成暂不发布。"
        return
    for name in WINDOWS:
        yield mood_said(facts, name) + "。"
    yield from changes_said(facts)
    yield from praise_said(facts)
    yield from contrary_said(facts)
    yield from drivers_said(facts)
    yield from _quoted(facts)
    yield "单篇的情感判断不足为凭，重要结论请以原文为准。"


def _quoted(facts: Facts) -> Iterator[str]:
    """Who was quoted, and in what mood."""
    if facts.untold:
        yield f"引语暂不发布（{facts.untold}）。"
    elif facts.material.quotes:
        said = voices_said(facts.material.quotes)
        yield f"{facts.heard_said}的报道中共有引语{len(facts.material.quotes)}条：{said}。"
        yield (
            shares_said(
                facts, "按引语计", {f"voice.{one}": f"{name}声音" for one, name in terms.VOICES.items()}
            )
            + "。"
        )
    else:
        yield f"{facts.heard_said}的报道中没有可辨认发言人的引语。"


def messages(facts: Facts) -> Iterator[str]:
    """Which messages came across."""
    if facts.untold:
        yield f"关键信息与产业的提及情况暂不发布（{facts.untold}）。"
    else:
        yield from _came_across(facts)


def _came_across(facts: Facts) -> Iterator[str]:
    came = [
        f"{terms.quoted([one.text])}见于{told.stories}条"
        for one, told in facts.material.messages
        if told.stories
    ]
    if came:
        yield f"{facts.heard_said}的报道中，{'，'.join(came[:5])}。"
    missing = [one.text for one, told in facts.material.messages if not told.stories]
    if missing:
        collected = "已采集到的报道" if facts.material.study.heard.holes else "报道"
        yield f"未见于任何{collected}的有{terms.quoted(missing)}。"
    industries = [
        f"{one.name}（{told.stories}条）" for one, told in facts.material.industries if told.stories
    ]
    if industries:
        yield f"提及较多的产业是{'、'.join(industries[:6])}。"


def keywords(facts: Facts) -> Iterator[str]:
    """The words that stand out, and the topics."""
    if facts.untold:
        yield f"热词与话题暂不发布（{facts.untold}）。"
        return
    found = facts.material.words[:10]
    words = terms.quoted(word.text for word in found)
    if words and found[0].g2 is None:
        before = facts.material.study.windows["before"]
        why = "会前未采集，无从比较" if before.holes and before.blank else "会前没有稿件可比"
        yield f"{why}，{facts.heard_said}出现最多的词是{words}。"
    elif words:
        yield f"与会前相比，{facts.heard_said}最突出的词是{words}。"
    yield from _risen_and_fallen(facts)
    topics = facts.material.study.spread.topics
    yield from sentences.topics(topics)
    if not words and not topics:
        yield sentences.TOO_FEW_WORDS


def _risen_and_fallen(facts: Facts) -> Iterator[str]:
    """Which words burst, when, and which became rarer."""
    rising = [
        f"{terms.quoted([word])}（{dates.short_days(burst.first, burst.last)}）"
        for word, burst in facts.material.bursts[:5]
    ]
    if rising:
        yield f"一段时间内集中出现的词有{'、'.join(rising)}。"
    nameless = [word.text for word in facts.material.fallen if not looks_like_name(word.text)]
    if nameless:
        yield (
            f"占比较会前下降的词有{terms.quoted(nameless[:5])}；"
            "会中及会后稿件多于会前时，占比下降的词篇数仍可能增加。"
        )


def peers(facts: Facts) -> Iterator[str]:
    """The city among its peers."""
    yield rank_said(facts)
    share = facts.figures[f"share_of_voice.{facts.city}"]
    if len(facts.material.study.spread.voice) > 1 and not share.withheld:
        yield (
            f"声量份额在同一批采集来源中计数，来源以{facts.city}本地为主时会偏高；"
            "折算份额只计不属所涉各市的媒体，并除以各媒体同期见到的全部稿件，位次以此为准。"
        )


def projects(facts: Facts) -> Iterator[str]:
    """What was signed, begun, put to work, given up."""
    if facts.untold:
        yield f"项目签约与落地情况暂不发布（{facts.untold}）。"
    else:
        yield from landed(facts.material.landing, "会中及会后")


def risks(facts: Facts) -> Iterator[str]:
    """What was judged negative; where days are missing, that there may be more."""
    heard = facts.material.study.heard
    heard_items = facts.material.study.heard_items
    found = negative_items(heard_items)
    if found:
        yield from _blame(facts, len(found), len(negative_stories(heard_items)))
    elif heard.mute or facts.untold:
        yield f"有无负面稿件不能判断（{heard.mute or facts.untold}）。"
    else:
        yield f"{facts.heard_said}采集到的稿件中，没有判为负面的稿件。"
    if heard.holes and not heard.mute:
        yield "采集不全的日子可能另有负面稿件，不能排除。"
    elif heard.mute and found:
        yield f"以上为零星采到的稿件（{heard.mute}）。"


def _blame(facts: Facts, items: int, stories: int) -> Iterator[str]:
    listed = facts.listed["negatives"]
    each = "每条报道列最早判为负面的一篇"
    if listed:
        yield (
            f"{facts.heard_said}判为负面的稿件{items}篇，归并为报道{stories}条，按负面程度由重到轻列于下表，"
            f"{each}，请人工复核。"
        )
    else:
        yield f"{facts.heard_said}判为负面的稿件{items}篇，均为个人发布，只计数，不逐条列出。"
    hidden = stories - listed
    if listed and hidden > 0:
        yield f"另有{hidden}条未列出：个人发布只计数，其余因篇幅所限从略。"
