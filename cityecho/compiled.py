"""The one door to LuaJIT: programs that are compiled while they run, for what Python is too slow for.

Such a program stands in a ``.lua`` file beside the module that calls it, takes bytes and numbers and gives
bytes and numbers back. It sees nothing else of Python, and nothing that a page says ever becomes code.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any


class Program:
    """A file of Lua in a LuaJIT of its own; ``result`` is what it returns, a function as a rule.

    Text is given as bytes; several values come back as a tuple.
    """

    def __init__(self, package: str, name: str) -> None:
        from lupa import luajit21  # noqa: PLC0415 (only where it is wanted)

        self._lua: Any = luajit21.LuaRuntime(
            encoding=None, unpack_returned_tuples=True, register_eval=False, register_builtins=False
        )
        self.result: Any = self._lua.execute((files(package) / name).read_bytes())

    def table(self, values: Mapping[str, float]) -> Any:
        """``values`` as the program takes them."""
        return self._lua.table_from({name.encode(): value for name, value in values.items()})
