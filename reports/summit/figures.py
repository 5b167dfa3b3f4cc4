"""The figures of a summit report: stable ids, values, intervals, and how each was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.exposure import WINDOWS, Estimate, SummitStudy
from analysis.item import LABELS
from cityecho.watchlist import Brand
from reports import terms
from reports.data import Basis, Figure
from reports.quotes import Quote
from reports.summit import voices
from reports.summit.counted import counted, estimated, partly
from reports.summit.wording import counted_on
from reports.terms import SHARE

_COUNTS = (
    ("items", "稿件", "篇", "提及本市的稿件数"),
    ("stories", "报道", "条", "提及本市的报道数：同一文本的各次刊发合计一条"),
    ("outlets", "媒体", "家", "刊发提及本市稿件的媒体数"),
    ("summit.stories", "点名本活动的报道", "条", "提及本市且点名本活动的报道数"),
)
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
_WILSON = "；威尔逊区间"
_OF_ALL = "÷会中及会后提及本市的报道" + _WILSON
CIRCLES = (
    ("earned", "外部媒体参与的报道占比", "至少有一家非本市主办媒体刊发的报道"),
    (
        "outside_province",
        "省外媒体参与的报道占比",
        "至少有一家登记地区在省外（含全国性、海外）的媒体刊发的报道",
    ),
    ("central", "中央媒体参与的报道占比", "至少有一家中央媒体刊发的报道"),
)


def figures(study: SummitStudy, brand: Brand, quotes: Sequence[Quote]) -> tuple[Figure, ...]:
    """All figures in the order of the contract, withheld ones too."""
    made = (
        *_counts(study),
        *_uplift(study),
        *_sentiment(study),
        *_circles(study),
        *_messages(study, brand),
        *_share_of_voice(study, brand),
        *(_heard(study, figure, share) for figure, share in voices.figures(study, quotes)),
    )
    place = {"place": brand.city.name, "summit": study.summit.id}
    return tuple(replace(figure, ref=place | dict(figure.ref)) for figure in made)


def _counts(study: SummitStudy) -> Iterator[Figure]:
    for kind, label, unit, how in _COUNTS:
        for name in WINDOWS:
            window = study.windows[name]
            counts = {"items": window.items, "stories": window.stories, "outlets": window.outlets}
            ref = {"query": kind, "window": name}
            figure = Figure(f"{kind}.{name}", terms.WINDOWS[name] + label, None, unit, how, ref)
            yield counted(figure, counts.get(kind, window.named), window)


def _heard(study: SummitStudy, figure: Figure, estimate: Estimate) -> Figure:
    """A share of what was told during and after."""
    return partly(estimated(figure, estimate), "会中及会后", study.heard.days, study.heard.holes)


def _uplift(study: SummitStudy) -> Iterator[Figure]:
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


def _sentiment(study: SummitStudy) -> Iterator[Figure]:
    how = "报道的情感取其多数稿件的判断，转载不重复计；÷该时段提及本市的报道" + _WILSON
    for label in LABELS:
        for name in WINDOWS:
            said = f"{terms.WINDOWS[name]}{terms.MOODS[label]}占比"
            ref = {"query": "sentiment", "label": label, "window": name}
            figure = Figure(f"sentiment.{label}.{name}", said, None, SHARE, how, ref)
            window = study.windows[name]
            made = estimated(figure, study.shares.sentiment[label, name])
            yield partly(made, terms.WINDOWS[name], window.days, window.holes)


def _circles(study: SummitStudy) -> Iterator[Figure]:
    for name, label, how in CIRCLES:
        figure = Figure(
            f"circle.{name}", label, None, SHARE, how + _OF_ALL, {"query": "circle", "circle": name}
        )
        yield _heard(study, figure, study.shares.circle[name])
    how = "转载稿件÷会中及会后提及本市的稿件；区间以报道为单位（整群比率估计）"
    figure = Figure("reposts.share", "转载占比", None, SHARE, how, {"query": "reposts"})
    yield _heard(study, figure, study.shares.reposts)


def _messages(study: SummitStudy, brand: Brand) -> Iterator[Figure]:
    for message in brand.messages:
        ref = {"query": "message", "message": message.id}
        how = "出现该信息任一说法的报道" + _OF_ALL
        figure = Figure(
            f"message.{message.id}", f"{terms.quoted([message.text])}到达率", None, SHARE, how, ref
        )
        yield _heard(study, figure, study.shares.messages[message.id])


def _share_of_voice(study: SummitStudy, brand: Brand) -> Iterator[Figure]:
    how = "会中及会后提及该市的报道÷提及各市的报道之和（一条提及两市则两市各计一次）" + _WILSON
    for place in brand.places:
        ref = {"query": "share-of-voice", "place": place.name}
        figure = Figure(f"share_of_voice.{place.name}", f"{place.name}声量份额", None, SHARE, how, ref)
        yield _heard(study, figure, study.shares.voice[place.name])
