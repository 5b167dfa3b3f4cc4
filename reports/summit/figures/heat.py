"""传播热度, where the configuration asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure import SummitStudy
from analysis.exposure.heat import WHOLE, Heat, heat
from cityecho.watchlist import Brand
from reports.data import Figure
from reports.summit.figures.circle import CIRCLES
from reports.summit.figures.making import heard

PARTS = {
    "uplift": "活动带来的增量占新增报道之比",
    **{name: f"{said}参与的报道占比" for name, said in CIRCLES.items()},
    "messages": "到达最广的关键信息的到达率",
}


def index(study: SummitStudy, brand: Brand) -> Iterator[Figure]:
    """The index, or nothing."""
    if brand.index:
        found = heat(study, dict(brand.index))
        ref = {"query": "heat"}
        figure = Figure("heat.index", "传播热度", None, "分", _formula(found), ref)
        yield heard(study, figure, found.index)


def _formula(found: Heat) -> str:
    parts = "＋".join(f"{PARTS[part.name]}×{part.weight:g}" for part in found.parts)
    total = sum(part.weight for part in found.parts)
    return f"{WHOLE}×（{parts}）÷{total:g}；权重取自配置；区间由各项端点合成，偏宽"
