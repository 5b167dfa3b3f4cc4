"""传播热度 in a report: the index with its parts and weights, only where the configuration asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure.heat import WHOLE, heat
from reports.data import Table
from reports.summit.figures.heat import PARTS
from reports.summit.headings import table
from reports.summit.material import Material
from reports.summit.wording import Facts, said_value


def tables(material: Material) -> Iterator[Table]:
    """The parts with their weights, or nothing."""
    if material.brand.index:
        found = heat(material.study, dict(material.brand.index))
        rows = ((PARTS[one.name], one.value.value, one.weight, one.contribution) for one in found.parts)
        note = "分值等于各项之和。综合指数取决于权重，只宜与同一权重的往届比较，不代表成效。"
        yield table("heat", "传播热度的构成", "index_part value weight contribution", rows, note)


def heat_said(facts: Facts) -> Iterator[str]:
    """The index in a sentence, or nothing."""
    figure = facts.figures.get("heat.index")
    if figure and figure.withheld:
        yield f"传播热度暂不发布（{figure.withheld}）。"
    elif figure:
        value = f"传播热度为{said_value(figure)}（满分{WHOLE}分）"
        yield f"按配置的权重，{value}，各项见下表；它取决于权重，不代表成效。"
