"""A measure's version knows every shipped list that the measure was read with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import analysers

ROOT = Path(__file__).parents[2]

# In a process of its own: lists are kept once read, and other tests have read them.
_RECORD = """
import json, sys
from dataclasses import replace
from analysis import wordlists
given, shipped = set(), wordlists.word_list
def recorded(name):
    given.add(name)
    return shipped(name)
wordlists.word_list = recorded
from analysis import analysers
from analysis.analysers import Settings
from tests.analysis.township import BRAND, SUMMITS, article
text = "云岭园林大庆项目喜忧参半。但是企业诉苦。对此有人发声。\\n姓氏由来很长。\\n云岭会议签约，没有污染。"
text += "学者安阳澄去了竹业峰会。云岭大厦开业。"
made = getattr(analysers, "_" + sys.argv[1])
if sys.argv[1] != "deals":  # nothing is configured of them
    made = made(Settings(BRAND, SUMMITS, positive=("顶呱呱",)))
news = article(text, "云岭", url="https://ridge.example/1.html")
made([news, replace(news, kind="post")])
print(json.dumps(sorted(given)))
"""


@pytest.mark.parametrize("name", [analysers.WORDS, analysers.MENTIONS, analysers.SENTIMENT])
def test_a_version_is_made_from_the_lists_that_are_read(name: str) -> None:
    assert _read(name) == set(analysers._LISTS[name])


@pytest.mark.parametrize("name", [analysers.MESSAGES, analysers.VOICES, analysers.DEALS])
def test_no_list_is_read_that_a_version_lacks(name: str) -> None:
    """One short text doesn't need all of these lists; each analyser's own tests read them."""
    read = _read(name)
    assert read
    assert read <= set(analysers._LISTS[name])


def _read(name: str) -> set[str]:
    """The shipped lists that the analyser reads for two short texts."""
    done = subprocess.run(
        [sys.executable, "-c", _RECORD, name], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))
