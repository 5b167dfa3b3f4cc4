"""A figure that leans on the calendar says of which of its years the calendar knows nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from analysis.exposure import Found, study
from reports.summit.figures.echo import echo
from tests.analysis.planted import BRAND, FIRST, LAST, SUMMIT, covered, world


@pytest.mark.parametrize(("later", "said"), [(0, ""), (52 * 7 * 20, "2042年未计入节假日")])
def test_a_year_without_holidays_is_said_where_the_model_has_such_days(later: int, said: str) -> None:
    shift = timedelta(days=later)
    items = [replace(one, day=one.day + shift, published_at=one.published_at + shift) for one in world(1, 2)]
    summit = replace(SUMMIT, start=SUMMIT.start + shift, end=SUMMIT.end + shift)
    found = study(
        Found.of(items),
        covered(first=FIRST + shift, last=LAST + shift),
        summit,
        brand=BRAND,
        summits=(summit,),
    )
    figures = {figure.id: figure.how for figure in echo(found)}
    assert "节假日与每两周的起伏" in figures["uplift.stories"]
    assert "未计入节假日" not in figures.pop("uplift.seen")
    assert all((said or "未计入节假日") in how for how in figures.values()) is bool(said)
