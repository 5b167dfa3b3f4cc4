"""How the reports say what the tables keep in codes (office Chinese)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

SHARE = "比例"
"""The unit of a figure that is a share."""
WINDOWS = {"before": "会前", "during": "会中", "after": "会后"}
COVERAGE = {"ok": "完整", "partial": "部分覆盖", "gap": "缺口"}
LABELS = {"positive": "正面", "neutral": "中性", "negative": "负面", "unclear": "难以判断"}
MOODS = {"positive": "正面报道", "neutral": "中性报道", "negative": "负面报道", "unclear": "难以判断的报道"}
ROLES = {"first": "首发", "repost": "转载", "own": "自发"}
MESSAGE_KINDS = {"slogan": "口号", "message": "关键信息"}
VOICES = {"official": "官方", "enterprise": "企业", "expert": "专家", "public": "公众"}
TIERS = {
    "central": "中央媒体",
    "provincial": "省级媒体",
    "city": "市级媒体",
    "county": "县级媒体",
    "portal": "商业门户",
    "trade": "行业媒体",
    "finance": "财经媒体",
    "government": "政府网站",
    "self-media-platform": "自媒体平台",
    "overseas-chinese": "海外华文媒体",
    "": "未收录媒体",
}
YES, NO = "是", "否"
UNKNOWN = "未知"


def yes(flag: object) -> str:
    """是 or 否."""
    return YES if flag else NO


def day(of: date) -> str:
    """2022年7月15日."""
    return f"{of.year}年{of.month}月{of.day}日"


def days(first: date, last: date) -> str:
    """2022年7月15日, 2022年7月15日至16日, 2022年7月31日至8月1日."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)}至{day(last)}"
    return f"{day(first)}至{short_day(last) if first.month != last.month else f'{last.day}日'}"


def short_day(of: date) -> str:
    """7月15日."""
    return f"{of.month}月{of.day}日"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names joined by 、; beyond ``most`` of them the rest is counted."""
    known: Sequence[str] = tuple(names)
    if len(known) <= most:
        return "、".join(known)
    return f"{'、'.join(known[:most])}等{len(known)}个"


def quoted(names: Iterable[str]) -> str:
    """“甲”“乙”: quotation marks stand side by side without 、 (GB/T 15834)."""
    return "".join(f"“{name}”" for name in names)


def titled(title: str) -> str:
    """《…》, with the title marks inside it as 〈〉 (GB/T 15834)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
