"""The figures of a periodic report: stable ids, values, intervals, and how each was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.exposure import Estimate
from analysis.exposure.reasons import short_of
from analysis.item import LABELS
from reports import terms
from reports.data import Bound, Figure
from reports.periodic.material import Material
from reports.summit.figures.circle import OUTSIDE
from reports.summit.figures.making import ITEMS, STORIES, WILSON, counted, estimated, partly
from reports.summit.headings import settled
from reports.summit.lists import negative_items, negative_stories
from reports.terms import SHARE

_HERE = terms.SPANS["period"]
_OF_ALL = f"÷{_HERE}提及本市的报道" + WILSON


def figures(material: Material) -> tuple[Figure, ...]:
    """All figures, withheld ones too."""
    made = (
        *_counts(material),
        *_usual(material),
        *_negative(material),
        *_morning(material),
        *_shares(material),
    )
    days = material.days
    span = {"place": material.city, "from": days.first.isoformat(), "to": days.last.isoformat()}
    return tuple(replace(figure, ref=span | dict(figure.ref)) for figure in made)


def _counts(material: Material) -> Iterator[Figure]:
    study, here = material.study, material.study.period
    counts = (
        ("items.period", "稿件", "篇", "提及本市的稿件数", here.items),
        ("stories.period", "报道", "条", "提及本市的报道数：同一文本的各次刊发合计一条", here.stories),
        ("outlets.period", "媒体", "家", "刊发提及本市稿件的媒体数", here.outlets),
    )
    for name, label, unit, how, count in counts:
        yield counted(Figure(name, _HERE + label, None, unit, how, {"query": name}), count, here)
    how = f"{_HERE}的报道中，此前14天没有采集到同一文本的条数"
    new = Figure("stories.new", f"{_HERE}新报道", None, "条", how, {"query": "stories.new"})
    new = counted(new, len(study.new), here)
    before = study.windows["usual"]
    if new.value is None or not before.holes:
        yield new
    else:
        unseen = terms.SPANS["usual"] + short_of(before.days, before.holes)
        partial = "；".join(filter(None, (new.partial, unseen)))
        yield replace(new, partial=partial, how=f"{new.how}；{unseen}，其间刊发过的会误作新报道")


def _usual(material: Material) -> Iterator[Figure]:
    usual = material.study.usual
    for name, label, value in (
        ("usual.before", "此前14天日均新增报道", usual.mean),
        ("usual.period", f"{_HERE}日均新增报道", usual.mean_here),
    ):
        how = (
            f"首篇见于当日的报道，只按两段时间每天都采集完整的{usual.sources}个采集来源计；简单平均，不作检验"
        )
        figure = Figure(name, label, None, "条", how, {"query": name}, basis="panel")
        yield (
            replace(figure, withheld=usual.withheld, how="首篇见于当日的报道，简单平均")
            if usual.withheld
            else replace(figure, value=settled(value))
        )


def _negative(material: Material) -> Iterator[Figure]:
    here, items = material.study.period, material.study.items
    how = "对本市的态度判为负面的稿件；情感由程序判断"
    figure = Figure("negative.items", f"{_HERE}负面稿件", None, "篇", how, {"query": "negative.items"})
    yield counted(figure, len(negative_items(items)), here)
    how = "有稿件判为负面的报道"
    figure = Figure("negative.stories", f"{_HERE}负面报道", None, "条", how, {"query": "negative.stories"})
    yield counted(figure, len(negative_stories(items)), here)


def _morning(material: Material) -> Iterator[Figure]:
    if material.until is None:
        return
    told, after = material.study.morning, material.next.first
    partial = "" if material.study.coverage.at(after) == "ok" else "次日采集尚未结束"
    how = f"次日0时至{material.until.hour}时提及本市的，不计入{_HERE}各数"
    how = f"{how}；{partial}，为已采集到的下限" if partial else how
    bound: Bound = "lower" if partial else "exact"
    for name, unit, label, count in (
        ("morning.items", "篇", "次日早间稿件", len(told)),
        ("morning.stories", "条", "次日早间报道", len({item.story for item in told})),
    ):
        yield Figure(name, label, count, unit, how, {"query": name}, bound=bound, partial=partial)


def _shares(material: Material) -> Iterator[Figure]:
    shares = material.study.shares
    how = f"报道的情感取其多数稿件的判断，转载不重复计；÷{_HERE}提及本市的报道" + WILSON
    for label in LABELS:
        ref = {"query": "sentiment", "label": label}
        figure = Figure(
            f"sentiment.{label}.period",
            f"{_HERE}{terms.MOODS[label]}占比",
            None,
            SHARE,
            how,
            ref,
            of_what=STORIES,
        )
        yield _share(material, figure, shares.sentiment[label, "period"])
    for name, what, who in OUTSIDE:
        ref = {"query": "circle", "circle": name}
        said, how = f"{what}参与的报道占比", f"至少有一家{who}刊发的报道{_OF_ALL}"
        figure = Figure(f"circle.{name}", said, None, SHARE, how, ref, of_what=STORIES)
        yield _share(material, figure, shares.circle[name].stories)
    how = f"转载稿件÷{_HERE}提及本市的稿件；区间以报道为单位（整群比率估计）"
    figure = Figure("reposts.share", "转载占比", None, SHARE, how, {"query": "reposts"}, of_what=ITEMS)
    yield _share(material, figure, shares.reposts)
    yield from _places_and_messages(material)


def _places_and_messages(material: Material) -> Iterator[Figure]:
    shares = material.study.shares
    for message in material.brand.messages:
        ref = {"query": "message", "message": message.id}
        said = f"{terms.quoted([message.text])}到达率"
        how = "出现该信息任一说法的报道" + _OF_ALL
        figure = Figure(f"message.{message.id}", said, None, SHARE, how, ref, of_what=STORIES)
        yield _share(material, figure, shares.messages[message.id])
    how = f"{_HERE}提及该市的报道÷提及各市的报道之和（一条提及两市则两市各计一次）" + WILSON
    for place in material.brand.places:
        ref = {"query": "share-of-voice", "of": place.name}
        figure = Figure(
            f"share_of_voice.{place.name}", f"{place.name}声量份额", None, SHARE, how, ref, of_what=STORIES
        )
        yield _share(material, figure, shares.voice[place.name])


def _share(material: Material, figure: Figure, estimate: Estimate) -> Figure:
    heard = material.study.heard
    return partly(estimated(figure, estimate), _HERE, heard.days, heard.holes)
