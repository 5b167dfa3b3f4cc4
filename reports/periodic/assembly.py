"""From material to :class:`reports.data.ReportData`. Pure."""

from __future__ import annotations

from datetime import datetime

from analysis import dates
from cityecho.watchlist import Days
from reports.data import ReportData
from reports.periodic.figures import figures
from reports.periodic.kinds import name_of, next_one
from reports.periodic.material import Material
from reports.periodic.sections import sections
from reports.periodic.tables import tables
from reports.periodic.wording import Facts
from reports.terms import REPORTS


def assemble(material: Material, made_at: datetime) -> ReportData:
    """The whole report: figures first, then tables, then sentences over both."""
    days, kind = material.days, material.kind
    numbers = figures(material)
    made = tables(material, numbers)
    facts = Facts(
        material,
        {figure.id: figure for figure in numbers},
        {table.id: len(table.rows) for table in made},
    )
    return ReportData(
        report=kind,
        id=name_of(kind, days),
        title=f"{material.city}{REPORTS[kind]}（{dates.days(days.first, days.last)}）",
        city=material.city,
        first=days.first,
        last=days.last,
        made_at=made_at,
        coverage={day: material.study.coverage.at(day) for day in days.each()},
        figures=numbers,
        tables=made,
        sections=sections(facts),
        cloud=() if facts.blank else material.cloud,
        read=Days(material.study.before.first, next_one(kind, days).first),
    )
