from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from analysis.coverage import Coverage
from analysis.deals.money import Amount
from analysis.deals.projects import Deal, Stage
from analysis.deals.timelines import Project, Told, block, silent, timelines
from cityecho.watchlist import Days
from tests.analysis.told_deals import articles, told

BILLION = 1_000_000_000


def deal(stage: Stage, day: str, yuan: int | None = None, **told_as: object) -> Deal:
    on = date.fromisoformat(day)
    amount = Amount(yuan, "total", "exact", f"{yuan}元") if yuan else None
    values = {
        "firm": "广东鸿塬家居有限公司",
        "own": "鸿塬",
        "project": "",
        "phase": 0,
        "place": "清丰县",
        "days": Days(on, on),
        "is_dated": True,
        **told_as,
    }
    return Deal(stage=stage, amount=amount, start=0, end=9, **values)  # type: ignore[arg-type]


def tell(name: str, what: Deal, story: str = "", days_later: int = 1) -> Told:
    day = what.days.last + timedelta(days_later)
    return Told(what, name, story or name, f"http://paper.example/{name}", day)


def only(*tellings: Told) -> Project:
    (project,) = timelines(tellings)
    return project


def test_a_project_is_followed_over_outlets_from_signing_to_operation() -> None:
    project = only(
        tell("c", deal("operating", "2023-05-29", own="鸿塬", firm="鸿塬家居")),
        tell("a", deal("signed", "2022-03-04", BILLION, project="智能家居产业园")),
        tell("b", deal("started", "2022-06-18", BILLION)),
    )
    assert [(event.stage, event.day) for event in project.events] == [
        ("signed", date(2022, 3, 4)),
        ("started", date(2022, 6, 18)),
        ("operating", date(2023, 5, 29)),
    ]
    assert (project.firm, project.project, project.stage) == (
        "广东鸿塬家居有限公司",
        "智能家居产业园",
        "operating",
    )
    assert (project.yuan, project.is_disputed, project.articles) == (BILLION, False, ("a", "b", "c"))


def test_a_story_counts_once_and_conflicting_amounts_are_all_kept() -> None:
    copies = [tell(name, deal("signed", "2022-03-04", BILLION), "one") for name in "abc"]
    project = only(
        *copies,
        tell("d", deal("signed", "2022-03-04", BILLION)),
        tell("e", deal("signed", "2022-03-05", 1_200_000_000)),
    )
    assert [(claim.yuan, claim.stories, len(claim.urls)) for claim in project.claims] == [
        (BILLION, 2, 4),
        (1_200_000_000, 1, 1),
    ]
    assert (project.stories, project.events[0].stories, project.is_disputed) == (3, 3, True)
    assert project.yuan == BILLION


def test_a_later_phase_another_county_and_a_second_signing_are_other_projects() -> None:
    first = tell("a", deal("signed", "2022-03-04", BILLION, project="家居产业园"))
    for other in (
        deal("signed", "2022-04-04", BILLION, project="家居产业园", phase=2),
        deal("signed", "2022-03-06", BILLION, project="家居产业园", place="南乐县"),
        deal("signed", "2022-12-04", 300_000_000, project="冷链物流园"),
    ):
        assert len(timelines([first, tell("b", other)])) == 2
    assert len(timelines([first, tell("b", deal("started", "2022-06-01", phase=1))])) == 1


def test_what_is_signed_after_it_was_begun_is_another_project() -> None:
    tellings = [tell("a", deal("started", "2022-03-04")), tell("b", deal("signed", "2022-08-04"))]
    assert len(timelines(tellings)) == 2


def test_work_that_goes_on_after_a_standstill_has_begun_again() -> None:
    project = only(
        tell("a", deal("started", "2021-09-02")),
        tell("b", deal("stalled", "2022-08-15")),
        tell("c", deal("started", "2023-02-20")),
    )
    assert [event.stage for event in project.events] == ["started", "stalled", "started"]


def test_without_a_firm_a_telling_goes_by_its_story_its_name_or_its_goods_and_place() -> None:
    named = tell("a", deal("signed", "2022-03-04", BILLION, project="功能糖项目"), "one")
    nameless = {"firm": "", "own": ""}
    assert only(named, tell("b", deal("signed", "2022-03-04", **nameless), "one")).firm
    assert only(named, tell("c", deal("started", "2022-05-01", project="鸿塬功能糖项目", **nameless))).firm
    strangers = [
        tell("d", deal("signed", "2022-03-04", project="木糖醇项目", **nameless)),
        tell("e", deal("started", "2022-06-04", project="木糖醇项目", **nameless)),
        tell("f", deal("started", "2022-06-04", project="电堆项目", **nameless)),
    ]
    assert sorted(len(project.articles) for project in timelines(strangers)) == [1, 2]


def test_without_a_firm_another_sum_is_another_project() -> None:
    park = {"own": "", "firm": "", "project": "冷链物流园"}
    told = [
        tell("a", deal("signed", "2022-03-04", 8 * BILLION, **park)),
        tell("b", deal("operating", "2023-03-04", BILLION, **park)),
    ]
    assert len(timelines(told)) == 2


def test_firms_of_other_names_are_never_one_project() -> None:
    other = deal("started", "2022-06-18", BILLION, own="凯晟", firm="凯晟新材料")
    assert len(timelines([tell("a", deal("signed", "2022-03-04", BILLION)), tell("b", other)])) == 2
    assert block(other) != block(deal("signed", "2022-03-04"))


@pytest.mark.parametrize(
    ("mother", "place", "project", "projects"),
    [
        ("泰衡集团", "清丰县", "家具工厂", 1),
        ("泰衡集团", "南乐县", "家具工厂", 2),
        ("泰衡集团", "清丰县", "辣椒工厂", 2),
        ("泰衡集团", "清丰县", "", 2),  # a round sum alone is no witness
        ("泰衡化工", "清丰县", "家具工厂", 2),
        ("", "清丰县", "家具工厂", 1),
    ],
)
def test_a_mother_firm_is_known_by_sum_goods_and_county(
    mother: str, place: str, project: str, projects: int
) -> None:
    signed = deal("signed", "2022-03-04", BILLION, project="智能家具项目")
    later = deal("started", "2022-09-04", BILLION, firm=mother, own=mother[:2], place=place, project=project)
    assert len(timelines([tell("a", signed), tell("b", later)])) == projects


@pytest.mark.parametrize("name", ["tuned", "tuned2", "kept"])
def test_the_order_of_tellings_makes_no_difference(name: str) -> None:
    tellings = told(articles(name))
    found = timelines(tellings)
    for seed in range(5):
        shuffled = random.Random(seed).sample(tellings, len(tellings))  # noqa: S311
        assert timelines(shuffled) == found


def test_blocks_can_be_linked_apart() -> None:
    tellings = [one for one in told(articles("tuned")) if one.deal.own]
    blocks = {block(one.deal) for one in tellings}
    apart = [
        project for key in blocks for project in timelines(one for one in tellings if block(one.deal) == key)
    ]
    assert sorted(apart, key=lambda one: one.id) == sorted(timelines(tellings), key=lambda one: one.id)


def coverage(first: str, last: str, *holes: str) -> Coverage:
    days = Days(date.fromisoformat(first), date.fromisoformat(last)).each()
    missing = {date.fromisoformat(hole) for hole in holes}
    return Coverage({day: "partial" if day in missing else "ok" for day in days}, {}, (), ())


def test_signed_and_nothing_since_after_so_many_months() -> None:
    projects = timelines(
        [
            tell("old", deal("signed", "2022-03-31")),
            tell("begun", deal("signed", "2022-03-04", own="凯晟", firm="凯晟新材料")),
            tell("begun2", deal("started", "2022-06-04", own="凯晟", firm="凯晟新材料")),
            tell("new", deal("signed", "2022-12-31", own="帆达", firm="帆达机电")),
        ]
    )
    whole = coverage("2022-01-01", "2024-12-31")
    assert silent(projects, date(2023, 3, 30), 12, whole) == []
    (found,) = silent(projects, date(2023, 3, 31), 12, whole)
    assert (found.project.articles, found.since, found.holes) == (("old",), date(2022, 3, 31), ())
    assert len(silent(projects, date(2024, 1, 1), 12, whole)) == 2


def test_a_month_before_the_31st_of_march_is_februarys_last_day() -> None:
    projects = timelines([tell("a", deal("signed", "2022-02-28"))])
    whole = coverage("2022-01-01", "2022-12-31")
    assert silent(projects, date(2022, 3, 27), 1, whole) == []
    assert silent(projects, date(2022, 3, 31), 1, whole)


def test_nothing_since_isnt_known_where_days_were_not_covered() -> None:
    projects = timelines([tell("old", deal("signed", "2022-03-31"))])
    (found,) = silent(projects, date(2023, 3, 31), 12, coverage("2022-01-01", "2023-03-31", "2022-07-15"))
    assert found.holes == (date(2022, 7, 15),)
    (found,) = silent(projects, date(2023, 3, 31), 12, coverage("2022-01-01", "2023-03-29"))
    assert found.holes == (date(2023, 3, 30), date(2023, 3, 31))
