"""Noto Sans SC and Noto Serif SC (SIL Open Font License 1.1) from their wheel: whole, or a subset."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from string import printable

import pylopdf_fonts_zh_cn
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
_LACKING = "〓"  # what Chinese printers have always set for a sign that is not in the case


def sans_path() -> Path:
    """The whole sans-serif font as a file."""
    return Path(pylopdf_fonts_zh_cn.sans_path())


def serif_path() -> Path:
    """The whole serif font as a file."""
    return Path(pylopdf_fonts_zh_cn.serif_path())


def glyphs() -> frozenset[str]:
    """Every character the sans-serif font can draw."""
    return _glyphs(sans_path())


@cache
def _glyphs(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())


@cache
def _in_both() -> frozenset[str]:
    return glyphs() & _glyphs(serif_path())


def legible(text: str) -> str:
    """``text`` with 〓 for each character that one of the two fonts has no shape for."""
    return text.translate({ord(sign): _LACKING for sign in set(text) - _in_both()})


def drawable(text: str) -> bool:
    """Whether no character of ``text`` would become a box."""
    return glyphs().issuperset(text)


def subset(text: Iterable[str]) -> bytes:
    """A WOFF2 with every character of the *finished* ``text`` that the font has, and all of ASCII.

    Layout tables (vertical writing, alternates) are dropped: a report is set in one direction.
    """
    options = Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 13, 14],
        name_languages=[0x409],
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    wanted = glyphs().intersection({character for piece in text for character in piece} | set(printable))
    with TTFont(sans_path(), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(ord(character) for character in wanted))
        subsetter.subset(font)
        font.flavor = "woff2"
        packed = BytesIO()
        font.save(packed)
    return packed.getvalue()
