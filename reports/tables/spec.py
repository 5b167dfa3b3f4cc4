"""The exported tables: stable columns in a stable order, each with a declared type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from cityecho.article import BEIJING

FieldKind = Literal["text", "moment", "day", "integer", "decimal", "flag", "list"]
Value = str | int | float | bool | date | datetime | Iterable[str] | None
Row = tuple[Value, ...]

_TYPES: dict[FieldKind, pa.DataType] = {
    "text": pa.string(),
    "moment": pa.timestamp("us", tz="Asia/Shanghai"),
    "day": pa.date32(),
    "integer": pa.int64(),
    "decimal": pa.float64(),
    "flag": pa.bool_(),
    "list": pa.list_(pa.string()),
}
# XML refuses them and no sheet shows them; tab and line ends stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its stable name and what its cells are."""

    name: str
    kind: FieldKind = "text"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: rows have a cell for each field, in this order. ``name`` is also that of a sheet."""

    name: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in self.fields)

    @property
    def schema(self) -> pa.Schema:
        """The columns with their types."""
        return pa.schema([(field.name, _TYPES[field.kind]) for field in self.fields])

    def of_kind(self, *kinds: FieldKind) -> list[str]:
        """The columns of these kinds."""
        return [field.name for field in self.fields if field.kind in kinds]

    def frame(self, rows: Iterable[Row]) -> pd.DataFrame:
        """Rows as a frame of the declared types, texts without control characters.

        A number that is none (NaN) is a bug and raises ValueError; None is a missing cell.
        """
        columns = list(zip(*rows, strict=True)) or [()] * len(self.fields)
        arrays = [
            pa.array(map(_clean, column), kind)
            for column, kind in zip(columns, self.schema.types, strict=True)
        ]
        made = pa.table(arrays, schema=self.schema)
        for name in self.of_kind("decimal"):
            if any(number != number for number in made[name].to_pylist()):  # noqa: PLR0124 (only NaN does)
                raise ValueError(f"{self.name}: {name} holds NaN")
        return _pandas(made)

    def typed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The columns of this table out of ``frame``, in their order and of their types."""
        return _pandas(self.arrow(frame[list(self.columns)]))

    def arrow(self, frame: pd.DataFrame) -> pa.Table:
        """``frame`` as Arrow has it, without pandas' own notes."""
        made = pa.Table.from_pandas(frame, schema=self.schema, preserve_index=False)
        return made.replace_schema_metadata(None)

    def records(self, frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
        """Row by row plain Python values by column; a missing cell is None."""
        for batch in self.arrow(frame).to_batches(_BATCH):
            yield from batch.to_pylist()


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
ARTICLES_WITH_TEXT = replace(ARTICLES, fields=(*ARTICLES.fields, Field("text")))
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
QUOTES = TableSpec(
    "quotes",
    (
        Field("url"),
        Field("published_at", "moment"),
        Field("speaker"),
        Field("speaker_title"),
        Field("organization"),
        Field("voice"),
        Field("text"),
        Field("sentiment"),
    ),
)
PROJECTS = TableSpec(
    "projects",
    (
        Field("project"),
        Field("firm"),
        Field("amount_yuan", "integer"),
        Field("stage"),
        Field("date", "day"),
        Field("url"),
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
CORRECTIONS = TableSpec(
    "corrections",
    (
        Field("url"),
        Field("title"),
        Field("text"),
        Field("city"),
        Field("label"),
        Field("kind"),
        Field("measured"),
        Field("by"),
        Field("why"),
        Field("at", "moment"),
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


def _pandas(made: pa.Table) -> pd.DataFrame:
    """With Arrow's own types: a whole number that is missing stays whole, and none is no NaN."""
    frame: pd.DataFrame = made.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def said(cell: date | datetime | Iterable[str]) -> str:
    """A cell for a format without such types: times as ISO 8601 +08:00, lists joined by ``|``."""
    if isinstance(cell, datetime):
        return cell.astimezone(BEIJING).isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else "|".join(cell)


def _clean(cell: Value) -> Value:
    """``cell`` without the control characters that no file of ours may carry."""
    if isinstance(cell, str):
        return _CONTROLS.sub("", cell)
    return [_CONTROLS.sub("", part) for part in cell] if isinstance(cell, tuple) else cell
