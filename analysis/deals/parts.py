"""An article in sentences: the firms, stages and amounts in each, and which amount is whose (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.deals.firms import Firm, deals_in, large_names, long_names, short_names
from analysis.deals.milestones import Milestone, milestones
from analysis.deals.money import Amount, Investment, investments, phase_number
from analysis.deals.naming import Known
from analysis.sentences import sentence_spans

_MANY = re.compile(
    r"(?:\d+|[两三四五六七八九十百多数几]+)(?:个(?!多?月)|家|项|大)[^，。；！？\d]{0,8}?(?:项目|企业|大单)"
    r"|项目[^，。；！？\d]{0,3}\d+个|一批[^，。；]{0,6}项目"
)
_BINDS_NEXT = re.compile(r"的[^，。；、]{0,12}")
_IN_TURN = re.compile(r"分别|依次|各自")
_OF_PHASE = re.compile(r"(?<!分)[一首二三四]期(?!总?投(?!资协议|资合同|资项目|产)|计划投资|拟投|总?\d)")
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
"""Sign for sign, so that offsets stay."""
_LONGEST = 400
"""Characters of a sentence read as one; a longer line is no sentence, and is read in such pieces."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, what stands in it, and where it begins in the text (a title: -1).

    ``tells_of_many``: it counts projects (41个项目总投资320亿元), so its amounts may be all of theirs.
    """

    words: str
    start: int
    firms: Sequence[Firm]
    amounts: Sequence[Investment]
    stages: Sequence[Milestone]
    tells_of_many: bool

    @property
    def is_title(self) -> bool:
        """Whether it is the headline."""
        return self.start < 0

    @property
    def span(self) -> tuple[int, int]:
        """As a deal keeps it."""
        return (-1, -1) if self.is_title else (self.start, self.start + len(self.words))

    def follows(self, other: Part) -> bool:
        """Whether it stands directly behind ``other``, in one paragraph."""
        return self.start == other.start + len(other.words)

    @property
    def phase(self) -> int:
        """The phase of a project that is spoken of; 0 where none is."""
        return phase_spoken_of(self.words)

    @property
    def without_firms(self) -> str:
        """The words between the firms' names."""
        ends = [0, *(firm.end for firm in self.firms)]
        starts = [*(firm.start for firm in self.firms), len(self.words)]
        return "，".join(self.words[end:start] for end, start in zip(ends, starts, strict=True))


@dataclass(frozen=True, slots=True)
class Share:
    """What a sentence says of one of its firms: from the firm's name to the next one's."""

    firm: Firm
    words: str
    amounts: Sequence[Amount]


def parts_of(title: str, text: str, day: date) -> list[Part]:
    """The sentences of the text, then the title: its short names are explained below it."""
    text, title = text.translate(_FULL_WIDTH), title.translate(_FULL_WIDTH)
    spans = [(start, text[start:end]) for start, end in _pieces(text)] + [(-1, title)]
    stages = [milestones(words, day) for _, words in spans]
    if not any(stages):
        return []
    # Short names take a word of dealing beside them.
    named = [
        [*large_names(words), *long_names(words), *(short_names(words) if reached or deals_in(words) else ())]
        for (_, words), reached in zip(spans, stages, strict=True)
    ]
    known = Known.of((words, found) for (_, words), found in zip(spans, named, strict=True))
    return [
        Part(
            words,
            start,
            known.among(words, found),
            investments(words),
            reached,
            _MANY.search(words) is not None,
        )
        for (start, words), found, reached in zip(spans, named, stages, strict=True)
    ]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text):
        for begin in range(start, end, _LONGEST):
            yield begin, min(end, begin + _LONGEST)


def phase_spoken_of(words: str) -> int:
    """The phase in ``words``, where it isn't just the price of one (一期投资6亿元)."""
    found = _OF_PHASE.search(words)
    return phase_number(found[0]) if found else 0


def shares_of(part: Part) -> list[Share]:
    """Each firm of a sentence with its stretch and its amounts."""
    ends = [*(firm.start for firm in part.firms[1:]), len(part.words)]
    amounts = part.amounts
    if len(amounts) == len(part.firms) > 1 and _IN_TURN.search(part.words):
        owners = list(range(len(amounts)))
    else:
        amounts = [one for one in amounts if not (part.tells_of_many and _is_of_many(one, part))]
        owners = [_owner(one, part) for one in amounts]
    found = []
    for number, (firm, end) in enumerate(zip(part.firms, ends, strict=True)):
        words = part.words[firm.start : end]
        own = [one for one, owner in zip(amounts, owners, strict=True) if owner == number]
        found.append(Share(firm, words, amounts_of(own, part.words, phase_spoken_of(words))))
    return found


def amounts_of(found: Sequence[Investment], words: str, phase: int) -> list[Amount]:
    """The amounts; what is invested after 一期开工 is that phase's, unless it is called the whole."""
    return [
        Amount(one.amount.yuan, "phase", one.amount.bound, one.amount.words, phase)
        if phase and one.amount.kind != "phase" and "总" not in words[max(0, one.start - 6) : one.start]
        else one.amount
        for one in found
    ]


def _is_of_many(amount: Investment, part: Part) -> bool:
    """Whether a count of projects stands before the sum, and nothing between singles one out."""
    if "其中" in part.words[: amount.start] or any(
        _BINDS_NEXT.fullmatch(part.words, amount.end, firm.start) for firm in part.firms
    ):
        return False
    counts = [found.end() for found in _MANY.finditer(part.words, 0, amount.start)]
    return bool(counts) and not any(counts[-1] <= firm.start < amount.start for firm in part.firms)


def _owner(amount: Investment, part: Part) -> int:
    """The firm before the sum; the next one in 总投资4亿元的某某项目, or where none stands before."""
    before = [number for number, firm in enumerate(part.firms) if firm.start < amount.end]
    after = [number for number, firm in enumerate(part.firms) if firm.start >= amount.end]
    if not before or (after and _BINDS_NEXT.fullmatch(part.words, amount.end, part.firms[after[0]].start)):
        return after[0]
    return before[-1]
