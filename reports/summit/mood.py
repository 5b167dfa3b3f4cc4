"""How feeling changed: by whom, in words, and whether praise came in a tide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.exposure import EARNED, OWNED, SIDES, Change, Estimate
from analysis.exposure.changes import LEAST_PRAISE, Side
from analysis.exposure.feeling import COMPARED, quoted
from analysis.sentiment.errors import rightly_told
from cityecho.watchlist import WindowName
from reports import terms
from reports.data import Cell, Figure, Quantity, Table
from reports.printed import quantity_said
from reports.summit.headings import table
from reports.summit.material import Material
from reports.summit.wording import Facts, said_value
from reports.terms import MOODS, POINTS, WINDOWS

_FEWEST = 3
"""Words that a sentence tells of one side."""


def change_table(material: Material) -> Table:
    """Praise and blame before and since the opening, by owned and earned, tier and voice."""
    note = (
        "与会前相比；报道按该类媒体所刊稿件归并，引语按条计、区间以报道为单位；“其后”为会中及会后。"
        "任一阶段不足5条或采集不全的，不计算变化。"
    )
    columns = "kind group side total_before share_before total share points points_low points_high"
    return table("mood_change", "情感变化", columns, _rows(material), note)


def _rows(material: Material) -> Iterator[tuple[Cell, ...]]:
    feeling = material.study.feeling
    for change in feeling.whole:
        yield _row("全部", "全部报道", change)
    for group in (OWNED, EARNED):
        owned = ((group, side) for side in SIDES if (group, side) in feeling.ownership)
        yield from (_row("归属", f"{group}媒体", feeling.ownership[one]) for one in owned)
    for (tier, _), change in feeling.tiers.items():
        yield _row("媒体级别", terms.TIERS[tier], change)
    for voice, name in terms.VOICES.items():
        yield from (_row("引语", f"{name}声音", _quoted(material, voice, side)) for side in SIDES)


def _quoted(material: Material, voice: str, side: Side) -> Change:
    before, now = (
        [(one.item.story, one.sentiment) for one in quotes if one.said.voice == voice]
        for quotes in (material.quotes_before, material.quotes)
    )
    return quoted(side, before, now, material.study.feeling.unlike)


def _row(kind: str, group: str, change: Change) -> tuple[Cell, ...]:
    told = change.told
    ends = (told.value, told.low, told.high)
    moved = (None if end is None else 100 * end for end in ends)
    before, now = change.before, change.now
    return kind, group, terms.LABELS[change.label], before.of, before.value, now.of, now.value, *moved


def changes_said(facts: Facts) -> Iterator[str]:
    """What changed against before, in each later window; one reason once."""
    figures = [facts.figures[f"sentiment_change.{side}.{name}"] for name in COMPARED for side in SIDES]
    reasons = {figure.withheld for figure in figures}
    if len(reasons) == 1 and None not in reasons:
        yield f"各阶段情感不作比较：{reasons.pop()}。"
        return
    for name in COMPARED:
        parts = [_change_said(facts, side, name) for side in SIDES]
        yield f"与会前相比，{WINDOWS[name]}{'；'.join(parts)}。"
    yield (
        f"情感由程序判断，在未见过的标注文本上约{rightly_told():.0%}判对；"
        "校正一项按已知误判率折算，设各阶段误判率相同；标注文本多为难例，实际误判率可能较低。"
    )


def _change_said(facts: Facts, side: Side, window: WindowName) -> str:
    told = facts.figures[f"sentiment_change.{side}.{window}"]
    if told.withheld:
        return f"{MOODS[side]}占比不作比较（{told.withheld}）"
    true = facts.figures[f"sentiment_corrected.{side}.{window}"]
    verdict = _verdict(told, true)
    return f"{MOODS[side]}占比{_moved(told)}，校正误判后{_moved(true)}，{verdict}"


def _moved(figure: Figure) -> str:
    """上升6.2个百分点（90%区间2.0至10.4个百分点） or 下降."""
    value = figure.value or 0.0
    if quantity_said(Quantity(abs(value), POINTS)) == f"0.0{POINTS}":
        return f"变化{said_value(figure)}"
    if value >= 0 or figure.low is None or figure.high is None:
        return f"上升{said_value(figure)}"
    return f"下降{said_value(replace(figure, value=-value, low=-figure.high, high=-figure.low))}"


def _verdict(told: Figure, true: Figure) -> str:
    """Whether the change may be claimed."""
    if _moves(told) == 0:
        return "区间含零，不能认定有变化"
    if _moves(true) != _moves(told):
        return "校正后区间含零，这一变化可能出于误判，不能认定"
    return f"可以认定{'上升' if _moves(told) > 0 else '下降'}"


def _is_sure(told: Figure, true: Figure) -> bool:
    """Whether a change stands before and after the judge's known errors."""
    return _moves(told) != 0 and _moves(true) == _moves(told)


def _moves(figure: Figure) -> int:
    """1 of a figure that surely rose, -1 of one that fell, 0 of neither."""
    return ((figure.low or 0.0) > 0) - ((figure.high or 0.0) < 0)


def verdicts_said(facts: Facts) -> str:
    """What may be claimed to have changed against before; what is not compared, with one reason once."""
    named = {f"{WINDOWS[name]}{MOODS[side]}占比": f"{side}.{name}" for name in COMPARED for side in SIDES}
    told = {what: facts.figures[f"sentiment_change.{one}"] for what, one in named.items()}
    reasons = {figure.withheld for figure in told.values()}
    if len(reasons) == 1 and None not in reasons:
        return f"与会前不作比较（{reasons.pop()}）"
    sure = [
        f"{what}可以认定{_moved(figure)}"
        for what, figure in told.items()
        if _is_sure(figure, facts.figures[f"sentiment_corrected.{named[what]}"])
    ]
    rest = f"{'其余' if sure else '各项占比'}不能认定有变化"
    return f"与会前相比，{'，'.join(sure if len(sure) == len(told) else [*sure, rest])}"


def contrary(material: Material) -> list[tuple[str, Change]]:
    """Groups whose share surely moved the other way than that of all stories, with the change."""
    feeling = material.study.feeling
    found = []
    for whole in feeling.whole:
        side = whole.label
        groups = [(f"{name}媒体", one) for (name, of), one in feeling.ownership.items() if of == side]
        groups += [(terms.TIERS[tier], one) for (tier, of), one in feeling.tiers.items() if of == side]
        groups += [(f"{name}声音", _quoted(material, voice, side)) for voice, name in terms.VOICES.items()]
        found += [(name, one) for name, one in groups if _against(one.told, whole.told)]
    return found


def _against(group: Estimate, whole: Estimate) -> bool:
    if whole.value is None or group.low is None or group.high is None:
        return False
    return group.high < 0 < whole.value or whole.value < 0 < group.low


def contrary_said(facts: Facts) -> Iterator[str]:
    """What speaks against the whole, so that no reader takes the whole for each group."""
    said = [
        f"{name}的{terms.LABELS[one.label]}占比由{one.before.value:.1%}变为{one.now.value:.1%}，"
        f"{points_said(one.told)}"
        for name, one in contrary(facts.material)
    ]
    if said:
        yield (
            f"与全部报道走向相反、区间不含零的有：{'；'.join(said)}。"
            "以上未作误判校正，引用总体结论时应一并说明。"
        )


def points_said(told: Estimate) -> str:
    """A change of a share that is no figure of the report, said as the figures are."""
    figure = Figure("", "", told.value, POINTS, "", {}, told.low, told.high)
    return _moved(figure)


def praise_answer(facts: Facts) -> str:
    """Whether praise came in a tide, and why it can't be told."""
    praise = facts.material.study.feeling.praise
    share, change = facts.figures["praise.share"], facts.figures["praise.change"]
    if "unknown" in praise.doubts:
        return f"不能认定（{change.withheld or share.withheld}）"
    why = {
        "few": f"外部媒体的正面报道只有{share.part}条，不足{LEAST_PRAISE}条",
        "minority": "外部媒体的报道中正面的不过半数",
        "not_risen": "正面占比与会前之差的区间含零或低于零",
        "error": "校正误判后区间含零",
        "own_text": "外部媒体的正面报道半数以上转自自有媒体",
    }
    reasons = "，".join(why[doubt] for doubt in praise.doubts if doubt in why)
    return f"不能认定，{reasons}" if reasons else "可以认定"


def praise_said(facts: Facts) -> Iterator[str]:
    """The question whether praise came in a tide, with its answer and what it rests on."""
    question = f"能否称“好评如潮”：{praise_answer(facts)}。"
    if "unknown" in facts.material.study.feeling.praise.doubts:
        yield question
        return
    share, change = facts.figures["praise.share"], facts.figures["praise.change"]
    own, true = facts.figures["praise.own_text"], facts.figures["praise.corrected"]
    numbers = (
        f"{share.of}条外部媒体报道中正面{share.part}条，占{said_value(share)}，较会前{_moved(change)}，"
        f"校正误判后{_moved(true)}"
    )
    copied = f"；其中首发为自有媒体的占{said_value(own)}" if own.value is not None else ""
    yield f"{question}{numbers}{copied}。"


def drivers_said(facts: Facts) -> Iterator[str]:
    """The words that stand out on either side."""
    for side in SIDES:
        found = [one.word for one in facts.material.drivers if one.side == side][:5]
        if len(found) >= _FEWEST:
            yield f"{facts.heard_said}{MOODS[side]}比其余报道突出的词有{terms.quoted(found)}。"
