"""Where a key stands, whatever TOML lies between."""

from __future__ import annotations

import tomllib

from cityecho.watchlist.lines import KeyPath, key_lines

TEXT = '''\
# a comment with [header] and key = 1
top = """
[not.a.header]
fake = 1
"""
"quo ted".'键' = 'it # is no comment'  # but this is

[a.b]
list = [
    [1, 2],  # ]
    "]",
    { inner = 1 },
]
after = 2
[[a.many]]
x = \'\'\'
x = "\'\'\'
[[a.many]]
  x = "\\"]"
[a.many.sub]
y = 2022-01-01
[[a.many.sub.deep]]
[[a.many.sub.deep]]
z = 1'''


def test_every_key_of_a_crooked_file() -> None:
    assert key_lines(TEXT) == {
        ("top",): 2,
        ("quo ted",): 6,
        ("quo ted", "键"): 6,
        ("a",): 8,
        ("a", "b"): 8,
        ("a", "b", "list"): 9,
        ("a", "b", "after"): 14,
        ("a", "many"): 15,
        ("a", "many", 0): 15,
        ("a", "many", 0, "x"): 16,
        ("a", "many", 1): 18,
        ("a", "many", 1, "x"): 19,
        ("a", "many", 1, "sub"): 20,
        ("a", "many", 1, "sub", "y"): 21,
        ("a", "many", 1, "sub", "deep"): 22,
        ("a", "many", 1, "sub", "deep", 0): 22,
        ("a", "many", 1, "sub", "deep", 1): 23,
        ("a", "many", 1, "sub", "deep", 1, "z"): 24,
    }


def test_the_paths_are_those_of_tomllib() -> None:
    document: object = tomllib.loads(TEXT)
    for path in key_lines(TEXT):
        assert found(document, path) is not None, path


def found(value: object, path: KeyPath) -> object:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def test_an_empty_file_has_no_lines() -> None:
    assert key_lines("") == {}
    assert key_lines("\n# nothing\n\n") == {}
