"""What the news says came of it: projects signed, begun, put to work; those of which nothing was heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.deals.milestones import Stage
from analysis.deals.timelines import Event, Project, Silence
from cityecho.watchlist import Days
from reports import terms
from reports.data import Cell, Table
from reports.summit.headings import table

_LATER: tuple[Stage, ...] = ("started", "operating", "stalled", "cancelled")
_YI, _WAN = 100_000_000, 10_000
_UNPROVEN = "金额为报道所称，未经核实"
_CLAIM = _UNPROVEN + "；各报道说法不一的取见于报道最多的一种。"


@dataclass(frozen=True, slots=True)
class Landing:
    """The city's projects with an event in ``days``, and those signed in them and not heard of since."""

    days: Days
    projects: tuple[Project, ...] = ()
    silent: tuple[Silence, ...] = ()

    def reached(self, stage: Stage) -> list[Project]:
        """Those that came to ``stage`` in these days."""
        return [
            project
            for project in self.projects
            if any(event.stage == stage and event.days.last in self.days for event in project.events)
        ]


NOTHING_LANDED = Landing(Days(date.min, date.min))


def landing(projects: Sequence[Project], silent: Sequence[Silence], days: Days) -> Landing:
    """What of the city's ``projects`` belongs into a report on ``days``."""
    told = (project for project in projects if any(event.days.last in days for event in project.events))
    return Landing(days, tuple(told), tuple(one for one in silent if one.since in days))


def money(yuan: int) -> str:
    """12.5亿元, 689.43亿元, 8600万元: hundredths of a 亿 are exact enough for a claim."""
    if yuan >= _YI:
        return f"{yuan / _YI:.2f}".rstrip("0").rstrip(".") + "亿元"
    return f"{yuan // _WAN}万元" if yuan >= _WAN and yuan % _WAN == 0 else f"{yuan}元"


def projects_table(told: Landing) -> Table:
    """A row an event of the days, by time."""
    rows = sorted(
        (event.days.last, _row(project, number))
        for project in told.projects
        for number, event in enumerate(project.events)
        if event.days.last in told.days
    )
    columns = "project firm amount stage date latest stories url"
    made = table("projects", "项目进展", columns, (row for _, row in rows), _CLAIM)
    return replace(made, nothing="报道没有提到签约或落地的项目")


def _row(project: Project, number: int) -> tuple[Cell, ...]:
    event = project.events[number]
    return (
        project.project,
        project.firm,
        amount(project),
        terms.STAGES[event.stage],
        _day(event),
        event.days.last,
        event.stories,
        event.urls[0],
    )


def _day(event: Event) -> str:
    return event.day.isoformat() if event.day else f"{terms.BY}{event.days.last.isoformat()}"


def amount(project: Project) -> str:
    """The amount most told of, and that others are told, too."""
    if not project.claims:
        return ""
    said = money(project.yuan) if project.yuan is not None else project.claims[0].words
    return said + ("（另有不同说法）" if project.is_disputed else "")


def silent_table(told: Landing) -> Table:
    """Projects signed in the report's days and not heard of since, the oldest first."""
    rows = (
        (
            one.project.project,
            one.project.firm,
            amount(one.project),
            _day(one.project.events[-1]),
            len(one.holes),
        )
        for one in told.silent
        if one.is_known
    )
    note = "采集不全的日子里可能另有消息。"
    made = table("silent", "签约后未见进展的项目", "project firm amount since unseen", rows, note)
    return replace(made, nothing="无从判断" if told.silent else "没有签约后久未见进展的项目")


def landed(told: Landing, when: str) -> Iterator[str]:
    """How many were signed and for how much; what else was reached. ``when`` is what the days are called."""
    signed = told.reached("signed")
    if signed:
        known = [project.yuan for project in signed if project.yuan is not None]
        sums = f"，其中{len(known)}个注明金额，合计{money(sum(known))}" if known else "，均未注明金额"
        yield f"据{when}的报道，签约项目{len(signed)}个{sums}；同一项目只计一次，{_UNPROVEN}。"
    else:
        yield f"{when}的报道没有提到可辨认的签约项目。"
    for stage in _LATER:
        reached = told.reached(stage)
        if reached:
            names = terms.listed((project.firm or project.project for project in reached), 3)
            yield f"报道提到{terms.STAGES[stage]}的项目{len(reached)}个：{names}。"
    seen = sum(one.is_known for one in told.silent)
    unseen = len(told.silent) - seen
    if seen:
        yield f"签约后久未见进展的项目{seen}个，列于下表；未见报道不等于没有进展。"
    if unseen:
        others = "另有" if seen else "签约项目中有"
        yield (
            f"{others}{unseen}个再未见报道，但从签约到本报告制作之日多半日子没有采集完整，"
            "有无进展无从判断，未列入表中。"
        )
