"""One known article, put into a page and followed to a report over real HTTP.

    python -m benchmarks.seed_article ARTICLE.txt

ARTICLE.txt holds a headline, then paragraphs; its text is not ours and stays outside.
"""

from __future__ import annotations

import argparse
import html
import json
import tempfile
from pathlib import Path

from benchmarks.loopback import configure, serving
from benchmarks.real_pages import ROOT, cityecho, export

SHOWN = "2022-08-04 09:12"


def headline_and_paragraphs(article: Path) -> tuple[str, list[str]]:
    """The first line, and the others; empty ones are left out."""
    title, *paragraphs = [line for line in article.read_text("utf-8").splitlines() if line.strip()]
    return title, paragraphs


def main() -> None:
    """Print what the archive, the exports and the report know of the article."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", type=Path)
    title, paragraphs = headline_and_paragraphs(parser.parse_args().article)
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    page = (
        f"<html><head><meta charset=utf-8><title>{html.escape(title)}_本机新闻</title></head><body>"
        f"<nav><a href=/>首页</a> <a href=/a>要闻</a></nav><h1>{html.escape(title)}</h1>"
        f"<div class=info>{SHOWN} 来源：大象新闻</div><div class=content>{body}</div>"
        "<div class=footer>版权所有 本机新闻</div></body></html>"
    )
    web = {
        "/list.html": (
            "text/html; charset=utf-8",
            f"<ul class=list><li><a href=/n/1.html>{title}</a></ul>".encode(),
        ),
        "/n/1.html": ("text/html; charset=utf-8", page.encode()),
    }
    with tempfile.TemporaryDirectory() as name, serving(web) as place:
        folder = Path(name)
        configure(folder / "config", ROOT / "config" / "puyang", place, "/list.html")
        cityecho(folder, "crawl", "loopback")
        cityecho(folder, "analyze")
        (row,) = export(folder)
        row.pop("text")
        cityecho(folder, "export", "keywords", "--format", "jsonl", "--out", str(folder / "keywords.jsonl"))
        words = [json.loads(line) for line in (folder / "keywords.jsonl").read_text("utf-8").splitlines()]
        cityecho(
            folder,
            "report",
            "summit",
            "h2-2022",
            "--format",
            "json,html,pdf,docx,xlsx",
            "--out",
            str(folder / "out"),
        )
        report = json.loads((folder / "out" / "summit-h2-2022.json").read_text("utf-8"))
        print(json.dumps(row, ensure_ascii=False, indent=1))
        top = sorted(words, key=lambda word: -word["count"])[:15]
        print("keywords:", " ".join(f"{word['word']}×{word['count']}" for word in top))
        print(
            "figures:",
            {figure["id"]: figure["value"] for figure in report["figures"] if figure["value"] is not None},
        )


if __name__ == "__main__":
    main()
