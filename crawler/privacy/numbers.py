"""Which runs of digits are a phone or an identity number, and which are amounts, dates or columns (pure)."""

from __future__ import annotations

import re
from datetime import date

_GAPS = re.compile(r"[^\dXx]+")
_AMOUNT = re.compile(r"\s?(?:[万亿元%‰吨股¥$]|\.\d|,\d{3}|美元|人次|千瓦|立方|平方|公里|公顷|户|平米)")
_CURRENCY = re.compile(r"[¥$€£]\s?$")
_DECIMAL = re.compile(r"\d[.,]$")
_NEIGHBOUR_BEFORE = re.compile(r"\d[^\d\w\n]{1,3}$")
_NEIGHBOUR_AFTER = re.compile(r"^[^\d\w\n]{1,3}\d")
_USUAL = {(3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (3, 5, 3), (5, 6), (6, 5)}
"""How people group the eleven digits of a mobile number, beside writing them one by one."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def is_mobile(number: str, before: str, after: str) -> bool:
    """Whether eleven digits, perhaps with gaps, are a mobile number, given what stands around them."""
    if _AMOUNT.match(after) or _CURRENCY.search(before) or _DECIMAL.search(before):
        return False
    groups = _GAPS.split(number)
    lengths = tuple(map(len, groups))
    if lengths == (11,) or max(lengths) == 1:
        return True
    if lengths in _USUAL:
        return True
    if "." in number or _begins_with_years(groups):
        return False
    return not (_NEIGHBOUR_BEFORE.search(before) or _NEIGHBOUR_AFTER.match(after))


def _begins_with_years(groups: list[str]) -> bool:
    """1998-07-15 …, 1998—2003 …"""
    first, second = groups[0], int(groups[1])
    if len(first) != 4:
        return False
    is_month = len(groups[1]) <= 2 and 1 <= second <= 12
    return int(first) >= 1800 and (is_month or 1800 <= second <= 2100)


def is_landline(area: str, number: str, after: str) -> bool:
    """Whether an area code and a number belong together: the code in one piece, or digits one by one."""
    if _AMOUNT.match(after):
        return False
    pieces = _GAPS.split(area)
    return len(pieces) == 1 or max(map(len, (*pieces, *_GAPS.split(number)))) == 1


def is_identity(written: str) -> bool:
    """Whether 18 digits are an identity number: a birthday in it, and the check digit right (GB 11643)."""
    digits = _GAPS.sub("", written).upper()
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:17], strict=True))
    return born.year >= 1880 and digits[17] == _CHECK[total % 11]
