"""What was planted, told so that it can be held against what came out."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.demoweb.days import SEASONS
from tests.demoweb.layouts import shows_origin
from tests.demoweb.plot import HALF_LIFE_DAYS, echo_days, planted_total
from tests.demoweb.values import Article, Event, Story


@dataclass(frozen=True, slots=True)
class Names:
    """The words of ``brand.toml`` and ``summits.toml`` that a text can be searched for."""

    places: dict[str, tuple[str, ...]]
    messages: dict[str, tuple[str, ...]]
    events: tuple[Event, ...]
    outlets: dict[str, str]


def read_names(folder: Path, events: tuple[Event, ...], outlets: dict[str, str]) -> Names:
    """The names of the configuration in ``folder``; ``outlets`` leads from a name or alias to the name."""
    brand = tomllib.loads((folder / "brand.toml").read_text("utf-8"))
    city = brand["city"]
    places = {city["name"]: (*city["names"], *city["places"])}
    places |= {peer["name"]: tuple(peer["names"]) for peer in brand["peer"]}
    messages = {message["id"]: tuple(message["variants"]) for message in brand["message"]}
    return Names(places, messages, events, outlets)


def _found(text: str, words: dict[str, tuple[str, ...]]) -> list[str]:
    return [name for name, forms in words.items() if any(form in text for form in forms)]


def told(article: Article, names: Names) -> dict[str, Any]:
    """The truth of one article. ``names`` of a decoy are empty: what looks like the city there is not."""
    item, kind = article.item, article.item.story.kind
    text = f"{article.title}\n{item.prose.text}"
    places = [] if kind.decoy else _found(text, names.places)
    city = next(iter(names.places))
    plain = text.translate(str.maketrans("（）", "()"))
    day_only = item.outlet.layout == "paper"
    sentiment = kind.sentiment if item.story.place == city else "neutral"
    return {
        "url": article.url,
        "outlet": item.outlet.name,
        "title": article.title,
        "published_at": f"{article.at:%Y-%m-%d}" if day_only else article.at.isoformat(timespec="minutes"),
        "collectable": article.collectable,
        "names_city": city in places,
        "names": places,
        "summits": [event.id for event in names.events if any(name in plain for name in event.names)],
        "story": item.story.id,
        "role": item.role,
        "edit": item.edit,
        "origin": names.outlets[item.origin] if shows_origin(article) else None,
        "sentiment": sentiment if city in places else None,
        "messages": _found(text, names.messages) if city in places else [],
    } | ({"decoy": kind.decoy} if kind.decoy else {})


def _story(story: Story) -> dict[str, Any]:
    return {"story": story.id, "kind": story.kind.id, "place": story.place, "day": story.day.isoformat()} | (
        {"planted": story.summit} if story.summit else {}
    )


def _totals(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Counts over what can be collected; city counts over what names the city."""
    open_rows = [row for row in rows if row["collectable"]]
    city = [row for row in open_rows if row["names_city"]]
    days: dict[str, dict[str, Any]] = {}
    for day in (str(day) for season in SEASONS for day in (season.eve, *season.days)):
        of_day = [row for row in city if row["published_at"][:10] == day]
        days[day] = {
            "all_items": sum(row["published_at"][:10] == day for row in open_rows),
            "items": len(of_day),
            "stories": len({row["story"] for row in of_day}),
            "outlets": len({row["outlet"] for row in of_day}),
        }
    return {
        "articles": len(rows),
        "collectable": len(open_rows),
        "city_items": len(city),
        "city_stories": len({row["story"] for row in city}),
        "roles": dict(sorted(Counter(row["role"] for row in open_rows).items())),
        "edits": dict(sorted(Counter(row["edit"] for row in open_rows).items())),
        "sentiments": dict(sorted(Counter(row["sentiment"] for row in city).items())),
        "decoys": dict(sorted(Counter(row["decoy"] for row in open_rows if "decoy" in row).items())),
        "days": days,
    }


def _uplift(events: Sequence[Event], stories: Sequence[Story]) -> dict[str, Any]:
    """The stories planted for each summit from build-up to tail, and what the plan says on average.

    ``in_echo`` also counts those planted for other summits on the same days: what stands above the baseline.
    """
    return {
        event.id: {
            "stories": sum(story.summit == event.id for story in stories),
            "in_echo": sum(bool(story.event) and story.day in echo_days(event) for story in stories),
            "expected": round(planted_total(event), 1),
            "half_life_days": HALF_LIFE_DAYS,
        }
        for event in events
    }


def write_truth(path: Path, articles: Sequence[Article], stories: Sequence[Story], names: Names) -> None:
    """Writes ``truth.json``, an article a line."""
    rows = [told(article, names) for article in articles]

    def lines(values: Sequence[dict[str, Any]]) -> str:
        return ",\n".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)

    totals = json.dumps(_totals(rows), ensure_ascii=False, separators=(",", ":"))
    uplift = json.dumps(_uplift(names.events, stories), ensure_ascii=False)
    path.write_text(
        f'{{"totals":{totals},\n"uplift":{uplift},\n"articles":[\n{lines(rows)}\n],\n'
        f'"stories":[\n{lines([_story(story) for story in stories])}\n]}}\n',
        "utf-8",
    )
