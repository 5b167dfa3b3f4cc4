"""Titles and organizations, and whose voice they are: official, enterprise, expert or public (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from analysis.voices.sayings import SAYING
from analysis.wordlists import longest_of, word_list

Voice = Literal["official", "enterprise", "expert", "public"]
LISTS = (
    "organizations_enterprise",
    "organizations_expert",
    "organizations_official",
    "titles_enterprise",
    "titles_expert",
    "titles_official",
    "titles_open",
    "titles_public",
    "titles_staff",
)
"""The shipped lists read here."""

_TITLED: tuple[Voice, ...] = ("public", "official", "enterprise", "expert")
_ORGANIZED: tuple[Voice, ...] = ("official", "enterprise", "expert")
_SPOKESMAN = frozenset(("负责人", "主要负责人", "相关负责人", "有关负责人", "工作人员", "发言人", "主管"))
"""Open titles that firms of any name have; the rest of the open ones sounds of an office."""
_HIRED = frozenset(
    (
        "工程师",
        "技术员",
        "技师",
        "设计师",
        "会计师",
        "经济师",
        "科研人员",
        "研究人员",
        "技术专家",
        "顾问",
        "农艺师",
        "高级农艺师",
        "园艺师",
        "畜牧师",
        "高级畜牧师",
        "兽医",
        "检验师",
        "设计总监",
        "农技员",
        "规划师",
        "策划人",
    )
)
"""Experts who speak for a firm where they are its own; a professor or an analyst doesn't."""
_PARTS = frozenset(
    ("部", "处", "科", "系", "市", "县", "区", "省", "村", "镇", "乡", "中心", "办公室", "总部")
)
"""Words of parts and places, which tell only where no other word does: 集团市场部 is a firm's."""
_OFFICE_SPEAKS = re.compile(rf"[\u3400-\u9fff]{{2}}[局厅委署办](?:方面|[答回]复|通报|{SAYING})")
_SIDE_SPEAKS = re.compile(r"[\u3400-\u9fffA-Za-z]{2}方面")
"""Whoever else has a "side" (龙岭方面表示) is a firm."""


@lru_cache(maxsize=1)
def title_pattern() -> re.Pattern[str]:
    """Finds titles, the longest that begins at a place."""
    return longest_of(_titles())


def voice_by(titles: Sequence[str], organization: str) -> Voice:
    """The voice of one who bears ``titles``, at least one, of ``organization`` ("": unknown).

    A professor stays an expert in a firm, an engineer doesn't; a title that says nothing speaks for its
    organization.
    """
    voices = {_titles()[title] for title in titles if title not in _HIRED}
    if not _HIRED.isdisjoint(titles):
        voices.add("enterprise" if voice_of(organization) == "enterprise" else "expert")
    for voice in ("expert", "enterprise"):
        if voice in voices:
            return voice
    if None in voices and "public" not in voices:
        return voice_of(organization) or _nameless(titles[-1], organization)
    return "official" if "official" in voices else "public"


def _nameless(title: str, organization: str) -> Voice:
    """The voice of a title whose organization tells nothing."""
    of_firms = title in word_list("titles_staff") or (organization and title in _SPOKESMAN)
    return "enterprise" if of_firms else "official"


def voice_of(organization: str) -> Voice | None:
    """Whose voice an organization is by the last telling word of its name; None where no word tells."""
    words = _organization_words(organization)
    telling = [word for word in words if word not in _PARTS] or words
    return _organizations()[telling[-1]] if telling else None


def is_organization(name: str) -> bool:
    """Whether a name ends as an organization's: 云岭光电公司 does, 返乡创业 doesn't."""
    return any(found.end() == len(name) for found in _organization_pattern().finditer(name))


def speaks_for(clause: str) -> Voice | None:
    """Whose voice a clause without a person is: that of the first organization in it (市委会议上的一番话)."""
    telling = [word for word in _organization_words(clause) if len(word) > 1 and word not in _PARTS]
    if telling:
        return _organizations()[telling[0]]
    if _OFFICE_SPEAKS.search(clause):
        return "official"
    return "enterprise" if _SIDE_SPEAKS.search(clause) else None


def _organization_words(text: str) -> list[str]:
    return [found[0] for found in _organization_pattern().finditer(text)]


@lru_cache(maxsize=1)
def _titles() -> dict[str, Voice | None]:
    voices: dict[str, Voice | None] = dict.fromkeys((*word_list("titles_open"), *word_list("titles_staff")))
    for voice in _TITLED:
        voices |= dict.fromkeys(word_list(f"titles_{voice}"), voice)
    return voices


@lru_cache(maxsize=1)
def _organizations() -> dict[str, Voice]:
    return {word: voice for voice in _ORGANIZED for word in word_list(f"organizations_{voice}")}


@lru_cache(maxsize=1)
def _organization_pattern() -> re.Pattern[str]:
    return longest_of(_organizations())
