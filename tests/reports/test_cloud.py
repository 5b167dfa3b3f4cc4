"""The word cloud draws words, not boxes, and is the same every time."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from reports import cloud
from reports.data import CloudWord
from reports.look import GRAPHITE, NEGATIVE, POSITIVE
from tests.reports.sample import full


def test_no_words_no_picture() -> None:
    assert cloud.render(()) is None
    assert cloud.render((CloudWord("氢能", 0.0, 0.5), CloudWord("", 3.0, 0.5))) is None


def test_words_the_font_cannot_draw_are_left_out() -> None:
    assert cloud.render((CloudWord("🚀", 5.0, 0.0),)) is None
    alone = cloud.render((CloudWord("氢能", 5.0, 0.0),))
    assert alone is not None
    assert cloud.render((CloudWord("氢能", 5.0, 0.0), CloudWord("🚀", 5.0, 0.0))) == alone


def test_the_same_words_give_the_same_picture_of_modest_size() -> None:
    picture = cloud.render(full().cloud)
    assert picture is not None
    assert picture == cloud.render(full().cloud)
    assert Image.open(BytesIO(picture)).size == (cloud.WIDTH, cloud.HEIGHT)
    assert len(picture) < 150_000


def test_different_words_look_different() -> None:
    """Boxes for missing glyphs would make these two the same picture."""
    assert cloud.render((CloudWord("濮阳", 1.0, 0.0),)) != cloud.render((CloudWord("氢能", 1.0, 0.0),))


def test_tone_is_colour() -> None:
    assert cloud.tone_colour(0.0) == GRAPHITE
    assert cloud.tone_colour(1.0) == POSITIVE
    assert cloud.tone_colour(-0.8) == NEGATIVE
    picture = cloud.render((CloudWord("审批", 1.0, -1.0),))
    assert picture is not None
    colours = Image.open(BytesIO(picture)).convert("RGB").getcolors(1 << 16) or []
    red = tuple(int(NEGATIVE[at : at + 2], 16) for at in (1, 3, 5))
    assert red in {colour for _, colour in colours}
