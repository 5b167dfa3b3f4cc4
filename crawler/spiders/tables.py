"""The lines of tables as files hold them: csv (UTF-8 with or without a mark, UTF-16, GBK) and workbooks."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from cityecho.errors import UsageError
from crawler.extract.decode import decode
from crawler.spiders.found import BadRow, UnreadableListError

FILE_LIMIT = 512 * 1024 * 1024  # bytes, packed or unpacked: commercial exports are a tenth of it
_DELIMITERS = ",\t;"
_LOOKED_AT = 20  # lines that tell which of them it is

Cells = list[object]
Line = tuple[int, Cells] | BadRow


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one table, each with its number; ``sheet`` is what a workbook of several calls it."""

    sheet: str
    lines: Iterable[Line]


def tables(path: Path) -> Iterator[Table]:
    """The tables of ``path``, whose suffix is one of :data:`SUFFIXES`. Raises UsageError when it has none.

    The lines of a table raise UnreadableListError where not even the first can be read.
    """
    return SUFFIXES[path.suffix.lower()](path)


def _text_file(path: Path) -> Iterator[Table]:
    yield Table("", _csv(decode(path.read_bytes(), None).text))


def _csv(text: str) -> Iterator[Line]:
    """A quotation mark that none closes costs the row that opens it; the lines below are read."""
    csv.field_size_limit(FILE_LIMIT)  # a long article may stand in a cell; rows have a limit of their own
    head = "\n".join(text[:10_000].splitlines()[:_LOOKED_AT])
    delimiter = max(_DELIMITERS, key=head.count)
    # The last line is ours: a row that takes it in was never closed.
    lines = [*io.StringIO(text, newline=""), "\n"]
    number = skipped = 0
    reader = csv.reader(lines, delimiter=delimiter)
    while (above := skipped + reader.line_num) < len(lines) - 1:
        number += 1
        try:
            cells = next(reader)
        except csv.Error as error:
            yield BadRow(number, "", f"{error} (line {above + 1} of the file)")
            continue
        if skipped + reader.line_num < len(lines):
            yield number, list(cells)
            continue
        yield BadRow(
            number, "", f"a quotation mark left open? none closes that of line {above + 1} of the file"
        )
        skipped = above + 1
        reader = csv.reader(islice(lines, skipped, None), delimiter=delimiter)


def _workbook(path: Path) -> Iterator[Table]:
    """The sheets in their order, hidden ones too."""
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 (slow to load, for spreadsheets only)

    _check_archive(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's remarks about styles and extensions
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            sheets = book.worksheets
        except Exception as error:  # whatever a broken workbook makes the library raise is the file's result
            raise UsageError(f"{path}: {_unreadable(error)}") from error
        for sheet in sheets:
            yield Table(sheet.title if len(sheets) > 1 else "", _sheet(sheet))
        book.close()


def _sheet(sheet: Any) -> Iterator[Line]:
    number = 0
    try:
        sheet.reset_dimensions()  # what exports say of their own size is often wrong
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, list(cells)
    except Exception as error:  # as above
        if not number:
            raise UnreadableListError(_unreadable(error)) from error
        yield BadRow(number + 1, "", f"the workbook breaks off here: {type(error).__name__}")


def _unreadable(error: Exception) -> str:
    return f"not a readable workbook: {type(error).__name__}: {error}"


def _check_archive(path: Path) -> None:
    """An xlsx is a zip, which can hold a thousand times its size."""
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise UsageError(f"{path}: not an xlsx workbook (an .xls must be saved as .xlsx): {error}") from error
    if unpacked > FILE_LIMIT:
        raise UsageError(f"{path}: unpacks to {unpacked // 1024**2} MiB, over {FILE_LIMIT // 1024**2}")


SUFFIXES: Mapping[str, Callable[[Path], Iterator[Table]]] = {
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".csv": _text_file,
    ".tsv": _text_file,
    ".txt": _text_file,
}
