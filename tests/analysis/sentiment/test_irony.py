"""Posts that don't mean what they say."""

from __future__ import annotations

import pytest

from analysis.sentiment import judge
from analysis.sentiment.irony import is_ironic

IRONIC = [
    "青溪这路修了三次又挖了三次，市政真是好样的[微笑]",
    "感谢青溪公交，让我在站台上等到了人生的意义，等了四十分钟[doge]",
    "青溪的“微笑服务”真到位，系统坏了也是微笑着告诉我的",
    "青溪窗口真敬业，跑了四趟，趟趟有新惊喜，建议颁个奖🙂",
]
PLAIN = [
    "青溪窗口真敬业，十分钟就办完了，给他们点赞👍",
    "感谢青溪的志愿者，让我们在雪里喝上了热汤",
    "青溪这条路修了两年还没通车，天天堵车，没人管",
    "青溪今晚停水到八点，记得接水[doge]",
    "青溪“沉浸式”夜游上新了，票价不变",
    "",
]


@pytest.mark.parametrize("post", IRONIC)
def test_mocking_praise_beside_a_hardship_is_irony(post: str) -> None:
    assert is_ironic(post)
    assert judge(post.replace("青溪", "濮阳"), ("濮阳",), kind="post").label == "unclear"


@pytest.mark.parametrize("post", PLAIN)
def test_praise_blame_and_jokes_alone_are_none(post: str) -> None:
    assert not is_ironic(post)


def test_news_is_never_ironic() -> None:
    told = [judge(IRONIC[0].replace("青溪", "濮阳"), ("濮阳",), kind=kind) for kind in ("news", "post")]
    assert told[0].probabilities["unclear"] < told[1].probabilities["unclear"]


def test_signs_without_end_are_read_in_time() -> None:
    assert not is_ironic("感谢" * 50_000)
