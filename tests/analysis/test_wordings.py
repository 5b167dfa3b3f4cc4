"""Wordings of amounts and stages: one invented article a line, see ``deals/worded.txt``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from analysis.deals.money import Amount
from analysis.deals.projects import deals
from tests.analysis.told_deals import FOLDER

DAY = date(2023, 3, 16)
_UNITS = {"亿": 10**8, "万": 10**4}


def lines(name: str) -> list[tuple[str, str]]:
    read = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    pairs = [line.split(" = ", 1) for line in read if not line.startswith("#")]
    return [(wanted, text) for wanted, text in pairs]


def amount(said: str) -> tuple[int | None, bool] | None:
    """Yuan (None: another currency), and whether it is a phase's; None for no amount."""
    if said == "-":
        return None
    number = said.rstrip("p")
    yuan = None if number == "外币" else int(Decimal(number[:-1]) * _UNITS[number[-1]])
    return yuan, said.endswith("p")


def told(of: Amount | None) -> tuple[int | None, bool] | None:
    return (of.yuan, of.kind == "phase") if of else None


@pytest.mark.parametrize(("wanted", "text"), lines("worded"))
def test_an_amount_is_read_however_it_is_worded(wanted: str, text: str) -> None:
    title, _, body = text.rpartition("｜")
    found = {(deal.own, deal.stage, told(deal.amount)) for deal in deals(title, body, DAY)}
    fields = [one.split() for one in wanted.split(", ")]
    assert found == {(own, stage, amount(said)) for own, stage, said in fields}


@pytest.mark.parametrize(("wanted", "text"), lines("milestones"))
def test_a_stage_is_read_however_it_is_worded(wanted: str, text: str) -> None:
    found = {f"{deal.own} {deal.stage}" for deal in deals("", text, DAY)}
    assert found == set(wanted.split(", "))


@pytest.mark.parametrize(("wanted", "text"), lines("firms"))
def test_a_firm_is_known_however_it_is_named(wanted: str, text: str) -> None:
    signed = {deal.own for deal in deals("", text, DAY) if deal.stage == "signed"}
    assert signed == set(wanted.split())


@pytest.mark.parametrize(("wanted", "text"), lines("short_names"))
def test_an_own_name_alone_is_a_firms(wanted: str, text: str) -> None:
    title, _, body = text.rpartition("｜")
    assert {f"{deal.own} {deal.stage}" for deal in deals(title, body, DAY)} == {wanted}
