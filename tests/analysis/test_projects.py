from __future__ import annotations

import random
import time
from datetime import date, timedelta

import pytest

from analysis.deals.firms import are_two
from analysis.deals.projects import Deal, deals
from analysis.deals.words import project_in
from cityecho.watchlist import Days
from tests.analysis.told_deals import articles, score

DAY = date(2023, 3, 16)
SIGNED = "3月14日，清丰县与广东鸿塬家居有限公司签约，总投资12亿元的智能家居产业园落户清丰县。"


def stages(text: str, title: str = "") -> list[tuple[str, str]]:
    return sorted({(deal.own, deal.stage) for deal in deals(title, text, DAY)})


def only(text: str, title: str = "") -> Deal:
    (deal,) = deals(title, text, DAY)
    return deal


def test_a_deal_has_firm_project_amount_place_day_and_the_telling_sentence() -> None:
    text = f"清丰县消息。{SIGNED}县长致辞。"
    deal = only(text)
    assert (deal.stage, deal.firm, deal.own) == ("signed", "广东鸿塬家居有限公司", "鸿塬")
    assert (deal.project, deal.place) == ("智能家居产业园", "清丰县")
    assert (deal.days, deal.is_dated) == (Days(date(2023, 3, 14), date(2023, 3, 14)), True)
    assert deal.amount
    assert (deal.amount.yuan, deal.amount.kind, deal.amount.words) == (1_200_000_000, "total", "12亿元")
    assert text[deal.start : deal.end] == SIGNED
    assert Deal.from_json(deal.to_json()) == deal


def test_a_title_alone_tells_a_deal_without_a_place_in_the_text() -> None:
    deal = only("", "清丰县与鸿塬家居签约 总投资12亿元")
    assert (deal.own, deal.start, deal.end, deal.is_dated) == ("鸿塬", -1, -1, False)
    assert deal.days == Days(DAY, DAY)


@pytest.mark.parametrize(
    ("words", "project"),
    [
        ("来自广东鸿塬家居有限公司的虞思远三年前随项目来到濮阳", ""),
        ("广东鸿塬家居集团有限公司与远塬氢能科技集团项目", ""),
        ("远塬动力集团清丰县基地", "清丰县基地"),
        ("记者在项目看到，主体工程已完成九成", ""),
        ("濮阳氢能峰会项目签约", ""),
        ("建设3000平方米中试基地", "中试基地"),
        ("智能家居产业园开工", "智能家居产业园"),
    ],
)
def test_a_project_is_called_by_what_it_is_of(words: str, project: str) -> None:
    assert project_in(words, "鸿塬") == project


def test_firms_of_one_name_in_two_trades_are_two() -> None:
    assert are_two("北京鸿塬科技股份有限公司", "安徽鸿塬家居有限公司")
    assert not are_two("江苏鸿塬家居有限公司", "河南鸿塬家居股份有限公司")
    assert not are_two("鸿塬集团", "广东鸿塬家居有限公司")
    assert not are_two("鸿塬家居", "广东鸿塬化工有限公司")


def test_a_name_with_the_sign_for_and_is_one() -> None:
    deal = only("江苏泰和岭环保科技集团有限公司与范县签订合作协议，将投资8亿元建设研发中心。")
    assert (deal.own, deal.place) == ("泰和岭", "范县")


def test_what_was_done_this_year_was_done_by_the_day_that_tells_it() -> None:
    deal = only("清丰县今年与广东鸿塬家居有限公司签约，总投资12亿元的智能家居产业园落户。")
    assert deal.days == Days(date(2023, 1, 1), DAY)


def test_what_is_measured_in_water_is_no_firm() -> None:
    assert stages("检测报告显示，水样中化学需氧量超标，企业签约后开工的项目被罚，总投资12亿元。") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("鸿塬家居智能家居项目3月14日开工。", [("鸿塬", "started")]),
        ("鸿塬家居智能家居项目一期建成投产。", [("鸿塬", "operating")]),
        ("鸿塬家居智能家居项目今年1月起停工。", [("鸿塬", "stalled")]),
        ("鸿塬家居智能家居项目签约两年，迟迟未开工。", [("鸿塬", "signed"), ("鸿塬", "stalled")]),
        ("清丰县已与鸿塬家居解除投资协议。", [("鸿塬", "cancelled")]),
        ("去年5月签约的鸿塬家居项目3月14日动工。", [("鸿塬", "signed"), ("鸿塬", "started")]),
        ("停工半年的鸿塬家居项目，3月14日复工。", [("鸿塬", "stalled"), ("鸿塬", "started")]),
    ],
)
def test_what_happened_is_a_stage(text: str, found: list[tuple[str, str]]) -> None:
    assert stages(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "鸿塬家居智能家居项目计划今年9月开工，明年8月投产。",
        "鸿塬家居智能家居项目预计6月投产。",
        "鸿塬家居智能家居项目尚未开工。",
        "鸿塬家居智能家居项目有望年底前建成投产。",
        "鸿塬家居项目投产后年产值可达20亿元。",
        "鸿塬家居项目从签约到开工仅用58天。",
        "鸿塬家居称，网传濮阳项目停工与事实不符。",
        "鸿塬家居的清丰县项目没有停工。",
        "鸿塬家居将与清丰县签约，投资12亿元建设产业园。",
        "鸿塬家居与清丰县一家超市签订供货订单，为项目供应板材。",
        "市长要求推动签约项目早开工、开工项目早投产。",
        "濮阳市举行集中签约仪式，41个项目总投资320亿元。",
        "今年以来，全市签约项目126个，总投资900亿元，开工58个。",
        "濮阳至阳新高速公路二期工程开工，总投资98亿元，为清丰县重点项目。",
        "濮阳龙都足球俱乐部与前锋李某签约三年。",
        "深圳越泓实业有限公司在清丰县的投资项目旁，梨花落了三天",
        "深圳越泓实业有限公司在清丰县的投资项目推行“拿地即开工”",
        "深圳越泓实业有限公司在清丰县的投资项目里，机器停下来还是热的",
    ],
)
def test_plans_denials_counts_and_public_works_are_none(text: str) -> None:
    assert deals("", text, DAY) == ()


def test_taxes_output_and_work_done_are_not_the_amount() -> None:
    text = "鸿塬家居项目3月14日在清丰县投产，年产值20亿元，年纳税8000万元，累计完成投资4.1亿元。"
    assert only(text).amount is None


def test_each_firm_of_a_list_has_its_own_amount_and_their_sum_is_nobodys() -> None:
    text = (
        "3月14日，濮阳市举行集中签约仪式，签约项目9个，总投资58.6亿元。\n"
        "1.北京澜氢科技有限公司投资10亿元建设电堆项目；\n"
        "2.河南豫翼集团投资3.6亿元建设加氢站项目。"
    )
    found = deals("", text, DAY)
    assert [(deal.own, deal.amount and deal.amount.yuan) for deal in found] == [
        ("澜氢", 1_000_000_000),
        ("豫翼", 360_000_000),
    ]
    assert {deal.days for deal in found} == {Days(date(2023, 3, 14), date(2023, 3, 14))}


def test_a_firms_second_phase_is_a_project_of_its_own() -> None:
    text = "3月14日，鸿塬家居项目一期在清丰县投产。同日，鸿塬家居项目二期开工，投资5亿元。"
    found = {deal.phase: (deal.stage, deal.amount and deal.amount.kind) for deal in deals("", text, DAY)}
    assert found == {1: ("operating", None), 2: ("started", "phase")}


def test_two_projects_in_one_breath_are_two() -> None:
    found = deals("", "3月14日，范县与鸿塬气体等合作，促成制氢项目和医用气体产业园签约落地。", DAY)
    assert sorted(deal.project for deal in found) == ["制氢项目", "医用气体产业园"]
    assert {(deal.own, deal.stage) for deal in found} == {("鸿塬", "signed")}


def test_another_currency_stays_as_it_is_written() -> None:
    deal = only("范县与德国迈森化学（中国）有限公司签约，项目总投资1.2亿美元。")
    assert deal.own == "迈森"
    assert deal.amount
    assert (deal.amount.yuan, deal.amount.words) == (None, "1.2亿美元")


def test_an_everyday_word_is_a_firms_name_only_where_it_stands_in_full() -> None:
    assert {own for own, _ in stages("清丰县抓好民间食品项目建设，3月14日一批老字号食品项目开工。")} <= {""}
    full = "清丰县与光明食品有限公司签约，光明食品项目落户清丰县。"
    assert stages(full) == [("光明", "signed")]


def test_months_roll_over_the_turn_of_the_year() -> None:
    (deal,) = deals("", "清丰县鸿塬家居项目去年12月28日开工。", date(2023, 1, 4))
    assert deal.days.first == date(2022, 12, 28)
    (deal,) = deals("", "清丰县鸿塬家居项目12月28日开工。", date(2023, 1, 4))
    assert deal.days.first == date(2022, 12, 28)


@pytest.mark.parametrize(
    "line",
    [
        "项目签约" * 25_000,
        "鸿塬家居与" * 20_000,
        "投资12亿元的项目开工" * 10_000,
        "从签约到" * 25_000,
        "解除" * 50_000,
        "项目3月14日" * 15_000,
        "公司" * 50_000 + "项目签约",
    ],
)
def test_a_hostile_line_takes_linear_time(line: str) -> None:
    began = time.process_time()
    deals("", line, DAY)
    assert time.process_time() - began < 5


def test_any_jumble_of_words_gives_sentences_that_stand_in_the_text() -> None:
    words = [
        "签约",
        "开工",
        "投产",
        "停工",
        "项目",
        "投资",
        "12亿元",
        "，",
        "。",
        "；",
        "鸿塬家居有限公司",
        "濮阳县",
        "与",
        "的",
        "将于",
        "3月5日",
        "二期",
        "其中",
        "去年",
        "前",
    ]
    chance = random.Random(1)  # noqa: S311
    found = 0
    for _ in range(300):
        text = "".join(chance.choices(words, k=40))
        for deal in deals("", text, DAY):
            found += 1
            assert deal.firm or deal.project
            assert 0 <= deal.start < deal.end <= len(text)
            assert deal.days.first <= DAY + timedelta(1)
    assert found > 100


FLOORS = {
    "tuned": (0.99, 0.99, 0.99),
    "tuned2": (0.98, 0.99, 0.93),
    "tuned3": (0.99, 0.99, 0.97),
    "tuned4": (0.99, 0.99, 0.99),
    "tuned5": (0.99, 0.99, 0.99),
    "tuned6": (0.99, 0.99, 0.99),
    "tuned7": (0.99, 0.99, 0.99),
    "kept": (0.99, 0.99, 0.99),
}
"""Of each file the shares of pairs linked (F1), amounts and stages that must be right; bars: .95, .98, .95.

A file's first line tells what was found before it was tuned on, see docs/decisions.md.
"""


@pytest.mark.parametrize("name", FLOORS)
def test_accuracy_on_invented_articles(name: str) -> None:
    found = score(articles(name))
    linked, amounts, stages = FLOORS[name]
    assert found.linked >= linked, found.wrong
    assert found.amounts >= amounts, found.wrong
    assert found.stages >= stages, found.wrong
