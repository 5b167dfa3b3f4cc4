from __future__ import annotations

import pytest

from analysis.mentions.around import Around
from analysis.mentions.namesakes import is_dateline, is_namesake, is_outlet


def around(text: str) -> Around:
    start = text.index("荆门")
    return Around.of(text, start, start + 2)


@pytest.mark.parametrize(
    "text",
    [
        "荆门7月15日电 会期两天",
        "（荆门 记者王某）会期两天",
        "【荆门讯】会期两天",
        "记者王某 发自荆门\n",
        "王某/荆门",
        "荆门（记者 王某）会期两天",
    ],
)
def test_datelines(text: str) -> None:
    assert is_dateline(around(text))


@pytest.mark.parametrize(
    "text", ["荆门7月15日开会", "（荆门市民王某）", "发自荆门的列车", "荆门电视塔", "荆门报道了三起"]
)
def test_no_datelines(text: str) -> None:
    assert not is_dateline(around(text))


def test_outlets() -> None:
    assert all(
        is_outlet(around(text)) for text in ("荆门日报讯", "来源：荆门发布", "荆门网记者", "荆门县融媒体中心")
    )
    assert not any(
        is_outlet(around(text)) for text in ("荆门早报喜讯", "荆门发布十条", "荆门网友", "荆门商报送项目")
    )


def test_a_building_is_a_namesake_only_elsewhere() -> None:
    assert is_namesake(around("上海荆门大厦起火"))
    assert is_namesake(around("荆门医院（上海）就诊须知"))
    assert is_namesake(around("“荆门”牌羽绒服由浙江一家厂生产"))
    assert not is_namesake(around("荆门大厦起火"))
    assert not is_namesake(around("湖北荆门大厦起火"))
    assert is_namesake(around("合肥荆门湖公园开放"))
    assert not is_namesake(around("荆门乡村振兴"))
    assert is_namesake(around("荆门乡的果园"))
    assert is_namesake(around("微博网友@荆门小杰留言"))
    assert not is_namesake(around("上海客商在荆门大厦签约"))
