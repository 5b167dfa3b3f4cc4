"""How far it went: circles with their outlets, and how many copies lie between a copy and its first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.exposure import Estimate
from reports import terms
from reports.data import Cell, Table
from reports.figures import denominator_said, value_said
from reports.summit.figures.circle import CIRCLES
from reports.summit.headings import table
from reports.summit.material import Material
from reports.summit.wording import Facts, said_value, shares_said


def circles_table(material: Material) -> Table:
    """Stories and outlets outside each circle, with what they are a part of."""
    rows = (
        (CIRCLES[name], told.part, told.of, told.value, told.low, told.high, outlets.part, outlets.of)
        for name, circle in material.study.shares.circle.items()
        for told, outlets in [(circle.stories, circle.outlets)]
    )
    note = "报道只要有一家该类媒体刊发即计入，各圈层互有交叉；未收录媒体计入外部媒体，不计入其余各类。"
    columns = "circle circle_stories all_stories share low high circle_outlets all_outlets"
    return table("circles", "传播圈层", columns, rows, note)


def distance_table(material: Material) -> Table:
    """Copies and outlets by hops from the first publisher; those whose way is lost last."""
    found = material.study.shares.distance
    known = sorted(far for far in found.copies if far is not None)
    rows: list[tuple[Cell, ...]] = [(f"{far}层", found.copies[far], found.outlets[far]) for far in known]
    if None in found.copies:
        rows.append((terms.UNKNOWN, found.copies[None], found.outlets[None]))
    note = (
        "直接转自首发的为1层，转自其转载的为2层，依此类推；注明来源未采集到、上溯中断或成环的为未知，"
        "不按1层计。同一媒体可见于几层。"
    )
    return table("distance", "转载层数", "hops items outlets", rows, note)


def circle_said(facts: Facts, circles: Iterable[str] = tuple(CIRCLES)) -> str:
    """How far beyond its own circle the city was told of."""
    parts = {f"circle.{name}": f"有{CIRCLES[name]}刊发的" for name in circles}
    return shares_said(facts, f"{facts.heard_said}的报道中", parts) + "。"


def circles_said(facts: Facts) -> Iterator[str]:
    """The same, and the outlets."""
    yield circle_said(facts)
    if not facts.untold:
        counts = ((said, facts.figures[f"circle.{name}.outlets"]) for name, said in CIRCLES.items())
        told = "、".join(f"{said}{value_said(count)}" for said, count in counts if count.value)
        whole = facts.figures["circle.earned.outlets"].of
        yield f"刊发媒体共{whole}家" + (f"，其中{told}，各类互有交叉。" if told else "。")


def distance_said(facts: Facts) -> Iterator[str]:
    """How far copies lie from the first publisher, and of how many that is not known."""
    mean, far, unknown = (facts.figures[f"distance.{name}"] for name in ("mean", "far", "unknown"))
    if unknown.withheld:
        return
    lost = f"另有{unknown.part}篇层数不明，占转载稿件的{value_said(unknown)}" if unknown.part else ""
    if mean.withheld:
        yield f"转载稿件距首发的层数不能判断（{mean.withheld}）。"
        return
    yield (
        f"层数明确的{denominator_said(mean)}，平均距首发{said_value(mean)}，"
        f"其中{far.part}篇隔了两层及以上，占{said_value(far)}" + (f"；{lost}。" if lost else "。")
    )


def race_table(material: Material) -> Table:
    """The city and its peers per thousand items of the outlets at home in none of them."""
    race = material.study.race
    rows = (
        (
            one.place,
            one.stories,
            *_ends(one.rate),
            *_ends(one.share),
            *map(_whole, _ends(one.rank)[1:]),
            one.first.value,
        )
        for one in race.runners
        if one.rate.value is not None
    )
    note = (
        f"只计不属所涉各市的媒体{race.outlets}家，同期见到稿件{race.items:,}篇；各媒体等权；"
        "上下限与最前、最后位次为90%区间的两端。"
    )
    columns = "place stories rate rate_low rate_high share low high rank_low rank_high chance"
    made = table("race", "折算声量与位次", columns, rows, note)
    return replace(made, withheld=race.runners[0].rate.withheld)


def _ends(one: Estimate) -> tuple[float | None, float | None, float | None]:
    return one.value, one.low, one.high


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
