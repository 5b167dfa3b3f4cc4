"""Page layouts: an article and what stands around it become HTML (``templates/*.html``).

``modern`` is a site of today with Open Graph and JSON-LD; ``table`` one of the early years, tables in
tables, date and 来源 glued; ``trs`` a government portal with its meta names; ``wechat`` an account's post
whose time stands in a script only; ``portal`` has lists on all sides; ``paper`` shows the day and no minute;
``flow`` is a news app's page with its time in UTC and a short date without a year.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from tests.demoweb.values import Article, Furniture, Link, Outlet

TEMPLATES = Path(__file__).parent / "templates"
NOTE = "演示网页：媒体、人物、企业与事件均为虚构"
CHANNELS = ("首页", "时政", "经济", "社会", "濮阳", "文化", "视频", "专题")
WEEK = "一二三四五六日"
PARAGRAPH = {
    "table": ("　　", "<br><br>"),
    "trs": ('<p style="text-indent:2em;font-family:宋体">', "</p>"),
    "wechat": ('<p style="line-height:1.75em"><span style="font-size:16px">', "</span></p>"),
    "portal": ("<p>　　", "</p>"),
    "flow": ('<div class="para">', "</div>"),
}
ORIGIN = {
    "modern": '<span class="source">来源：<a href="${root}/">${name}</a></span>',
    "table": "　来源：${name}",
    "trs": "<span>信息来源：${name}</span>",
    "wechat": "<p><span>来源：${name}</span></p>",
    "portal": '来源：<a href="${root}/" target="_blank">${name}</a>',
    "flow": '<span class="from">来源:${name}</span>',
    "paper": "",
}


def shows_origin(article: Article) -> bool:
    """Whether the page names an origin: a paper never does, an account only for what it copied."""
    layout = article.item.outlet.layout
    return bool(article.item.origin and ORIGIN[layout]) and (
        layout != "wechat" or article.item.edit != "none"
    )


def channels(outlet: Outlet) -> str:
    """The site's navigation; one of its channels is called 濮阳 on every page."""
    return "".join(f'<a href="{outlet.root}/c{n}/">{name}</a>' for n, name in enumerate(CHANNELS))


def footer(outlet: Outlet) -> str:
    """Rights, licence and the note that all of it is invented."""
    return f"版权所有 {outlet.name} 未经授权不得转载 ICP备0000{len(outlet.domain):02}号 {NOTE}"


def page(article: Article, furniture: Furniture) -> str:
    """The article's page in its outlet's layout."""
    values = _surroundings(article.item.outlet, furniture) | _times(article) | _texts(article)
    return _template(article.item.outlet.layout).substitute(values)


@cache
def _template(layout: str) -> Template:
    return Template((TEMPLATES / f"{layout}.html").read_text("utf-8"))


def _items(links: Iterable[Link], form: str) -> str:
    return "".join(form.format(url=escape(link.url), title=escape(link.title)) for link in links)


def _surroundings(outlet: Outlet, furniture: Furniture) -> dict[str, str]:
    row = '<li><a href="{url}">{title}</a></li>'
    card = '<div class="card"><a href="{url}"><div class="t">{title}</div></a></div>'
    declared = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    return {
        "outlet": outlet.name,
        "short_name": outlet.name[:2],
        "root": outlet.root,
        "channels": channels(outlet),
        "footer": footer(outlet),
        "note": NOTE,
        "related": _items(furniture.related, row),
        "related_few": _items(furniture.related[:3], row),
        "related_plain": _items(furniture.related, '·<a href="{url}">{title}</a><br>'),
        "popular": _items(furniture.popular, row),
        "cards": _items(furniture.popular, card),
        "declared": "" if outlet.header.endswith("=gbk") else declared,
    }


def _times(article: Article) -> dict[str, str]:
    at = article.at
    return {
        "stamp": at.isoformat(),
        "minute": f"{at:%Y-%m-%d %H:%M}",
        "loose_minute": f"{at.year}-{at.month}-{at.day} {at:%H:%M}",
        "han_minute": f"{at.year}年{at:%m}月{at:%d}日{at:%H:%M}",
        "han_day": f"{at.year}年{at:%m}月{at:%d}日",
        "short_time": f"{at:%m-%d %H:%M}",
        "weekday": WEEK[at.weekday()],
        "year": str(at.year),
        "unix": str(int(at.timestamp())),
        "clicks": str(article.number % 977),
        "sheet": f"{article.number % 8 + 1:02}",
        "json_ld": _linked_data(article),
    }


def _texts(article: Article) -> dict[str, str]:
    item, outlet = article.item, article.item.outlet
    origin = Template(ORIGIN[outlet.layout]) if shows_origin(article) else Template("")
    opening, closing = PARAGRAPH.get(outlet.layout, ("<p>", "</p>"))
    body = (f"{opening}{escape(''.join(one), quote=False)}{closing}" for one in item.prose.paragraphs)
    return {
        "title": escape(article.title),
        "url": escape(article.url),
        "body": "\n".join(body),
        "summary": escape(item.prose.sentences[0][:60]),
        "origin": origin.substitute(root=outlet.root, name=escape(item.origin)),
        "author": f'<span class="author">记者 {item.reporter}</span>' if item.reporter else "",
        "editor": item.editor,
    }


def _linked_data(article: Article) -> str:
    """JSON-LD; the app's pages give their time in UTC."""
    at = article.at.astimezone(UTC) if article.item.outlet.layout == "flow" else article.at
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": at.isoformat().replace("+00:00", "Z"),
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
