"""Sentences that summit reports and periodic ones say in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.exposure.values import Group, OutletCounts
from reports.printed import APPENDIX_ROWS

REACH_UNKNOWN = "阅读量与触达人数没有可靠来源，一律记为未知；不折算广告价值。"
TOO_FEW_WORDS = "可用的文本太少，没有得出热词与话题。"


def busiest(outlets: Sequence[OutletCounts]) -> Iterator[str]:
    """The outlets with most stories; none of those that have just one."""
    said = [f"{one.outlet}（{one.stories}条）" for one in outlets[:5] if one.stories > 1]
    if said:
        yield f"刊发报道较多的媒体是{'、'.join(said)}。"


def topics(found: Sequence[Group]) -> Iterator[str]:
    """The topics with most stories; one story is no topic of many."""
    said = [f"{one.name}（{one.stories}条）" for one in found[:5] if one.stories > 1]
    if said:
        yield f"报道较多的话题有：{'；'.join(said)}。"


def appendix(span: str, city: str, listed: int, hidden: int) -> Iterator[str]:
    """How many items of ``span`` the appendix lists, and how many posts it only counts."""
    if listed:
        rest = "；下表限于篇幅未尽列的，全部清单见随附的 Excel 文件" if listed > APPENDIX_ROWS else ""
        yield f"{span}提及{city}、可逐篇列出的稿件共{listed}篇，按发布时间排列{rest}。"
    else:
        yield f"{span}提及{city}的稿件中，没有可逐篇列出的稿件。"
    if hidden:
        yield f"另有个人发布{hidden}篇，只计入总数，不逐条列出。"
