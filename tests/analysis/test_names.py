from __future__ import annotations

import pytest

from analysis.voices.names import name_at


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王强说", "王强"),
        ("王强强调说", "王强"),
        ("曹旭回答说", "曹旭"),
        ("刘慧军在会上说", "刘慧军"),
        ("尹志和事后坦言", "尹志和"),
        ("鄢冬第一个发言", "鄢冬"),
        ("温青扒开土层", "温青"),
        ("赵立群向来宾致意", "赵立群"),
        ("闻人杰作主旨报告", "闻人杰"),
        (" 王强表示", "王强"),
        ("欧阳明珠介绍", "欧阳明珠"),
        ("汉斯·穆勒表示", "汉斯·穆勒"),
        ("张女士说", "张女士"),
        ("老李告诉记者", "老李"),
        ("王总说", "王总"),
        ("王强", "王强"),
        ("周松年三次登门", "周松年"),
        ("许星河边走边看", "许星河"),
        ("许磊没有回避", "许磊"),
        ("罗红常说", "罗红"),
        ("马玲很激动", "马玲"),
        ("田伟和同事们加班", "田伟"),
        ("尤立群边听边记", "尤立群"),
        ("赖学军说", "赖学军"),
        ("简明朗表示", "简明朗"),
        ("安娜•科瓦奇表示", "安娜•科瓦奇"),
    ],
)
def test_a_name_and_its_length(text: str, name: str) -> None:
    assert name_at(text, 0, len(text)) == name


@pytest.mark.parametrize(
    "text", ["高兴地说", "表示欢迎", "解读称", "濮阳市政府", "", "王", "，王强说", "大显身手"]
)
def test_what_only_begins_like_a_name(text: str) -> None:
    assert name_at(text, 0, len(text)) == ""


def test_the_same_name_nearby_tells_its_length() -> None:
    text = "贺春晓路过。贺春晓，贺春晓和，贺春晓到"
    assert name_at(text, 0, len(text)) == "贺春晓"
    other = "贺春晓得。贺春说，贺春到会"
    assert name_at(other, 0, len(other)) == "贺春"
