"""Damaged pages by the thousand: reading one never raises and never takes long.

    python -m benchmarks.extraction.fuzz [PAGES] [--count 10000] [--seed 20220716]

The pages are our own and, where PAGES is given, the gzipped ones of that folder. Each mutation has one to
four damages and a seed of its own, the first ``--seed`` and each next one more: ``--count 1 --seed N`` with
the same pages makes the N-th again. Prints one JSON line: the exceptions (none may be) and the pages that
took 2 s of processor time or more (none may), by their seeds, and the slowest. Exit code 1 when not passed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.memory import peak_mb
from crawler.extract import extract

OWN = Path(__file__).parents[2] / "tests" / "crawler" / "extract" / "pages"
NOW = datetime(2022, 7, 17, tzinfo=UTC)
MOST_SECONDS = 2.0
_LARGEST = 4_000_000  # bytes of a mutation
_CHARSETS = (None, None, "utf-8", "gbk", "big5", "utf-16", "iso-8859-1", "bogus")

_TAG = re.compile(rb"<[^<>]{1,300}>")
_JSON_SIGN = re.compile(rb'[{}\[\]":,\\]')
_NESTED = (
    b"<div>",
    b"<table><tr><td>",
    b"<span id=a>",
    b"<b><i>",
    b"<p>",
    b"<a href=x>",
    b"<ul><li>",
    b"<br>",
)
_OPENINGS = (
    b"<!--",
    b"<![CDATA[",
    b"<?xml ",
    b"<!DOCTYPE a [",
    b"<script>",
    b"<title>",
    b"<textarea>",
    b'<p a="',
)
_FLOODS = (
    b"&nbsp;", b"&", b"&#xD800;", b"&#0;", b"&#99999999999;", b"&lol;", b"&amp;lt;", b"1", b" ", b"<", b"[",
    b"\\", b"2022-99-99 25:61 ", "　".encode(), "来源：".encode(), "编辑".encode(), "（记者".encode(),
    "，。".encode(), b'"content":"', b"publishTime:", b"<meta name=source content=",
)  # fmt: skip
_SIGNS = (
    b"\x00",
    b"\x08",
    b"\x1b",
    b"\x7f",
    b"\xc2\x85",
    "\u202e\u200d\ufeff".encode(),
    b"\xed\xa0\x80",
    b"\xff",
)
_GARBAGE = (
    b'class="article',
    b"style='display:none",
    b"hidden",
    b"id=a id=b",
    b"=",
    b'"',
    b"datetime=2022-13",
)

Damage = Callable[[bytes, random.Random, bytes], bytes]  # a page, the chance, another page


def _flip(page: bytes, chance: random.Random, _: bytes) -> bytes:
    changed = bytearray(page)
    for _number in range(chance.randint(1, 20) if page else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(page: bytes, chance: random.Random, _: bytes) -> bytes:
    start, end = _span(page, chance)
    return chance.choice((page[:start], page[end:], page[:start] + page[end:]))


def _tags(page: bytes, chance: random.Random, _: bytes) -> bytes:
    """Some tags gone, others there twice."""
    share, times = chance.random() / 4, chance.choice((0, 2, 3))
    return _TAG.sub(lambda tag: tag[0] * times if chance.random() < share else tag[0], page)


def _attributes(page: bytes, chance: random.Random, _: bytes) -> bytes:
    share, garbage = chance.random() / 4, chance.choice((*_GARBAGE, chance.randbytes(9)))
    return _TAG.sub(
        lambda tag: tag[0][:-1] + b" " + garbage + b">" if chance.random() < share else tag[0], page
    )


def _nest(page: bytes, chance: random.Random, _: bytes) -> bytes:
    return _inserted(page, chance, chance.choice(_NESTED) * _many(chance))


def _flood(page: bytes, chance: random.Random, _: bytes) -> bytes:
    return _inserted(page, chance, chance.choice(_FLOODS) * _many(chance))


def _splice(page: bytes, chance: random.Random, other: bytes) -> bytes:
    return page[: _span(page, chance)[0]] + other[_span(other, chance)[0] :]


def _repeat(page: bytes, chance: random.Random, _: bytes) -> bytes:
    """A block again and again, now and then up to megabytes."""
    start, end = _span(page, chance)
    end = min(end, start + chance.choice((20, 200, 20_000)))
    size = _LARGEST if chance.random() < 0.2 else 100_000
    return page[:end] + page[start:end] * (size // (end - start + 1)) + page[end:]


def _recode(page: bytes, chance: random.Random, _: bytes) -> bytes:
    """A part of the page, or all of it, in another encoding."""
    start, end = chance.choice((_span(page, chance), (0, len(page))))
    text = page[start:end].decode(chance.choice(("utf-8", "gb18030")), "ignore")
    encoding = chance.choice(("utf-8", "gb18030", "big5", "utf-16", "utf-16-be", "shift_jis"))
    return page[:start] + text.encode(encoding, "ignore") + page[end:]


def _scripts(page: bytes, chance: random.Random, _: bytes) -> bytes:
    """JSON that lost its signs or got others."""
    start = max(0, page.rfind(b"<script", 0, _span(page, chance)[1]))
    end = start + 50_000
    sign = chance.choice((b"", b'"', b"\\ud800", b"[", b'{"@graph":', b"1e999"))
    damaged = _JSON_SIGN.sub(lambda old: sign if chance.random() < 0.05 else old[0], page[start:end])
    return page[:start] + damaged + page[end:]


def _huge_attribute(page: bytes, chance: random.Random, _: bytes) -> bytes:
    value = chance.choice((b"article ", b"display:", b" ", "茶".encode(), b"&amp;", b"2022-07-16 ", b"a=1 "))
    opening = chance.choice((b'<div class="', b'<p style="', b'<meta name=source content="', b"<p "))
    return _inserted(page, chance, opening + value * _many(chance) + b'">')


def _open(page: bytes, chance: random.Random, _: bytes) -> bytes:
    return _inserted(page, chance, chance.choice(_OPENINGS))


def _control(page: bytes, chance: random.Random, _: bytes) -> bytes:
    for _number in range(chance.randint(1, 30)):
        page = _inserted(page, chance, chance.choice(_SIGNS))
    return page


DAMAGES: tuple[Damage, ...] = (
    _flip, _cut, _tags, _attributes, _nest, _flood, _splice, _repeat, _recode, _scripts, _huge_attribute,
    _open, _control,
)  # fmt: skip


def _span(page: bytes, chance: random.Random) -> tuple[int, int]:
    start, end = sorted((chance.randint(0, len(page)), chance.randint(0, len(page))))
    return start, end


def _inserted(page: bytes, chance: random.Random, part: bytes) -> bytes:
    at = chance.randint(0, len(page))
    return page[:at] + part + page[at:]


def _many(chance: random.Random) -> int:
    """Often a few, seldom a hundred thousand."""
    return int(10 ** chance.uniform(0, 5))


@dataclass(frozen=True, slots=True)
class Mutation:
    """A damaged page, and the charset that its server declares."""

    body: bytes
    charset: str | None


def mutation(pages: Sequence[bytes], seed: int) -> Mutation:
    """The one mutation of ``pages`` that ``seed`` stands for."""
    chance = random.Random(seed)  # noqa: S311 (seeded on purpose)
    page = chance.choice(pages)
    for _ in range(chance.randint(1, 4)):
        page = chance.choice(DAMAGES)(page, chance, chance.choice(pages))[:_LARGEST]
    return Mutation(page, chance.choice(_CHARSETS))


def run(count: int, seed: int, folder: Path | None = None) -> dict[str, Any]:
    """Read ``count`` mutations of our own pages and of those in ``folder``; the figures."""
    pages = [path.read_bytes() for path in sorted(OWN.glob("*.html"))]
    pages += [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.gz"))] if folder else []
    raised: dict[int, str] = {}
    seconds: dict[int, float] = {}
    for number in range(seed, seed + count):
        made = mutation(pages, number)
        begun = process_time()
        try:
            _read(made)
        except Exception as error:  # noqa: BLE001 (what is counted here)
            raised[number] = repr(error)[:200]
        seconds[number] = process_time() - begun
    slowest = max(seconds, key=lambda one: seconds[one])
    exceeds = [number for number, taken in seconds.items() if taken >= MOST_SECONDS]
    return {
        "figure": "damaged pages that raised or took long",
        "pages": len(pages),
        "mutations": count,
        "exceptions": len(raised),
        "raised": raised,
        "slowest_seconds": round(seconds[slowest], 2),
        "slowest_seed": slowest,
        "exceeds": exceeds,
        "seconds": round(sum(seconds.values()), 1),
        "peak_mb": peak_mb(),
        "passed": not raised and not exceeds,
    }


def _read(made: Mutation) -> None:
    """Read it; what came out must be fit to be stored."""
    said = extract(made.body, "http://www.example.cn/1.html", charset=made.charset, captured_at=NOW)
    "".join((said.title, said.text, said.origin or "", *said.authors, *said.editors)).encode()
    if said.published_at is not None and said.published_at.tzinfo is None:
        raise ValueError("a time without a zone")


def main() -> int:
    """Print one JSON line; 1 when a page raised or took long."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of *.gz pages beside our own")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20220716)
    chosen = parser.parse_args()
    told = run(chosen.count, chosen.seed, chosen.folder)
    print(json.dumps(told))
    return 0 if told["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
