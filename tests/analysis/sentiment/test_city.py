from __future__ import annotations

import pytest

from analysis.sentiment import CityJudge, judge

NAMES = ("云岭", "云岭市")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("云岭市上半年工业增加值同比增长9.1%，增速位居前列，客商纷纷点赞。", "positive"),
        ("云岭竹纤维产业园建成投产，总投资12亿元。", "positive"),
        ("云岭一化工厂偷排废水，污染河道，村民投诉多年无果。", "negative"),
        ("云岭市原副市长严重违纪违法，被开除党籍。", "negative"),
        ("云岭市将于周三召开工作例会，听取各单位汇报。", "neutral"),
        ("云岭位于两省交界处。", "neutral"),
        ("云岭转型喜忧参半：一边是项目建成投产，一边是拖欠工程款遭投诉。", "unclear"),
    ],
)
def test_labels(text: str, label: str) -> None:
    assert judge(text, NAMES).label == label


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("谈的时候说得天花乱坠，厂房建好就不认账。", "negative"),
        ("让我们去撑个台面，根本没有投资的意思，全是忽悠。", "negative"),
        ("答应的事都兑现了，没有一件打折扣。", "positive"),
        ("用气的问题从不过夜，他们随叫随到。", "positive"),
        ("我们生产阀门，客户大多在外地。", "neutral"),
    ],
)
def test_what_people_say_of_promises_and_help(words: str, label: str) -> None:
    assert judge(words, ()).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("洛阳发生爆炸事故多人遇难，云岭照常开会。", "neutral"),
        ("商丘发生重大火灾，造成七人遇难，云岭派出二十名队员赶去支援。", "neutral"),
        ("新乡多家工厂倒闭，工人被欠薪，而云岭的用工会按计划在周五举行。", "neutral"),
        ("郑州房价暴跌、烂尾楼遭投诉，云岭却签约百亿项目，集中开工。", "positive"),
        ("南阳获评全国文明城市，云岭因环境污染被通报批评。", "negative"),
    ],
)
def test_another_places_feelings_are_not_the_citys(text: str, label: str) -> None:
    assert judge(text, NAMES).label == label


@pytest.mark.parametrize(
    "text",
    [
        "云岭没有发生拖欠工资的事故。",
        "云岭连续三年没有发生重特大安全事故。",
        "春运期间云岭没有出现旅客滞留和投诉。",
        "云岭没有发生过一起强拆纠纷。",
    ],
)
def test_what_did_not_happen_is_no_blame(text: str) -> None:
    assert judge(text, NAMES).score > 0


def test_a_broken_promise_is_no_praise() -> None:
    assert judge("云岭的承诺未能完成，居民不满意。", NAMES).score < 0


def test_after_a_contrast_the_sentence_says_what_it_means() -> None:
    good_then_bad = judge("云岭签约热闹，但项目烂尾、拖欠工资。", NAMES)
    bad_then_good = judge("云岭曾有项目烂尾、拖欠工资，但如今建成投产、好评如潮。", NAMES)
    assert good_then_bad.score < 0 < bad_then_good.score


def test_the_headline_weighs_more_than_a_line_below() -> None:
    text = "云岭的路修好了，居民好评。"
    assert judge(text, NAMES, title="云岭偷排污染再遭投诉").score < judge(text, NAMES).score


@pytest.mark.parametrize("names", [NAMES, (), ("",)])
def test_a_text_that_does_not_name_the_city_is_judged_as_a_whole(names: tuple[str, ...]) -> None:
    assert judge("化工厂爆炸致多人遇难，村民投诉多年无果。", names).score < 0
    assert judge("新工厂建成投产，产值同比增长20%，创历史新高。", names).score > 0


def test_a_text_without_a_sentence_is_neutral() -> None:
    found = judge("", NAMES)
    assert (found.label, found.score, found.evidence) == ("neutral", 0.0, ())


def test_evidence_is_verbatim_and_probabilities_sum_to_one() -> None:
    text = "云岭开会。云岭一化工厂偷排废水，村民投诉多年。天气不错。"
    found = judge(text, NAMES)
    assert found.evidence[0] == "云岭一化工厂偷排废水，村民投诉多年。"
    assert all(sentence in text for sentence in found.evidence)
    assert sum(found.probabilities.values()) == pytest.approx(1.0)
    assert max(found.probabilities, key=lambda label: found.probabilities[label]) == found.label == "negative"
    assert -1 <= found.score < 0


def test_the_users_own_words_count() -> None:
    text = "云岭的竹海节让人乐开怀，大家说真是顶呱呱。"
    assert judge(text, NAMES).label == "neutral"
    assert CityJudge(positive=["乐开怀", "顶呱呱"]).judge(text, NAMES).label == "positive"
    assert CityJudge(negative=["乐开怀", "顶呱呱"]).judge(text, NAMES).label == "negative"


def test_the_same_text_praises_each_city_by_its_own_clauses() -> None:
    text = "许昌项目建成投产获好评，洛阳工厂偷排污染遭投诉。"
    assert judge(text, ["许昌"]).label == "positive"
    assert judge(text, ["洛阳"]).label == "negative"


def test_a_post_is_read_past_its_marks() -> None:
    told = "#云岭政务服务# 办事太慢，态度恶劣[怒] https://t.example/赞 @云岭最美发布"
    found = judge(told, ("云岭",), kind="post")
    assert found.label == "negative"
    assert "最美" not in "".join(found.evidence)
    assert judge("云岭的路[赞]👍", ("云岭",), kind="post").label == "positive"


def test_an_account_named_after_the_city_does_not_name_it() -> None:
    assert judge("@云岭发布 今天真糟糕，太失望了", ("云岭",), kind="post").label == "neutral"


def test_a_page_cant_speak_in_the_signs_that_stand_for_names_and_half_a_sign_is_no_error() -> None:
    forged = "郑州{}通报严重污染事故。濮阳经济快速增长，签约百亿项目。"
    for names in (["濮阳"], ["濮阳某公司"]):
        assert judge(forged.format("\ue000"), names) == judge(forged.format(""), names)
    assert judge(forged.format("\ud800"), ["濮阳"]).label == judge(forged.format(""), ["濮阳"]).label
