"""Crawled words in a message mean themselves: signs that a service reads as markup become their wide twins.

None of the services documents an escape, so nothing is escaped: ＜ can't open a mention, ［ no link, wherever
the words land. What a client would make a link by itself (www.evil.example) is broken the same way.
"""

from __future__ import annotations

import re

from reports.plain import plain

_SCHEME = re.compile(r":(?=//)")
_DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d_])")  # a dot before a letter; 4.3% and 1,204.5 stay
_WIDE = 0xFEE0  # from ! … ~ to ！ … ～


def unlinked(text: str) -> str:
    """One printable line in which no client finds an address to link to."""
    return _DOMAIN.sub("．", _SCHEME.sub("：", plain(text)))


def _inert(text: str, signs: str) -> str:
    return unlinked(text).translate({ord(sign): chr(ord(sign) + _WIDE) for sign in signs})


def for_wecom(text: str) -> str:
    """For 企业微信 markdown: ``<@userid>``, ``<font>``, links, emphasis, code, quotes, headings."""
    return _inert(text, "<>[]()*_`#&@\\|~")


def for_dingtalk(text: str) -> str:
    """For 钉钉 markdown: the same, pictures, and ``@`` before a number."""
    return _inert(text, "<>[]()*_`#&@\\|~!")


def for_feishu(text: str) -> str:
    """For a text node of 飞书, which knows one tag, ``<at>``."""
    return _inert(text, "<>&@")
