"""Where things are on each kind of site."""

from __future__ import annotations

from hashlib import sha256

from tests.demoweb.days import Season
from tests.demoweb.values import Item, Outlet

_FORMS = {
    "modern": "{root}/{folder}/{at:%Y%m%d}/{number}.html",
    "table": "{root}/{folder}/ShowArticle.asp?id={number}",
    "trs": "{root}/{folder}/{at:%Y%m}/t{at:%Y%m%d}_{number}.html",
    "wechat": "{root}/s/{token}",
    "portal": "{root}/{folder}/a/{at:%Y%m%d}/{token}.html",
    "paper": "{root}/html/{at:%Y-%m}/{at:%d}/content_{number}.htm",
    "flow": "{root}/detail/{number}",
}
ARTICLES = {
    "modern": r"/\d{8}/\d+\.html$",
    "table": r"/ShowArticle\.asp\?id=\d+$",
    "trs": r"/t\d{8}_\d+\.html$",
    "wechat": r"/s/[0-9a-f]{14}$",
    "portal": r"/a/\d{8}/[0-9a-f]{14}\.html$",
    "paper": r"/content_\d+\.htm$",
    "flow": r"/detail/\d+$",
}


def article_url(item: Item, number: int, folder: str) -> str:
    """The address of an item; ``folder`` is the section it stands in."""
    token = sha256(f"{item.outlet.id}/{number}".encode()).hexdigest()[:14]
    form = _FORMS[item.outlet.layout]
    return form.format(root=item.outlet.root, folder=folder, at=item.published_at, number=number, token=token)


def list_url(outlet: Outlet, season: Season, page: int) -> str:
    """The ``page``-th list page of a season, from 1."""
    if outlet.layout == "table":
        return f"{outlet.root}/{season.year}/list.asp" + (f"?page={page}" if page > 1 else "")
    if outlet.layout == "trs":
        return f"{outlet.root}/xw/{season.year}/index" + (f"_{page - 1}" if page > 1 else "") + ".html"
    return f"{outlet.root}/{season.year}/" + (f"list_{page}.html" if page > 1 else "")


def feed_url(outlet: Outlet, season: Season) -> str:
    """The feed of a season."""
    return f"{outlet.root}/feed/{season.year}.xml"


def sitemap_url(outlet: Outlet, season: Season, part: str = "") -> str:
    """The sitemap of a season, or a part of it."""
    return f"{outlet.root}/sitemap-{season.year}{part}.xml"


def start_url(outlet: Outlet, season: Season) -> str:
    """Where a crawl of the outlet's season begins."""
    if outlet.way == "feed":
        return feed_url(outlet, season)
    if outlet.way.startswith("sitemap"):
        return sitemap_url(outlet, season)
    return list_url(outlet, season, 1)
