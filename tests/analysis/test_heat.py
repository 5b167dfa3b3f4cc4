"""传播热度: the weighted mean of its parts, off unless asked for, withheld with any part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.exposure.heat import heat
from reports.summit.figures import figures
from reports.summit.heat import tables
from reports.summit.material import Material
from tests.analysis.planted import BRAND, SUMMIT, after_start, item, world
from tests.analysis.test_feeling import studied

STUDY = studied([*world(1, 4, after_start([30, 20])), *(item(90_000 + n, SUMMIT.end, outlet="国民新闻",
                 messages=("speed",)) for n in range(40))])  # fmt: skip


def test_the_index_is_the_mean_of_what_stands_beside_it() -> None:
    found = heat(STUDY, {"earned": 1.0, "central": 3.0, "uplift": 0.5, "messages": 0.5})
    circle = STUDY.shares.circle
    lift = STUDY.echo.uplift
    parts = {"earned": circle["earned"].stories.value, "central": circle["central"].stories.value,
             "uplift": (lift.stories.value or 0) / lift.seen,
             "messages": STUDY.shares.messages["speed"].value}  # fmt: skip
    assert {part.name: part.value.value for part in found.parts} == pytest.approx(parts)
    whole = sum(part.contribution or 0 for part in found.parts)
    assert found.index.value == pytest.approx(whole)
    assert found.index.value == pytest.approx(
        20 * ((parts["earned"] or 0) + 3 * (parts["central"] or 0))
        + 10 * ((parts["uplift"] or 0) + (parts["messages"] or 0))
    )
    assert (found.index.low or 0) < whole < (found.index.high or 0)


def test_it_is_off_by_default_and_shows_formula_and_parts_where_it_is_on() -> None:
    assert not [one for one in figures(STUDY, BRAND, ()) if one.id == "heat.index"]
    brand = replace(BRAND, index=(("earned", 2.0), ("central", 1.0)))
    figure = next(one for one in figures(STUDY, brand, ()) if one.id == "heat.index")
    assert "×2＋中央媒体参与的报道占比×1）÷3" in figure.how
    (table,) = tables(Material(STUDY, None, brand, (), {}, (), {}))
    assert sum(float(str(row[3])) for row in table.rows) == pytest.approx(figure.value)


def test_a_part_that_is_withheld_withholds_it() -> None:
    few = studied([item(1, SUMMIT.end)])
    assert heat(few, {"earned": 1.0, "uplift": 1.0}).index.withheld == few.echo.uplift.stories.withheld
