"""The frontier is the only truth of a crawl."""

from datetime import UTC, datetime, timedelta, timezone

from cityecho.archive import Archive, Lead

NOW = datetime(2022, 7, 15, 1, 0, tzinfo=UTC)


def lead(key: str, host: str = "a.example", role: str = "article", depth: int = 0) -> Lead:
    return Lead(key, f"http://{host}/{key}", host, "s", role, depth)


def test_a_lead_is_new_once(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.frontier.add([lead("1"), lead("2")], NOW) == 2
        assert tx.frontier.add([lead("2"), lead("3")], NOW) == 1


def test_take_gives_one_lead_a_host_and_lists_first(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.frontier.add([lead("1"), lead("2", role="list"), lead("3", host="b.example")], NOW)
    with archive.read() as tx:
        taken = tx.frontier.take(NOW, ["s"], [], 10)
        assert {one.key for one in taken} == {"2", "3"}
        assert [one.key for one in tx.frontier.take(NOW, ["s"], ["a.example"], 10)] == ["3"]
        assert tx.frontier.take(NOW, ["other"], [], 10) == ()


def test_taking_settles_nothing(archive: Archive) -> None:
    """A run that dies after taking leaves the lead open for the next one."""
    with archive.begin() as tx:
        tx.frontier.add([lead("1")], NOW)
        tx.frontier.take(NOW, ["s"], [], 10)
    with archive.read() as tx:
        assert [one.key for one in tx.frontier.take(NOW, ["s"], [], 10)] == ["1"]


def test_a_disowned_address_is_gone_and_not_asked_for_again(archive: Archive) -> None:
    found, by_hand = lead("a.example/1", depth=1), lead("a.example/2")
    with archive.begin() as tx:
        tx.frontier.add([found, by_hand], NOW)
        tx.frontier.disown(found, NOW)
        tx.frontier.disown(by_hand, NOW)
        assert tx.frontier.get([found.key, by_hand.key]) == ()
        assert tx.frontier.forgotten([found.key, by_hand.key]) == {found.key}


def test_settled_leads_stay_settled_until_reopened(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.frontier.add([lead("1", role="list")], NOW)
        tx.frontier.settle("1", "done", '"v1"', "Fri, 15 Jul 2022 01:00:00 GMT")
        assert tx.frontier.open_count(["s"]) == 0
        tx.frontier.add([lead("1", role="list")], NOW)
        assert tx.frontier.open_count(["s"]) == 0
        tx.frontier.reopen(["1"], NOW)
        (again,) = tx.frontier.take(NOW, ["s"], [], 10)
    assert again.etag == '"v1"'
    assert again.last_modified == "Fri, 15 Jul 2022 01:00:00 GMT"


def test_a_settled_lead_that_is_opened_early_rests_no_host(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.frontier.add([lead("1")], NOW)
        tx.frontier.settle("1", "done", again_at=NOW + timedelta(days=3))
        tx.frontier.reopen(["1"], NOW)
        assert [one.due_at for one in tx.frontier.get(["1"])] == [NOW]
        assert tx.frontier.rests(NOW) == {}


def test_a_lead_whose_host_wants_rest_is_opened_no_sooner(archive: Archive) -> None:
    later, beijing = NOW + timedelta(hours=1), timezone(timedelta(hours=8))
    with archive.begin() as tx:
        tx.frontier.add([lead("1"), lead("2", host="b.example")], NOW)
        tx.frontier.postpone("1", later, later)
        tx.frontier.postpone("2", later)
        tx.frontier.reopen(["1", "2"], NOW.astimezone(beijing))
        assert {one.key: one.due_at for one in tx.frontier.get(["1", "2"])} == {"1": later, "2": NOW}
        assert tx.frontier.rests(NOW) == {"a.example": later}
        assert tx.frontier.rests(later) == {}
        tx.frontier.reopen_recorded(["1"], NOW)  # a replay asks no host
        assert [one.due_at for one in tx.frontier.get(["1"])] == [NOW]
        assert tx.frontier.rests(NOW) == {"a.example": later}
        tx.frontier.settle("1", "done")
        assert tx.frontier.rests(NOW) == {}
        tx.frontier.settle("2", "refused", again_at=later)
        tx.frontier.reopen(["2"], NOW)
        assert tx.frontier.rests(NOW) == {"b.example": later}
        assert [one.key for one in tx.frontier.take(later, ["s"], [], 10, only=["2"])] == ["2"]


def test_a_postponed_lead_waits_and_counts_its_tries(archive: Archive) -> None:
    later = NOW + timedelta(minutes=5)
    with archive.begin() as tx:
        tx.frontier.add([lead("1")], NOW)
        assert tx.frontier.postpone("1", later) == 1
        assert tx.frontier.take(NOW, ["s"], [], 10) == ()
        assert tx.frontier.waiting(["s"]) == later
        assert [one.tries for one in tx.frontier.take(later, ["s"], [], 10)] == [1]
