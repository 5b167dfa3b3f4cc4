"""A report's JSON against the archive, down to the hashes of the captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from analysis.versions import versions
from cityecho.archive import Archive, Held
from cityecho.article import BEIJING
from cityecho.errors import UsageError
from cityecho.watchlist import Watchlist
from reports.verify.captures import check_captures
from reports.verify.causes import told_apart
from reports.verify.compare import differences
from reports.verify.proof import configuration, program
from reports.verify.recompute import as_it_was, recomputed, windows
from reports.verify.rows import Rows, check_rows
from reports.verify.stories import settle
from reports.verify.values import Difference, Proof, Since, Verdict
from reports.verify.written import DIGEST, digest_of, from_plain

_BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What reading an altered document or row may raise."""


def verify(archive: Archive, watchlist: Watchlist, said: Mapping[str, Any]) -> Verdict:
    """Recompute the report that ``said`` is from ``archive``, and name whatever is otherwise.

    Raises UsageError for a document that is no report, or was written before reports had a proof.
    """
    is_whole = said.get(DIGEST) == digest_of(said)
    if is_whole and not said.get("proof"):
        raise UsageError("the file has no proof: it is no report, or one written before reports had any")
    altered = [] if is_whole else [Difference("file", "its own digest does not fit: it was altered")]
    try:
        proof, made_at = (
            from_plain(said["proof"]),
            datetime.fromisoformat(said["made_at"]).astimezone(BEIJING),
        )
    except _BROKEN as error:
        return Verdict((*altered, Difference("file", f"not a whole report: {error!r}")), (), (), {})
    verdict = _Check(archive, as_it_was(watchlist, proof), said, proof, made_at).verdict()
    return replace(verdict, altered=(*altered, *verdict.altered))


def rows_and_bytes(
    archive: Archive, watchlist: Watchlist, proof: Proof, made_at: datetime
) -> tuple[Rows, tuple[Difference, ...], int]:
    """The rows against ``proof``, what is wrong with the bytes behind them, and how many captures these are.

    Files are read when the transaction is over: it would keep a crawl from writing.
    """
    current = versions(watchlist)
    with archive.read() as tx:
        rows = check_rows(tx, proof, made_at, current)
        indexed = tx.behind(made_at).captures({one.capture_digest for one in rows.behind})
    taken = [(one, capture) for one in rows.behind for capture in one.among(indexed)]
    return rows, tuple(check_captures(archive.captures_folder, taken)), len(taken)


@dataclass(frozen=True)
class _Check:
    archive: Archive
    watchlist: Watchlist
    said: Mapping[str, Any]
    proof: Proof
    made_at: datetime

    def verdict(self) -> Verdict:
        rows, damaged, captures = rows_and_bytes(self.archive, self.watchlist, self.proof, self.made_at)
        rows.since["configuration"].extend(self._configured())
        if program() != self.proof.program:
            rows.since["program"].append(f"CityEcho {self.proof.program.version}")
        found = self._differences(rows)
        changed = replace(rows.changed, windows=windows(self.watchlist, self.said))
        differing, unproven = told_apart(found, rows.since, changed)
        counts = {
            "articles": len(rows.behind),
            "captures": captures,
            "figures": len(self.said.get("figures", ())),
            "tables": len(self.said.get("tables", ())),
        }
        named = {cause: tuple(dict.fromkeys(some)) for cause, some in rows.since.items() if some}
        since = (Since(cause, len(some), some) for cause, some in named.items())
        return Verdict((*rows.altered, *damaged, *differing), unproven, tuple(since), counts)

    def _differences(self, rows: Rows) -> Iterable[Difference]:
        held = Held(
            [one.id for one in rows.behind],
            list(self.proof.corrections),
            [(source, first, last) for source, first, last, _ in self.proof.covered],
        )
        try:
            with self.archive.read() as tx:
                held = replace(held, values=settle(tx, self.watchlist, held, rows))
                found = recomputed(tx, self.watchlist, self.said, held, self.made_at)
            return tuple(differences(self.said, found))
        except _BROKEN as error:
            return (Difference("report", f"it can't be recomputed: {error!r}"),)

    def _configured(self) -> Iterator[str]:
        """The files that are not as they were; a source that came later has no part in the report."""
        now = configuration(self.watchlist.folder)
        for name in sorted(now.keys() | self.proof.configuration):
            is_new_source = name.startswith("sources/") and name not in self.proof.configuration
            if now.get(name) != self.proof.configuration.get(name) and not is_new_source:
                yield name
