"""Crawled bytes are hostile: every page ends in bounded time and without an exception."""

from __future__ import annotations

import random
import time
from datetime import datetime
from pathlib import Path

import pytest

from cityecho.article import BEIJING, Extracted
from crawler.extract import extract

NOW = datetime(2022, 7, 17, tzinfo=BEIJING)
SENTENCE = "这是一句很普通的话，用来填满很长的页面。"
SECONDS = 5.0  # linear readers need well under one; a quadratic one would need minutes


def read_page(body: bytes, charset: str | None = None) -> Extracted:
    return extract(body, "http://www.example.cn/1.html", charset=charset, captured_at=NOW)


HOSTILE = {
    "empty": b"",
    "blank": b" \n\t ",
    "nul": b"\x00" * 1000,
    "no element": b"<!-- -->",
    "broken tag": b"<html><body><p",
    "nested div": b"<div>" * 100_000,
    "nested links": b"<a href=x>" * 50_000,
    "nested tables": b"<table><tr><td>" * 30_000,
    "nested data": b'<script type="application/ld+json">' + b"[" * 300_000 + b"</script>",
    "deep graph": b'<script type="application/ld+json">' + b'{"@graph":[' * 50_000 + b"</script>",
    "lone surrogates": b"<p>&#xD800;&#xDFFF;&#0;&#x110000;</p>",
    "one long line": (SENTENCE * 50_000).encode(),
    "many lines": ((SENTENCE + "<br>") * 20_000).encode(),
    "one long row": ("<table><tr>" + "<td>甲</td>" * 30_000).encode(),
    "one long heading": ("<title>长长的标题</title><h1>" + "长长的标题<br>" * 50_000).encode(),
    "long head title": f"<title>{'_ - |' * 200_000}</title><p>{SENTENCE}".encode(),
    "long class": ('<div class="' + "article " * 200_000 + f'"><p>{SENTENCE}').encode(),
    "open string": b'<script>a={"content":"' + b"\\\\" * 400_000 + b"</script>",
    "many times": b"<script>" + b'publishTime:"2022-99-99 ' * 100_000 + b"</script>",
    "numbers": b"1" * 2_000_000,
    "noise": random.Random(20220716).randbytes(500_000),  # noqa: S311  (a seeded fuzz)
}


@pytest.mark.parametrize("name", HOSTILE)
def test_ends_soon_and_quietly(name: str) -> None:
    begun = time.perf_counter()
    page = read_page(HOSTILE[name])
    assert time.perf_counter() - begun < SECONDS
    assert isinstance(page.text, str)


@pytest.mark.parametrize("name", ["empty", "blank", "nul", "no element", "broken tag", "lone surrogates"])
def test_a_page_without_an_article_has_an_empty_text(name: str) -> None:
    assert read_page(HOSTILE[name]) == Extracted(title="", text="")


def test_time_grows_with_the_page_and_not_faster() -> None:
    def seconds(paragraphs: int) -> float:
        body = ("<h1>很长的页面</h1>" + f"<div><p>{SENTENCE}</p></div>" * paragraphs).encode()
        begun = time.process_time()
        read_page(body)
        return time.process_time() - begun

    seconds(1000)
    small, large = min(seconds(4000) for _ in range(2)), min(seconds(32000) for _ in range(1))
    assert large < 24 * small  # eight times the page; a quadratic reader takes sixty-four times as long


def test_a_page_of_bare_sentences_has_no_headline() -> None:
    page = read_page((SENTENCE + "<br>").encode() * 5)
    assert (page.title, page.text) == ("", "\n".join([SENTENCE] * 5))


def test_mutated_pages_raise_nothing() -> None:
    rng = random.Random(7)  # noqa: S311  (a seeded fuzz)
    pages = [path.read_bytes() for path in sorted((Path(__file__).parent / "pages").glob("*.html"))]
    splinters = [
        b"</div>",
        b"<table>",
        b"<![CDATA[",
        b"&#0;",
        b"\x00",
        b"<p",
        b'">',
        b"<!--",
        b"</html>",
        b"\xff",
    ]
    for _ in range(200):
        body = bytearray(rng.choice(pages))
        for _ in range(rng.randint(1, 20)):
            at = rng.randrange(len(body))
            match rng.randrange(3):
                case 0:
                    body[at] = rng.randrange(256)
                case 1:
                    del body[at : at + rng.randrange(200)]
                case _:
                    body[at:at] = rng.choice(splinters)
            body = body or bytearray(b"x")
        page = read_page(bytes(body), rng.choice([None, "gbk", "utf-8", "big5", "bogus", "utf-16"]))
        assert page.published_at is None or page.published_at.tzinfo is not None


@pytest.mark.parametrize("escape", [r"\ud800", r"\u0000", r"\u202e", r"\u001b"])
def test_signs_that_a_script_escapes_stay_out_like_all_others(escape: str) -> None:
    """They can't be hashed, stored or printed; the page was cleaned before its JSON was read."""
    prose = "潭州市昨日举行新材料产业推介会，来自多地的企业代表参观了园区，现场签订了合作协议。" * 6
    data = f'{{"@type":"NewsArticle","headline":"推介会{escape}举行","articleBody":"{prose}{escape}"}}'
    script = f'window.page={{"id":1,"content":"{prose}{escape}完"}}'
    for body in (f'<script type="application/ld+json">{data}</script>', f"<script>{script}</script>"):
        page = f"<html><body><h1>推介会举行</h1>{body}</body></html>"
        said = read_page(page.encode())
        assert prose[:40] in said.text
        assert (said.title + said.text).encode()
        assert not {"\ud800", "\x00", "\u202e", "\x1b"} & set(said.title + said.text)
