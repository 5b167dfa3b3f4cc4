"""Phones, identity numbers and e-mail addresses taken out of a text (pure).

Found however they are written: full-width digits, blanks or dashes in between, Han numerals, a country code.
Amounts, dates, codes of stocks and plain long numbers stay. A mark in brackets says what stood there; masking
twice changes nothing. What this does not see: numbers spelt over several lines, identity numbers that nothing
names as such and whose check digit is wrong, account names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from crawler.privacy.numbers import is_identity, is_landline, is_mobile

PHONE, IDENTITY, EMAIL = "[电话]", "[证件号]", "[邮箱]"

_GAP = r"[ \t\u00a0\u2000-\u200f\u2060\u3000\ufeff\-_\u2010-\u2015\u2212~·•.*]"
_G = _GAP + r"{0,3}"
_PLUS = rf"(?:\+{_G}|00)?86"
_COUNTRY = rf"(?:(?:\({_PLUS}\)|{_PLUS}){_G})?"
_IDENTITY = re.compile(rf"(?<!\d)[1-9](?:{_G}\d){{16}}{_G}[\dXx](?![\dA-Za-z])")
# Named as one it is taken for one, whatever its check digit: people mistype, and the old ones have none.
_CUED_IDENTITY = re.compile(
    rf"(?:身份证|证件号)[^\d\n]{{0,8}}([1-9](?:{_G}\d){{14}}(?:(?:{_G}\d){{2}}{_G}[\dXx])?)(?![\dA-Za-z])"
)
_MOBILE = re.compile(rf"(?<!\d){_COUNTRY}(?P<number>1{_G}[3-9](?:{_G}\d){{9}})(?!\d)")
_AREA = rf"0{_G}(?:1{_G}0|2{_G}\d|[3-9]{_G}\d{_G}\d)"
_LANDLINE = re.compile(
    rf"(?<![\d.])(?:\((?P<bracketed>{_AREA})\)|(?P<area>{_AREA})){_G}"
    rf"(?P<number>[1-9](?:{_G}\d){{6,7}})(?:\s?(?:转|-){_G}\d{{1,5}})?(?!\d)"
)
_ABROAD = re.compile(rf"\+{_G}[1-9](?:{_G}(?:\(\d{{1,4}}\)|\d)){{6,14}}(?!\d)")
_COUNTRY_LANDLINE = re.compile(
    rf"(?<!\d)(?:00)?86{_GAP}{{1,3}}\d{{2,3}}{_GAP}{{1,3}}\d{{3,4}}{_G}\d{{4}}(?!\d)"
)
_SERVICE = re.compile(rf"(?<!\d)[48]00{_GAP}{{1,3}}\d{{3,4}}{_G}\d{{3,4}}(?!\d)")
_CUED = re.compile(
    r"(?:电话|手机|热线|座机|传真|联系方式|[Tt][Ee][Ll]|[Ff]ax|[Pp]hone)(?:号码?)?[\s为是:：.()]{0,4}"
    rf"(?P<number>\d(?:{_G}\d){{6,11}})(?!\d|\s?[万亿个元起次%])"
)
_AT = r"\s{0,2}(?:@|[\[(]\s?at\s?[\])]|\sat\s)\s{0,2}"
_DOT = r"(?:[.。]|[\[(]dot[\])]|点|\sdot\s)"
_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_][A-Za-z0-9._%+\-]{{0,63}}{_AT}[A-Za-z0-9\-]{{1,63}}"
    rf"(?:(?:{_DOT}[A-Za-z0-9\-]{{1,63}}){{0,4}}{_DOT}[A-Za-z]{{2,12}}"
    rf"|(?:\s{{1,2}}{_DOT}\s{{0,2}}|{_DOT}\s{{1,2}})(?:com|cn|net|org)(?:\.cn)?)(?![A-Za-z])",
    re.IGNORECASE,
)
# No number that anybody can be reached by has fewer digits: where none stand so close, nothing is looked for.
_DIGITS = re.compile(rf"\d(?:{_GAP[:-1]}()]{{0,8}}\d){{6}}")
_NUMERALS = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_HAN = str.maketrans(_NUMERALS, "001234567891123456789")
_HAN_NUMERAL = re.compile(f"[{_NUMERALS}]")
_HAN_RUN = re.compile(rf"[{_NUMERALS}\d](?:{_G}[{_NUMERALS}\d]){{10}}")

Span = tuple[int, int, str]


def masked(text: str) -> str:
    """``text`` with marks where phones, identity numbers and e-mail addresses stood."""
    parts, end = [], 0
    for start, stop, mark in _apart(sorted(_spans(text.translate(_plain_signs())))):
        parts += [text[end:start], mark]
        end = stop
    return "".join((*parts, text[end:])) if parts else text


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Spans that overlap made one, under the mark of the first."""
    merged: Span | None = None
    for span in spans:
        if merged is not None and span[0] < merged[1]:
            merged = (merged[0], max(merged[1], span[1]), merged[2])
            continue
        if merged is not None:
            yield merged
        merged = span
    if merged is not None:
        yield merged


def _spans(plain: str) -> Iterator[Span]:
    if "@" in plain or "at" in plain.lower():
        yield from ((*match.span(), EMAIL) for match in _EMAIL.finditer(plain))
    if _DIGITS.search(plain):
        yield from ((*match.span(), IDENTITY) for match in _IDENTITY.finditer(plain) if is_identity(match[0]))
        yield from ((*match.span(1), IDENTITY) for match in _CUED_IDENTITY.finditer(plain))
        yield from _phones(plain)
    if _HAN_NUMERAL.search(plain) and _HAN_RUN.search(plain):
        yield from _mobiles(plain.translate(_HAN))


def _phones(plain: str) -> Iterator[Span]:
    yield from _mobiles(plain)
    for match in _LANDLINE.finditer(plain):
        if is_landline(match["area"] or match["bracketed"], match["number"], plain[match.end() :]):
            yield (*match.span(), PHONE)
    for pattern in (_ABROAD, _COUNTRY_LANDLINE, _SERVICE):
        yield from ((*match.span(), PHONE) for match in pattern.finditer(plain))
    yield from ((*match.span("number"), PHONE) for match in _CUED.finditer(plain))


def _mobiles(plain: str) -> Iterator[Span]:
    for match in _MOBILE.finditer(plain):
        if is_mobile(match["number"], plain[: match.start()][-24:], plain[match.end() :][:24]):
            yield (*match.span(), PHONE)


@lru_cache(maxsize=1)
def _plain_signs() -> dict[int, str]:
    """Full-width ASCII and every decimal digit there is, as plain ASCII; one sign for one sign."""
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    digits = {
        code: str(unicodedata.decimal(chr(code)))
        for code in range(0x80, 0x1FC00)
        if unicodedata.decimal(chr(code), None) is not None
    }
    return wide | digits
