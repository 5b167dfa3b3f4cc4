"""Feeds (RSS 2.0 and Atom), sitemaps and sitemap indexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from html import escape

from tests.demoweb.addresses import feed_url, sitemap_url
from tests.demoweb.days import Season
from tests.demoweb.values import Article, Outlet

ATOM = {"dishi", "qiantang", "jiuyu-econ"}
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def _newest(articles: Sequence[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: (article.at, article.number), reverse=True)


def feed(outlet: Outlet, season: Season, articles: Sequence[Article]) -> tuple[str, str]:
    """The season's feed as (address, XML)."""
    write = _atom if outlet.id in ATOM else _rss
    return feed_url(outlet, season), write(outlet, _newest(articles))


def _rss(outlet: Outlet, articles: Sequence[Article]) -> str:
    rows = "\n".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(one.url)}</link>"
        f"<guid>{escape(one.url)}</guid><pubDate>{format_datetime(one.at)}</pubDate></item>"
        for one in articles
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>{outlet.name}</title><link>{outlet.root}/</link><description>新闻</description>
{rows}
</channel></rss>
"""


def _atom(outlet: Outlet, articles: Sequence[Article]) -> str:
    rows = "\n".join(
        f'<entry><title>{escape(one.title)}</title><link rel="alternate" href="{escape(one.url)}"/>'
        f"<id>{escape(one.url)}</id><published>{one.at.isoformat()}</published>"
        f"<updated>{one.at.isoformat()}</updated></entry>"
        for one in articles
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{outlet.name}</title><id>{outlet.root}/</id>
<updated>{articles[0].at.isoformat()}</updated>
{rows}
</feed>
"""


def _urlset(outlet: Outlet, articles: Sequence[Article]) -> str:
    def news(one: Article) -> str:
        return (
            f"<news:news><news:publication><news:name>{outlet.name}</news:name><news:language>zh</news:language>"
            f"</news:publication><news:publication_date>{one.at.isoformat()}</news:publication_date>"
            f"<news:title>{escape(one.title)}</news:title></news:news>"
        )

    with_news = outlet.id == "jiuzhou"
    rows = "\n".join(
        f"<url><loc>{escape(one.url)}</loc><lastmod>{one.at.isoformat()}</lastmod>"
        f"{news(one) if with_news else ''}</url>"
        for one in articles
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {SITEMAP}{" " + NEWS if with_news else ""}>
<url><loc>{outlet.root}/about.html</loc></url>
{rows}
</urlset>
"""


def sitemaps(outlet: Outlet, season: Season, articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """The season's sitemap, or its index and the monthly parts, as (address, XML)."""
    newest = _newest(articles)
    if outlet.way == "sitemap":
        yield sitemap_url(outlet, season), _urlset(outlet, newest)
        return
    months = sorted({f"-{one.at:%m}" for one in newest})
    parts = "\n".join(
        f"<sitemap><loc>{sitemap_url(outlet, season, month)}</loc></sitemap>" for month in months
    )
    yield (
        sitemap_url(outlet, season),
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {SITEMAP}>\n{parts}\n</sitemapindex>\n',
    )
    for month in months:
        of_month = [one for one in newest if f"-{one.at:%m}" == month]
        yield sitemap_url(outlet, season, month), _urlset(outlet, of_month)
