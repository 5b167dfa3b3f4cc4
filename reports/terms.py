"""How the reports say what the tables keep in codes (office Chinese)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SHARE = "比例"
"""The unit of a figure that is a share."""
POINTS = "个百分点"
"""The unit of the difference of two shares (0…1)."""
REPORTS = {"summit": "传播效果专报", "daily": "传播日报", "weekly": "传播周报", "monthly": "传播月报"}
"""What kind of report it is."""
WINDOWS = {"before": "会前", "during": "会中", "after": "会后"}
SPANS = WINDOWS | {"usual": "此前14天", "period": "本期"}
"""The windows of a summit; a period and the fortnight before it."""
COVERAGE = {"ok": "完整", "partial": "部分采集", "gap": "未采集"}
LABELS = {"positive": "正面", "neutral": "中性", "negative": "负面", "unclear": "难以判断"}
MOODS = {"positive": "正面报道", "neutral": "中性报道", "negative": "负面报道", "unclear": "难以判断的报道"}
ROLES = {"first": "首发", "repost": "转载", "own": "未见转载"}
MESSAGE_KINDS = {"slogan": "口号", "message": "关键信息"}
STAGES = {"signed": "签约", "started": "开工", "operating": "投产", "stalled": "停工", "cancelled": "解约"}
BY = "不晚于"
"""Before the last day by which something was reached."""
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


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names joined by 、; beyond ``most`` of them 等 stands for the rest, whose number the sentence tells."""
    known: Sequence[str] = tuple(names)
    return "、".join(known[:most]) + ("等" if len(known) > most else "")


def quoted(names: Iterable[str]) -> str:
    """“甲”“乙”: quotation marks stand side by side without 、, and those inside change (GB/T 15834)."""
    return "".join(f"“{_curled(name).translate(_INNER)}”" for name in names)


def titled(title: str) -> str:
    """《…》, with the title marks inside it as 〈〉; quotation marks inside stay as they are (GB/T 15834)."""
    return f"《{_curled(title).translate(_INNER_TITLE)}》"


_INNER = str.maketrans("“”‘’", "‘’“”")
_INNER_TITLE = str.maketrans("《》", "〈〉")
_STRAIGHT = re.compile(r'"([^"]*)"')


def _curled(words: str) -> str:
    """Typewriter's quotation marks, in pairs, as Chinese ones."""
    return _STRAIGHT.sub(r"“\1”", words)
