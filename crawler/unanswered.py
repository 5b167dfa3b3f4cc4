"""What kept an answer from us, in words an operator can act on."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from crawler.certificates import fault

_FAILED = {  # what Scrapy's words hold, which are those of Twisted and OpenSSL
    "SSL routines": "it does not speak TLS",
    "ParseError": "what it answers is not HTTP",
    "ConnectionLost": "it hung up without an answer",
    "ConnectionDone": "it hung up without an answer",
}


def reason(error: Exception) -> str:
    """Why no answer came; of an error that we don't know, its class and what it says."""
    match error:
        case CannotResolveHostError():
            return "its name has no address"
        case DownloadConnectionRefusedError():
            return "its server refuses connections"
        case DownloadTimeoutError():
            return "it did not answer in time"
        case DownloadFailedError():
            said = next((words for sign, words in _FAILED.items() if sign in str(error)), "")
            return fault(error) or said or f"the download failed: {error}"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
