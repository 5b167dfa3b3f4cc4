"""The one door to LuaJIT: programs that are compiled while they run, for what Python is too slow for.

Such a program stands in a ``.lua`` file beside the module that calls it, takes bytes and numbers and gives
bytes and numbers back. It sees nothing else of Python, and nothing that a page says ever becomes code.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def program(package: str, name: str) -> Any:
    """What the file ``name`` in ``package`` returns, run in a LuaJIT of its own: a function, as a rule."""
    from lupa import luajit21  # noqa: PLC0415 (only where it is wanted)

    lua = luajit21.LuaRuntime(
        encoding=None, unpack_returned_tuples=True, register_eval=False, register_builtins=False
    )
    return lua.execute((files(package) / name).read_bytes())
