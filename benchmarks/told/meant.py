"""Mentions, summits and messages."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.mentions.mentions import MentionReader
from analysis.messages import MessageReader
from benchmarks.told.figures import Figure, precision_and_recall
from benchmarks.told.web import article, settings, telling_apart
from tests.demoweb.hard.values import Telling


def mentions(name: str, web: Sequence[Telling]) -> list[Figure]:
    """Is the city meant, and which of its events."""
    told = settings(name)
    reader = MentionReader(told.brand, told.summits)
    city = told.brand.city.name
    apart = telling_apart(web)
    found = {one.id: reader.mentions(article(one)) for one in apart}
    label = {one.id: f"{one.at:%Y-%m-%d} {one.title}｜{one.text[:60]}" for one in apart}
    return [
        *precision_and_recall(
            "city meant",
            {label[one.id] for one in apart if city in one.truth.places},
            {label[id_] for id_, one in found.items() if city in one.places},
            0.99,
        ),
        *precision_and_recall(
            "summits",
            {(summit, label[one.id]) for one in apart for summit in one.truth.summits},
            {(summit, label[id_]) for id_, one in found.items() for summit in one.summits},
            0.99,
        ),
    ]


def messages(name: str, web: Sequence[Telling]) -> list[Figure]:
    """Which messages came across."""
    brand = settings(name).brand
    wanted_ids = {message.id for message in brand.messages}
    reader = MessageReader(brand)
    apart = telling_apart(web)
    label = {one.id: f"{one.id} {one.title}" for one in apart}
    found = {one.id: reader.found(one.title, one.text).keys() & wanted_ids for one in apart}
    return precision_and_recall(
        "messages",
        {(message, label[one.id]) for one in apart for message in one.truth.messages},
        {(message, label[id_]) for id_, ids in found.items() for message in ids},
        0.95,
    )
