"""Who says it: the speaker of each quote, and whose voice that is (pure).

Four voices: official, enterprise, expert, public. A speaker's name is kept for those who speak for an office,
a firm or their field; ordinary people have a voice and no name. What can't be told is left out: a quote that
no speaker can be found for is in :mod:`analysis.voices.quotes` only.

For news: whoever speaks in a post is nobody that may be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.voices.offices import Voice
from analysis.voices.people import Person
from analysis.voices.quotes import Quote, follows, quotes
from analysis.voices.speakers import LISTS as SPEAKER_LISTS
from analysis.voices.speakers import Speakers
from analysis.voices.speech import is_whole

LISTS = SPEAKER_LISTS
"""The shipped lists that voices are read with."""

_BEFORE = 400
"""Signs of its paragraph before a quote in which its speaker may have been told of."""


@dataclass(frozen=True, slots=True)
class Said:
    """``text[start:end]`` was said by ``speaker`` ("" where nobody is named, and always in public voices)."""

    start: int
    end: int
    speaker: str
    title: str
    organization: str
    voice: Voice

    def to_json(self) -> dict[str, Any]:
        """As the archive keeps it: no words of the quote."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Said:
        """What ``to_json`` made."""
        return cls(**value)


def voices(text: str) -> tuple[Said, ...]:
    """Every quote of ``text`` whose speaker can be told, at least by voice; in order."""
    found = quotes(text)
    return tuple(_said(text, found)) if found else ()


def _said(text: str, found: tuple[Quote, ...]) -> Iterator[Said]:
    speakers = Speakers(text, ((quote.start, quote.end) for quote in found))
    last: Person | None = None
    last_end = 0
    for place, quote in enumerate(found):
        low = max(last_end, quote.start - _BEFORE)
        line = max(low, text.rfind("\n", low, quote.start) + 1)
        goes_on = last is not None and follows(text, last_end, quote.start)
        spoken = _in_clause(speakers, _closing(text, found, place), last)
        beside = _is_beside(speakers, quote, spoken)
        speaker = (
            _led_up(text, speakers, found[place : place + 2], line)
            or (None if beside else spoken)
            or speakers.told_of(line, quote.start - 1)
            or spoken
            or (last if goes_on else speakers.near(quote.start - 1, quote.end))
        )
        if speaker:
            last, last_end = speaker, quote.end
            yield _kept(quote, speaker)


def _in_clause(speakers: Speakers, quote: Quote, last: Person | None) -> Person | None:
    if quote.told == "alone":
        return None
    if quote.told == "before":
        return speakers.before(quote.clause_start, quote.clause_end, last)
    return speakers.after(quote.clause_start, quote.clause_end, last)


def _is_beside(speakers: Speakers, quote: Quote, speaker: Person | None) -> bool:
    """Whether an office is only named after a quote, and not as who speaks: 会上发放了市委的材料."""
    if speaker is None or speaker.name or speaker.title or quote.told != "after":
        return False
    return not speakers.tells(quote.clause_start, quote.clause_end)


def _led_up(text: str, speakers: Speakers, found: Sequence[Quote], line: int) -> Person | None:
    """Who says, without marks, the sentence before a quote: the quote goes on, whoever speaks after it.

    X介绍，厂房已经封顶。“年底投产。”Y分析，…; of quotes in a row, what is told after belongs to the last.
    """
    quote = found[0]
    if quote.told != "after" or not is_whole(text[quote.start : quote.end].strip()):
        return None
    in_row = found[-1].start == quote.end + 2
    if in_row or speakers.looks_on(quote.clause_start, quote.clause_end):
        return speakers.led_up(line, quote.start - 1)
    return None


def _closing(text: str, found: Sequence[Quote], place: int) -> Quote:
    """The quote that ends a speech whose paragraphs each open marks anew: it tells who spoke."""
    if place and _goes_on_below(text, found[place - 1], found[place]):
        return found[place]
    while place + 1 < len(found) and _goes_on_below(text, found[place], found[place + 1]):
        place += 1
    return found[place]


def _goes_on_below(text: str, quote: Quote, below: Quote) -> bool:
    between = text[quote.end : below.start - 1]
    return quote.told == "alone" and "\n" in between and not between.strip()


def _kept(quote: Quote, speaker: Person) -> Said:
    """Ordinary people are never rows: of a public voice stays what it is called."""
    if speaker.voice == "public":
        return Said(quote.start, quote.end, "", speaker.title, "", "public")
    return Said(quote.start, quote.end, speaker.name, speaker.title, speaker.organization, speaker.voice)
