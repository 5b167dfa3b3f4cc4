"""List pages: headlines with their days, newest first, and the way to the next page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from string import Template

from tests.demoweb.addresses import list_url
from tests.demoweb.days import Season
from tests.demoweb.layouts import TEMPLATES, channels, footer
from tests.demoweb.values import Article, Outlet

ARTICLE_CSS = {
    "table": "td.item a",
    "trs": "ul.list a",
    "paper": "ul.issue a",
    "wechat": "ul.list a",
    "flow": "div.feed a.item",
}
NEXT_CSS = {"table": "a.nextpage", "trs": "a.next", "paper": "a.older", "wechat": "a.next", "flow": "a.next"}


@cache
def _template() -> Template:
    return Template((TEMPLATES / "list.html").read_text("utf-8"))


def _rows(outlet: Outlet, articles: Sequence[Article]) -> str:
    rows = []
    for article in articles:
        link = f'href="{escape(article.url)}"'
        title, day = escape(article.title), f"{article.at:%Y-%m-%d}"
        if outlet.layout == "table":
            rows.append(f'<tr><td class="item">·<a {link}>{title}</a></td><td width="90">{day}</td></tr>')
        elif outlet.layout == "flow":
            rows.append(f'<div class="row"><a class="item" {link}>{title}</a><span>{day}</span></div>')
        else:
            rows.append(f"<li><span>{day}</span><a {link}>{title}</a></li>")
    inner = "\n".join(rows)
    if outlet.layout == "table":
        return f'<table width="100%">{inner}</table>'
    if outlet.layout == "flow":
        return f'<div class="feed">{inner}</div>'
    return f'<ul class="{"issue" if outlet.layout == "paper" else "list"}">{inner}</ul>'


def _pager(outlet: Outlet, season: Season, page: int, pages: int) -> str:
    css = NEXT_CSS.get(outlet.layout, "a.next").partition(".")[2]
    word = "上一期" if outlet.layout == "paper" else "下一页"
    back = f'<a href="{list_url(outlet, season, page - 1)}">返回</a> ' if page > 1 else ""
    onward = (
        f'<a class="{css}" href="{list_url(outlet, season, page + 1)}">{word}</a>' if page < pages else ""
    )
    return f'<div class="pages">{back}<span>第{page}页/共{pages}页</span> {onward}</div>'


def list_pages(outlet: Outlet, season: Season, articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """The season's list pages as (address, HTML)."""
    newest = sorted(articles, key=lambda article: (article.at, article.number), reverse=True)
    size = outlet.per_page or len(newest)
    chunks = [newest[start : start + size] for start in range(0, len(newest), size)]
    charset = "gb2312" if outlet.charset == "gbk" else "utf-8"
    for page, chunk in enumerate(chunks, 1):
        html = _template().substitute(
            charset=charset,
            year=season.year,
            outlet=outlet.name,
            root=outlet.root,
            channels=channels(outlet),
            rows=_rows(outlet, chunk),
            pager=_pager(outlet, season, page, len(chunks)),
            footer=footer(outlet),
        )
        yield list_url(outlet, season, page), html
