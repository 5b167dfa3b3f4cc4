from __future__ import annotations

import pytest

from analysis.sentiment.passages import OTHER, SELF, passages


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("云岭与荆门签约。", f"{SELF}与{OTHER}签约。"),
        ("云岭市与荆门市委座谈。", f"{SELF}与{OTHER}委座谈。"),
        ("云岭的刘荆门说。", f"{SELF}的刘荆门说。"),
        ("云岭举行盛大庆祝活动。", f"{SELF}举行盛大庆祝活动。"),
        ("云岭的紫荆门诊部。", f"{SELF}的紫荆门诊部。"),
    ],
)
def test_only_what_is_a_place_is_masked_as_one(text: str, masked: str) -> None:
    assert [passage.text for passage in passages(text, ("云岭",))] == [masked]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("洛阳发生爆炸，多人遇难，云岭照常开会。", f"{OTHER}，{SELF}照常开会。"),
        ("洛阳房价大跌,而云岭稳住了。", f"{OTHER},而{SELF}稳住了。"),
        ("洛阳与云岭签约，荆门没有来。", f"{OTHER}与{SELF}签约，{OTHER}没有来。"),
        ("洛阳发生爆炸，伤者中有两名云岭人。", f"{OTHER}发生爆炸，伤者中有两名{SELF}人。"),
        ("湖南多地内涝，云岭也停了课。", f"{OTHER}多地内涝，{SELF}也停了课。"),
    ],
)
def test_clauses_before_the_citys_own_are_anothers_but_never_its_provinces(text: str, masked: str) -> None:
    assert [passage.text for passage in passages(text, ("云岭",))] == [masked]
