"""Reading very many rows at once, without the collector of cycles going through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """For reading rows, which hold no cycles: of half a million the collector takes as long as the reading.

    What is freed by its last reference is freed here, too.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
