"""Articles and their superseded revisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from cityecho.archive.batching import BATCH, batches
from cityecho.archive.counted import place, void
from cityecho.archive.desk import Desk, Part
from cityecho.archive.forgotten import among
from cityecho.archive.schema import article, revision
from cityecho.archive.values import Saved
from cityecho.article import BY_HAND, Article, article_id

_CONTENT = tuple(column.name for column in revision.columns if column.name not in {"article", "revision"})

# Said for each page of a crawl: building such a statement costs more than running it.
_BY_ID = sa.select(article).where(article.c.id == sa.bindparam("wanted"))
_BY_IDS = sa.select(article).where(article.c.id.in_(sa.bindparam("wanted", expanding=True)))
_INSERT = article.insert()
_HEAD = tuple(column for column in article.columns if column.name not in {"title", "text", "purged_at"})


class Articles(Part):
    """The newest revision of each article, and those it superseded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._expected: dict[str, dict[str, Any] | Literal["forgotten"] | None] = {}

    def expect(self, keys: Collection[str]) -> None:
        """Look up together the articles that are about to be saved: two questions instead of two for each."""
        ids = {article_id(key): key for key in keys}
        stored = self._connection.execute(_BY_IDS, {"wanted": list(ids)}).mappings()
        known = {row["id"]: dict(row) for row in stored}
        gone = among(self._connection, [key for id_, key in ids.items() if id_ not in known])
        self._expected |= {id_: "forgotten" if key in gone else known.get(id_) for id_, key in ids.items()}

    def save(self, item: Article) -> Saved:
        """Keep ``item``: a new article, a revision of a known one, or nothing new.

        An older capture than the stored one never replaces it: it becomes a superseded revision. The source
        that brought an article first keeps it; one added by hand goes to the first source that brings it.
        """
        id_ = item.id
        if id_ not in self._expected:
            self.expect([item.key])
        stored = self._expected.pop(id_)  # what is saved again is looked up again
        if stored == "forgotten":
            return "forgotten"
        if stored is None:
            self._desk.later(_INSERT, _row(item, id_) | {"revision": 1})
            place(self._desk, id_)
            return "new"
        source = item.source if stored["source"] in BY_HAND else stored["source"]
        if stored["content_hash"] == item.content_hash or self._superseded(item):
            if source != stored["source"]:
                self._set(id_, {"source": source})
            return "same"
        older = item.captured_at < stored["captured_at"]
        # Whichever gives way takes the number that stands; the one that counts goes on to the next.
        self._keep(id_, _row(item, id_) if older else stored, stored["revision"])
        change = ({} if older else _row(item, id_)) | {"revision": stored["revision"] + 1, "source": source}
        self._set(id_, change)
        return "changed"

    def _set(self, article_id: str, change: dict[str, Any]) -> None:
        self._connection.execute(article.update().where(article.c.id == article_id).values(change))
        void(self._connection, [article_id])

    def _superseded(self, item: Article) -> bool:
        """Whether this content was stored before and gave way to a later capture."""
        known = sa.select(revision.c.revision).where(
            revision.c.article == item.id,
            revision.c.content_hash == item.content_hash,
            revision.c.captured_at >= item.captured_at,
        )
        return self._connection.execute(known).first() is not None

    def _keep(self, article_id: str, row: dict[str, Any], number: int) -> None:
        content = {name: row[name] for name in _CONTENT}
        self._connection.execute(
            revision.insert().values(content | {"article": article_id, "revision": number})
        )

    def get(self, article_id: str) -> Article | None:
        """The article of that id, at its newest revision."""
        row = self._connection.execute(_BY_ID, {"wanted": article_id}).mappings().one_or_none()
        return _article(row) if row else None

    def some(self, ids: Iterable[str]) -> Iterator[Article]:
        """The articles of ``ids``, in the order of ids."""
        for batch in batches(sorted(set(ids))):
            chosen = sa.select(article).where(article.c.id.in_(batch)).order_by(article.c.id)
            yield from map(_article, self._connection.execute(chosen).mappings())

    def heads(self, ids: Iterable[str] | None = None) -> Iterator[Article]:
        """The articles of ``ids`` (None: all) without title and text, by id; their content hash is right."""
        wanted = [None] if ids is None else batches(sorted(set(ids)))
        for batch in wanted:
            chosen = sa.select(*_HEAD).order_by(article.c.id)
            if batch is not None:
                chosen = chosen.where(article.c.id.in_(batch))
            for row in self._connection.execute(chosen, execution_options={"yield_per": BATCH}).mappings():
                yield _article({**row, "title": "", "text": "", "purged_at": row["captured_at"]})

    def between(self, first: date | None = None, last: date | None = None) -> Iterator[Article]:
        """Articles whose day lies in the closed span (None: open), by day and id."""
        chosen = sa.select(article).where(*_within(first, last)).order_by(article.c.day, article.c.id)
        streamed = self._connection.execute(chosen, execution_options={"yield_per": BATCH})
        yield from map(_article, streamed.mappings())

    def ids(self, first: date | None = None, last: date | None = None) -> Iterator[str]:
        """The ids of the articles whose day lies in the closed span (None: open), by day and id."""
        chosen = sa.select(article.c.id).where(*_within(first, last)).order_by(article.c.day, article.c.id)
        yield from self._connection.scalars(chosen, execution_options={"yield_per": BATCH})

    def count(self) -> int:
        """How many articles there are."""
        return self._connection.scalar(sa.select(sa.func.count()).select_from(article)) or 0


def _within(first: date | None, last: date | None) -> Iterator[sa.ColumnElement[bool]]:
    if first is not None:
        yield article.c.day >= first
    if last is not None:
        yield article.c.day <= last


def _row(item: Article, id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "key": item.key,
        "url": item.url,
        "source": item.source,
        "kind": item.kind,
        "day": item.day,
        "captured_at": item.captured_at,
        "capture_digest": item.capture_digest,
        "title": item.title,
        "titled_by": item.titled_by,
        "text": item.text,
        "published_at": item.published_at,
        "precision": item.precision,
        "dated_by": item.dated_by,
        "origin": item.origin,
        "authors": list(item.authors),
        "editors": list(item.editors),
        "content_hash": item.content_hash,
        "purged_at": None,
    }


def _article(row: Mapping[str, Any] | sa.RowMapping) -> Article:
    return Article(
        key=row["key"],
        url=row["url"],
        source=row["source"],
        kind=row["kind"],
        captured_at=row["captured_at"],
        capture_digest=row["capture_digest"],
        title=row["title"],
        titled_by=row["titled_by"],
        text=row["text"],
        published_at=row["published_at"],
        precision=row["precision"],
        dated_by=row["dated_by"],
        origin=row["origin"],
        authors=tuple(row["authors"]),
        editors=tuple(row["editors"]),
        purged_hash=row["content_hash"] if row["purged_at"] else "",
    )
