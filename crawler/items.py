"""Items that came whole, as rows of a service or a file: each kept as a capture of its own."""

from __future__ import annotations

from cityecho.archive import Saved, Transaction
from cityecho.archive.warc import CaptureFile
from cityecho.article import Capture
from crawler.privacy.shield import Kept


def enter(tx: Transaction, item: Kept, *, captures: CaptureFile, run: int) -> Saved:
    """Store ``item``, made fit by :meth:`crawler.privacy.Shield.item`, unless it is stored as it is."""
    saved = tx.articles.save(item.article)
    if saved == "forgotten":
        return saved
    if item.authorship is not None:
        tx.authors.record(item.authorship)
    taken = item.capture
    if saved != "same" and tx.captures.known(taken.url, taken.captured_at) is None:
        tx.captures.put(taken, captures.append(taken), run)
    return saved


def is_row(capture: Capture) -> bool:
    """Whether ``capture`` is of an item that came whole, not of a page: nothing more can be read in it."""
    kind = next((value for name, value in capture.headers if name.lower() == "content-type"), "")
    return kind.startswith("application/json")
