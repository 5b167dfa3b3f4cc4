"""The tables and figures of a made-up summit. Every name and sentence is invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from analysis.coverage import DayCoverage
from reports.data import Cell, Column, ColumnKind, Table
from tests.reports.sample_figures import FIGURES

SHANGHAI = timezone(timedelta(hours=8))
MADE_AT = datetime(2022, 8, 20, 9, 30, tzinfo=SHANGHAI)
FIRST, START, END, LAST = date(2022, 6, 17), date(2022, 7, 15), date(2022, 7, 16), date(2022, 8, 13)
DAYS = tuple(FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1))
GAPS: dict[date, DayCoverage] = {
    date(2022, 7, 3): "gap",
    date(2022, 7, 4): "gap",
    date(2022, 8, 2): "gap",
    date(2022, 7, 28): "partial",
}

OUTLETS = (
    ("澄河日报", "市级媒体", "河南/濮阳", "是"),
    ("中原晨讯", "省级媒体", "河南", "否"),
    ("华夏氢业网", "行业媒体", "全国", "否"),
    ("国民经济观察", "中央媒体", "全国", "否"),
    ("龙都在线", "市级媒体", "河南/濮阳", "是"),
    ("北辰财经", "财经媒体", "全国", "否"),
    ("清源县融媒", "县级媒体", "河南/濮阳", "是"),
    ("海风商报", "商业门户", "未知", "否"),
    ("金堤发布", "政府网站", "河南/濮阳", "是"),
    ("南洋华声", "海外华文媒体", "海外", "否"),
)
TITLES = (
    "氢能产业峰会在濮阳开幕 二十二个项目现场签约",
    "从一滴油到一缕氢：一座油田城市的转身",
    "濮阳速度：从签约到开工只用四十七天",
    "化工园区里的绿色制氢，账该怎么算",
    "专家把脉豫鲁交界氢走廊",
    "有企业反映配套加氢站审批偏慢，主管部门回应",
    "三问氢能重卡：跑得远吗、加得上吗、用得起吗",
    "濮阳与四家企业签订战略合作协议 总投资逾百亿元",
    "招商小分队南下记：六天见了三十一家企业",
    "龙都夜话：客商眼里的营商环境",
)
_WORDS = """
氢能 签约 产业链 濮阳速度 加氢站 燃料电池 开工 绿氢 重卡 化工新材料 营商环境 战略合作
储运 示范城市群 电解槽 专精特新 园区 项目 招商 客商 豫鲁 油田 转型 双碳 补贴
审批 试点 投产 产学研 研究院
"""
WORDS = tuple(_WORDS.split())
HOSTILE_TITLE = (
    "</script><script>document.title='hacked'</script>{{ 7*7 }} {% raw %} =cmd|'/C calc'!A0 \u202e倒\x00\x08"
)

# Columns by what their cells are, as id=heading.
_HEADINGS: dict[ColumnKind, str] = {
    "day": """
date=日期 from=起 to=止
""",
    "text": """
window=阶段 coverage=采集 tier=媒体级别 region=地区 kind=类别 outlet=媒体 story=报道编号
title=标题 first_outlet=首发媒体 sentiment=情感 role=角色 origin=来源 copied_from=转自 id=编号 text=内容
word=词 topic=话题 place=城市 figure=指标 label=指标 evidence=依据 how=计算方法
withheld=暂不发布原因 term=术语 meaning=含义
""",
    "integer": """
days=天数 items=稿件数 stories=报道数 outlets=媒体数 positive=正面 neutral=中性
negative=负面 unclear=难以判断 owned=自有 earned=外部 all_items=全部稿件 first=首发数
reposts=转载数 documents=篇数 count=次数 documents_before=会前篇数
""",
    "share": """
share=占比
""",
    "moment": """
first_published_at=首发时间 published_at=发布时间
""",
    "link": """
url=网址
""",
    "quantity": """
this=本届 previous=上届 change=变化
""",
    "decimal": """
g2=G² score=情感分
""",
}
_COLUMNS = {
    name: Column(name, heading, kind)
    for kind, pairs in _HEADINGS.items()
    for name, heading in (pair.split("=") for pair in pairs.split())
}


def table(table_id: str, title: str, columns: str, rows: Iterable[tuple[Cell, ...]], note: str = "") -> Table:
    return Table(table_id, title, tuple(_COLUMNS[name] for name in columns.split()), tuple(rows), note)


def as_text(made: Table, column_id: str) -> Table:
    heads = (replace(head, kind="text") if head.id == column_id else head for head in made.columns)
    return replace(made, columns=tuple(heads))


def window_of(day: date) -> str:
    return "before" if day < START else "during" if day <= END else "after"


def stories_on(day: date) -> int:
    """A believable course: a few a day, a peak at the summit, a tail."""
    since = (day - START).days
    swing = (day.toordinal() * 7) % 4
    return swing + (3 if since in range(-7, 0) else 0) + (max(0, 26 - 3 * since) if 0 <= since < 9 else 0)


def daily_rows() -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for day in DAYS:
        state = GAPS.get(day, "ok")
        stories = 0 if state == "gap" else stories_on(day)
        good, bad = stories // 2, stories // 9
        seen = (stories * 3, stories, min(stories, 10))
        rows.append((day, window_of(day), *seen, good, stories - good - bad, bad, 0, stories * 18, state))
    return rows


def article_rows(count: int) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for number in range(count):
        outlet, tier, region, owned = OUTLETS[number * 7 % len(OUTLETS)]
        title = TITLES[number * 3 % len(TITLES)] if number else HOSTILE_TITLE
        published = datetime(2022, 7, 15, 8, tzinfo=SHANGHAI) + timedelta(minutes=97 * number)
        url = (
            f"http://news{number % 10}.example/202207/{number:05d}.html" if number else "javascript:alert(1)"
        )
        role = ("首发", "转载", "未见转载")[number % 3]
        mood = ("正面", "中性", "正面", "负面", "难以判断")[number % 5]
        rows.append((url, title, outlet, tier, region, owned, published, f"s{number % 40:04d}", role, mood))
    return rows


def tables(articles: int) -> tuple[Table, ...]:
    counts = [
        (tier, 90 - 9 * step, 30 - 3 * step, 6 - step // 2, (30 - 3 * step) / 174)
        for step, tier in enumerate(dict.fromkeys(outlet[1] for outlet in OUTLETS))
    ]
    stories = [
        (
            f"s{n:04d}",
            TITLES[n],
            OUTLETS[n][0],
            datetime(2022, 7, 15, 9, n, tzinfo=SHANGHAI),
            31 - 2 * n,
            10 - n,
            30 - 2 * n,
            "正面",
            f"http://news.example/{n}.html",
        )
        for n in range(10)
    ]
    copies = [
        (
            f"s{n % 5:04d}",
            TITLES[n % 5],
            OUTLETS[n % 10][0],
            "转载" if n > 4 else "首发",
            datetime(2022, 7, 15, 10, n, tzinfo=SHANGHAI),
            OUTLETS[n % 5][0],
            OUTLETS[(n - 5) % 10][0] if n > 4 else "",
            f"http://news.example/c{n}.html",
        )
        for n in range(20)
    ]
    keywords = [
        (word, 60 - 2 * n, 190 - 6 * n, round(320.5 / (n + 1), 2), n % 7) for n, word in enumerate(WORDS)
    ]
    places = (
        ("濮阳", 612, 174, 0.41),
        ("安阳", 401, 120, 0.28),
        ("鹤壁", 254, 80, 0.19),
        ("聊城", 170, 51, 0.12),
    )
    peers = [
        (day, place, max(0, stories_on(day) // (step + 1) + (day.day * (step + 2)) % 3))
        for day in DAYS
        for step, (place, *_) in enumerate(places)
    ]
    negatives = [
        (
            TITLES[5],
            OUTLETS[1][0],
            datetime(2022, 7, 21, 7, 45, tzinfo=SHANGHAI),
            1,
            -0.62,
            "http://news.example/neg.html",
            "“手续跑了三趟还没有办下来”，一位企业负责人说，濮阳的配套加氢站审批比邻市慢了将近两个月。",
        )
    ]
    windows = [
        ("会前", FIRST, START - timedelta(1), 28, 120, 40, 9, 18, 20, 2, 0, 70, 50),
        ("会中", START, END, 2, 147, 49, 10, 25, 19, 5, 0, 60, 87),
        ("会后", END + timedelta(1), LAST, 28, 375, 125, 10, 64, 48, 11, 2, 140, 235),
    ]
    return (
        table(
            "daily",
            "逐日统计",
            "date window items stories outlets positive neutral negative unclear all_items coverage",
            daily_rows(),
            "未采集的日子不计为零。",
        ),
        table(
            "windows",
            "各阶段统计",
            "window from to days items stories outlets positive neutral negative unclear owned earned",
            windows,
        ),
        table("tiers", "媒体级别", "tier items stories outlets share", counts),
        table(
            "regions",
            "媒体地区",
            "region items stories outlets share",
            [
                ("河南", 380, 101, 6, 0.58),
                ("全国", 180, 55, 3, 0.316),
                ("海外", 20, 10, 1, 0.057),
                ("未知", 32, 8, 1, 0.046),
            ],
        ),
        table(
            "ownership",
            "自有与外部",
            "kind items stories outlets share",
            [("自有", 270, 66, 4, 0.377), ("外部", 342, 108, 6, 0.623)],
        ),
        as_text(
            table(
                "outlets",
                "媒体排行",
                "outlet tier region owned items stories first",
                [(*outlet, 90 - 7 * n, 30 - 2 * n, 9 - n) for n, outlet in enumerate(OUTLETS)],
            ),
            "owned",
        ),
        table(
            "sentiment",
            "情感构成",
            "window positive neutral negative unclear",
            [("before", 18, 20, 2, 0), ("during", 25, 19, 5, 0), ("after", 64, 48, 11, 2)],
        ),
        table(
            "top_stories",
            "热门报道",
            "story title first_outlet first_published_at items outlets reposts sentiment url",
            stories,
        ),
        table("copies", "首发与转载", "story title outlet role published_at origin copied_from url", copies),
        table(
            "messages",
            "关键信息到达",
            "id text kind items stories share",
            [
                ("speed", "濮阳速度", "关键信息", 52, 21, 0.121),
                ("slogan", "投资濮阳 共赢未来", "口号", 18, 6, 0.034),
            ],
        ),
        table(
            "industries",
            "产业提及",
            "id text items stories share",
            [("hydrogen", "氢能", 402, 121, 0.695), ("chemicals", "化工新材料", 77, 25, 0.144)],
        ),
        table("keywords", "热词", "word documents count g2 documents_before", keywords),
        table(
            "topics",
            "话题",
            "topic items stories share",
            [
                ("项目签约、投资、开工", 210, 70, 0.402),
                ("燃料电池、电解槽、技术路线", 160, 52, 0.299),
                ("加氢站、审批、补贴", 60, 20, 0.115),
            ],
        ),
        table("share_of_voice", "声量份额", "place items stories share", places),
        table("places_daily", "各城市逐日", "date place stories", peers),
        table("editions", "与上届比较", "figure label this previous change", []),
        table("negatives", "负面稿件", "title outlet published_at items score url evidence", negatives),
        as_text(
            table(
                "articles",
                "稿件清单",
                "url title outlet tier region owned published_at story role sentiment",
                article_rows(articles),
            ),
            "owned",
        ),
        table(
            "methods",
            "计算方法",
            "label how withheld",
            [(figure.label, figure.how, figure.withheld or "") for figure in FIGURES],
        ),
        table("terms", "术语", "term meaning", [("稿件", "一个页面或一则发布，以篇计。")]),
        table("gaps", "采集缺口", "date coverage", sorted(GAPS.items())),
    )
