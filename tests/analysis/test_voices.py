from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.voices.voices import LISTS, Said, voices
from tests.analysis.told import score

ROOT = Path(__file__).parents[2]
# In a process of its own: lists are kept once read, and other tests have read them.
_RECORD = """
import json
from analysis import wordlists
read, shipped = set(), wordlists.word_list
def recorded(name):
    read.add(name)
    return shipped(name)
wordlists.word_list = recorded
from tests.analysis.told import articles
from analysis.voices.voices import voices
for one in articles("tuned"):
    voices(one.text)
print(json.dumps(sorted(read)))
"""
BOSS = "云岭光电股份有限公司董事长孙启明"
OFFICIAL = "云岭市委书记赵立群"


def heard(text: str) -> list[tuple[str, str]]:
    return [(said.speaker, said.voice) for said in voices(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "voice"),
    [
        (f"{BOSS}说：“年底投产。”", "孙启明", "enterprise"),
        (f"“年底投产。”{BOSS}告诉记者。", "孙启明", "enterprise"),
        (f"{BOSS}到会。孙启明表示，“年底一定投产，一天不拖”。", "孙启明", "enterprise"),
        (f"{BOSS}到会。他说：“年底投产。”", "孙启明", "enterprise"),
        (f"{BOSS}到会。该公司回应：“年底投产。”", "", "enterprise"),
        (f"记者采访了{BOSS}。“第一条产线年底投产。”", "孙启明", "enterprise"),
        (f"{BOSS}握着市领导的手说：“年底投产。”", "孙启明", "enterprise"),
        (f"孙启明很忙。“年底投产。”孙启明说。{BOSS}昨日到访。", "孙启明", "enterprise"),
        (f"“年底投产。”说这话的，是{BOSS}。", "孙启明", "enterprise"),
        ("“年底投产。”孙启明（云岭光电公司董事长）说。", "孙启明", "enterprise"),
        ("“年底投产。”孙启明，云岭光电公司董事长，这样说。", "孙启明", "enterprise"),
        (f"{BOSS}到会。孙启明代表公司致意。他说，“我们年底投产”。", "孙启明", "enterprise"),
        (f"{BOSS}到会。该公司总经理王强说：“年底投产。”", "王强", "enterprise"),
        ("“年底一定投产。”——云岭光电公司董事长孙启明", "孙启明", "enterprise"),
        (f"“年底投产。”首次来访的跑友孟瑶说。{BOSS}昨日到访。", "", "public"),
        ("“跑得快。”驾驶员老郭跳上车。老郭是首批车手。", "", "public"),
        ("业内人士分析：“年底投产并不容易。”", "", "expert"),
        ("“电梯装好了！”家住岭上小区的吴女士高兴地说。", "", "public"),
        ("“电梯装好了！”吴小芳说。", "", "public"),
        ("会议强调，“要坚持项目为王不动摇，把招商作为第一要事”。", "", "official"),
        ("云岭市住房和城乡建设局答复称：“十月通车。”", "", "official"),
        (f"{BOSS}的厂房已经封顶，“我们年底一定投产。”他说。", "孙启明", "enterprise"),
        (f"孙启明是{BOSS[:-3]}。“年底投产。”孙启明告诉记者。", "孙启明", "enterprise"),
        ("孙启明，云岭光电公司董事长，这样打算：“年底投产。”", "孙启明", "enterprise"),
        ("作为云岭光电公司董事长，孙启明信心十足：“年底投产。”", "孙启明", "enterprise"),
        ("来自云岭光电公司的孙启明说：“年底投产。”", "孙启明", "enterprise"),
        ("来自云岭大学的孙启明说：“食堂真好。”", "", "public"),
        ("来自岭上村的孙启明说：“路修好了。”", "", "public"),
        (f"{BOSS}到会。孙董事长说：“年底投产。”", "孙启明", "enterprise"),
        (f"{BOSS}到会。孙总裁说：“年底投产。”", "孙启明", "enterprise"),
        (f"{BOSS}介绍，厂房已经封顶。“年底投产。”会上发放了材料。", "孙启明", "enterprise"),
        (f"{BOSS}介绍，厂房封顶了。“年底投产。”市商务局局长王强分析，链条会补齐。", "孙启明", "enterprise"),
        (f"{BOSS}至今记得那一天。“市里二话没说。”市委办送来通知。", "孙启明", "enterprise"),
        ("“设备到了。”生产部部长韩露指着车间说。", "韩露", "enterprise"),
        ("“图纸改了三稿。”总工程师韩露说。", "韩露", "enterprise"),
        ("水利局总工程师韩露说：“大坝很稳。”", "韩露", "official"),
        ("设计院总工程师韩露说：“大坝很稳。”", "韩露", "expert"),
        ("退休工人老李说：“厂子变样了。”", "", "public"),
        ("种粮大户王强说：“今年丰收了。”", "", "public"),
        ("网友“小山”留言：“这里真美。”", "", "public"),
        ("业内人士指出：“补链比招商更难。”", "", "expert"),
        ("某研究院首席经济学家韩露认为：“补链比招商更难。”", "韩露", "expert"),
        ("行业协会专家韩露认为：“补链比招商更难。”", "韩露", "expert"),
        (f"“企业是自己人。”{BOSS}至今记得{OFFICIAL}说过的话。", "赵立群", "official"),
        ("远山商会会长韩露说：“我们愿意再来。”", "韩露", "enterprise"),
        (f"新闻发言人周慕白转述{OFFICIAL}的话说，“办会要留下朋友。”", "赵立群", "official"),
        (f"新闻发言人周慕白转达了{OFFICIAL}的原话：“欢迎挑刺。”", "赵立群", "official"),
        (f"{BOSS}讲起一位老药农对他说的话：“地不哄人，人也别哄地。”", "", "public"),
        (f"{BOSS}与{OFFICIAL}争过一场，前者坚持“先把工厂盖起来再说。”", "孙启明", "enterprise"),
        (f"{BOSS}与{OFFICIAL}为此争过。后者反问：“路呢？”", "赵立群", "official"),
        (f"{BOSS}到会。孙总的语速很快，“我最怕开会耽误工夫。”", "孙启明", "enterprise"),
        ("云岭市市长呼延得水到会。呼延市长笑了，“来去自由，我们送客。”", "呼延得水", "official"),
        ("清河大学教授周慕白带学生采样，老人家说得直：“好用的地方不多。”", "周慕白", "expert"),
        ("他的合伙人长河光电公司厂长韩露话少，被逼急了才说：“图纸会说话。”", "韩露", "enterprise"),
        ("云岭药业（集团）有限公司首席农艺师韩露说：“土太干。”", "韩露", "enterprise"),
        ("清河大学农艺师韩露说：“土太干。”", "韩露", "expert"),
        ("一位驻村工作队队员说：“就怕没人肯接着干。”", "", "official"),
        ("北京天津港商贸有限公司质量总监韩露说：“损耗能省两成。”", "韩露", "enterprise"),
        (f"用{OFFICIAL}的话来说，就是“把麻烦留给自己，把方便留给企业”。", "赵立群", "official"),
        (f"记者见到{BOSS}时，她正忙着，“这台机器最老，脾气最大。”", "孙启明", "enterprise"),
        ("云岭市市长热线接线员韩露说：“您好，请讲。”", "", "public"),
        ("“我就图个踏实。”正在地里忙活的种粮大户韩露直起腰来。", "", "public"),
        (f"“三年了。”说起云岭的干部，孙启明竖起大拇指。{BOSS}昨日到访。", "孙启明", "enterprise"),
        ("清河大学教授周慕白受访时，对云岭市长赵立群的设想表示赞同：“路子是对的。”", "周慕白", "expert"),
        ("“家里人都反对。”返乡创业的姚远说。", "", "public"),
        ("据云岭海关关长季松介绍，“通关时间压缩了一半”。", "季松", "official"),
        (f"{BOSS}的话朴实无华：“不图快，图久。”", "孙启明", "enterprise"),
        ("【画外音】“我们不养闲车。”云岭光电公司董事长孙启明说。", "孙启明", "enterprise"),
    ],
)
def test_who_says_it(text: str, speaker: str, voice: str) -> None:
    assert heard(text) == [(speaker, voice)]


def test_speakers_that_take_turns() -> None:
    text = f"“何时投产？”{OFFICIAL}问。\n“年底。”{BOSS}答。\n“能不能提前？”赵立群追问。\n“能！”孙启明说。"
    assert [name for name, _ in heard(text)] == ["赵立群", "孙启明", "赵立群", "孙启明"]


def test_a_chain_goes_on_with_its_speaker() -> None:
    text = f"“先修路。”{OFFICIAL}说，“再架桥。”\n“桥通了，人就来了。”"
    assert heard(text) == [("赵立群", "official")] * 3


def test_an_indirect_speaker_in_between_takes_over() -> None:
    text = f"“先修路。”{OFFICIAL}说。{BOSS}介绍，厂房已经封顶。“年底投产。”"
    assert [name for name, _ in heard(text)] == ["赵立群", "孙启明"]


def test_quotes_in_a_row_of_whom_the_first_goes_on_from_before() -> None:
    text = f"{OFFICIAL}最后说，企业家是自己人。“承诺要落地。”“多办对接会，”{BOSS}建议，“专家难找。”"
    assert [name for name, _ in heard(text)] == ["赵立群", "孙启明", "孙启明"]


def test_a_speech_of_two_paragraphs_is_told_at_its_end() -> None:
    text = f"{OFFICIAL}到会。\n“过去我们靠油田。\n“现在要从头学起。”{BOSS}说。"
    assert [name for name, _ in heard(text)] == ["孙启明", "孙启明"]


def test_who_is_interviewed_is_meant_when_asked() -> None:
    text = (
        f"{BOSS}近日接受记者采访。谈到选址，他说：“看中的是产业链。”\n{OFFICIAL}也来了。\n"
        "问及困难，他想了想：“最难的是人。”"
    )
    assert [name for name, _ in heard(text)] == ["孙启明", "孙启明"]


def test_one_who_is_she_is_not_he() -> None:
    text = (
        f"{BOSS}接受记者采访。他说：“看中的是产业链。”\n市商务局局长韩露在一旁。她说：“服务跟得上。”\n"
        "“五年后再来看。”末了，他说。"
    )
    assert [name for name, _ in heard(text)] == ["孙启明", "韩露", "孙启明"]


def test_title_and_organization() -> None:
    said = voices(f"{BOSS}说：“年底投产。”")[0]
    assert (said.title, said.organization) == ("董事长", "云岭光电股份有限公司")


def test_ordinary_people_have_no_name() -> None:
    said = voices("“真好吃！”市民张女士说。\n“再来一碗。”她说。")
    assert [(one.speaker, one.title, one.organization) for one in said] == [("", "市民", "")] * 2


def test_who_cannot_be_told_is_left_out() -> None:
    assert voices("“着火啦，快跑！”警报声中，演练开始。") == ()


def test_what_is_stored_holds_no_words() -> None:
    said = voices(f"{BOSS}说：“年底投产。”")[0]
    stored = json.loads(json.dumps(said.to_json()))
    assert Said.from_json(stored) == said
    assert "年底投产" not in str(stored)


@pytest.mark.parametrize(
    ("name", "speaker", "voice"),
    [
        ("tuned", 0.98, 0.98),
        ("kept", 0.96, 0.96),
        ("late", 0.91, 0.97),
        ("last", 0.96, 0.96),
        ("fourth", 0.99, 0.99),
        ("fifth", 0.99, 0.99),
        ("sixth", 0.99, 0.99),
    ],
)
def test_articles_full_of_decoys(name: str, speaker: float, voice: float) -> None:
    """As measured; what the rules had not seen yet when it was read first stands in docs/decisions.md."""
    told = score(name)
    assert told.speaker >= speaker
    assert told.voice >= voice


@pytest.mark.parametrize(
    "part",
    [
        "“好的好的好的好的。”",
        "“好的好的好的好的。”他说，",
        "局长王强说：“好的好的好的。”",
        "市委书记、",
        "王强，他说：“好。”\n",
    ],
)
def test_hostile_text_takes_linear_time(part: str) -> None:
    text = part * (50_000 // len(part))
    assert len(voices(text)) <= len(text) // len(part)


def test_the_lists_are_those_that_are_read() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RECORD], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)) - {"stopwords"} == set(LISTS)
