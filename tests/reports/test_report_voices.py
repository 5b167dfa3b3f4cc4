"""Quotes in the summit report: once a story, shares by voice, no ordinary person's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analysis.exposure import Found, study
from analysis.voices.voices import Said, Voice
from reports.data import ReportData
from reports.quotes import Quote
from reports.summit.assembly import assemble
from reports.summit.material import Material
from reports.summit.voices import shares, voices_said
from tests.analysis.planted import BRAND, SUMMIT, covered, item
from tests.reports.test_summit_report import echo

NOW = datetime(2024, 9, 1, tzinfo=UTC)
ITEMS = echo()
STUDY = study(Found.of(ITEMS), covered(), SUMMIT, brand=BRAND, summits=(SUMMIT,))


def quote(number: int, voice: Voice, words: str, speaker: str = "", story: str = "big") -> Quote:
    told = replace(item(number, SUMMIT.start), story=story)
    said = Said(0, len(words), speaker, "总经理" if speaker else "", "", voice)
    return Quote(told, said, "positive", words)


TOLD = (
    quote(1, "enterprise", "我们在这里投得放心。", "林晚秋"),
    quote(2, "enterprise", "明年还要再投一期。", "林晚秋"),
    quote(3, "official", "服务要跟得上。", "白行远", story="other"),
    quote(4, "public", "路修好了。" * 60, story="third"),
)


@pytest.fixture(scope="module")
def report() -> ReportData:
    return assemble(Material(STUDY, None, BRAND, (), {}, (), {}, TOLD), NOW)


def test_shares_of_voices_are_of_all_quotes() -> None:
    found = {voice: share.value for voice, share in shares(STUDY, TOLD).items()}
    assert found == {"official": 0.25, "enterprise": 0.5, "expert": 0.0, "public": 0.25}
    assert all(share.withheld for share in shares(STUDY, ()).values())


def test_the_report_says_who_spoke(report: ReportData) -> None:
    told = next(section for section in report.sections if section.id == "sentiment").paragraphs
    assert any("共有引语4条：官方1条（其中正面1条）、企业2条（其中正面2条）、公众1条" in one for one in told)
    assert any("按引语计，官方声音占25.0%" in one for one in told)
    assert report.figure("voice.enterprise").value == 0.5


def test_quotes_are_listed_the_most_carried_story_first_and_cut_with_a_mark(report: ReportData) -> None:
    rows = [dict(zip((c.id for c in report.table("quotes").columns), row, strict=True))
            for row in report.table("quotes").rows]  # fmt: skip
    assert [row["speaker"] for row in rows[:2]] == ["林晚秋", "林晚秋"]
    public = next(row for row in rows if row["voice"] == "公众")
    assert public["speaker"] == ""
    assert str(public["quote"]).endswith("……")


def test_each_voices_quotes_are_counted_by_their_feeling(report: ReportData) -> None:
    assert report.table("voice_sentiment").rows == (
        ("官方", 1, 1, 0, 0, 0),
        ("企业", 2, 2, 0, 0, 0),
        ("公众", 1, 1, 0, 0, 0),
    )


def test_a_voice_that_said_nothing_is_left_out() -> None:
    assert voices_said(TOLD[2:3]) == "官方1条（其中正面1条）"
