"""The exported tables: stable columns in a stable order. ``docs/tables.md`` is made of this."""

from __future__ import annotations

from dataclasses import replace

from reports.tables.spec import Field, TableSpec

_PUBLISHED = "When the page says it was published; empty where it doesn't say."
_SUMMITS = "Ids of the summits that are named, out of summits.toml."
_LABEL = "Feeling about the city: positive, neutral, negative or unclear."

ARTICLES = TableSpec(
    "articles",
    "published_at",
    "A row an item: a news page, or a post of an organization in the registry. What ordinary people post has "
    "no row. The columns from names_city on are empty until the item is measured.",
    (
        Field("url", "Where it stands.", "address"),
        Field("title", "Its headline."),
        Field("published_at", _PUBLISHED, "appeared"),
        Field("captured_at", "When it was fetched.", "moment"),
        Field("source", "Id of the source that brought it."),
        Field("kind", "news or post."),
        Field("outlet", "The outlet's name in outlets.csv, else the host of the address."),
        Field("outlet_tier", "The outlet's tier; empty where the registry doesn't know it."),
        Field("outlet_region", "The outlet's region, as province/city; empty where unknown."),
        Field("owned", "Whether the city runs the outlet.", "flag"),
        Field("origin_outlet", "The outlet that the page names as its origin."),
        Field("author", "The posting organization; of news, and where unknown, empty."),
        Field("names_city", "Whether it names the city.", "flag"),
        Field("summits", _SUMMITS, "list"),
        Field("story", "Id of its story: items that carry one text, however edited."),
        Field("story_role", "first, repost or own (the only item of its story)."),
        Field("sentiment", _LABEL),
        Field("sentiment_score", "From -1 (blame) to 1 (praise).", "decimal"),
        Field("snownlp_score", "SnowNLP's score from 0 to 1, to compare; empty where not run.", "decimal"),
        Field("topic", "Name of its topic; empty where it has none."),
    ),
)
ARTICLES_WITH_TEXT = replace(
    ARTICLES, fields=(*ARTICLES.fields, Field("text", "The text as it was read; empty once purged."))
)
STORIES = TableSpec(
    "stories",
    "first_published_at",
    "A row a story with an item in the span, told whole. A story that only ordinary people's posts tell has "
    "no row.",
    (
        Field("story", "Id of the story."),
        Field("first_url", "Where its first item stands.", "address"),
        Field("first_outlet", "Who published it first."),
        Field("first_published_at", _PUBLISHED, "appeared"),
        Field("items", "How many items carry it.", "integer"),
        Field("outlets", "How many outlets carry it.", "integer"),
        Field("summits", _SUMMITS, "list"),
        Field("sentiment", _LABEL + " That of most of its items, in a tie the earliest's."),
    ),
)
QUOTES = TableSpec(
    "quotes",
    "published_at",
    "A row a quote, verbatim, of the items that have a row in articles.",
    (
        Field("url", "Where it stands.", "address"),
        Field("published_at", _PUBLISHED, "appeared"),
        Field("speaker", "Who is quoted; empty where the text doesn't name anyone."),
        Field("speaker_title", "The speaker's office or title."),
        Field("organization", "The speaker's organization."),
        Field("voice", "The kind of speaker: official, enterprise, expert or public."),
        Field("text", "The words."),
        Field("sentiment", _LABEL),
    ),
)
PROJECTS = TableSpec(
    "projects",
    "date",
    "A row an event in the course of an investment project.",
    (
        Field("project", "Id of the project."),
        Field("firm", "The firm's name."),
        Field("amount_yuan", "What most stories claim, in yuan; empty where none is claimed.", "integer"),
        Field("stage", "What happened: signed, started, operating, stalled or cancelled."),
        Field("date", "The day; empty where only a span is known.", "day"),
        Field("url", "An article that tells it.", "address"),
    ),
)
KEYWORDS = TableSpec(
    "keywords",
    "period",
    "A row a month and word of the items that name the city, a month's most telling word first. "
    "Words of ordinary people's posts are not counted.",
    (
        Field("period", "The month, as 2022-07."),
        Field("word", "The word."),
        Field("documents", "How many items hold it.", "integer"),
        Field("count", "How often it stands in them.", "integer"),
        Field("g2", "Log-likelihood ratio against all other months; empty where there are none.", "decimal"),
        Field("burst", "Weight of the month's days inside a burst of the word, else 0.", "decimal"),
    ),
)
CORRECTIONS = TableSpec(
    "corrections",
    "at",
    "A row a correction of sentiment that holds, with the text: to train on.",
    (
        Field("url", "Where the item stands.", "address"),
        Field("title", "Its headline."),
        Field("text", "Headline and text."),
        Field("city", "The city's names that stand in the text, joined by |."),
        Field("label", "What it was corrected to."),
        Field("kind", "news or post."),
        Field("measured", "What had been measured."),
        Field("by", "Who corrected it."),
        Field("why", "The reason given."),
        Field("at", "When.", "moment"),
    ),
)
DAILY = TableSpec(
    "daily",
    "date",
    "A row a day and watched place, days without an item too. Ordinary people's posts count where at "
    "least ten authors agree in all that tables divide by.",
    (
        Field("date", "The day, in Beijing.", "day"),
        Field("place", "The city or a peer."),
        Field("summit", "Ids of the summits in whose windows the day lies, joined by |."),
        Field("items", "Items that name the place.", "integer"),
        Field("stories", "Distinct stories of these.", "integer"),
        Field("outlets", "Distinct outlets of these.", "integer"),
        Field("all_items", "All items of the day, whatever they name.", "integer"),
        Field("positive", "Items with this feeling about the city; empty for peers.", "integer"),
        Field("neutral", "The same.", "integer"),
        Field("negative", "The same.", "integer"),
        Field("unclear", "The same.", "integer"),
        Field("coverage", "ok, partial or gap: whether all sources, some or none saw the day."),
    ),
)
TABLES = (ARTICLES, ARTICLES_WITH_TEXT, STORIES, QUOTES, PROJECTS, KEYWORDS, DAILY, CORRECTIONS)
