"""The rows of the archive against the proof of a report: which article, which column, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from analysis.versions import STORY, TOPIC
from cityecho.archive import Behind, Transaction
from reports.verify.causes import Changed
from reports.verify.days import DayRows, each_day
from reports.verify.digests import SHORT, WHOLE, columns_of, shorts, whole
from reports.verify.proof import in_order, part_digests
from reports.verify.values import PARTS, Cause, Difference, Proof

_CORRECTION = ("id", "article", "field", "value", "by", "why", "at")
_PAGE = ("article", "capture", "authorship")
_Since = dict[Cause, list[str]]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows say: the articles as they were, what was altered, and by cause what rightly changed.

    ``moved`` are articles whose place in a story may rightly be another now, with the short digest of the one
    that the report knew; :mod:`reports.verify.stories` settles them.
    """

    behind: list[Behind] = field(default_factory=list)
    altered: list[Difference] = field(default_factory=list)
    since: _Since = field(default_factory=lambda: defaultdict(list))
    moved: dict[str, tuple[bytes, Difference]] = field(default_factory=dict)
    changed: Changed = field(default_factory=Changed)


def check_rows(tx: Transaction, proof: Proof, made_at: datetime, current: Mapping[str, str]) -> Rows:
    """Hold every row that ``proof`` knows against ``tx``. ``current`` are the analysers' versions now."""
    told, rows = Rows(), tx.behind(made_at)
    known = {name for one in proof.days.values() for name in one.articles}
    told.since["later"] += [name for name in rows.ids(proof.span) if name not in known]
    corrections = rows.corrections()
    more = bool(proof.span or told.since["later"] or corrections.keys() - proof.corrections)
    judge = _Judge(proof, current, more)
    forgotten = rows.forgotten()
    hashes: dict[str, tuple[str, str]] = {}
    for here in each_day(rows, proof.days, in_order(proof.analysers)):
        told.behind.extend(here.found.values())
        told.since["purged"] += [here.where(one.id) for one in here.found.values() if one.purged_since]
        _tell_missing(told, here, forgotten)
        other = {one.id for one in here.differs("page")} | here.superseded.keys()
        hashes |= {
            name: (here.where(name), one.content_hash)
            for name, one in here.found.items()
            if name not in other
        }
        judge.tell(told, here)
    told.altered.extend(_words(tx, hashes))
    told.altered.extend(_covered(proof, rows.covered()))
    told.altered.extend(_corrections(proof, corrections))
    return told


def _tell_missing(told: Rows, here: DayRows, forgotten: int) -> None:
    """Of a forgotten page not even the id is kept: as many may be missing as were forgotten since."""
    for name in here.missing:
        if len(told.since["forgotten"]) < forgotten:
            told.since["forgotten"].append(name)
            told.changed.days.add(here.day)
        else:
            told.altered.append(Difference(here.where(name), "the row is not there, or its id was altered"))


def _words(tx: Transaction, hashes: Mapping[str, tuple[str, str]]) -> Iterator[Difference]:
    """Texts that are not those of their content hash, which is proven with the rest of the row.

    ``hashes`` are by article: how it is named, and the hash.
    """
    for one in tx.articles.some(hashes):
        where, content_hash = hashes[one.id]
        if one.purged_hash:
            if one.text:
                yield Difference(where, "article.purged_at: its words are still there")
        elif one.content_hash != content_hash:
            column = "article.title or article.text" if one.kind == "post" else "article.text"
            yield Difference(where, f"{column} is not what its content hash says")


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells an alteration from what came later. ``more``: articles or corrections did, or may have.

    What articles of other days did to a story can't be told from the proof of some days.
    """

    proof: Proof
    current: Mapping[str, str]
    more: bool

    def tell(self, told: Rows, here: DayRows) -> None:
        for name, now_on in here.superseded.items():
            told.since["changed"].append(here.where(name))
            told.changed.days.update((here.day, now_on))
        for part in here.forged():
            told.altered.append(Difference(str(here.day), f"the digest of all its articles' {part}"))
        for one in here.differs("page"):
            told.altered.append(Difference(here.where(one.id), _named(here, _PAGE)))
        own = [name for name in self.proof.analysers if name not in {STORY, TOPIC}]
        for part, names in (("versions", own), ("measures", own), ("story", [STORY]), ("topic", [TOPIC])):
            remade: set[str] = set()
            for one in here.differs(part):
                remade |= self._remade(here, one, part, names)
                self._measured(told, here, one, part, names)
            if remade:
                told.changed.analysers.update(remade)
                told.altered.extend(_beside(here, [name for name in names if name not in remade]))

    def _measured(self, told: Rows, here: DayRows, one: Behind, part: str, names: Sequence[str]) -> None:
        where = here.where(one.id)
        gone = [f"measure.{name}" for name in names if name not in one.measures]
        lost = [f"{name}: the row is not there" for name in gone if f"{name}.version" in here.differing]
        altered = Difference(where, ", ".join(lost) or _named(here, [f"measure.{name}" for name in names]))
        cause = self._cause(here, one, part, names)
        if cause == "purged":
            return  # counted already: what its measures quoted went with its words
        if cause:
            told.since[cause].append(where)
        elif part == "story" and self.proof.span:
            told.since["moved"].append(where)
        elif part == "story" and self.more:
            told.moved[one.id] = here.proven(one.id, part), altered
        elif part == "topic" and self.more and _only_value(here):
            told.since["sorted anew"].append(where)
        else:
            told.altered.append(altered)

    def _cause(self, here: DayRows, one: Behind, part: str, names: Sequence[str]) -> Cause | None:
        if one.id in here.superseded:
            return "changed"
        if one.purged_since and part == "measures":
            return "purged"
        return "measured anew" if self._remade(here, one, part, names) else None

    def _remade(self, here: DayRows, one: Behind, part: str, names: Sequence[str]) -> frozenset[str]:
        """Those of ``names`` that measured it by a version of today's, or for the first time."""
        if one.id in here.superseded:
            return frozenset()
        blank = part_digests(one.unmeasured)[PARTS.index(part)]
        measured = {name: one.measures[name][0] for name in names if name in one.measures}
        if here.proven(one.id, part) == blank[:SHORT]:
            return frozenset(measured)
        return frozenset(
            name
            for name, version in measured.items()
            if version == self.current.get(name) and version not in self.proof.analysers[name]
        )


def _beside(here: DayRows, names: Sequence[str]) -> Iterator[Difference]:
    """What differs of the measures of ``names`` on a day on which others alone measured anew."""
    columns = [f"measure.{name}" for name in names]
    differing = any(name.rpartition(".")[0] in columns for name in here.differing)
    is_of_these = not (
        here.missing or here.superseded or any(one.purged_since for one in here.found.values())
    )
    if differing and is_of_these:
        yield Difference(str(here.day), _named(here, columns))


def _only_value(here: DayRows) -> bool:
    """Whether of all topics' columns nothing but the topic itself differs on that day."""
    columns = {name for name in here.differing if name.startswith(f"measure.{TOPIC}.")}
    return columns <= {f"measure.{TOPIC}.value"}


def _named(here: DayRows, tables: Sequence[str]) -> str:
    """The columns of ``tables`` that differ on that day; of a row that is gone, the row."""
    found = [name for name in sorted(here.differing) if name.rpartition(".")[0] in tables]
    rows = {name.rpartition(".")[0] for name in found}
    return ", ".join(found if len(rows) < len(found) or len(found) == 1 else sorted(rows)) or "a column"


def _covered(proof: Proof, found: Sequence[tuple[object, ...]]) -> Iterator[Difference]:
    runs = {span[:3]: span[3] for span in found}
    for *span, run in proof.covered:
        source, first, last = span
        where = f"covered {source} {first} to {last}"
        if tuple(span) not in runs:
            yield Difference(where, "covered: the row is not there, or source, first or last was altered")
        elif runs[tuple(span)] != run:
            yield Difference(where, "covered.run", str(run), str(runs[tuple(span)]))


def _corrections(proof: Proof, found: Mapping[int, Sequence[str]]) -> Iterator[Difference]:
    for number, proven in proof.corrections.items():
        if number not in found:
            yield Difference(f"correction {number}", "the row is not there, or its id was altered")
            continue
        pairs = zip(_CORRECTION, shorts(columns_of([found[number]])), shorts(proven), strict=False)
        other = [f"correction.{name}" for name, here, said in pairs if here != said]
        if other or proven[-WHOLE:] != whole(found[number])[:WHOLE]:
            yield Difference(f"correction {number}", ", ".join(other) or "a column")
