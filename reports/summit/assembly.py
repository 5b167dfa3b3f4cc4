"""From material to :class:`reports.data.ReportData`. Pure."""

from __future__ import annotations

from datetime import datetime

from reports.data import ReportData
from reports.summit.editions import compared
from reports.summit.figures import figures
from reports.summit.material import Material
from reports.summit.sections import sections
from reports.summit.tables import tables
from reports.summit.wording import Facts
from reports.terms import REPORTS


def assemble(material: Material, made_at: datetime) -> ReportData:
    """The whole report: figures first, then tables, then sentences over both."""
    study = material.study
    numbers = figures(study, material.brand, material.quotes)
    editions = compared(material.matched, material.brand)
    made = tables(material, numbers, editions)
    listed = {table.id: len(table.rows) for table in made}
    facts = Facts(material, {figure.id: figure for figure in numbers}, editions, listed)
    span = study.summit.span
    return ReportData(
        report="summit",
        id=study.summit.id,
        title=study.summit.name + REPORTS["summit"],
        city=material.city,
        first=span.first,
        last=span.last,
        made_at=made_at,
        coverage={day: study.coverage.at(day) for day in span.each()},
        figures=numbers,
        tables=made,
        sections=sections(facts),
        cloud=() if facts.untold else material.cloud,
    )
