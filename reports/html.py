"""One self-contained page: live ECharts on the screen, the same charts as SVG on paper, nothing fetched."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports import cloud, look
from reports.draw import library
from reports.drawn import Drawn
from reports.figures import beside_said, coverage_said, headlines, value_said
from reports.fonts import subset
from reports.printed import NUMBERS, moment_said, numeral, printed, title_lines
from reports.terms import REPORTS

MOST_ROWS = 200  # of one table; more would make the page slow to open, and the xlsx has them all
LARGEST = 1_600_000  # bytes: what mail and chat still take
_FEWER_ROWS = (MOST_ROWS, 100, 50, 20)  # tried in turn until the page is no larger

_TEMPLATES = Path(__file__).parent / "templates"

# What could end the script element, start a comment or break a line inside it, as JSON may write it instead.
_RISKY = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def render(drawn: Drawn) -> bytes:
    """The page in UTF-8. Equal data give equal bytes.

    The font subset is taken from the finished page, so the page is filled in twice: once to see which
    characters it shows, once with the font that shows them. Of a page that would be too large, tables are cut
    shorter: they bring most of the bytes, and most of the characters that the font has to have.
    """
    data = drawn.data
    page = _templates().get_template("report.html.j2")
    context: dict[str, Any] = {
        "data": data,
        "kind": REPORTS.get(data.report, ""),
        "coverage": coverage_said(data),
        "title_lines": title_lines(data),
        "headlines": headlines(data),
        "charts": drawn.charts,
        "stills": {name: _still(svg) for name, svg in drawn.svgs.items()},
        "options": json_in_html({name: chart.option for name, chart in drawn.charts.items()}),
        "cloud": _data_address("image/png", drawn.cloud) if drawn.cloud else "",
        "cloud_size": (cloud.WIDTH, cloud.HEIGHT),
        "numbers": NUMBERS,
        "look": look,
        "script": Markup(_script()),  # noqa: S704 (ours)
    }
    outside = {"library": Markup(library()), "policy": _policy()}  # noqa: S704 (vendored)
    for most in _FEWER_ROWS:
        context["tables"] = {table.id: printed(table, most) for table in data.tables}
        draft = page.render(context, font="", **outside)
        font = _data_address("font/woff2", subset(draft))
        if len(draft.encode()) + len(font) <= LARGEST:
            break
    return page.render(context, font=font, **outside).encode()


def json_in_html(value: object) -> Markup:
    """JSON that can stand inside a script element whatever words it carries."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_RISKY))  # noqa: S704 (every sign that means something to HTML is escaped)


def _still(svg: str) -> Markup:
    """A drawing in the page's own type, which need not be named for each of its words."""
    return Markup(svg.replace(f"font-family:{look.FONT_STACK};", ""))  # noqa: S704 (drawn by us)


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["numeral"] = numeral
    found.filters["moment_said"] = moment_said
    found.filters["value_said"] = value_said
    found.filters["beside_said"] = beside_said
    return found


@cache
def _script() -> str:
    return (_TEMPLATES / "page.js").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """What the page may do: run our two scripts, show what it carries itself, ask nobody for anything."""
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (library(), _script())
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _data_address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
