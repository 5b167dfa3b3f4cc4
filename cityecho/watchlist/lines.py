"""Which line of a TOML file a key stands on; ``tomllib`` doesn't say.

The text must have passed ``tomllib`` already: this scanner only finds its way through valid TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[^\n]*")
_ASSIGNMENT = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
# Strings first, so that a bracket, quote, # or newline inside one is not taken for itself.
_VALUE_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[\[{]|[\]}]|\n|[^"'\#\[\]{}\n]+''',
    re.DOTALL,
)


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """The line (from 1) of every table header and key: ``("summit", 0, "start")`` is a start.

    Keys inside inline tables are not listed; their line is that of the nearest path above that is.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    elements: dict[KeyPath, int] = {}  # how many times each [[path]] was opened
    position, line = 0, 1
    while position < len(text):
        end = position
        if header := _HEADER.match(text, position):
            table = _opened(_names(header[2]), header[1] == "[[", elements)
            _record(table, line, lines)
            end = header.end()
        elif assignment := _ASSIGNMENT.match(text, position):
            _record(table + _names(assignment[1]), line, lines)
            end = _end_of_value(text, assignment.end())
        newline = text.find("\n", end)
        following = len(text) if newline < 0 else newline + 1
        line += text.count("\n", position, following)
        position = following
    return lines


def _record(path: KeyPath, line: int, lines: dict[KeyPath, int]) -> None:
    """Note ``path``, and the tables above it if nothing has opened them yet."""
    for depth in range(1, len(path)):
        lines.setdefault(path[:depth], line)
    lines[path] = line


def _names(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key; ``tomllib`` itself undoes quotes and escapes."""
    names: list[str] = []
    value: object = tomllib.loads(f"{dotted} = 0")
    while isinstance(value, dict):
        [(name, value)] = value.items()
        names.append(name)
    return tuple(names)


def _opened(names: tuple[str, ...], is_element: bool, elements: dict[KeyPath, int]) -> KeyPath:
    """The full path of a header: below a ``[[path]]`` it means that path's newest element."""
    path: KeyPath = ()
    for depth, name in enumerate(names, 1):
        path += (name,)
        if is_element and depth == len(names):
            elements[path] = elements.get(path, 0) + 1
        if path in elements:
            path += (elements[path] - 1,)
    return path


def _end_of_value(text: str, position: int) -> int:
    """Where the value that starts at ``position`` ends: the first line end outside strings and brackets."""
    depth = 0
    while token := _VALUE_TOKEN.match(text, position):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and depth == 0:
            break
        position = token.end()
    return position
