"""What the summit changed: uplift, its false alarms, how fast it faded."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exposure import Estimate, Panel, SummitStudy
from reports.data import Basis, Figure
from reports.summit.figures.making import estimated
from reports.terms import SHARE

_MODEL = "计数模型（水平、星期与每两周的起伏，过离散泊松）学自各项活动时段以外采集完整的日子，区间由模拟得出"
_BESIDE = "；以同类城市的新增报道（不含提及本市的）为对照"
_UPLIFT = (
    ("uplift.seen", "筹备期至会后新增报道", "条", "首篇见于筹备期至会后的报道数"),
    ("uplift.stories", "活动带来的报道增量", "条", f"新增报道减去没有活动时的估计；{_MODEL}"),
    ("uplift.expected", "没有活动时的报道估计", "条", _MODEL),
    ("uplift.ratio", "新增报道为没有活动时的倍数", "倍", f"新增报道÷没有活动时的估计；{_MODEL}"),
    (
        "uplift.placebo",
        "安慰剂检验误报比例",
        SHARE,
        "逐一留出连续七天的基线日，以其余日子建模，区间全部高于零即为误报；误报÷检验次数，名义值5%",
    ),
    (
        "half_life.days",
        "热度半衰期",
        "天",
        "自活动最热日起，高出没有活动时的报道减半所需天数；指数衰减，最大似然；不计只点名其他活动的报道",
    ),
)


def echo(study: SummitStudy) -> Iterator[Figure]:
    """Uplift, placebo and half-life, all on the panel's items."""
    lift = study.echo.uplift
    panel = study.echo.panel
    basis: Basis = "all" if panel.whole or panel.refused else "panel"
    counted = f"；{counted_on(panel)}，占同期稿件的{panel.share:.1%}" if basis == "panel" else ""
    estimates = (
        Estimate(lift.seen).unless(panel.refused),
        lift.stories,
        lift.expected,
        lift.ratio,
        study.echo.placebo,
        study.echo.half_life,
    )
    for (name, label, unit, how), estimate in zip(_UPLIFT, estimates, strict=True):
        ref = {"query": name.replace(".", "-")}
        beside = _BESIDE if lift.controlled and name != "uplift.seen" else ""
        yield estimated(Figure(name, label, None, unit, how + beside + counted, ref, basis=basis), estimate)


def counted_on(panel: Panel) -> str:
    """Which sources an echo is counted on."""
    return f"按采集完整的{len(panel.sources)}个采集来源计"
