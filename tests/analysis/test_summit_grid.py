"""Sentences on days all over the years: each means the summits that a reader of the day would think of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from analysis.mentions.mentions import MentionReader
from cityecho.watchlist import load
from tests.analysis.township import article

HERE = Path(__file__).parent
WATCHLIST = load(HERE.parents[1] / "config" / "puyang")
DAYS = {
    "A": date(2022, 3, 1),
    "B": date(2022, 7, 10),
    "C": date(2022, 10, 20),
    "D": date(2023, 1, 5),
    "E": date(2023, 5, 20),
    "F": date(2023, 8, 20),
    "G": date(2023, 12, 1),
    "H": date(2024, 5, 1),
    "I": date(2029, 5, 1),
}
ROWS = [line for line in (HERE / "summit_grid.txt").read_text("utf-8").splitlines() if line[0] != "#"]


def cells(row: str) -> dict[tuple[str, str], set[str]]:
    """The ids that are meant by (sentence, day's letter); where either reading will do, nothing."""
    text, _, told = row.partition(" |")
    meant: dict[str, set[str]] = {day: set() for day in DAYS}
    for days, _, name in (one.partition("=") for one in told.split()):
        for day in days:
            meant[day].add(name)
    return {(text.replace(r"\n", "\n"), day): names for day, names in meant.items() if "?" not in names}


def test_a_sentence_means_the_summit_of_its_day() -> None:
    reader = MentionReader(WATCHLIST.brand, WATCHLIST.summits)
    truth = {cell: names for row in ROWS for cell, names in cells(row).items()}
    wrong = {}
    for (text, day), names in truth.items():
        at = datetime(DAYS[day].year, DAYS[day].month, DAYS[day].day, 4, tzinfo=UTC)
        found = reader.mentions(article(text, at=at)).summits
        if set(found) != names:
            wrong[text, day] = found
    assert len(truth) >= 600
    assert len(wrong) / len(truth) <= 0.01, wrong
