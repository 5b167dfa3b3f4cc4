from __future__ import annotations

import pytest

from analysis.mentions.links import is_link


@pytest.mark.parametrize(
    "line",
    [
        "相关链接：某市政府网 某某日报",
        "上一篇：荆门多措并举稳就业",
        "【延伸阅读】 荆门的春天",
        "地方频道：郑州|开封|荆门",
        "郑州 开封 洛阳 荆门",
        "人民网 | 大河网 | 某某日报",
    ],
)
def test_lines_that_lead_elsewhere(line: str) -> None:
    assert is_link(f"正文。\n{line}\n正文。", 4 + len(line) // 2)
    assert is_link(line, len(line) - 1)


@pytest.mark.parametrize(
    "line",
    [
        "相关链接的企业有三家。",
        "相关链接：荆门在湖北中部。全市有三个县。",
        "荆门 宜昌两地",
        "坐不住 慢不得 等不起 荆门真拼",
        "上一篇文章写的是荆门",
        "标签 " + "荆门" * 300,
    ],
)
def test_lines_that_tell(line: str) -> None:
    assert not is_link(f"正文。\n{line}\n正文。", 4 + len(line) // 2)
    assert not is_link(line, len(line) - 1)
