from __future__ import annotations

import pytest

from analysis.voices.offices import speaks_for, voice_of
from analysis.voices.people import people


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("云岭市商务局党组书记、局长王强说", ("王强", "党组书记、局长", "云岭市商务局", "official")),
        ("云岭市发展和改革委员会主任陈晓梅表示", ("陈晓梅", "主任", "云岭市发展和改革委员会", "official")),
        (
            "江苏华澜新材料股份有限公司董事长孙启明",
            ("孙启明", "董事长", "江苏华澜新材料股份有限公司", "enterprise"),
        ),
        (
            "岭能建云岭分公司党委书记、总经理柯震霆",
            ("柯震霆", "党委书记、总经理", "岭能建云岭分公司", "enterprise"),
        ),
        ("在签约仪式上，清河大学教授周慕白说", ("周慕白", "教授", "清河大学", "expert")),
        ("首席科学家邱一鹤院士说", ("邱一鹤", "首席科学家", "", "expert")),
        ("中国氢能协会专家、岭上资本创始人吴静怡说", ("吴静怡", "创始人", "岭上资本", "expert")),
        ("云岭国际陆港公司生产部负责人韩露说", ("韩露", "负责人", "云岭国际陆港公司生产部", "enterprise")),
        ("云岭光电公司总工程师孙启明说", ("孙启明", "总工程师", "云岭光电公司", "enterprise")),
        ("岭上证券公司首席分析师俞行说", ("俞行", "首席分析师", "岭上证券公司", "expert")),
        ("工程师孙启明说", ("孙启明", "工程师", "", "expert")),
        ("岭南派出所所长向阳说", ("向阳", "所长", "岭南派出所", "official")),
        ("云岭市代市长白若川说", ("白若川", "代市长", "云岭市", "official")),
        ("市民张女士说", ("张女士", "市民", "", "public")),
        ("周慕白教授说", ("周慕白", "教授", "", "expert")),
        ("一位县领导说", ("", "县领导", "", "official")),
        ("有企业家表示", ("", "企业家", "", "enterprise")),
        ("网友们纷纷点赞", ("", "网友", "", "public")),
    ],
)
def test_who_it_is(text: str, person: tuple[str, str, str, str]) -> None:
    first = people(text, 0, len(text))[0]
    assert (first.name, first.title, first.organization, first.voice) == person


@pytest.mark.parametrize(
    "text", ["市长期坚持", "杭州长河中学", "重工人力资源", "他们代表云岭出战", "委员会成立"]
)
def test_what_only_looks_like_a_title(text: str) -> None:
    assert people(text, 0, len(text)) == []


def test_a_span_is_read_and_nothing_beside_it() -> None:
    text = "局长王强说，县长陈晓梅说"
    assert [person.name for person in people(text, 0, 5)] == ["王强"]
    assert [text[one.start : one.end] for one in people(text, 0, len(text))] == ["局长王强", "县长陈晓梅"]


@pytest.mark.parametrize(
    ("organization", "voice"),
    [
        ("云岭文旅集团市场部", "enterprise"),
        ("云岭市第一医院", "expert"),
        ("云岭市市场监督管理局", "official"),
        ("云岭岭南商会", "enterprise"),
        ("某某", None),
    ],
)
def test_the_last_telling_word_decides(organization: str, voice: str | None) -> None:
    assert voice_of(organization) == voice


def test_an_organization_speaks_for_itself() -> None:
    assert speaks_for("市委全会上的这番话引起共鸣") == "official"
    assert speaks_for("市住建局答复") == "official"
    assert speaks_for("云岭氢动方面表示") == "enterprise"
    assert speaks_for("掌声响起来") is None
