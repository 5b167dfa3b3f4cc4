"""The hard webs: the same from the same seed, true to their plot, and as hard as they claim."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import combinations

import pytest

from analysis.sentences import sentence_hashes
from benchmarks.told import speech
from benchmarks.told.__main__ import taken
from benchmarks.told.figures import Figure
from tests.demoweb.hard.copies import EDITS, SPLICES
from tests.demoweb.hard.plot import stories
from tests.demoweb.hard.telling import composed, draft
from tests.demoweb.hard.values import Telling
from tests.demoweb.hard.web import hard_web
from tests.demoweb.hard.worlds import NAMES, world

OPENING, CLOSING = frozenset('“「"'), frozenset('”」"\n')


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    wanted: str = request.param
    return wanted


@pytest.fixture
def web(name: str) -> tuple[Telling, ...]:
    return hard_web(name, 1)


def test_a_seed_gives_the_same_web_and_another_seed_another(name: str) -> None:
    assert hard_web.__wrapped__(name, 3, 0.1) == hard_web(name, 3, 0.1)
    assert [one.text for one in hard_web(name, 3, 0.1)] != [one.text for one in hard_web(name, 4, 0.1)]


def test_every_quote_stands_between_its_marks(web: tuple[Telling, ...]) -> None:
    quotes = [(one.text, quote) for one in web if one.intact for quote in one.truth.quotes]
    assert len(quotes) > 3000
    assert {text[quote.start - 1] for text, quote in quotes} == OPENING
    assert {text[quote.end] for text, quote in quotes} == CLOSING
    assert {quote.speaker.voice for _, quote in quotes} == {"official", "enterprise", "expert", "public"}


def test_the_public_has_no_name_and_who_is_named_stands_in_the_text(web: tuple[Telling, ...]) -> None:
    for one in web:
        for quote in one.truth.quotes if one.intact else ():
            assert not (quote.speaker.voice == "public" and quote.speaker.name)
            assert quote.speaker.name in one.text


def test_more_passages_in_marks_are_no_speech(web: tuple[Telling, ...]) -> None:
    """Slogans, terms and titles of films: at least a third as many as quotes."""
    first = [one for one in web if one.edit == "none"]
    marked = sum(len(re.findall(r"[“「]", one.text)) for one in first if '"' not in one.text)
    quotes = sum(len(one.truth.quotes) for one in first if '"' not in one.text)
    assert marked > 1.3 * quotes


def test_decoys_look_like_the_city_and_mean_nothing(name: str, web: tuple[Telling, ...]) -> None:
    here = world(name)
    kinds = {story.id: story.kind for story in stories(here, 1, 1.0)}
    decoys = [one for one in web if kinds[one.story].about == "decoy" and one.edit == "none"]
    assert len(decoys) >= 40
    assert all(here.city in f"{one.title}{one.text}" for one in decoys)
    assert not any(one.truth.places or one.truth.summits for one in decoys)


def test_summits_are_planted_where_they_are_meant_and_where_they_are_not(name: str) -> None:
    here = world(name)
    told = [story for story in stories(here, 1, 1.0) if story.event]
    truth = {one.story: one.truth for one in hard_web(name, 1) if one.edit == "none"}
    meant = Counter(truth[s.id].summits == {s.event.id} for s in told if s.event and s.id in truth)
    assert set(meant) == {True, False}
    assert min(meant.values()) >= 20


def test_projects_return_over_months_in_other_words(name: str) -> None:
    days = defaultdict(set)
    for story in stories(world(name), 1, 1.0):
        if story.project:
            days[story.project.id].add(story.day)
    returning = [span for span in days.values() if max(span) - min(span) >= timedelta(days=45)]
    assert len(returning) >= 20


def test_an_event_told_independently_shares_people_and_little_else(name: str) -> None:
    by_cast = defaultdict(set)
    for story in stories(world(name), 1, 1.0):
        by_cast[story.cast].add(story.id)
    texts = {one.story: one.text for one in hard_web(name, 1) if one.edit == "none"}
    pairs = [sorted(ids & texts.keys()) for ids in by_cast.values() if len(ids & texts.keys()) == 2]
    assert len(pairs) >= 25
    for one, other in pairs:
        mine, theirs = set(sentence_hashes(texts[one])), set(sentence_hashes(texts[other]))
        assert len(mine & theirs) < 0.5 * min(len(mine), len(theirs))


def test_no_two_stories_but_notices_are_much_alike(name: str) -> None:
    """In no pair does one hold half of the other's five-grams: what shares more is a copy."""
    here = world(name)
    grams = {}
    for story in stories(here, 1, 1.0):
        text, _ = composed(draft(here, 1, story).units)
        grams.setdefault(story.kind, []).append({text[at : at + 5] for at in range(len(text) - 4)})
    worst = {
        kind.id: max(len(one & other) / min(len(one), len(other)) for one, other in combinations(group, 2))
        for kind, group in grams.items()
    }
    assert {kind for kind, share in worst.items() if share >= 0.5} == {"notice_1", "notice_2"}


def test_every_edit_occurs_and_some_stories_are_in_everybodys_hands(web: tuple[Telling, ...]) -> None:
    edits = Counter(one.edit for one in web)
    assert set(edits) == {"none", *EDITS, *SPLICES}
    assert min(edits.values()) >= 20
    assert sorted(Counter(one.story for one in web).values())[-3:] >= [45, 80, 200]


def test_rewording_touches_about_as_much_as_it_says(web: tuple[Telling, ...]) -> None:
    """Sentences of the original that a copy keeps: the more is reworded, the fewer."""
    first = {one.story: set(sentence_hashes(one.text)) for one in web if one.edit == "none"}
    kept = defaultdict(list)
    for one in web:
        if one.story in first:
            kept[one.edit].append(
                len(first[one.story] & set(sentence_hashes(one.text))) / len(first[one.story])
            )
    means = [
        sum(kept[edit]) / len(kept[edit]) for edit in ("whole", "reworded10", "reworded20", "reworded30")
    ]
    assert means == sorted(means, reverse=True)
    assert means[0] > 0.8
    assert 0.1 < means[3] < 0.5


@pytest.mark.parametrize(("first", "second"), list(combinations(NAMES, 2)))
def test_two_worlds_share_no_line_and_no_person(first: str, second: str) -> None:
    one, other = world(first), world(second)

    def lines(of: str) -> set[str]:
        return {line for kind in world(of).kinds for line in (*kind.leads, *kind.body, *kind.tails)}

    assert lines(first) & lines(second) == set()
    for part in ("surnames", "given", "own_lines", "said", "asides", "peer", "press_forms"):
        assert set(one.parts[part]) & set(other.parts[part]) <= {"涛"}
    assert {event.id for event in one.events} & {event.id for event in other.events} == set()


def test_a_quote_counts_only_when_it_is_exactly_one() -> None:
    one = next(one for one in hard_web("a", 1) if one.intact and one.truth.quotes)
    quote = one.truth.quotes[0]
    assert speech.covered_by(one, (quote.start, quote.end)) == (quote,)
    assert speech.covered_by(one, (quote.start, quote.end - 3)) == ()
    assert speech.covered_by(one, (quote.start - 6, quote.end)) == ()


def test_what_is_not_there_is_said_and_what_is_broken_is_not_hidden() -> None:
    def absent() -> list[Figure]:
        raise ModuleNotFoundError("No module named 'analysis.later'", name="analysis.later")

    def broken() -> list[Figure]:
        raise ModuleNotFoundError("No module named 'elsewhere'", name="elsewhere")

    (figure,) = taken("later", absent)
    assert str(figure) == "NOT TAKEN later: analysis.later isn't there yet"
    with pytest.raises(ModuleNotFoundError):
        taken("broken", broken)


def test_a_figure_says_when_it_falls_short() -> None:
    assert str(Figure("pace", 61.0, 60.0, most=True)).startswith("MISSED pace")
    assert str(Figure("share", 0.96, 0.95)) == "share: 0.96 (bar 0.95)"
    assert not Figure("told only", 0.1, None).missed
