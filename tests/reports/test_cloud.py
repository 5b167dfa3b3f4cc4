"""The word cloud draws words, not boxes, and is the same every time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cityecho.errors import ConfigurationError
from reports import cloud
from reports.data import CloudWord
from reports.look import GRAPHITE
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


def test_the_cloud_has_an_outline_of_its_own() -> None:
    picture = cloud.render(full().cloud)
    assert picture is not None
    drawn = Image.open(BytesIO(picture)).convert("L")
    for corner in (
        (0, 0),
        (cloud.WIDTH - 60, 0),
        (0, cloud.HEIGHT - 40),
        (cloud.WIDTH - 60, cloud.HEIGHT - 40),
    ):
        assert drawn.crop((*corner, corner[0] + 60, corner[1] + 40)).getextrema() == (255, 255)


def test_words_stand_in_the_dark_of_the_office_s_own_picture(tmp_path: Path) -> None:
    outline = Image.new("RGBA", (200, 96), (0, 0, 0, 0))  # what can be seen through is light
    outline.paste((0, 0, 0, 255), (0, 0, 100, 96))
    outline.save(tmp_path / "outline.png")
    picture = cloud.render(full().cloud, tmp_path / "outline.png")
    assert picture is not None
    drawn = Image.open(BytesIO(picture)).convert("L")
    assert drawn.crop((0, 0, cloud.WIDTH // 2, cloud.HEIGHT)).getextrema()[0] < 200
    assert drawn.crop((cloud.WIDTH // 2 + 2, 0, cloud.WIDTH, cloud.HEIGHT)).getextrema() == (255, 255)


def test_a_picture_without_room_or_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_text("no picture")
    Image.new("L", (50, 50), 255).save(tmp_path / "light.png")
    for name, said in {"no.png": "is no picture", "light.png": "leaves no room"}.items():
        with pytest.raises(ConfigurationError, match=rf"{name}: mask: {said}"):
            cloud.render((CloudWord("氢能", 1.0, 0.0),), tmp_path / name)


def test_tone_is_colour() -> None:
    assert cloud.tone_colour(0.0) == GRAPHITE
    mild, warm, hot = (int(cloud.tone_colour(tone)[1:3], 16) for tone in (0.6, 0.8, 1.0))
    assert mild > warm > hot  # praise is green, the deeper the more
    picture = cloud.render((CloudWord("审批", 1.0, -1.0),))
    assert picture is not None
    colours = Image.open(BytesIO(picture)).convert("RGB").getcolors(1 << 16) or []
    red = tuple(int(cloud.tone_colour(-1.0)[at : at + 2], 16) for at in (1, 3, 5))
    assert red[0] > 2 * red[1]
    assert red in {colour for _, colour in colours}
