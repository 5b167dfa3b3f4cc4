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
    ],
)
def test_a_name_and_its_length(text: str, name: str) -> None:
    assert name_at(text, 0, len(text)) == name


@pytest.mark.parametrize(
    "text", ["高兴地说", "表示欢迎", "解读称", "濮阳市政府", "", "王", "，王强说", "大显身手"]
)
def test_what_only_begins_like_a_name(text: str) -> None:
    assert name_at(text, 0, len(text)) == ""
