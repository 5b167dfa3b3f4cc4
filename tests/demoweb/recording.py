"""Writing the web into one WARC, the same bytes each time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.demoweb.values import Page


def _record_id(page: Page) -> str:
    name = f"{page.url} {page.captured_at.isoformat()}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"


def record(pages: Iterable[Page], path: Path) -> int:
    """Writes a response record for every page into ``path``, compressed one by one; returns how many."""
    written = 0
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for page in pages:
            headers = [("Content-Type", page.content_type), ("Content-Length", str(len(page.body)))]
            stamp = f"{page.captured_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            response = writer.create_warc_record(
                page.url,
                "response",
                payload=BytesIO(page.body),
                length=len(page.body),  # without it warcio leaves a temporary file behind
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Record-ID": _record_id(page), "WARC-Date": stamp},
            )
            writer.write_record(response)
            written += 1
    return written
