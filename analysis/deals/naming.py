"""Which of the names found in an article's sentences are firms', and whose deal is told there (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.deals.firms import Firm, acts_alone, built, is_common
from analysis.wordlists import longest_of

_PARTED = re.compile(r"[^\u4e00-\u9fff\w]|[与和跟及由的]|携手|牵手|联合")
_MOTHER = re.compile(r"(?:旗下|的?(?:全资|控股))(?:的|全资|控股|子公司|企业|品牌)*")
"""What stands between a mother firm and the daughter whose deal it is."""
_DAUGHTER = re.compile(r"的?(?:全资|控股|参股|下属)*[子孙]公司")


@dataclass(frozen=True, slots=True)
class Known:
    """An article's firms: own names written in full somewhere, a pattern of those that are no words.

    ``goods`` look like own names, but stand behind a firm's name elsewhere: 环氧 of 环沃化工环氧树脂项目.
    """

    full: frozenset[str]
    goods: frozenset[str]
    spots: re.Pattern[str] | None

    @classmethod
    def of(cls, named: Iterable[tuple[str, Sequence[Firm]]]) -> Known:
        """Those among the names of each sentence."""
        pairs = [(words, firm) for words, found in named for firm in found]
        full = frozenset(firm.own for words, firm in pairs if firm.is_full or _acts_as_firm(words, firm))
        built_of = {
            firm.own
            for words, firm in pairs
            if firm.name != firm.own and not firm.is_full and _are_goods(words, firm, full)
        }
        behind = {words[firm.end : firm.end + length] for words, firm in pairs for length in (2, 3, 4)}
        goods = frozenset(firm.own for _, firm in pairs if firm.own in behind | built_of) - full
        owns = {firm.own for _, firm in pairs if firm.own not in goods and not is_common(firm.own)}
        return cls(full, goods, longest_of(owns) if owns else None)

    def among(self, sentence: str, found: Iterable[Firm]) -> list[Firm]:
        """The firms of a sentence, in order: those of ``found`` that are some, and own names alone.

        A name that is also a common word (光明乳业) counts where the article has it in full somewhere,
        or doing what only a firm does.
        """
        firms = [
            firm
            for firm in found
            if firm.own in self.full or not (firm.own in self.goods or is_common(firm.own))
        ]
        if self.spots:
            firms += [Firm(spot[0], spot[0], False, *spot.span()) for spot in self.spots.finditer(sentence)]
        return _apart(sentence, sorted(firms, key=lambda firm: (firm.start, -firm.end)))


def _are_goods(sentence: str, firm: Firm, full: frozenset[str]) -> bool:
    """Whether the name says what is built of a firm whose full name is told: 益生元饮料|工厂."""
    is_built = built().match(sentence, firm.start + len(firm.name)) is not None
    return is_built and bool(full) and firm.own not in full and not _acts_as_firm(sentence, firm)


def _acts_as_firm(sentence: str, firm: Firm) -> bool:
    """Whether the name stands alone before what only a firm does: 光明乳业与濮阳县签约."""
    return firm.name != firm.own and acts_alone(sentence, firm.start, firm.end)


def _apart(sentence: str, found: list[Firm]) -> list[Firm]:
    """Those that overlap none before them, nor are its goods (玖隆食品二期|烘焙产业园)."""
    apart: list[Firm] = []
    for firm in found:
        if apart and _DAUGHTER.match(sentence, firm.end):
            continue  # 河北帆谷有限公司（泰衡控股|全资子公司）
        if apart and _MOTHER.fullmatch(sentence, apart[-1].end, firm.start):
            apart.pop()  # 泰衡集团旗下|河北帆谷
        before = apart[-1] if apart else None
        if before is None or (
            firm.start >= before.end
            and (firm.is_full or _PARTED.search(sentence, before.end, firm.start + 1) is not None)
        ):
            apart.append(firm)
    return apart
