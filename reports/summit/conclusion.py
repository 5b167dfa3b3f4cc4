"""The chapter that a leader reads: five sentences with what matters most of all the others."""

from __future__ import annotations

from collections.abc import Iterator

from reports import terms
from reports.summit.lists import negative_items, negative_stories
from reports.summit.mood import contrary, praise_answer, verdicts_said
from reports.summit.projects import money
from reports.summit.reach import circle_said
from reports.summit.reading import sure_changes
from reports.summit.wording import (
    Facts,
    message_said,
    mood_said,
    rank_said,
    said_value,
    span_uncollected,
    uplift_said,
    volume_said,
)

_CIRCLES = ("beyond_trade", "outside_province")


def conclusion(facts: Facts) -> Iterator[str]:
    """Five: volume, effect, reach, feeling, and what to watch; one where nobody looked."""
    if facts.material.study.blank:
        yield f"{span_uncollected(facts)}本报告不作结论。"
        return
    yield f"（一）{volume_said(facts)}"
    yield f"（二）{uplift_said(facts)}{_lasting(facts)}"
    yield f"（三）{circle_said(facts, _CIRCLES)}{message_said(facts)}{rank_said(facts)}"
    yield f"（四）{_felt(facts)}"
    yield f"（五）{_blame(facts)}；{_projects(facts)}{sure_changes(facts)}。"


def _lasting(facts: Facts) -> str:
    """What all summits of these days brought together, and how fast it faded."""
    together, half = facts.figures["uplift.together"], facts.figures["half_life.days"]
    shared = facts.material.study.overlapping and not together.withheld
    joint = f"同期各项活动共同带来{said_value(together)}。" if shared else ""
    if facts.figures["uplift.stories"].withheld:
        return joint
    return joint + (
        f"热度半衰期暂不发布（{half.withheld}）。" if half.withheld else f"热度半衰期为{said_value(half)}。"
    )


def _felt(facts: Facts) -> str:
    moods = f"{mood_said(facts, 'during')}；{mood_said(facts, 'after')}。{verdicts_said(facts)}。"
    against: dict[str, list[str]] = {}
    for name, one in contrary(facts.material):
        against.setdefault(terms.LABELS[one.label], []).append(name)
    said = "，".join(f"{terms.listed(names, 3)}的{label}占比" for label, names in against.items())
    but = f"；但{said}与全部报道走向相反，见“情感与引语”一章" if said else ""
    return f"{moods}“好评如潮”{praise_answer(facts)}{but}。"


def _blame(facts: Facts) -> str:
    heard, items = facts.material.study.heard, facts.material.study.heard_items
    blamed = len(negative_items(items))
    if blamed:
        least = "至少" if heard.holes else ""
        return f"{facts.heard_said}判为负面的报道{least}{len(negative_stories(items))}条，须人工复核"
    if heard.mute or facts.untold:
        return f"有无负面稿件不能判断（{heard.mute or facts.untold}）"
    return f"{facts.heard_said}采集到的稿件中，没有判为负面的稿件"


def _projects(facts: Facts) -> str:
    """Signed with what is claimed, and what went wrong since."""
    if facts.untold:
        return f"项目签约与落地情况暂不发布（{facts.untold}）"
    told = facts.material.landing
    signed = told.reached("signed")
    known = [project.yuan for project in signed if project.yuan is not None]
    claimed = f"（{len(known)}个注明金额，报道所称合计{money(sum(known))}，未经核实）" if known else ""
    later = "、".join(
        f"{terms.STAGES[stage]}{len(reached)}个"
        for stage in ("started", "operating", "stalled", "cancelled")
        if (reached := told.reached(stage))
    )
    signings = f"报道提到签约项目{len(signed)}个{claimed}" if signed else "报道没有提到可辨认的签约项目"
    return signings + (f"，{later}" if later else "")
