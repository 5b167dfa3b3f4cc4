"""The word cloud: size is weight, colour is the mean sentiment of the articles that use the word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from wordcloud import WordCloud

from reports import mask
from reports.data import CloudWord
from reports.fonts import drawable, sans_path
from reports.look import GRAPHITE

WIDTH, HEIGHT = 1000, 480
MOST_WORDS = 120
_MIDDLE = 0.6
_PRAISE, _BLAME = ("#5fa992", "#0e4a38"), ("#d9867e", "#96251b")  # at the middle, at the end
_COLOURS = 48  # a palette this small keeps the picture under 100 kB and the edges smooth


def render(words: Sequence[CloudWord], shape: Path | None = None, seed: int = 20220715) -> bytes | None:
    """A PNG of ``WIDTH`` by ``HEIGHT``, the same for the same words and seed; None when there is no word.

    Words stand in the dark parts of the picture ``shape`` (None: in an oval).

    The font is named outright: left to itself the library draws boxes and says nothing. Words with a
    character that the font lacks are left out for the same reason.
    """
    drawn = (word for word in words if word.weight > 0 and word.text and drawable(word.text))
    seen = {word.text: word for word in sorted(drawn, key=lambda word: word.weight)}
    if not seen:
        return None
    cloud = WordCloud(
        font_path=str(sans_path()),
        width=WIDTH,
        height=HEIGHT,
        background_color="white",
        max_words=MOST_WORDS,
        min_font_size=13,
        max_font_size=110,
        relative_scaling=0.4,
        prefer_horizontal=1.0,
        margin=5,
        random_state=seed,
        mask=mask.own(shape, WIDTH, HEIGHT) if shape else mask.oval(WIDTH, HEIGHT),
        color_func=_painter({text: word.tone for text, word in seen.items()}),
    )
    cloud.generate_from_frequencies({text: word.weight for text, word in seen.items()})
    packed = BytesIO()
    cloud.to_image().quantize(_COLOURS, dither=0).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def tone_colour(tone: float) -> str:
    """Gray for 0, green for praise and red for blame, the deeper the more: most of a summit is praise."""
    middle, end = _PRAISE if tone > 0 else _BLAME
    size = min(abs(tone), 1.0)
    pale, deep, share = (
        (GRAPHITE, middle, size / _MIDDLE)
        if size < _MIDDLE
        else (middle, end, (size - _MIDDLE) / (1 - _MIDDLE))
    )
    mixed = (
        round(int(pale[at : at + 2], 16) * (1 - share) + int(deep[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _painter(tones: dict[str, float]) -> Callable[..., str]:
    def colour(word: str, **_: Any) -> str:
        return tone_colour(tones[word])

    return colour
