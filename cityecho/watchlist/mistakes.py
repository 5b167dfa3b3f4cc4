"""What is wrong in several files, told at once: nobody should learn of one mistake a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cityecho.errors import ConfigurationError


class Mistakes:
    """The first mistake of each file that is read under :meth:`gathered`."""

    def __init__(self) -> None:
        self._found: list[ConfigurationError] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """For the block: keep a ConfigurationError and go on behind the block."""
        try:
            yield
        except ConfigurationError as error:
            self._found += [error, *error.beside]

    def end(self) -> None:
        """Raise the first of what was kept, with the others beside it; nothing where there is none."""
        if self._found:
            first, *others = self._found
            first.beside = tuple(others)
            raise first
