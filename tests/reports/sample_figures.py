"""The figures of a made-up summit, some with intervals, some withheld."""

from __future__ import annotations

from reports.data import Figure

_COUNTED = "按正文句子含量归并，计入标题、导语或正文提及城市的稿件"
_REF = {"query": "items", "window": "during"}
FIGURES = (
    Figure("items.during", "会中稿件", 147, "篇", _COUNTED, _REF),
    Figure("stories.during", "会中报道", 49, "条", _COUNTED, _REF),
    Figure("outlets.during", "会中媒体", 10, "家", _COUNTED, _REF),
    Figure("uplift.stories", "峰会带来的报道增量", 128.0, "条", "泊松回归：星期与水平", _REF, 101.5, 156.2),
    Figure(
        "uplift.placebo",
        "安慰剂检验",
        None,
        "比例",
        "以前后无会期的日子检验",
        _REF,
        withheld="基线期有缺口（7月3日、7月4日）",
    ),
    Figure(
        "half_life.days",
        "热度半衰期",
        None,
        "天",
        "会后逐日报道的指数衰减",
        _REF,
        withheld="会后有采集缺口",
    ),
    Figure(
        "circle.earned",
        "外部媒体占比",
        0.6234,
        "比例",
        "非本市主办媒体的报道 / 全部报道",
        _REF,
        0.571,
        0.674,
    ),
    Figure(
        "circle.outside_province",
        "省外报道占比",
        0.3871,
        "比例",
        "省外媒体的报道 / 全部报道",
        _REF,
        0.33,
        0.44,
    ),
    Figure("circle.central", "中央媒体占比", 0.082, "比例", "中央媒体的报道 / 全部报道", _REF, 0.05, 0.121),
    Figure("sentiment.positive.during", "会中正面占比", 0.5102, "比例", "句子窗口与词典", _REF, 0.40, 0.62),
    Figure("reposts.share", "转载占比", 0.6667, "比例", "转载稿件 / 全部稿件", _REF),
)
