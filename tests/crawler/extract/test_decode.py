"""What the bytes of a page mean, whatever header and meta claim."""

from __future__ import annotations

import codecs
import random

import pytest

from crawler.extract.decode import clean, decode

SENTENCE = "镕基路上的濮阳人说：“氢能来了，我们很高兴。”"
RARE = "㐂𠮷野家的店，😀也在。" + SENTENCE
TRADITIONAL = "氫能產業對接會今天舉行，來自十二個省份的企業到會，縣長說這是發展的開始。"


def page(text: str, meta: str = "") -> str:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    return f"<html><head>{declared}<title>{text}</title></head><body><p>{text}</p></body></html>"


MATRIX = [
    # written in, header says, meta says, text, read as
    ("utf-8", None, "", SENTENCE, "utf-8"),
    ("utf-8", "gb2312", "gb2312", SENTENCE, "utf-8"),
    ("utf-8", "iso-8859-1", "", RARE, "utf-8"),
    ("gb18030", None, "", SENTENCE, "gb18030"),
    ("gb18030", "utf-8", "", SENTENCE, "gb18030"),
    ("gb18030", "UTF-8", "utf-8", SENTENCE, "gb18030"),
    ("gb18030", None, "gb2312", RARE, "gb18030"),
    ("gb18030", "GBK", "", RARE, "gb18030"),
    ("gb18030", "ISO-8859-1", "gb2312", SENTENCE, "gb18030"),
    ("gb18030", "no-such-charset", "", SENTENCE, "gb18030"),
    ("gb18030", "rot13", "unicode_escape", SENTENCE, "gb18030"),
    ("big5", "big5", "", TRADITIONAL, "big5hkscs"),
    ("big5", None, "big5", TRADITIONAL, "big5hkscs"),
    ("big5", None, "", TRADITIONAL, "big5hkscs"),
    ("big5", "utf-8", "", TRADITIONAL, "big5hkscs"),
    ("shift_jis", "Shift_JIS", "", "水素の町へようこそ。", "shift_jis"),
    ("cp1252", "windows-1252", "", "A café in Qingxi, déjà vu – a “summit” of eleven firms.", "cp1252"),
]


@pytest.mark.parametrize(("written", "header", "meta", "text", "read_as"), MATRIX)
def test_reads_the_right_characters(
    written: str, header: str | None, meta: str, text: str, read_as: str
) -> None:
    source = page(text, meta)
    decoded = decode(source.encode(written), header)
    assert decoded.text == source
    assert decoded.encoding == read_as


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    assert decode(mark + page(SENTENCE).encode(encoding), "gbk").text == page(SENTENCE)


def test_utf8_with_one_broken_byte_stays_utf8() -> None:
    broken = page(SENTENCE * 5).encode()[:-30] + b"\xe6\xb0"
    decoded = decode(broken, None)
    assert decoded.encoding == "utf-8"
    assert SENTENCE in decoded.text


def test_gbk_with_one_broken_byte_loses_no_more_than_its_neighbour() -> None:
    decoded = decode(page(SENTENCE * 5).encode("gbk") + b"\xff" + "完".encode("gbk"), None)
    assert decoded.encoding == "gb18030"
    assert SENTENCE * 5 in decoded.text


def test_invisible_characters_are_removed_once() -> None:
    dirty = "氢\u200b能\ufeff产\x00业\x08\u202e。\u00ad"
    assert decode(dirty.encode(), None).text == "氢能产业。"
    assert clean("氢\x0b能\ud800产\u2060业") == "氢能产业"


def test_a_joiner_stays_only_inside_an_emoji() -> None:
    assert clean("👨\u200d👩\u200d👧") == "👨\u200d👩\u200d👧"
    assert clean("氢\u200d能") == "氢能"


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff", b"\x80" * 1000, bytes(range(256)) * 50])
def test_any_bytes_give_text(body: bytes) -> None:
    assert "\x00" not in decode(body, None).text


@pytest.mark.parametrize("seed", range(10))
def test_utf8_is_told_as_python_tells_it(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 (a test)
    whole = (page(SENTENCE * 3) + "é𠮷\u07ff\ud7ff\ue000\U0010ffff").encode()
    for _ in range(100):
        body = bytearray(whole)
        body[rng.randrange(len(body))] = rng.choice(b"\x80\xbf\xc0\xc2\xe0\xed\xf0\xf4\xf5\xff" + whole[:1])
        decoded = decode(bytes(body), None)
        assert decoded.encoding == "utf-8"
        assert decoded.text == bytes(body).decode("utf-8", "replace")
