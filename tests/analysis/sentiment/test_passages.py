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
