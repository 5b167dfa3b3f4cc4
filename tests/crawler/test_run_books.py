"""The books of a run: whatever comes, in whatever order, every page ends in exactly one way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityecho.archive import Archive, Lead
from cityecho.archive.warc import CaptureFile
from cityecho.article import Article, Capture
from cityecho.record import record
from cityecho.watchlist import Registry
from crawler.books import Books
from crawler.entering import Entered, Entry
from crawler.privacy.daykey import DayKey
from crawler.privacy.shield import Shield
from crawler.settled import (
    ArticleRead,
    Failed,
    Irrelevant,
    ListRead,
    NotModified,
    Postponed,
    Refused,
    Settled,
    Unreadable,
)
from crawler.spiders import feed
from crawler.spiders.found import Found, ListPage
from crawler.summary import OUTCOMES
from crawler.tally import SourceTally, Tally
from tests.crawler.test_health import SOURCE

NOW = datetime(2022, 7, 20, 2, 30, tzinfo=UTC)
NOTHING = Registry((), {}, {})


def lead(number: int, role: str) -> Lead:
    key = f"yunling.example/{role}/{number}"
    return Lead(key, f"http://{key}", "yunling.example", SOURCE.id, role, 1)  # type: ignore[arg-type]


def capture(url: str, text: str) -> Capture:
    return Capture(url, NOW, 200, (("Content-Type", "text/html"),), text.encode(), SOURCE.id)


def article_read(number: int, at: int, text: str) -> ArticleRead:
    """The page ``number``, which was found at the address ``at`` (another one: a redirect)."""
    url = f"http://yunling.example/article/{at}"
    taken = capture(url, text)
    key = url.removeprefix("http://")
    said = Article(
        key, url, SOURCE.id, "news", NOW, taken.digest, text, text, None, "", None, authors=(), editors=()
    )
    return ArticleRead(lead(number, "article"), taken, record(taken), said)


NUMBERS = st.integers(0, 6)
TEXTS = st.sampled_from(["茶园今天开园。", "茶园明天开园。", ""])
ROLES = st.sampled_from(["list", "article"])


@st.composite
def settled(draw: st.DrawFn) -> Settled:
    number, role = draw(NUMBERS), draw(ROLES)
    one = lead(number, role)
    kinds = (
        lambda: article_read(number, draw(NUMBERS), draw(TEXTS)),
        lambda: ListRead(
            lead(number, "list"),
            capture(f"http://yunling.example/list/{number}", draw(TEXTS)),
            Found(
                articles=tuple(f"http://yunling.example/article/{n}" for n in draw(st.lists(NUMBERS))),
                lists=tuple(f"http://yunling.example/list?page={n}" for n in draw(st.lists(NUMBERS))),
            ),
        ),
        lambda: NotModified(one, NOW),
        lambda: Irrelevant(one, NOW, "image/png"),
        lambda: Unreadable(one, capture(one.url, draw(TEXTS)), "took over 30 s"),
        lambda: Failed(one, NOW, "HTTP 403", blocked=draw(st.booleans())),
        lambda: Postponed(one, NOW, NOW, "HTTP 503"),
        lambda: Refused(one, NOW, "robots.txt disallows it"),
    )
    return draw(st.sampled_from(kinds))()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("books")
    with Archive(f"sqlite:///{folder / 'archive.db'}") as opened:
        yield opened


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        yield opened


@settings(max_examples=60, deadline=None)
@given(pages=st.lists(settled(), max_size=25))
def test_fetched_is_the_sum_of_its_outcomes(shared: Archive, pages: list[Settled]) -> None:
    with shared.begin() as tx:
        run = tx.ledger.begin("crawl", NOW, Books().counts)
        tx.frontier.add([lead(n, role) for n in range(7) for role in ("list", "article")], NOW)
    tally = Tally({SOURCE.id: SOURCE}, 0)
    shield = Shield(NOTHING, DayKey(shared.captures_folder, lambda: NOW))
    with CaptureFile(shared.captures_folder, f"run-{run}.warc.gz") as captures:
        entry = Entry(run, captures, {SOURCE.id: SOURCE}, None, shield)
        with shared.begin() as tx:
            for page in pages:
                tally.books.came(page)
                entered = entry.enter(tx, page, NOW)
                tally.note(entered)
                entry.book(tx, [entered])
    tally.books.check()
    counts = tally.books.counts
    with shared.read() as tx:
        assert tx.ledger.runs()[-1].counts == counts  # even if it were killed now
    assert counts["fetched"] == sum(counts[outcome] for outcome in OUTCOMES)
    assert counts["fetched"] == sum(not isinstance(page, Postponed | Refused) for page in pages)
    assert counts["refused"] == sum(isinstance(page, Refused) for page in pages)
    assert counts["postponed"] == sum(isinstance(page, Postponed) for page in pages)


def test_books_that_do_not_balance_are_a_bug() -> None:
    books = Books()
    books.came(Failed(lead(1, "article"), NOW, "HTTP 404"))
    with pytest.raises(AssertionError, match="don't balance"):
        books.check()


def test_an_article_of_a_busy_server_is_asked_for_again_and_what_is_gone_is_not(archive: Archive) -> None:
    shield = Shield(NOTHING, DayKey(archive.captures_folder, lambda: NOW))
    with CaptureFile(archive.captures_folder, "run-busy.warc.gz") as captures, archive.begin() as tx:
        tx.frontier.add([lead(number, "article") for number in (91, 92)], NOW)
        busy, gone = sorted(
            tx.frontier.get([lead(n, "article").key for n in (91, 92)]), key=lambda one: one.key
        )
        entry = Entry(1, captures, {SOURCE.id: SOURCE}, None, shield)
        entry.enter(tx, Failed(busy, NOW, "HTTP 503, 4 times", may_pass=True), NOW)
        entry.enter(tx, Failed(gone, NOW, "HTTP 410", status=410), NOW)
        again = {one.url: one.again_at for one in tx.frontier.lost(NOW)}
    assert again == {busy.url: NOW + timedelta(hours=1), gone.url: None}


def test_a_list_that_is_read_after_all_is_no_failure() -> None:
    tally = Tally({SOURCE.id: SOURCE}, 0).sources[SOURCE.id]
    one = lead(1, "list")
    tally.note(Entered(Postponed(one, NOW, NOW, "HTTP 503"), None))
    assert tally.reason == f"{one.url}: HTTP 503"
    tally.note(Entered(ListRead(one, capture(one.url, ""), Found()), "stored", named=("a",), found=1))
    assert (tally.reason, tally.state) == ("", "ok")  # it named an address that was not known


def test_each_list_that_failed_is_named_up_to_a_bound() -> None:
    tally = Tally({SOURCE.id: SOURCE}, 0).sources[SOURCE.id]
    for number in range(1, 8):
        failed = Failed(lead(number, "list"), NOW, f"HTTP 40{number}", blocked=number == 3)
        tally.note(Entered(failed, "failed"))
    named = [f"http://yunling.example/list/{n}: HTTP 40{n}" for n in (3, 1, 2, 4, 5)]
    assert tally.reason == "; ".join((*named, "and 2 more"))


def test_a_list_that_breaks_off_before_its_first_article_says_so() -> None:
    tally = Tally({SOURCE.id: SOURCE}, 0).sources[SOURCE.id]
    one = lead(1, "list")
    cut = feed.read(
        ListPage(one.url, b'<rss version="2.0"><channel><title>news</title><item><link>http', None)
    )
    tally.note(Entered(ListRead(one, capture(one.url, ""), cut), "unchanged", capped=cut.capped))
    assert tally.state == "failed"
    assert tally.reason.endswith("(cut off in the middle: it ends before </rss>)")


def test_articles_refused_in_a_row_are_a_blocked_source() -> None:
    tally = Tally({SOURCE.id: SOURCE}, 0).sources[SOURCE.id]

    def kept_out(number: int) -> Entered:
        return Entered(Failed(lead(number, "article"), NOW, "HTTP 403", blocked=True), "failed")

    for number in range(4):
        tally.note(kept_out(number))
    tally.note(Entered(Failed(lead(5, "article"), NOW, "HTTP 404"), "failed"))
    assert tally.state == "nothing-new"
    for number in range(5):
        tally.note(kept_out(number))
    assert (tally.state, tally.reason.endswith("HTTP 403")) == ("blocked", True)


def test_a_source_is_read_no_longer_than_its_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    by_pages = SourceTally(replace(SOURCE, max_pages=2))
    for number in range(2):
        assert not by_pages.is_spent
        by_pages.took(f"http://a.example/{number}.html")
    assert (by_pages.is_spent, by_pages.spent) == (True, "max_pages 2")
    one = lead(1, "list")
    by_pages.note(Entered(ListRead(one, capture(one.url, ""), Found()), "unchanged"))
    assert by_pages.reason == f"its lists name no article: {one.url} (max_pages 2 is used up)"
    by_time = SourceTally(replace(SOURCE, max_seconds=60))
    began = by_time.began
    monkeypatch.setattr("crawler.tally.monotonic", lambda: began + 59)
    assert not by_time.is_spent
    monkeypatch.setattr("crawler.tally.monotonic", lambda: began + 60)
    assert (by_time.is_spent, by_time.spent) == (True, "max_seconds 60")


def test_a_long_crawl_keeps_no_address_in_memory() -> None:
    tally = Tally({SOURCE.id: SOURCE}, 0).sources[SOURCE.id]
    for number in range(200):
        url = f"http://a.example/{number}.html"
        assert tally.may_ask(url)
        tally.took(url)
    one = lead(1, "list")
    tally.note(Entered(ListRead(one, capture(one.url, ""), Found()), "stored", named=("a", "b"), found=2))
    assert (len(tally.queries), tally.pages) == (0, 200)
    assert list(tally.readings.values()) == [set()]


def test_a_recordings_reading_holds_what_it_named() -> None:
    tally = Tally({SOURCE.id: SOURCE}, 0, is_recorded=True).sources[SOURCE.id]
    one = lead(1, "list")
    tally.note(Entered(ListRead(one, capture(one.url, ""), Found()), "stored", named=("a", "b"), found=2))
    assert list(tally.readings.values()) == [{"a", "b"}]


def test_articles_without_a_text_are_counted() -> None:
    books = Books()
    for number, text in enumerate(("", "云岭开园。", "")):
        read = article_read(number, number, text)
        books.came(read)
        books.note(Entered(read, "stored", new_articles=1))
    read = article_read(9, 9, "")
    books.came(read)
    books.note(Entered(read, "unchanged"))
    books.check()
    assert (books.counts["articles"], books.counts["textless"]) == (3, 2)
