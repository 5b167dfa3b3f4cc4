"""The worked notebook, run cell by cell on exported tables whose truth is known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.item import Item
from cityecho.watchlist import Days
from reports.tables import parquet_months
from reports.tables.contract import ARTICLES, DAILY, KEYWORDS
from reports.tables.daily import daily_rows, sightings
from reports.tables.keywords import keyword_rows
from reports.tables.rows import article_rows
from tests.analysis.planted import CITY, PEER, SUMMIT, covered, item

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "keyword_trends.ipynb"
SPAN = Days(date(2022, 6, 1), date(2022, 8, 31))
HOT = Days(date(2022, 7, 14), date(2022, 7, 20))


def planted() -> Iterator[tuple[Item, dict[str, int]]]:
    """Three articles a day; of the hot week's each tells of hydrogen, in its headline too."""
    for number in range(3 * len(SPAN)):
        day = SPAN.each()[number // 3]
        is_hot = day in HOT
        made = item(number, day, title="氢能大会" if is_hot else "项目开工")
        yield made, {"项目": 2, "开工": 1 + number % 2} | ({"氢能": 3} if is_hot or number % 50 == 0 else {})


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    told = list(planted())
    items = [one for one, _ in told]
    hole = date(2022, 8, 3)
    days = sightings(items)
    daily = daily_rows(
        days, (CITY, PEER), (SUMMIT,), covered({hole: "gap"}, first=SPAN.first, last=SPAN.last)
    )
    words = keyword_rows(items, CITY, ((one.id, counts) for one, counts in told))
    for spec, rows in ((ARTICLES, article_rows(items, CITY)), (DAILY, daily), (KEYWORDS, words)):
        parquet_months.write(spec, spec.rows(rows), tmp_path / spec.name)
    return tmp_path


def run() -> dict[str, Any]:
    """What the cells leave behind."""
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 (it is our own notebook)
    return names


def test_the_notebook_finds_what_was_planted(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYECHO_TABLES", str(tables))
    left = run()
    counted: dict[str, Counter[str]] = {}
    for one, words in planted():
        counted.setdefault(f"{one.day:%Y-%m}", Counter()).update(words)
    july = counted["2022-07"]
    assert list(left["trend"].columns) == ["2022-06", "2022-07", "2022-08"]
    assert left["trend"].loc["氢能", "2022-07"] == pytest.approx(1e4 * july["氢能"] / july.total())
    assert "氢能" in left["falling"].index  # from July to August
    assert set(left["bursts"]["word"]) == {"氢能"}
    assert left["word"] == "氢能"
    assert left["users"]["items"].sum() == 3 * len(HOT)
    attention = left["attention"].set_index("period")
    assert attention["items"].to_dict() == {"2022-06": 90, "2022-07": 93, "2022-08": 93}
    assert attention["days_with_gaps"].to_dict() == {"2022-06": 0, "2022-07": 0, "2022-08": 1}


def test_the_notebook_is_kept_without_results() -> None:
    cells = [cell for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 5
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
