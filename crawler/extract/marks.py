"""Class and id -> role: what the makers of a page call the article, and what they call the rest."""

from __future__ import annotations

import re
from functools import lru_cache

# Alternatives that all begin with a letter: ``re`` skips to where one may begin, so that \b comes behind.
_ASIDE = re.compile(
    r"comment|reply|related|relate_|recommend|relevan|foot|copyright|side-?bar|right-?bar|nav(?:\b|bar|_|-)|breadcrumb|menu|share|"
    r"hot(?<!\whot)|hot(?:news|list)|rank|disclaim|statement|declare|toolbar|login|popup|pop-|dialog|modal|subscribe|qrcode|"
    r"advert|ad(?<!\wad)s?[-_]|banner|tuijian|xiangguan|pinglun|author[-_]?(?:info|box|card|meta|bio|posts|other|list)|article-author|"
    r"about[-_]?author|profile|more-?news|aside|read-?more"
)
_ARTICLE = re.compile(
    r"article-?_?(?:content|body|text|con\b)|articlebody|artibody|trs_editor|js_content|rich_media_content|ucapcontent|"
    r"main-?_?(?:content|text)|news-?_?(?:content|text|body|con\b)|post-?_?(?:content|body|text)|text-?_?content|"
    r"entry-content|content-?_?(?:text|article|main|detail)|detail-?_?(?:content|text|con\b)|zoom\b(?<!\wzoom)|endtext|cont?_?txt|"
    r"rm_txt|xl_content|con_text|view_content|v_news_content|postmessage_"
)


@lru_cache(maxsize=4096)  # a site has few names, and every page of it has them all
def role_of(mark: str) -> str:
    """ "article", "aside" or "": what ``mark`` (class, id and itemprop, lower case) promises."""
    if _ARTICLE.search(mark):
        return "article"
    return "aside" if _ASIDE.search(mark) else ""
