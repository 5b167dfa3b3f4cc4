"""What messages say: office Chinese, short, every figure with its days. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from analysis.dates import day as day_said
from analysis.dates import days as days_said
from analysis.dates import short_day
from analysis.exposure import stories
from analysis.spikes import BASELINE_DAYS, Blame
from cityecho.archive import Issued
from cityecho.article import BEIJING
from cityecho.watchlist import Rule
from reports.disclosure import first_listed
from reports.messages.notice import Line
from reports.messages.silence import Silence
from reports.terms import titled

_HEADINGS: dict[Rule, str] = {
    "negative-spike": "负面报道明显增多",
    "source-silent": "采集来源需要处理",
    "report-ready": "报告已生成",
}
_MOST_STORIES = 3
_LONGEST_TITLE = 60  # characters; whoever writes headlines doesn't write our messages


def heading(city: str, rule: Rule) -> str:
    """【濮阳】负面报道明显增多."""
    return f"【{city}】{_HEADINGS[rule]}"


def spike_said(city: str, found: Blame) -> tuple[Line, ...]:
    """How many, against how many, counted how; and the stories that were carried most."""
    told = stories(found.items)
    counted = (
        f"{day_said(found.day)}提及{city}的负面报道{len(found.items)}篇（归并为{len(told)}条），"
        f"此前{BASELINE_DAYS}天日均{found.usual:.1f}篇、单日最多{max(found.baseline)}篇。"
    )
    how = (
        f"按{BASELINE_DAYS + 1}天均采集完整的{found.sources}个采集来源计，不含个人发布；"
        "情感由程序判断，请人工复核。"
    )
    listed = [(story, first) for story in told if (first := first_listed(story))]
    most = (
        f"{titled(_cut(first.title))}（{_cut(first.outlet)}等{story.outlets}家，{len(story.items)}篇）"
        if story.outlets > 1
        else f"{titled(_cut(first.title))}（{_cut(first.outlet)}，{len(story.items)}篇）"
        for story, first in listed[:_MOST_STORIES]
    )
    return Line(counted), Line(how), *map(Line, most)


def silence_said(one: Silence) -> Line:
    """What is wrong with a source, each thing with its figures."""
    name = one.source if one.outlet == one.source else f"{one.outlet}（{one.source}）"
    looked = one.looked.astimezone(BEIJING) if one.looked else None
    until = f"截至{short_day(looked.date())}{looked.hour}时，" if looked else ""
    return Line(f"{name}：{until}{'；'.join(_alarm(kind, one) for kind in one.alarms)}。")


def _alarm(kind: str, one: Silence) -> str:
    usual = f"，通常{_hours(one.usual_silence)}内会有" if one.usual_silence is not None else ""
    day = f"{short_day(one.known)}" if one.known else "最近一日"
    level = f"，平日{one.usual_items:.1f}篇" if one.usual_items is not None else ""
    match kind:
        case "silent" if one.silent is not None:
            return f"已{_hours(one.silent)}没有新稿件{usual}"
        case "low":
            return f"{day}只有{one.items}篇{level}"
        case "minimum":
            return f"{day}只有{one.items}篇，少于设定的{one.minimum}篇"
        case _:
            return _PLAIN.get(kind, kind)


_PLAIN = {
    "blocked": "对方网站拒绝访问",
    "failed": "采集失败",
    "capped": "未读完即达到采集上限",
    "not-run": "到时未采集",
    "silent": "没有新稿件",
    "shift": "近八周的日均发稿量发生明显变化",
}


def _hours(hours: float) -> str:
    return f"{hours / 24:.1f}天" if hours >= 48 else f"{hours:.0f}小时"


def report_said(report: Issued, address: str) -> tuple[Line, ...]:
    """Which report, made when, of which days, how whole; and where it is."""
    made = report.made_at.astimezone(BEIJING)
    gaps = f"，其中{report.holes}天采集不全" if report.holes else "，每天均采集完整"
    what = (
        f"{titled(_cut(report.title))}已于{day_said(made.date())}{made:%H:%M}生成，"
        f"统计期{days_said(report.first, report.last)}{gaps}。"
    )
    return (Line(what), *_links(report, address))


def _links(report: Issued, address: str) -> Iterator[Line]:
    if address and report.files:
        yield Line("查看报告", f"{address.rstrip('/')}/{quote(report.files[0], safe='')}")
    else:
        yield Line(f"文件：{'、'.join(report.files)}。")


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1] + "…"
