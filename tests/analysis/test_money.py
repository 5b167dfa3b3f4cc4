from __future__ import annotations

import time

import pytest

from analysis.deals.money import Amount, investments


def claimed(sentence: str) -> list[tuple[int | None, str, str]]:
    return [(one.amount.yuan, one.amount.kind, one.amount.bound) for one in investments(sentence)]


@pytest.mark.parametrize(
    ("sentence", "yuan", "kind", "bound"),
    [
        ("项目总投资12.5亿元", 1_250_000_000, "total", "exact"),
        ("计划投资8000万元", 80_000_000, "total", "exact"),
        ("投资1,200万元建设", 12_000_000, "total", "exact"),
        ("投资总额逾三十五亿元", 3_500_000_000, "total", "over"),
        ("总投资两亿多元", 200_000_000, "total", "over"),
        ("总投资10亿元以上", 1_000_000_000, "total", "over"),
        ("总投资不超过9.5亿元", 950_000_000, "total", "under"),
        ("总投资近5亿元", 500_000_000, "total", "about"),
        ("签约5亿元食品项目", 500_000_000, "unknown", "exact"),
        ("总投资3亿元左右", 300_000_000, "total", "about"),
        ("双方把合同签了：冷链物流园项目，28亿元，三年建成", 2_800_000_000, "unknown", "exact"),
        ("投资10-12亿元", 1_000_000_000, "total", "over"),
        ("总投资１２亿元", 1_200_000_000, "total", "exact"),
        ("一期投资4亿元", 400_000_000, "phase", "exact"),
        ("追加投资4.8亿元", 480_000_000, "phase", "exact"),
        ("2亿元预制菜项目签约", 200_000_000, "unknown", "exact"),
        ("总投资1.2亿美元", None, "total", "exact"),
        ("总投资人民币5亿元", 500_000_000, "total", "exact"),
        ("投资0.1亿元", 10_000_000, "total", "exact"),
    ],
)
def test_an_investment_is_whole_yuan(sentence: str, yuan: int | None, kind: str, bound: str) -> None:
    assert claimed(sentence) == [(yuan, kind, bound)]


@pytest.mark.parametrize(
    "sentence",
    [
        "达产后年产值20亿元",
        "年纳税8000万元",
        "累计完成投资4.1亿元",
        "年度计划投资15亿元",
        "授信25亿元",
        "公司去年营业收入3.2亿元",
        "签约总额58.6亿元",
        "亿元以上项目100个",
        "10亿元以上项目31个",
        "投资百亿级项目",
        "年产3亿件",
        "投资建设年产5万吨装置",
    ],
)
def test_other_sums_and_classes_of_projects_are_none(sentence: str) -> None:
    assert claimed(sentence) == []


def test_of_several_sums_each_has_its_own_kind() -> None:
    assert claimed("总投资逾5亿元，首期投资1亿元，年产值10亿元") == [
        (500_000_000, "total", "over"),
        (100_000_000, "phase", "exact"),
    ]
    assert claimed("总投资分别为4.6亿元、3亿元") == [
        (460_000_000, "total", "exact"),
        (300_000_000, "total", "exact"),
    ]


def test_the_words_stand_where_they_are_said_to_and_survive_the_archive() -> None:
    sentence = "该项目总投资1.2亿美元。"
    found = investments(sentence)[0]
    assert sentence[found.start : found.end] == found.amount.words == "1.2亿美元"
    assert Amount.from_json(found.amount.to_json()) == found.amount


@pytest.mark.parametrize("sign", ["9", "一", "1,", "1亿", "总投资", "投资1亿元"])
def test_hostile_lines_take_linear_time(sign: str) -> None:
    began = time.process_time()
    investments(sign * 20_000)
    assert time.process_time() - began < 2
