"""The word cloud: size is weight, colour is the mean sentiment of the articles that use the word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from wordcloud import WordCloud

from reports.data import CloudWord
from reports.fonts import drawable, sans_path
from reports.look import GRAPHITE, NEGATIVE, POSITIVE

WIDTH, HEIGHT = 1200, 560
MOST_WORDS = 120
_COLOURS = 48  # a palette this small keeps the picture under 100 kB and the edges smooth


def render(words: Sequence[CloudWord], seed: int = 20220715) -> bytes | None:
    """A PNG of ``WIDTH`` by ``HEIGHT``, the same for the same words and seed; None when there is no word.

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
        color_func=_painter({text: word.tone for text, word in seen.items()}),
    )
    cloud.generate_from_frequencies({text: word.weight for text, word in seen.items()})
    packed = BytesIO()
    cloud.to_image().quantize(_COLOURS, dither=0).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def tone_colour(tone: float) -> str:
    """Gray for 0, towards green for praise and red for blame; full colour from ±0.6 on."""
    end = POSITIVE if tone > 0 else NEGATIVE
    share = min(abs(tone) / 0.6, 1.0)
    mixed = (
        round(int(GRAPHITE[at : at + 2], 16) * (1 - share) + int(end[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _painter(tones: dict[str, float]) -> Callable[..., str]:
    def colour(word: str, **_: Any) -> str:
        return tone_colour(tones[word])

    return colour
