"""What Scrapy need not say: of each answer the archive knows more than a line of its log."""

from __future__ import annotations

from typing import Any

from scrapy.logformatter import LogFormatter


class NoLineEach(LogFormatter):
    """Scrapy's log without a line for every page, which would be made up only to be thrown away."""

    def crawled(self, *_: Any, **__: Any) -> None:
        """Nothing."""
