"""What kept an answer from us, in words an operator can act on."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)


def reason(error: Exception) -> str:
    """Why no answer came; of an error that we don't know, its class and what it says."""
    match error:
        case CannotResolveHostError():
            return "its name has no address"
        case DownloadConnectionRefusedError():
            return "its server refuses connections"
        case DownloadTimeoutError():
            return "it did not answer in time"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
