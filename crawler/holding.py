"""What goes into quarantine and what leaves it: one entry a page, gone as soon as the page is read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cityecho.address import canonical
from cityecho.archive import Lead, Quarantined, Transaction

_ROW = re.compile(r"(.*?) row \d+(?: of .*)?", re.DOTALL)


@dataclass
class Holding:
    """Holds and releases documents in one run. The keys are asked for once: each page read would ask."""

    _keys: set[str] | None = None

    def hold(self, tx: Transaction, lead: Lead, at: datetime, error: str, capture: int | None) -> None:
        """Put the page of ``lead`` into quarantine; one under its own key was an older version's."""
        self.release(tx, {lead.key} - {document_key(lead)})
        self._put(tx, Quarantined(document_key(lead), lead.url, lead.source, at, error, capture))

    def hold_rows(self, tx: Transaction, lead: Lead, at: datetime, errors: Mapping[int, str]) -> None:
        """Put the rows of a list with ``errors`` by number into quarantine; its other rows leave it."""
        bad = {row_key(lead.key, number): error for number, error in errors.items()}
        self.release(tx, good_rows(lead.key, self._held(tx), bad))
        for key, error in bad.items():
            self._put(tx, Quarantined(key, lead.url, lead.source, at, error, None))

    def release(self, tx: Transaction, keys: Iterable[str]) -> None:
        """Let go of what has been read now, whichever source met it first."""
        if gone := self._held(tx).intersection(keys):
            tx.quarantine.release(gone)
            self._held(tx).difference_update(gone)

    def _put(self, tx: Transaction, document: Quarantined) -> None:
        self._held(tx).add(document.key)
        tx.quarantine.put(document)

    def _held(self, tx: Transaction) -> set[str]:
        if self._keys is None:
            self._keys = set(tx.quarantine.known())
        return self._keys


class Untouched(Holding):
    """Neither holds nor releases: stored articles that are read once more say nothing of what waits."""

    def hold(self, *_: object) -> None:
        """Nothing."""

    def release(self, *_: object) -> None:
        """Nothing."""


def document_key(lead: Lead) -> str:
    """An article's address, however many sources lead to it; a list is read by each by rules of its own."""
    return canonical(lead.url) if lead.role == "article" else lead.key


def row_key(of: str, number: int, sheet: str = "") -> str:
    """What a row of the list or file ``of``, or of one ``sheet`` of it, is called."""
    return f"{of} row {number}" + (sheet and f" of {sheet}")


def good_rows(of: str, held: Iterable[str], bad: Container[str]) -> set[str]:
    """Those of ``held`` that are rows of ``of`` and none of the ``bad`` ones: they were read now."""
    return {key for key in held if key.startswith(f"{of} row ") and key not in bad}


def list_of(key: str) -> str | None:
    """The key of the list or file that a row's ``key`` belongs to; None: it is no row's."""
    row = _ROW.fullmatch(key)
    return row[1] if row else None
