"""Where the words of a cloud may stand: in the black of a picture, an oval of ours or the office's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from cityecho.errors import ConfigurationError

Mask = npt.NDArray[np.uint8]

_SHOULDERS = 2.6  # 2 is an ellipse, more comes near the whole picture
_MOST_PIXELS = 20_000_000
_LEAST_ROOM = 0.05  # of the whole: under it hardly a word finds a place
_DARK = 128


@cache
def oval(width: int, height: int) -> Mask:
    """An oval with shoulders, so that the cloud has an outline of its own."""
    down, across = np.ogrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    outside = np.abs(across) ** _SHOULDERS + np.abs(down) ** _SHOULDERS > 1
    return outside.astype(np.uint8) * 255


def own(path: Path, width: int, height: int) -> Mask:
    """The dark parts of the picture at ``path``, as large as fits in the middle of ``width`` by ``height``.

    What can be seen through is light. Raises ConfigurationError that names the file where it is no picture,
    too large, or light nearly everywhere.
    """
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ConfigurationError(path, "mask", f"has more than {_MOST_PIXELS:,} pixels")
            seen = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError) as problem:
        raise ConfigurationError(path, "mask", "is no picture that can be read") from problem
    scale = min(width / seen.width, height / seen.height)
    size = max(1, round(seen.width * scale)), max(1, round(seen.height * scale))
    sheet = Image.new("RGBA", (width, height), "white")
    sheet.alpha_composite(seen.resize(size), ((width - size[0]) // 2, (height - size[1]) // 2))
    light = np.asarray(sheet.convert("L")) >= _DARK
    if 1 - light.mean() < _LEAST_ROOM:
        raise ConfigurationError(path, "mask", "leaves no room for words: they stand where it is dark")
    return light.astype(np.uint8) * 255
