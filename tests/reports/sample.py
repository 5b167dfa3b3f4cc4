"""Two reports for the renderers: a full one and an almost empty one. Every name and sentence is invented."""

from __future__ import annotations

from reports.data import CloudWord, Figure, ReportData, Section, Table
from tests.reports.sample_charts import chart_tables
from tests.reports.sample_figures import FIGURES
from tests.reports.sample_tables import (
    DAYS,
    FIRST,
    GAPS,
    LAST,
    MADE_AT,
    WORDS,
    tables,
)

SECTIONS = (
    Section(
        "overview",
        "活动概况",
        (
            "2022中国氢能产业发展（濮阳）峰会于2022年7月15日至16日举行。统计期为6月17日至8月13日，共58天。",
            "会前、会中、会后共采集到提及濮阳的稿件642篇，归并为214条报道，来自10家媒体。",
        ),
        (),
        ("windows",),
    ),
    Section(
        "conclusion",
        "结论",
        (
            "峰会带来的报道比同期常态多128条（90%区间101.5—156.2条）。",
            "会中报道中正面占51.0%，负面占10.2%，负面集中在配套加氢站审批。",
        ),
    ),
    Section(
        "trend", "传播走势", ("7月15日达到峰值，当日26条；会后第九天回到会前水平。",), ("trend",), ("daily",)
    ),
    Section("uplift", "提升", ("半衰期暂不发布：会后有采集缺口。",), ("uplift",)),
    Section(
        "channels",
        "渠道与媒体级别",
        ("外部媒体占62.3%。",),
        ("tiers", "regions"),
        ("tiers", "regions", "ownership", "outlets"),
    ),
    Section(
        "copies",
        "首发与转载",
        ("转载占66.7%，首发最多的是澄河日报。",),
        ("copy_tree",),
        ("top_stories", "copies"),
    ),
    Section(
        "sentiment",
        "情感",
        ("各阶段情感以报道计，转载不重复计算。",),
        ("sentiment", "voice_sentiment"),
        ("sentiment",),
    ),
    Section("messages", "关键信息到达", ("“濮阳速度”见于21条报道。",), (), ("messages", "industries")),
    Section(
        "keywords",
        "热词与话题",
        ("与会前相比最突出的词是“氢能”“签约”。",),
        ("keywords", "cloud", "keyword_daily", "topic_river"),
        ("keywords", "topics"),
    ),
    Section(
        "peers",
        "同类城市",
        ("四市之中濮阳占41.0%。",),
        ("share_of_voice", "places_daily"),
        ("share_of_voice",),
    ),
    Section("projects", "签约与落地", (), ("timeline",), ("projects",)),
    Section("risks", "风险与负面", ("负面稿件1篇。",), (), ("negatives",)),
    Section("editions", "与上届比较", (), (), ("editions",)),
    Section("terms", "术语", (), (), ("terms",)),
    Section("methods", "方法与缺口", ("每个数字都可以由存档重新算出。",), (), ("gaps", "methods")),
    Section("appendix", "附录（稿件清单）", (), (), ("articles",)),
)


def full(articles: int = 160) -> ReportData:
    """A report as after a real summit, with gaps, withheld figures and one hostile headline."""
    cloud = tuple(CloudWord(word, 100 / (n + 2), ((n * 5) % 9 - 3) / 8) for n, word in enumerate(WORDS * 2))
    return ReportData(
        report="summit",
        id="h2-2022",
        title="2022中国氢能产业发展（濮阳）峰会传播效果专报",
        city="濮阳",
        first=FIRST,
        last=LAST,
        made_at=MADE_AT,
        coverage={day: GAPS.get(day, "ok") for day in DAYS},
        figures=FIGURES,
        tables=(*tables(articles), *chart_tables()),
        sections=SECTIONS,
        cloud=cloud,
    )


def almost_empty() -> ReportData:
    """The same report when nothing was found: every table there and empty, every figure withheld or zero."""
    whole = full(1)
    return ReportData(
        report="summit",
        id="empty-2022",
        title="2022中国氢能产业发展（濮阳）峰会传播效果专报",
        city="濮阳",
        first=FIRST,
        last=FIRST,
        made_at=MADE_AT,
        coverage={FIRST: "gap"},
        figures=(
            Figure("items.during", "会中稿件", 0, "篇", "计数", {}),
            Figure(
                "uplift.stories",
                "峰会带来的报道增量",
                None,
                "条",
                "泊松回归",
                {},
                withheld="统计期内没有完整采集的日子",
            ),
        ),
        tables=tuple(Table(one.id, one.title, one.columns, (), one.note) for one in whole.tables),
        sections=tuple(Section(part.id, part.title, (), part.charts, part.tables) for part in SECTIONS),
    )
