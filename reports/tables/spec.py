"""The exported tables: stable columns in a stable order, and what their cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Literal

from cityecho.article import BEIJING

FieldKind = Literal["text", "moment", "day", "integer", "decimal", "flag", "list"]
Value = str | int | float | bool | date | datetime | tuple[str, ...] | None
Row = tuple[Value, ...]

# XML refuses them and no sheet shows them; tab and line ends stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its stable name and what its cells are."""

    name: str
    kind: FieldKind = "text"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: rows have a cell for each field, in this order."""

    name: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in self.fields)

    def with_columns(self, extra: Sequence[str]) -> TableSpec:
        """The same table with text columns appended."""
        return replace(self, fields=self.fields + tuple(Field(name) for name in extra))


ARTICLES = TableSpec(
    "articles",
    (
        Field("url"),
        Field("title"),
        Field("published_at", "moment"),
        Field("captured_at", "moment"),
        Field("source"),
        Field("kind"),
        Field("outlet"),
        Field("outlet_tier"),
        Field("outlet_region"),
        Field("owned", "flag"),
        Field("origin_outlet"),
        Field("author"),
        Field("names_city", "flag"),
        Field("summits", "list"),
        Field("story"),
        Field("story_role"),
        Field("sentiment"),
        Field("sentiment_score", "decimal"),
        Field("snownlp_score", "decimal"),
        Field("topic"),
    ),
)
STORIES = TableSpec(
    "stories",
    (
        Field("story"),
        Field("first_url"),
        Field("first_outlet"),
        Field("first_published_at", "moment"),
        Field("items", "integer"),
        Field("outlets", "integer"),
        Field("summits", "list"),
        Field("sentiment"),
    ),
)
KEYWORDS = TableSpec(
    "keywords",
    (
        Field("period"),
        Field("word"),
        Field("documents", "integer"),
        Field("count", "integer"),
        Field("g2", "decimal"),
        Field("burst", "decimal"),
    ),
)
DAILY = TableSpec(
    "daily",
    (
        Field("date", "day"),
        Field("place"),
        Field("summit"),
        Field("items", "integer"),
        Field("stories", "integer"),
        Field("outlets", "integer"),
        Field("all_items", "integer"),
        Field("positive", "integer"),
        Field("neutral", "integer"),
        Field("negative", "integer"),
        Field("unclear", "integer"),
        Field("coverage"),
    ),
)


def written(value: Value) -> str | int | float | bool | None:
    """A cell for a format without types of its own: times as ISO 8601 +08:00, lists joined by ``|``."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return clean("|".join(value))
    return clean(value) if isinstance(value, str) else value


def clean(text: str) -> str:
    """``text`` without the control characters that no file of ours may carry."""
    return _CONTROLS.sub("", text)


def batched(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of ``size``, so that a table never has to fit into memory."""
    while batch := list(islice(rows, size)):
        yield batch
