"""A page that somebody found: from the pasted text to the errand that fetches it."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from cityecho.address import canonical, has_login, host
from cityecho.archive import Lead
from cityecho.article import ItemKind
from cityecho.errors import UsageError
from cityecho.watchlist import Source
from crawler.spiders.found import absolute
from crawler.walk import Errand

_ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、！？（）【】「」《》]+")
_WECHAT = "mp.weixin.qq.com"
_WECHAT_PARAMETERS = ("__biz", "mid", "idx", "sn")  # the rest names whoever copied the link, or their session
# What stands there is what people say: the rules for posts hold, whoever copied the link.
_OF_PEOPLE = (
    "weibo.com",
    "weibo.cn",
    "tieba.baidu.com",
    "zhihu.com",
    "douyin.com",
    "kuaishou.com",
    "xiaohongshu.com",
    "bilibili.com",
    "douban.com",
)


def address_in(pasted: str) -> str:
    """The first http(s) address in ``pasted``, without what is not the page's. UsageError: there is none."""
    found = _ADDRESS.search(pasted.replace("&amp;", "&"))
    if found and has_login(found[0]):
        raise UsageError("an address with a login (user:password@) is not fetched: give it without")
    url = absolute("", found[0]) if found else None
    if url is None:
        raise UsageError(f"no http or https address in: {pasted[:200]}")
    parts = urlsplit(url)
    if host(url) != _WECHAT or not parts.query:
        return url
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name in _WECHAT_PARAMETERS]
    return parts._replace(scheme="https", query=urlencode(kept)).geturl()


def has_address(url: str) -> bool:
    """Whether the name in ``url`` leads anywhere at this moment."""
    try:
        return bool(socket.getaddrinfo(host(url), None, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return False


def errand_for(url: str) -> Errand:
    """To fetch the one page at ``url``; those added before that still wait are left to a crawl."""
    there = host(url)
    is_of_people = any(there == one or there.endswith("." + one) for one in _OF_PEOPLE)
    source = replace(SOURCES["by-hand-post" if is_of_people else "by-hand"], start=(url,))
    lead = Lead(f"{source.id} {canonical(url)}", url, there, source.id, "article", 0)
    return Errand(command="add", sources={source.id: source}, leads=(lead,), takes_up=False)


def _by_hand(name: str, kind: ItemKind) -> Source:
    return Source(
        id=name,
        kind="listing",
        outlet="",
        start=(),
        allow="",
        links="",
        next="",
        item_kind=kind,
        every=None,
        at=(),
        minimum_per_day=0,
        max_pages=0,
        max_depth=0,
        max_seconds=0,
        render=False,
        query=(),
        query_charset="utf-8",
        fields={},
    )


SOURCES: Mapping[str, Source] = {
    "by-hand": _by_hand("by-hand", "news"),
    "by-hand-post": _by_hand("by-hand-post", "post"),
}
"""What pages that somebody found are stored under; no configuration names them."""
