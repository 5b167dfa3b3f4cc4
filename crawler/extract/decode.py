"""Bytes -> text: strict UTF-8, else what the page declares, else GB18030.

Text stays UTF-8 for as long as it can: that is what most pages are in, and what the next step reads.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cityecho.compiled import Program

_META = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_META_WINDOW = 16_384  # bytes: old portals put kilobytes of script before their meta
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# Web names that mean a wider set than they say (WHATWG Encoding Standard).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
_MULTI_BYTE = ("gb18030", "big5hkscs", "shift_jis", "euc_", "cp949", "utf-16")
# They decode any bytes, so on a Chinese page they are a server's default and prove nothing.
_SINGLE_BYTE = ("cp125", "iso8859", "latin", "koi8", "mac", "cp437")

# A UTF-8 page cut by a proxy or with one bad advert stays UTF-8; a GBK page read so is over 40 % errors.
_BROKEN_SHARE = 0.05

_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_LONE_BYTE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")

_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r") + b"\x7f"
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_UNSEEN = re.compile(rf"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f{_INVISIBLE}]")
_UNWANTED = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff]")
# A zero-width joiner is part of an emoji family, and nothing anywhere else.
_STRAY_JOINER = re.compile("(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")

_FLUENT_PART = 200_000  # characters
# The most frequent characters of Chinese prose, to tell GB18030 from undeclared Big5.
_FREQUENT = frozenset(
    "的一是不了在人有我他这这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之過家學對里後这為個來國說們時會這業於與發經，。、"
)

# What wrong decoding leaves: signs for nothing, UTF-8 read as Latin-1 (Ã©, …), and UTF-8 read as GBK, which
# makes 的，。在是 out of the first bytes of 的, of full stops and commas, and 锟斤拷 out of U+FFFD.
_GARBLED = re.compile(
    "\ufffd|[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac]{1,3}|锟斤拷|烫烫烫"
    "|鐨勬?|锛[^\\x00-\x7f]|銆[^\\x00-\x7f]|鍦ㄧ?|鏄[^\\x00-\x7f]"
)
_MAY_BE_GARBLED = re.compile("[\ufffd\u00c2-\u00f4锟烫鐨锛銆鍦鏄]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text as UTF-8, and the encoding it was read in (Python's name); without NUL."""

    utf8: bytes
    encoding: str

    @property
    def text(self) -> str:
        """The same as a string, without what nobody sees."""
        return visible(self.utf8.decode())


def decode(body: bytes, charset: str | None) -> Decoded:
    """Read ``body``; ``charset`` is what the HTTP header declared, None when nothing.

    Never fails: bytes that fit no encoding become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return Decoded(_as_utf8(clean(body[len(mark) :].decode(encoding, "replace"))), encoding)
    if b"\0" not in body and _strict(body, "utf-8") is not None:
        return Decoded(body, "utf-8")
    body = body.translate(None, _CONTROL_BYTES)
    broken, foreign = _scan()(body)
    text, encoding = (
        _not_utf8(body, charset)
        if broken > _BROKEN_SHARE * foreign
        else (body.decode("utf-8", "replace"), "utf-8")
    )
    return Decoded(_as_utf8(text), encoding)


def visible(text: str) -> str:
    """``text`` without the controls of ASCII but NUL, which parts texts, and without zero-width marks."""
    return _without(_UNSEEN, text)


def clean(text: str) -> str:
    """``text`` without control characters, lone surrogates and zero-width marks."""
    return _without(_UNWANTED, text)


def _without(signs: re.Pattern[str], text: str) -> str:
    if "\u200d" in text:
        text = _STRAY_JOINER.sub("", text)
    return signs.sub("", text)


def garbled(text: str) -> float:
    """Mojibake: the share, 0…1, of the signs outside ASCII in ``text`` that only wrong decoding makes.

    0.0 for a page that was read rightly; UTF-8 read as GBK or Latin-1 gives .05 and more.
    """
    if not _MAY_BE_GARBLED.search(text):  # nearly always
        return 0.0
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return sum(len(found) for found in _GARBLED.findall(text)) / foreign if foreign else 0.0


def _as_utf8(text: str) -> bytes:
    return text.encode("utf-8", "ignore")


def _not_utf8(body: bytes, charset: str | None) -> tuple[str, str]:
    declared = _declared(body, charset)
    for encoding in declared:
        if not encoding.startswith(_SINGLE_BYTE) and (text := _strict(body, encoding)) is not None:
            return text, encoding
    undeclared = [
        (text, name) for name in ("gb18030", "big5hkscs") if (text := _strict(body, name)) is not None
    ]
    if undeclared:
        return max(undeclared, key=lambda pair: _fluency(pair[0]))
    for encoding in declared:
        if encoding.startswith(_SINGLE_BYTE) and _accented(body):
            return body.decode(encoding, "replace"), encoding
    encoding = next((name for name in declared if not name.startswith(_SINGLE_BYTE)), "gb18030")
    return body.decode(encoding, "replace"), encoding


def _declared(body: bytes, charset: str | None) -> list[str]:
    """Python's names of what header and meta declare, in this order.

    Only encodings of the web: UTF-8 was tried and failed, and of Python's others (punycode, unicode_escape,
    rot13) some run in quadratic time on hostile bytes.
    """
    names = [charset or ""]
    if found := _META.search(body, 0, _META_WINDOW):
        names.append((found[1] or found[2]).decode("ascii", "ignore"))
    encodings = []
    for name in names:
        try:
            encoding = codecs.lookup(name.strip(" \"';")).name
        except (LookupError, ValueError):  # unknown, empty or with a NUL: a declaration that says nothing
            continue
        encoding = _WIDER.get(encoding, encoding)
        if encoding not in encodings and encoding.startswith((*_MULTI_BYTE, *_SINGLE_BYTE)):
            encodings.append(encoding)
    return encodings


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _fluency(text: str) -> float:
    """Share of frequent characters among those outside ASCII, in the first part of ``text``."""
    part = text[:_FLUENT_PART]
    foreign = len(part) - len(part.encode("ascii", "ignore"))
    return sum(map(part.count, _FREQUENT)) / foreign if foreign else 0.0


def _accented(body: bytes) -> bool:
    """Whether bytes above ASCII mostly stand alone, as accents do; Chinese comes in runs of them."""
    return 2 * len(_LONE_BYTE.findall(body)) > len(_HIGH_BYTE.findall(body))


@lru_cache(maxsize=1)
def _scan() -> Any:
    return Program("crawler.extract", "scan.lua").result
