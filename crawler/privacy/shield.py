"""Between what was read and what is kept: people taken out of posts, numbers out of everything.

Of a post nothing is kept as it came: its capture is the JSON of what the archive may hold, its address loses
the author's id, and its author is a token that can be counted for a day (:mod:`crawler.privacy.daykey`) or,
for an account that the outlet registry names, the outlet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from cityecho.address import canonical, host
from cityecho.archive import Authorship
from cityecho.article import Article, Capture
from cityecho.record import record
from cityecho.watchlist import Brand, Registry, Source
from crawler.privacy import account
from crawler.privacy.daykey import DayKey
from crawler.privacy.masking import masked
from crawler.privacy.person import Person, unaddressed
from crawler.settled import ArticleRead, ListRead, Settled, Unreadable
from crawler.spiders.found import BadRow, Found, Item, unique

_QUOTED = re.compile(r"(['\"]).*\1", re.DOTALL)
_JSON = (("Content-Type", "application/json; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class Kept:
    """An item as the archive may hold it. ``authorship``: None for news, organizations, unsigned posts."""

    article: Article
    capture: Capture
    authorship: Authorship | None


class Shield:
    """Takes people out. ``words`` are names that stay even where an account bears them: the city's own."""

    def __init__(self, registry: Registry, key: DayKey, words: Collection[str] = ()) -> None:
        self._registry, self._key, self._words = registry, key, frozenset(words)

    @classmethod
    def of(cls, registry: Registry, brand: Brand, key: DayKey) -> Shield:
        """The shield that keeps the names of ``brand``'s places."""
        names = {name for place in brand.places for name in (place.name, *place.names, *place.places)}
        return cls(registry, key, names | {brand.brand})

    def item(self, item: Item, source: Source, at: datetime) -> Kept:
        """An item of a list, a service or a file, read at ``at``."""
        authors = (item.author,) if item.author else ()
        article = Article(
            key=canonical(item.url),
            url=item.url,
            source=source.id,
            kind=source.item_kind,
            captured_at=at,
            capture_digest="",
            title=masked(item.title),
            text=masked(item.text),
            published_at=item.published_at,
            precision=item.precision,
            origin=item.origin or None,
            authors=authors,
            editors=(),
        )
        if source.item_kind == "post":
            return self._post(article, item.author_id)
        return _kept(article, None)

    def bad_row(self, row: BadRow, source: Source) -> BadRow:
        """A row that is no item: of a post nothing of what its cells say is told."""
        if source.item_kind == "news":
            return replace(row, value=masked(row.value))
        return replace(row, reason=_QUOTED.sub("…", row.reason), value="")

    def settled(self, settled: Settled, source: Source) -> Settled:
        """What came of a lead of ``source``, without what may not be kept; news pages pass as they are."""
        if source.item_kind == "news":
            return settled
        match settled:
            case ArticleRead():
                post = self._post(settled.article, "")
                made = record(post.capture)
                return replace(
                    settled,
                    capture=post.capture,
                    record=made,
                    article=post.article,
                    authorship=post.authorship,
                    parts=(),
                    missing=settled.missing and "one of its pages could not be had",
                    is_signed=not post.article.authors and self._is_signed(settled),
                )
            case ListRead():
                found = _unsigned(settled.found, settled.lead.url)
                return replace(settled, capture=replace(settled.capture, body=b""), found=found)
            case Unreadable():
                what = settled.error.split(":")[0]  # what follows may quote the page
                return replace(settled, capture=replace(settled.capture, body=b""), error=what)
        return settled

    def _is_signed(self, read: ArticleRead) -> bool:
        """Whether the address that was asked for names who wrote the post."""
        people = [Person(name, "") for name in read.article.authors] or [Person("", "")]
        return any(person.out_of_address(read.lead.url) != read.lead.url for person in people)

    def _post(self, article: Article, author_id: str) -> Kept:
        outlets = [outlet for name in article.authors if (outlet := self._registry.named(name))]
        if outlets:
            return _kept(replace(self._impersonal(article, ()), authors=(outlets[0].name,)), None)
        people = tuple(Person(name, author_id) for name in article.authors) or (Person("", author_id),)
        post = replace(self._impersonal(article, people), authors=())
        return _kept(post, self._authorship(post, author_id or "|".join(article.authors)))

    def _impersonal(self, article: Article, people: tuple[Person, ...]) -> Article:
        title, text, url = article.title, article.text, article.url
        for person in people:
            title = person.out_of(title, self._words)
            text = person.out_of(text, self._words)
            url = person.out_of_address(url)
        origin = article.origin if article.origin and self._registry.named(article.origin) else None
        return replace(
            article,
            key=canonical(url),
            url=url,
            title=self._unaddressed(masked(title)),
            text=self._unaddressed(masked(text)),
            origin=origin,
            editors=(),
        )

    def _unaddressed(self, text: str) -> str:
        return unaddressed(text, self._registry.named)

    def _authorship(self, post: Article, author: str) -> Authorship | None:
        if not author:
            return None
        epoch, token = self._key.token(f"{post.day.isoformat()}\n{host(post.url)}\n{author}")
        return Authorship(post.id, post.day, epoch, token)


def _unsigned(found: Found, url: str) -> Found:
    """What the list at ``url`` names, without accounts in the addresses but those that ``url`` names."""
    known = account.named_in(url)
    plain = {one: account.left_out(one, known) for one in (*found.articles, *found.lists)}
    signed = sum(one is None for one in plain.values())
    why = f"{signed} of its addresses left aside, for their paths name accounts (/u/…)" if signed else ""
    return replace(
        found,
        articles=unique(plain[one] for one in found.articles),
        lists=unique(plain[one] for one in found.lists),
        labels={},
        changed={kept: at for one, at in found.changed.items() if (kept := plain.get(one))},
        capped="; ".join(filter(None, (found.capped, why))),
    )


def _kept(article: Article, authorship: Authorship | None) -> Kept:
    said = {
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "published_at": article.published_at.isoformat() if article.published_at else "",
        "origin": article.origin or "",
        "author": "、".join(article.authors),
    }
    body = json.dumps(
        {name: value for name, value in said.items() if value}, ensure_ascii=False, sort_keys=True
    )
    taken = Capture(article.url, article.captured_at, 200, _JSON, body.encode(), article.source)
    return Kept(replace(article, capture_digest=taken.digest), taken, authorship)
