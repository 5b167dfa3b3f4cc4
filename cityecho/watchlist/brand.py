"""``brand.toml``: the city, its peers, its messages and the industries it courts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from cityecho.watchlist.document import table_of
from cityecho.watchlist.table import Table, ids_of
from cityecho.watchlist.values import INDEX_PARTS, SILENT_MONTHS, Brand, Industry, Message, Place, Synonyms

_MESSAGE_KINDS: tuple[Literal["message", "slogan"], ...] = ("message", "slogan")


def read_brand(path: Path) -> Brand:
    """The brand at ``path``. What has no ``names``, ``variants`` or ``words`` goes by its name alone."""
    document = table_of(path)
    if "city" not in document:
        raise document.error("city", "this table is missing")
    city, peers = document.table("city"), document.tables("peer")
    messages, industries = document.tables("message"), document.tables("industry")
    synonyms = _synonyms(document)
    projects, index = document.table("projects"), document.table("index")
    document.close()
    brand = city.text("brand", "")
    places = tuple(_place(table) for table in (city, *peers))
    _forbid_shared_names(places, (city, *peers))
    ids = ids_of((*messages, *industries))  # an article's evidence is kept by id, of both alike
    return Brand(
        city=places[0],
        brand=brand or places[0].name,
        peers=places[1:],
        messages=tuple(_message(id_, table, synonyms) for id_, table in zip(ids, messages, strict=False)),
        industries=tuple(map(_industry, ids[len(messages) :], industries)),
        silent_months=_silent_months(projects),
        index=_index(index),
    )


def _silent_months(projects: Table) -> int:
    months = projects.whole("silent_months", SILENT_MONTHS, 1)
    projects.close()
    return months


def _index(index: Table) -> tuple[tuple[str, float], ...]:
    """Weights of the parts of the composite, those of 0 left out; none where it isn't enabled."""
    enabled, table = index.flag("enabled", default=False), index.table("weights")
    weights = {part: table.number(part, 1.0) for part in INDEX_PARTS}
    table.close()
    index.close()
    if not any(weights.values()):
        raise index.error("weights", "at least one must be above 0")
    return tuple((part, weight) for part, weight in weights.items() if weight) if enabled else ()


def _place(table: Table) -> Place:
    name = table.text("name")
    place = Place(
        name=name,
        names=table.texts("names", ()) or (name,),
        places=table.texts("places", ()),
        false_friends=table.texts("false_friends", ()),
        province=table.text("province", ""),
    )
    table.close()
    return place


def _message(id_: str, table: Table, synonyms: Mapping[str, Synonyms]) -> Message:
    text = table.text("text")
    message = Message(
        id=id_,
        text=text,
        variants=table.texts("variants", ()) or (text,),
        kind=table.choice("kind", _MESSAGE_KINDS, "message"),
        word_sets=tuple(
            tuple(synonyms.get(word, (word,)) for word in words) for words in _word_sets(table, "words")
        ),
        false_friends=table.texts("not", ()),
    )
    table.close()
    return message


def _word_sets(table: Table, key: str) -> tuple[tuple[str, ...], ...]:
    """Lists of two words or more: a single one is a variant, or has no synonym."""
    sets = table.text_lists(key)
    for words in sets:
        if len(set(words)) < 2 or len(set(words)) < len(words):
            raise table.error(key, f"each list needs two words or more, all different: {'、'.join(words)}")
    return sets


def _synonyms(document: Table) -> Mapping[str, Synonyms]:
    """Each word of ``synonyms`` with all of its list, itself first."""
    found: dict[str, Synonyms] = {}
    for words in _word_sets(document, "synonyms"):
        for word in words:
            if word in found:
                raise document.error("synonyms", f"{word} stands in two lists")
            found[word] = (word, *(other for other in words if other != word))
    return found


def _industry(id_: str, table: Table) -> Industry:
    name = table.text("name")
    industry = Industry(
        id=id_,
        name=name,
        words=table.texts("words", ()) or (name,),
        group=table.text("group", ""),
        false_friends=table.texts("not", ()),
    )
    table.close()
    return industry


def _forbid_shared_names(places: Sequence[Place], tables: Sequence[Table]) -> None:
    """A name that means two places would count every mention twice."""
    owner: dict[str, str] = {}
    for place, table in zip(places, tables, strict=True):
        if place.name in {other.name for other in places if other is not place}:
            raise table.error("name", f"two places are called {place.name}")
        for key, names in (("names", place.names), ("places", place.places)):
            for name in names:
                if owner.setdefault(name, place.name) != place.name:
                    raise table.error(key, f"{name} already means {owner[name]}")
