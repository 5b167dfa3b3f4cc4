"""What copies do to a text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.demoweb.values import Prose

Paragraphs = tuple[tuple[str, ...], ...]
SYNONYMS = (
    ("近日", "日前"),
    ("表示", "说"),
    ("介绍", "告诉记者"),
    ("同比增长", "同比提高"),
    ("目前", "眼下"),
    ("举行", "举办"),
    ("认为", "指出"),
    ("预计", "有望"),
)
HEADS = ("", "重磅！", "关注｜", "最新：", "快讯：", "【转载】")


def whole(prose: Prose, _throw: random.Random) -> Prose:
    """Word for word."""
    return prose


def retitled(prose: Prose, throw: random.Random) -> Prose:
    """The body kept, a headline made of the first sentence's clauses, as many as fit into 30 characters."""
    opening = re.sub(r"^.{0,20}（记者 .*?）|^记者|[“”‘’。！？]", "", prose.sentences[0])
    head = ""
    for clause in re.split(r"[，：；]", re.sub(r"^\d+月\d+日(上午|早高峰|一早)?，?", "", opening)):
        if len(head) + len(clause) > 30:
            break
        head += f" {clause}" if head else clause
    return Prose(throw.choice(HEADS) + (head if len(head) >= 8 else prose.title), prose.paragraphs)


def light(prose: Prose, throw: random.Random) -> Prose:
    """A word here and there, one sentence dropped, a phrase put before."""
    swaps = throw.sample(SYNONYMS, 4)
    dropped = throw.randrange(1, len(prose.sentences))

    def edited(sentence: str) -> str:
        for old, new in swaps:
            sentence = sentence.replace(old, new, 1)
        return sentence

    kept = iter(range(len(prose.sentences)))
    paragraphs = tuple(
        tuple(edited(sentence) for sentence in paragraph if next(kept) != dropped)
        for paragraph in prose.paragraphs
    )
    return Prose(prose.title, tuple(paragraph for paragraph in paragraphs if paragraph))


def _cut(prose: Prose, share: float) -> Prose:
    left = max(3, round(len(prose.sentences) * share))
    kept: list[tuple[str, ...]] = []
    for paragraph in prose.paragraphs:
        if left > 0:
            kept.append(paragraph[:left])
            left -= len(paragraph)
    return Prose(prose.title, tuple(kept))


def cut60(prose: Prose, _throw: random.Random) -> Prose:
    """The first three fifths."""
    return _cut(prose, 0.6)


def cut40(prose: Prose, _throw: random.Random) -> Prose:
    """The first two fifths."""
    return _cut(prose, 0.4)


def spliced(prose: Prose, other: Prose) -> Prose:
    """Most of one text, and the middle of another below it."""
    body = _cut(prose, 0.75).paragraphs
    return Prose(prose.title, (*body, ("另据报道，" + other.sentences[1], *other.sentences[2:4])))


EDITS: dict[str, Callable[[Prose, random.Random], Prose]] = {
    "whole": whole,
    "retitled": retitled,
    "light": light,
    "cut60": cut60,
    "cut40": cut40,
}
SHARES = {"whole": 0.38, "retitled": 0.17, "light": 0.19, "cut60": 0.13, "cut40": 0.08, "spliced": 0.05}
