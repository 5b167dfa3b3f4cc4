"""Where fitted topic models lie: files in the cache folder, each under its digest.

A lost file costs a new fitting, in which the topics are named as their articles were called before.
"""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np

from analysis.cache import cache_folder
from analysis.topics.model import Model
from cityecho.files import replacing


def put(model: Model) -> None:
    """Keep ``model`` for :func:`get`, where the folder can be written."""
    with suppress(OSError), replacing(_path(model.digest)) as part, part.open("wb") as file:
        np.savez_compressed(
            file,
            version=np.array(model.version),
            words=np.array(model.words, dtype=str),
            rarity=model.rarity,
            parts=model.parts,
            names=np.array(model.names, dtype=str),
            fitted=np.array(model.fitted),
            told=np.array(model.told),
        )


def get(digest: str) -> Model | None:
    """The model of this digest; None where there is no such file or it holds another."""
    try:
        with _path(digest).open("rb") as file, np.load(file, allow_pickle=False) as kept:
            model = Model(
                str(kept["version"]),
                tuple(map(str, kept["words"])),
                kept["rarity"],
                kept["parts"],
                tuple(map(str, kept["names"])),
                int(kept["fitted"]),
                int(kept["told"]),
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return model if model.digest == digest else None


def drop(digest: str) -> None:
    """Let go of a model that nothing was told by any more."""
    with suppress(OSError):
        _path(digest).unlink()


def _path(digest: str) -> Path:
    return cache_folder() / f"topics-{digest}.npz"
