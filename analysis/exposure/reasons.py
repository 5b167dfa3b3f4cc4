"""Why a number is withheld, in Chinese, with the days it would have rested on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.dates import days, stretches
from cityecho.watchlist import Days

NO_DAYS = "本阶段未设天数"


def uncovered(span: Days) -> str:
    """Nobody looked on any day of ``span``."""
    if not len(span):
        return NO_DAYS
    return f"{days(span.first, span.last)}未采集，不能当作没有报道"


def nothing_found(span: Days, holes: Sequence[date], what: str) -> str:
    """Days of ``span`` were looked at, and what was collected holds no ``what`` (稿件, 报道)."""
    if not holes:
        return f"没有可计的{what}"
    return f"数据不足，{short_of(span, holes)}，采到的部分没有可计的{what}"


def short_of(span: Days, holes: Sequence[date]) -> str:
    """30天中有3天采集不全（7月3日至7月5日）."""
    return f"{len(span)}天中有{len(holes)}天采集不全（{stretches(holes)}）"
