"""A configuration of an invented city, whole and legal, that each test bends in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "brand.toml": """\
[city]
name = "云岭"
brand = "来云岭"
province = "云江"
names = ["云岭", "云岭市"]
places = ["云岭县"]
false_friends = ["云岭路"]

[[peer]]
name = "河口"
names = ["河口", "河口市"]

[[message]]
id = "speed"
text = "云岭速度"
variants = [
    "云岭速度",  # a comment with ] and "
    '三天"办成"',
]
kind = "slogan"

[[industry]]
id = "tea"
name = "茶业"
words = ["茶业", "茶园"]
""",
    "summits.toml": """\
[[summit]]
id = "tea-2022"
name = "2022云岭茶业大会"
start = 2022-05-10
end = 2022-05-12

[[summit]]
id = "tea-2023"
name = "2023云岭茶业大会"
start = 2023-05-11
previous = "tea-2022"
""",
    "outlets.csv": """\
domain,name,aliases,tier,kind,region,ownership,city_owned,since,source
yunling.example,云岭网,云岭新闻网|云岭发布,city,website,云江/云岭,state-party,true,,own
daily.example,全国日报,,central,newspaper,全国,,false,2001-01-01,own
""",
    "sources/yunling.toml": """\
kind = "listing"
outlet = "www.yunling.example"
start = ["https://www.yunling.example/list/{yyyy}-{mm}/{dd}.html"]
""",
    "crawl.toml": """\
user_agent = "TestEcho/1.0 (+https://yunling.example/bot)"
delay = 2
""",
    "lexicon/positive.txt": "# positive: added to the general list\n茶香四溢\n",
}


@pytest.fixture
def configuration(tmp_path: Path) -> Callable[..., Path]:
    """Writes the whole configuration, with some files' text replaced; None leaves a file out."""

    def write(replaced: dict[str, str | bytes | None] | None = None) -> Path:
        for name, text in {**FILES, **(replaced or {})}.items():
            if text is not None:
                path = tmp_path / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


@pytest.fixture
def bent(configuration: Callable[..., Path]) -> Callable[[str, str, str], Path]:
    """Writes the configuration with one piece of text of one file replaced by another."""

    def write(name: str, old: str, new: str) -> Path:
        assert FILES[name].count(old) == 1, f"{old!r} must stand once in {name}"
        return configuration({name: FILES[name].replace(old, new)})

    return write
