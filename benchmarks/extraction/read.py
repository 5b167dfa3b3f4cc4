"""Read every page of a folder with one reader.

    python -m benchmarks.extraction.read READER PAGES_DIR PREDICTED.jsonl

Prints pages, processor seconds and peak memory as JSON. Runs in our environment for ``ours`` and in the
peers' for the others, which are given the text that we decoded, outside the clock.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_mb
from crawler.extract.decode import decode

# The newest real pages to be scored are of 2024; a fixed hour keeps the run repeatable.
CAPTURED_AT = datetime(2026, 1, 1, tzinfo=UTC)

Fields = dict[str, Any]
Reader = Callable[[bytes, str, str], Fields]  # bytes, the same as text, address


def ours() -> Reader:
    """From bytes to all fields: the only one that must decode as well."""
    from crawler.extract import extract

    def read(body: bytes, _: str, url: str) -> Fields:
        page = extract(body, url, charset=None, captured_at=CAPTURED_AT)
        return {
            "title": page.title,
            "text": page.text,
            "published_at": page.published_at and page.published_at.isoformat(),
            "author": " ".join(page.authors),
            "editors": " ".join(page.editors),
            "origin": page.origin,
        }

    return read


def trafilatura() -> Reader:
    """Its defaults, with metadata."""
    from trafilatura import bare_extraction

    def read(_: bytes, text: str, url: str) -> Fields:
        found = bare_extraction(text, url=url or None, with_metadata=False, include_comments=False)
        return {} if found is None else {
            "title": found.title, "text": found.text, "date": found.date, "author": found.author
        }  # fmt: skip

    return read


def readability() -> Reader:
    """Body and short title."""
    from lxml import html
    from readability import Document

    def read(_: bytes, text: str, __: str) -> Fields:
        document = Document(text)
        return {
            "title": document.short_title(),
            "text": html.fromstring(document.summary()).text_content(),
        }

    return read


def magic_html() -> Reader:
    """Body and title of an article."""
    from lxml import html
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()

    def read(_: bytes, text: str, url: str) -> Fields:
        found = extractor.extract(text, base_url=url or "http://www.example.cn/")
        return {"title": found.get("title"), "text": html.fromstring(found["html"]).text_content()}

    return read


def gne() -> Reader:
    """Title, time, author and body."""
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(_: bytes, text: str, __: str) -> Fields:
        found = extractor.extract(text)
        return {
            "title": found["title"],
            "text": found["content"],
            "date": found["publish_time"],
            "author": found["author"],
        }

    return read


def newspaper4k() -> Reader:
    """Chinese, without fetching pictures."""
    from newspaper import Article

    def read(_: bytes, text: str, url: str) -> Fields:
        article = Article(url or "http://www.example.cn/1.html", language="zh", fetch_images=False)
        article.download(input_html=text)
        article.parse()
        return {
            "title": article.title,
            "text": article.text,
            "date": str(article.publish_date or ""),
            "author": " ".join(article.authors),
        }

    return read


def htmldate() -> Reader:
    """The day alone."""
    from htmldate import find_date

    def read(_: bytes, text: str, url: str) -> Fields:
        return {"date": find_date(text, original_date=True, url=url or None)}

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "ours": ours,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "magic-html": magic_html,
    "gne": gne,
    "newspaper4k": newspaper4k,
    "htmldate": htmldate,
}


_ROUNDS = 3  # of each page, of which the fastest counts: other work on the machine slows now one, now another


def main() -> int:
    """Read, keep the predictions, print what it cost."""
    name, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    reader = READERS[name]()
    seconds, failed, rows = 0.0, 0, []
    for row in map(json.loads, (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()):
        body = gzip.decompress((folder / row["file"]).read_bytes())
        text, url = decode(body, None).text, row.get("url") or ""
        took = []
        for _ in range(_ROUNDS):
            begun = time.process_time()
            try:
                fields = reader(body, text, url)
            except Exception as error:  # noqa: BLE001  (a peer that fails on a page has read nothing there)
                fields = {"error": f"{type(error).__name__}: {error}"}
            took.append(time.process_time() - begun)
        seconds += min(took)
        failed += "error" in fields
        rows.append(json.dumps({"file": row["file"]} | fields, ensure_ascii=False))
    out.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    print(json.dumps({"pages": len(rows), "seconds": seconds, "peak_mb": peak_mb(), "failed": failed}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
