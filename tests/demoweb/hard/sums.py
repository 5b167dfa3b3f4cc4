"""Sums of money as Chinese papers write them, with what they come to in yuan; None for foreign money."""

from __future__ import annotations

import random
from collections.abc import Callable

Sum = tuple[str, int | None]
_YI = 100_000_000
_DIGITS = "零一二三四五六七八九"


def _decimal(unit: str) -> Callable[[random.Random], Sum]:
    def written(throw: random.Random) -> Sum:
        tenths = throw.randint(11, 690)
        return f"{tenths / 10:g}{unit}", tenths * _YI // 10

    return written


def _cents(throw: random.Random) -> Sum:
    hundredths = throw.randint(105, 4990)
    return f"{hundredths / 100:.2f}亿元", hundredths * _YI // 100


def _ten_thousands(throw: random.Random) -> Sum:
    count = throw.randint(41, 988) * 10
    return f"{count}万元", count * 10_000


def _grouped(throw: random.Random) -> Sum:
    count = throw.randint(1_010, 98_800)
    return f"{count:,}万元", count * 10_000


def _mixed(throw: random.Random) -> Sum:
    whole, rest = throw.randint(1, 39), throw.randint(2, 9) * 1_000
    return f"{whole}亿{rest}万元", whole * _YI + rest * 10_000


def _numerals(throw: random.Random) -> Sum:
    count = throw.choice([2, 3, 5, 6, 8, 10, 12, 15, 20, 24, 30, 36, 50])
    tens, ones = divmod(count, 10)
    words = ("十" if tens == 1 else f"{_DIGITS[tens]}十" if tens else "") + (_DIGITS[ones] if ones else "")
    return f"{'两' if count == 2 else words}亿元", count * _YI


def _foreign(unit: str) -> Callable[[random.Random], Sum]:
    def written(throw: random.Random) -> Sum:
        return f"{throw.randint(11, 95) / 10:g}{unit}", None

    return written


SUMS: dict[str, Callable[[random.Random], Sum]] = {
    "亿元": _decimal("亿元"),
    "亿": _decimal("亿"),
    "亿元人民币": _decimal("亿元人民币"),
    "0.00亿元": _cents,
    "万元": _ten_thousands,
    "0,000万元": _grouped,
    "亿万元": _mixed,
    "十亿元": _numerals,
    "亿美元": _foreign("亿美元"),
    "亿欧元": _foreign("亿欧元"),
    "亿港元": _foreign("亿港元"),
}
