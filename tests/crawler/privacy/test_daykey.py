"""The day's secret: the same author counts once a day, and no secret outlives its day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.privacy.daykey import DayKey, destroy_stale

LATE = datetime(2022, 7, 15, 15, 50, tzinfo=UTC)  # 23:50 in Beijing
NEXT = LATE + timedelta(minutes=20)


def key_file(folder: Path) -> Path:
    return folder / "author-key"


def test_one_author_has_one_token_also_after_a_restart(tmp_path: Path) -> None:
    first = DayKey(tmp_path, lambda: LATE).token("甲")
    killed_and_run_again = DayKey(tmp_path, lambda: LATE)
    assert killed_and_run_again.token("甲") == first
    assert killed_and_run_again.token("乙") != first
    assert key_file(tmp_path).stat().st_mode & 0o077 == 0


def test_a_run_across_midnight_takes_a_new_secret(tmp_path: Path) -> None:
    clock = [LATE]
    key = DayKey(tmp_path, lambda: clock[0])
    before = key.token("甲")
    secret = key_file(tmp_path).read_bytes()
    clock[0] = NEXT
    after = key.token("甲")
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert key_file(tmp_path).read_bytes() != secret


def test_no_secret_outlives_its_day(tmp_path: Path) -> None:
    DayKey(tmp_path, lambda: LATE).token("甲")
    destroy_stale(tmp_path, LATE)
    assert key_file(tmp_path).exists()
    destroy_stale(tmp_path, NEXT)
    assert not key_file(tmp_path).exists()
    destroy_stale(tmp_path, NEXT)


def test_closing_after_midnight_destroys_it(tmp_path: Path) -> None:
    clock = [LATE]
    key = DayKey(tmp_path, lambda: clock[0])
    key.token("甲")
    clock[0] = NEXT
    key.close()
    assert not key_file(tmp_path).exists()


def test_what_a_kill_cut_short_is_replaced(tmp_path: Path) -> None:
    DayKey(tmp_path, lambda: LATE).token("甲")
    whole = key_file(tmp_path).read_bytes()
    for length in (0, 10, len(whole) - 1):
        key_file(tmp_path).write_bytes(whole[:length])
        epoch, _ = DayKey(tmp_path, lambda: LATE).token("甲")
        assert epoch not in whole.decode()


def test_the_secret_is_destroyed_by_overwriting(tmp_path: Path) -> None:
    """Another name for the same file shows what is left in it."""
    DayKey(tmp_path, lambda: LATE).token("甲")
    (tmp_path / "other").hardlink_to(key_file(tmp_path))
    destroy_stale(tmp_path, NEXT)
    assert set((tmp_path / "other").read_bytes()) == {0}
