"""When Python looks for rings of garbage: seldom, and not among what was there before the work began."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 10_000  # objects until the young are looked through; Python's own 700 are a page or two


@contextmanager
def seldom_swept() -> Iterator[None]:
    """For the block; what stands at its beginning (modules, code, settings) is not looked through at all."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
