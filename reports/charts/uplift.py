"""What the event added: new stories by day over what there would have been without it."""

from __future__ import annotations

from reports import look
from reports.charts.columns import days, heading, numbers
from reports.charts.parts import WIDTH, Chart, bar_series, by_day, usual
from reports.data import ReportData, Table


def uplift(_data: ReportData, table: Table) -> Chart:
    """Bars of the stories that the estimate counts, its expected course and 90 % band."""
    known = days(table)
    bars = bar_series(heading(table, "stories"), look.SKY, numbers(table, "stories"))
    bars["label"] |= {"show": False}
    option = by_day([bars, *usual(table, known)], known)
    return Chart("逐日报道数与没有活动时的估计", option, WIDTH, 280)
