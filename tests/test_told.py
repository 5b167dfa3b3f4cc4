"""The benchmark of what is told: an oracle clears every bar, and each fault shows in its own figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace

import pytest

from benchmarks.told import copies, ledger, meant, speech
from benchmarks.told.figures import Figure
from benchmarks.told.web import telling_apart
from tests.demoweb.hard.values import Deed, Telling
from tests.demoweb.hard.web import hard_web

WEB = hard_web("a", 2, 0.3)
BY_TEXT = {(one.title, one.text): one for one in telling_apart(WEB)}
BY_BODY = {one.text: one for one in telling_apart(WEB)}


def values(figures: Iterable[Figure]) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in figures}


def quotes(text: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(start=one.start, end=one.end) for one in BY_BODY[text].truth.quotes]


def voices(text: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(start=one.start, end=one.end, speaker=one.speaker.name, voice=one.speaker.voice)
        for one in BY_BODY[text].truth.quotes
    ]


def deals(title: str, text: str, _day: date) -> list[SimpleNamespace]:
    truth = BY_TEXT[title, text].truth
    amounts = sorted(truth.amounts) or [None]
    return [_deal(deed, amounts[min(n, len(amounts) - 1)]) for n, deed in enumerate(truth.deeds)]


def _deal(deed: Deed, yuan: int | None) -> SimpleNamespace:
    return SimpleNamespace(
        stage=deed.stage, project=deed.project, amount=SimpleNamespace(yuan=yuan, kind="total")
    )


def timelines(told: Iterable[SimpleNamespace]) -> list[SimpleNamespace]:
    urls = defaultdict(set)
    for one in told:
        urls[one.deal.project].add(one.url)
    return [SimpleNamespace(events=[SimpleNamespace(urls=tuple(found))]) for found in urls.values()]


def test_an_oracle_finds_every_quote_and_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "quotes", quotes)
    monkeypatch.setattr(speech, "voices_of", voices)
    assert set(values([*speech.figures(WEB), *speech.voices(WEB)]).values()) == {1.0}


def test_a_quote_too_long_a_quote_too_few_and_a_wrong_voice_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def longer(text: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(start=one.start - 5, end=one.end) for one in quotes(text)[1:]]

    def official(text: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(**vars(one) | {"voice": "official"}) for one in voices(text)]

    monkeypatch.setattr(speech, "quotes", longer)
    monkeypatch.setattr(speech, "voices_of", official)
    assert values(speech.figures(WEB)) == {
        "quotes, substrings": 1,
        "quotes, precision": 0,
        "quotes, recall": 0,
    }
    heard = values(speech.voices(WEB))
    assert heard["speakers right"] == 1
    assert 0.2 < (heard["voices right"] or 0) < 0.8


def test_an_oracle_finds_every_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "deals", deals)
    monkeypatch.setattr(ledger, "timelines", timelines)
    monkeypatch.setattr(ledger, "Told", SimpleNamespace)
    found = values([*ledger.figures(WEB), *ledger.linked(WEB)])
    assert found["stages of projects, recall"] == found["projects linked, F1 of pairs"] == 1
    assert found["amounts, precision"] == 1
    assert (found["amounts, recall"] or 0) > 0.95  # a splice may tell of a sum without its project


def test_a_phase_is_no_amount() -> None:
    def deal(kind: str) -> SimpleNamespace:
        return SimpleNamespace(amount=SimpleNamespace(yuan=1_200_000, kind=kind))

    assert [ledger.totals(deal(kind)) for kind in ("total", "unknown", "phase")] == [
        [1_200_000],
        [1_200_000],
        [],
    ]
    assert ledger.totals(SimpleNamespace(amount=None)) == []


def test_an_oracle_finds_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reader:
        def __init__(self, brand: object) -> None:
            """Knows everything already."""

        def found(self, title: str, text: str) -> dict[str, None]:
            return dict.fromkeys(["hydrogen", *BY_TEXT[title, text].truth.messages])

    monkeypatch.setattr(meant, "MessageReader", Reader)
    assert set(values(meant.messages("a", WEB)).values()) == {1.0}


def test_stories_that_are_all_one_have_every_pair_and_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    def heap(pieces: Iterable[SimpleNamespace]) -> list[SimpleNamespace]:
        return [SimpleNamespace(article=one.article, story="all", role="repost") for one in pieces]

    monkeypatch.setattr(copies, "stories", heap)
    found = values(copies.figures(WEB))
    assert found["repost pairs, recall"] == 1
    assert (found["repost pairs, precision"] or 0) < 0.3
    assert found["stories whole, all"] == found["first publisher right"] == 0


def test_stories_as_planted_clear_every_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    by_id = {one.id: one for one in WEB}

    def planted(pieces: Iterable[SimpleNamespace]) -> list[SimpleNamespace]:
        return [_place(by_id[one.article]) for one in pieces]

    monkeypatch.setattr(copies, "stories", planted)
    figures = [figure for figure in copies.figures(WEB) if "second" not in figure.name]
    assert set(values(figures).values()) == {1.0}


def _place(one: Telling) -> SimpleNamespace:
    return SimpleNamespace(article=one.id, story=one.story, role="first" if one.first else "repost")
