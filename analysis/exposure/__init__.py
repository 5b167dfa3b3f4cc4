"""Exposure: what a summit changed, with an interval. Pure functions over items and coverage."""

from __future__ import annotations

from analysis.exposure.changes import SIDES, Change
from analysis.exposure.found import Found, Naming
from analysis.exposure.intervals import Estimate
from analysis.exposure.panel import Panel
from analysis.exposure.study import UNKNOWN, study
from analysis.exposure.tally import published, stories
from analysis.exposure.values import (
    EARNED,
    OWNED,
    WINDOWS,
    DayCounts,
    Group,
    Heard,
    OutletCounts,
    StoryItems,
    SummitStudy,
    WindowCounts,
)

__all__ = [
    "EARNED",
    "OWNED",
    "SIDES",
    "UNKNOWN",
    "WINDOWS",
    "Change",
    "DayCounts",
    "Estimate",
    "Found",
    "Group",
    "Heard",
    "Naming",
    "OutletCounts",
    "Panel",
    "StoryItems",
    "SummitStudy",
    "WindowCounts",
    "published",
    "stories",
    "study",
]
