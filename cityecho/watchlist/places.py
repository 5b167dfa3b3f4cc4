"""Where a source file sends the crawler: addresses, files, and the places in an answer to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlsplit

import jmespath  # type: ignore[import-untyped]
from cssselect import HTMLTranslator, SelectorError
from jmespath.exceptions import JMESPathError  # type: ignore[import-untyped]
from lxml import etree

from cityecho.address import has_login
from cityecho.watchlist.table import Table
from cityecho.watchlist.values import Column, SourceKind

COLUMNS: tuple[Column, ...] = get_args(Column)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DAYS = ("yyyy", "mm", "dd")
_PLACEHOLDERS: Mapping[SourceKind, tuple[str, ...]] = {
    "search": (*_DAYS, "query", "page"),
    "api": (*_DAYS, "query", "page", "cursor"),
}
_XPATH = ("/", "./", "(", "descendant")
_XPATH_SIGNS = "/, ./ or ( (//li/a/@href)"


def start_addresses(table: Table, kind: SourceKind) -> tuple[str, ...]:
    """The http(s) addresses at ``start``, each placeholder of them one that ``kind`` fills in."""
    addresses = table.texts("start", () if kind == "import" else None)
    known = _PLACEHOLDERS.get(kind, _DAYS)
    for address in addresses:
        if has_login(address):
            raise table.error("start", "an address with a login (user:password@) is not fetched")
        for name in PLACEHOLDER.findall(address):
            if name not in known:
                choice = ", ".join(f"{{{placeholder}}}" for placeholder in known)
                raise table.error("start", f"{{{name}}} is no placeholder of kind {kind} (they are {choice})")
        if not _is_web_address(PLACEHOLDER.sub("0", address)):
            raise table.error("start", f"{address!r} is no http or https address")
    return addresses


def start_files(table: Table) -> tuple[str, ...]:
    """The files at ``start``: paths, which may hold * and ?, from the folder that the command runs in."""
    paths = table.texts("start", ())
    for path in paths:
        if "://" in path:
            raise table.error("start", f"{path!r} is no path of a file (kind warc reads files)")
        if not path.endswith((".warc", ".warc.gz", "*")):
            raise table.error("start", f"{path!r} is no .warc or .warc.gz file")
    return paths


def selector(table: Table, key: str) -> str:
    """A CSS selector, or an XPath where it begins like one."""
    value = table.text(key, "")
    try:
        if is_xpath(value):
            etree.XPath(value)
        elif value:
            HTMLTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise table.error(
            key, f"is no CSS selector, nor an XPath, which begins with {_XPATH_SIGNS}: {error}"
        ) from None
    except etree.XPathSyntaxError as error:
        raise table.error(key, f"is no XPath: {error}") from None
    return value


def is_xpath(value: str) -> bool:
    """Whether a selector is meant as XPath; no CSS selector begins so."""
    return value.startswith(_XPATH)


def json_path(table: Table, key: str) -> str:
    """A JMESPath expression; "" when absent."""
    value = table.text(key, "")
    if value and (problem := _path_problem(value)):
        raise table.error(key, problem)
    return value


def fields(table: Table, kind: SourceKind) -> Mapping[str, str]:
    """Our columns, each with its JMESPath, a template that holds some in braces, or a column's heading."""
    found: dict[str, str] = {}
    for column in COLUMNS:
        if column in table:
            found[column] = table.text(column)
            if kind == "api" and (problem := _value_problem(found[column])):
                raise table.error(column, problem)
    if not found:
        _ = [table.text(column, "") for column in COLUMNS]  # so that an unknown key is told what is known
    table.close()
    return found


def _value_problem(value: str) -> str:
    paths = PLACEHOLDER.findall(value) if is_template(value) else [value]
    return next(filter(None, map(_path_problem, paths)), "")


def is_template(value: str) -> bool:
    """Whether a field is put together: https://m.weibo.cn/detail/{mblog.id}."""
    return value.startswith(("http://", "https://")) and "{" in value


def _path_problem(expression: str) -> str:
    try:
        jmespath.compile(expression)
    except JMESPathError as error:
        return f"{expression!r} is no JMESPath: {str(error).splitlines()[0]}"
    return ""


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _ = parts.port  # a wrong one raises
    except ValueError:
        return False
    plain = not any(sign.isspace() or sign in "{}" for sign in address)
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)
