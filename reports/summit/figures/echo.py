"""What the summit changed: uplift, its false alarms, how it rose and faded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.exposure import Estimate, Panel, SummitStudy
from analysis.exposure.calendar import unknown_years
from analysis.exposure.controls import Name
from analysis.exposure.echo import Uplift
from cityecho.watchlist import Summit
from reports.data import Basis, Figure
from reports.summit.figures.making import estimated
from reports.terms import SHARE

_MODEL = (
    "计数模型（水平、星期、节假日与每两周的起伏，过离散泊松）学自各项活动时段以外采集完整的日子，"
    "区间由模拟得出"
)
_BESIDE: Mapping[Name, str] = {
    "peers": "；以同类城市的新增报道（不含提及本市的）为对照",
    "industry": "；另以省外媒体不涉及各市与各项活动的产业报道为对照",
}
_DRAWN = "走势为筹备期渐升、会中持平、会后指数衰减，由吉布斯抽样得出，取后验中位数"
_SPLIT = "；点名某项活动的报道归该活动，未点名而高出平常的按各项活动的走势与点名比例分摊"
_FIGURES = (
    ("uplift.seen", "筹备期至会后新增报道", "条", "首篇见于筹备期至会后的报道数"),
    ("uplift.stories", "活动带来的报道增量", "条", f"新增报道减去没有活动时的估计；{_MODEL}"),
    ("uplift.together", "各项活动共同带来的报道增量", "条", f"新增报道减去没有活动时的估计；{_MODEL}"),
    ("uplift.expected", "没有活动时的报道估计", "条", _MODEL),
    (
        "uplift.ratio",
        "有本次活动为没有活动时的倍数",
        "倍",
        f"（没有活动时的估计＋活动带来的报道增量）÷没有活动时的估计；{_MODEL}",
    ),
    (
        "uplift.placebo",
        "安慰剂检验误报比例",
        SHARE,
        "逐一留出没有活动的连续{length}天，以其余日子建模，超过模拟的95%分位即为误报；误报÷检验次数，名义值5%",
    ),
    (
        "uplift.placebo_peers",
        "同类城市误报比例",
        SHARE,
        "同一方法、同一时段检验各同类城市（不含提及本市的报道），超过模拟的95%分位即为误报；误报÷城市数，名义值5%",
    ),
    ("half_life.days", "热度半衰期", "天", f"活动结束后增量每减半所需天数；{_DRAWN}"),
    ("build_up.share", "筹备期报道占增量的比例", SHARE, f"增量中见于开幕前的占比；{_DRAWN}"),
    ("build_up.days", "筹备期增量过半距开幕的天数", "天", f"开幕前的增量有一半见于这些天之内；{_DRAWN}"),
)
_OURS = {"uplift.stories", "uplift.ratio", "half_life.days", "build_up.share", "build_up.days"}
"""What counts the summit's own part where others are heard in the same days."""


def echo(study: SummitStudy) -> Iterator[Figure]:
    """Uplift, placebos, half-life and build-up, all on the panel's items."""
    panel = study.echo.panel
    basis: Basis = "all" if panel.whole or panel.refused else "panel"
    counted = f"；{counted_on(panel)}，占同期稿件的{panel.share:.1%}" if basis == "panel" else ""
    estimates = _estimates(study)
    for name, label, unit, how in _FIGURES:
        ref = {"query": name.replace(".", "-").replace("_", "-")}
        beside = _beside(study.echo.uplift, study.summit) if name != "uplift.seen" else ""
        split = _SPLIT if study.overlapping and name in _OURS else ""
        said = how.format(length=study.echo.placebo.length) + split + beside + counted
        of_what = "个城市" if name == "uplift.placebo_peers" else ""
        figure = Figure(name, label, None, unit, said, ref, basis=basis, of_what=of_what)
        yield estimated(figure, estimates[name])


def _beside(lift: Uplift, summit: Summit) -> str:
    """What the model leans on, and what it doesn't know of its days."""
    years = unknown_years((*lift.baseline, *summit.echo.each())) if lift.baseline else []
    unknown = f"；{'、'.join(map(str, years))}年未计入节假日" if years else ""
    return "".join(_BESIDE[name] for name in lift.leant_on) + unknown


def _estimates(study: SummitStudy) -> Mapping[str, Estimate]:
    found = study.echo
    return {
        "uplift.seen": Estimate(found.uplift.seen).unless(found.panel.refused),
        "uplift.stories": found.uplift.stories,
        "uplift.together": found.uplift.together,
        "uplift.expected": found.uplift.expected,
        "uplift.ratio": found.uplift.ratio,
        "uplift.placebo": found.placebo.dates,
        "uplift.placebo_peers": found.placebo.peers,
        "half_life.days": found.half_life,
        "build_up.share": found.build_up.share,
        "build_up.days": found.build_up.days,
    }


def counted_on(panel: Panel) -> str:
    """Which sources an echo is counted on."""
    return f"按采集完整的{len(panel.sources)}个采集来源计"
