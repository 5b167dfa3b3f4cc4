"""Who is quoted in what was told during and after: the quotes, their voices' shares, the words in print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from analysis.analysers import MESSAGES
from analysis.exposure import Estimate, SummitStudy
from analysis.exposure.intervals import clustered
from analysis.exposure.penetration import carried_by_voice
from analysis.exposure.reasons import nothing_found
from analysis.item import LABELS
from analysis.messages import Evidence
from analysis.voices.voices import Said
from cityecho.archive import Transaction
from reports import terms
from reports.data import Cell, Figure, Table
from reports.quotes import Quote
from reports.summit.headings import table

MOST_QUOTES = 40
LONGEST_QUOTE = 200
"""Characters of a quote in the table."""


def told_once(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """``quotes`` with the same words of one story once, where they came out first.

    ``quotes`` are in order of publication.
    """
    found: dict[tuple[str, str], Quote] = {}
    for quote in quotes:
        found.setdefault((quote.item.story, quote.words), quote)
    return tuple(found.values())


def worded_once(told: Iterable[Quote]) -> list[Quote]:
    """``told`` with the same words once, whoever is said to have spoken them: a list has room for others."""
    found: dict[str, Quote] = {}
    for quote in told:
        found.setdefault(quote.words, quote)
    return list(found.values())


def carried(tx: Transaction, told: Sequence[Quote]) -> dict[str, dict[str, frozenset[str]]]:
    """By item and voice the ids of the messages and industries within its quotes."""
    by_item: dict[str, list[Said]] = defaultdict(list)
    for quote in told:
        by_item[quote.item.id].append(quote.said)
    return {
        one.article: carried_by_voice(
            {name: [Evidence.from_json(each) for each in where] for name, where in one.value.items()},
            by_item[one.article],
        )
        for one in tx.measures.some(MESSAGES, by_item)
    }


def shares(study: SummitStudy, told: Sequence[Quote]) -> dict[str, Estimate]:
    """By voice its share of the quotes, with stories as clusters."""
    by_story: dict[str, list[str]] = defaultdict(list)
    for quote in told:
        by_story[quote.item.story].append(quote.said.voice)
    none = nothing_found(study.heard.days, study.heard.holes, "引语")
    totals = [len(voices) for voices in by_story.values()]
    return {
        voice: clustered([voices.count(voice) for voices in by_story.values()], totals, none).unless(
            study.heard.mute
        )
        for voice in terms.VOICES
    }


def figures(study: SummitStudy, told: Sequence[Quote]) -> Iterator[tuple[Figure, Estimate]]:
    """A figure a voice, still without its value, and the value."""
    how = (
        "会中及会后报道的引语中该类发言人所说的占比，同一报道的相同引语计一次，个人发布不计；"
        "区间以报道为单位（整群比率估计）"
    )
    for voice, share in shares(study, told).items():
        ref = {"query": "voice", "voice": voice}
        label = f"{terms.VOICES[voice]}声音占比"
        yield Figure(f"voice.{voice}", label, None, terms.SHARE, how, ref, of_what="条引语"), share


def quotes_table(told: Sequence[Quote], order: Sequence[str]) -> Table:
    """The quotes of the most carried stories first; ``order`` are the stories."""
    rank = {story: place for place, story in enumerate(order)}
    chosen = worded_once(sorted(told, key=lambda quote: rank.get(quote.item.story, len(rank))))
    columns = "voice speaker speaker_title organization quote sentiment outlet published_at url"
    note = f"引语为原文照录，同样的话只列一次，至多列{MOST_QUOTES}条，过长的从略；公众声音不列姓名。"
    return table("quotes", "引语", columns, map(_row, chosen[:MOST_QUOTES]), note)


def sentiment_table(told: Sequence[Quote]) -> Table:
    """What each voice's quotes feel about the city."""
    moods = {
        voice: Counter(quote.sentiment for quote in told if quote.said.voice == voice)
        for voice in terms.VOICES
    }
    rows: list[tuple[Cell, ...]] = [
        (terms.VOICES[voice], found.total(), *(found[label] for label in LABELS))
        for voice, found in moods.items()
        if found
    ]
    note = "按引语计，同一报道的相同引语计一次，个人发布不计。"
    columns = "voice quotes positive neutral negative unclear"
    return table("voice_sentiment", "各方引语情感", columns, rows, note)


def _row(quote: Quote) -> tuple[Cell, ...]:
    words = quote.words if len(quote.words) <= LONGEST_QUOTE else quote.words[:LONGEST_QUOTE] + "……"
    return (
        terms.VOICES[quote.said.voice],
        quote.said.speaker,
        quote.said.title,
        quote.said.organization,
        words,
        terms.LABELS[quote.sentiment],
        quote.item.outlet,
        quote.item.appeared,
        quote.item.url,
    )


def voices_said(told: Sequence[Quote]) -> str:
    """官方12条（其中正面5条）、企业3条 …: what each voice said, those that said nothing left out."""
    said = []
    for voice, name in terms.VOICES.items():
        quoted = [quote.sentiment for quote in told if quote.said.voice == voice]
        moods = [
            f"{terms.LABELS[mood]}{quoted.count(mood)}条"
            for mood in ("positive", "negative")
            if mood in quoted
        ]
        if quoted:
            said.append(f"{name}{len(quoted)}条" + (f"（其中{'、'.join(moods)}）" if moods else ""))
    return "、".join(said)
