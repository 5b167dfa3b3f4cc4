from __future__ import annotations

import pytest

from analysis.mentions.places import Spotter, bare

FORMS = {"濮阳": "濮阳", "濮阳市": "濮阳", "濮阳县": "濮阳", "安阳": "安阳", "新乡": "新乡", "开封": "开封"}
SPOTTER = Spotter(FORMS, ["濮阳别墅"])


def forms(text: str) -> list[str]:
    return [spot.form for spot in SPOTTER.spots(text)]


def test_the_longest_form_wins_and_counts_once() -> None:
    text = "濮阳县属于濮阳市，濮阳人都知道"
    assert forms(text) == ["濮阳县", "濮阳市", "濮阳"]
    assert [(spot.start, spot.end) for spot in SPOTTER.spots(text)][:2] == [(0, 3), (5, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "家住濮阳路的居民",
        "地铁站在濮阳北路口",
        "濮阳别墅开盘",
        "濮阳禾岸高温材料(集团)股份有限公司发布公告",
        "通讯社濮阳7月15日电 记者",
        "本报濮阳讯 记者",
        "《濮阳日报》刊文",
        "建设社会主义新乡村",
        "牛奶开封后请冷藏",
        "有位姓濮阳的同学",
        "濮阳姑娘夜闯山门",
        "记者问起，读者濮阳澄说，书好看",
        "赣州市濮阳镇举办山歌会，濮阳的歌手来了",
        "濮阳别墅涨价，濮阳成了热词",
    ],
)
def test_what_only_looks_like_the_place(text: str) -> None:
    assert forms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "濮阳官方回应称",
        "濮阳街头人来人往",
        "濮阳引进了禾岸科技有限公司",
        "濮阳与禾岸新材料有限公司签约",
        "濮阳路网四通八达",
        "濮阳一位作家的小说获奖",
    ],
)
def test_the_place_itself(text: str) -> None:
    assert forms(text) == ["濮阳"]


def test_a_false_friend_makes_bare_namings_doubtful_and_a_trace_of_the_place_clears_them() -> None:
    assert forms("濮阳别墅开盘，濮阳热了") == []
    assert forms("濮阳别墅开盘，在濮阳卖得快") == ["濮阳"]
    assert forms("濮阳别墅开盘，濮阳、新乡跟进") == ["濮阳", "新乡"]


def test_what_is_weighed_is_a_thing() -> None:
    metal = Spotter({"白银": "白银"})
    told = ["借白银三十两", "熔了三公斤白银", "白银首饰卖得好，白银又涨了", "白银三年行动", "在白银投资"]
    assert [len(metal.spots(text)) for text in told] == [0, 0, 0, 1, 1]


def test_a_text_about_the_surname_names_no_city() -> None:
    text = "《百家姓》里的复姓。\n濮阳并不常见，濮阳澄是其中一位。"
    assert forms(text) == []
    assert forms(text + "他的老家在濮阳市。") == ["濮阳", "濮阳市"]


def test_a_surname_is_told_naming_by_naming() -> None:
    text = "在濮阳工作的濮阳澄说，巧得很。人们问起濮阳澄时，他正在濮阳市开会。"
    assert [spot.start for spot in SPOTTER.spots(text)] == [1, 27]


def test_a_name_ends_where_a_word_ends() -> None:
    assert forms("他在最新乡试中落第") == []
    assert forms("濮阳市场、濮阳市民、濮阳县区、濮阳路网") == ["濮阳", "濮阳市", "濮阳", "濮阳"]


def test_fiction_makes_only_what_looks_like_a_person_one() -> None:
    assert forms("小说里，濮阳澄拔剑而起。") == []
    assert forms("这部小说写的是在濮阳的日子。") == ["濮阳"]


def test_a_name_that_ends_like_a_unit_is_still_a_name() -> None:
    assert bare("广州")
    assert not bare("广州市")
    assert not bare("大理州")
    spotter = Spotter({"广州": "广州", "广州市": "广州"})
    assert spotter.spots("家住广州路") == []
    assert [spot.form for spot in spotter.spots("广州市广州街头")] == ["广州市", "广州"]
