"""What carried praise and blame: one item a story, only what may be listed, the most carried first."""

from __future__ import annotations

from dataclasses import replace

from analysis.exposure import Found, study
from analysis.item import Item, Label
from reports.summit.drivers import carriers, told_table, words, words_table
from tests.analysis.planted import BRAND, SUMMIT, covered, item
from tests.reports.test_report_voices import quote


def told(number: int, label: Label, **more: object) -> Item:
    return item(number, SUMMIT.end, sentiment=label, sentiment_score=0.5, **more)


PRAISE = [told(n, "positive", title=f"好{n}") for n in range(6)]
BLAME = [told(100 + n, "negative", title=f"差{n}") for n in range(4)]
LATER = SUMMIT.window("after").last
COPIES = [
    replace(told(200 + n, "negative", story="s100", role="repost", outlet=f"转载{n}"), day=LATER)
    for n in range(9)
]
PRIVATE = [told(300, "negative", kind="post", author="某人", outlet="某平台", title="私下说")]
BEFORE = [replace(told(400, "positive"), day=SUMMIT.window("before").last)]
STUDY = study(
    Found.of([*PRAISE, *BLAME, *COPIES, *PRIVATE, *BEFORE]),
    covered(),
    SUMMIT,
    brand=BRAND,
    summits=(SUMMIT,),
)
COUNTS = {
    **{one.id: {"满意": 2, "会议": 1, "澄河": 3} for one in (*PRAISE, *BEFORE)},
    **{one.id: {"拖欠": 2, "会议": 1, "澄河": 3} for one in (*BLAME, *COPIES)},
}


def test_words_tell_the_sides_apart_and_copies_count_once() -> None:
    found = {(one.side, one.word): one for one in words(STUDY, COUNTS, BRAND)}
    assert set(found) == {("positive", "满意"), ("negative", "拖欠")}
    praise, blame = found["positive", "满意"], found["negative", "拖欠"]
    assert (praise.documents, praise.documents_other, praise.documents_before) == (6, 0, 1)
    assert (blame.documents, blame.documents_other, blame.documents_before) == (4, 0, 0)
    assert [row[1] for row in words_table(tuple(found.values())).rows] == ["满意", "拖欠"]


def test_the_most_carried_stories_and_quotes_stand_with_what_decided() -> None:
    found = carriers(STUDY, lambda one: one.title == "好1")
    evidence = {BLAME[0].id: "拖" * 300}
    rows = told_table(found, evidence, [quote(1, "enterprise", "很满意。", "林晚秋")]).rows
    blame = [row for row in rows if row[0] == "负面"]
    assert (blame[0][2], blame[0][4]) == ("差0", 10)
    assert blame[0][5] == "拖" * 100 + "……"
    assert [row[1] for row in rows if row[5] == "很满意。"] == ["引语（林晚秋）"]
    assert "私下说" not in {row[2] for row in rows}
    praise = [row[2] for row in rows if (row[0], row[1]) == ("正面", "报道")]
    assert praise == ["好0", "好2", "好3", "好4", "好5"]  # what praises and blames stands for neither
