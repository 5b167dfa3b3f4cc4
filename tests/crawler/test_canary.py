"""A canary in the posts: no byte of an ordinary author, a phone or an identity number stays anywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import quote

from cityecho.archive import Archive
from cityecho.archive.warc import read
from tests.crawler.loopback import Answer, Site, configure, serving, source

NAME, NUMBER, FRIEND = "山里的茶客金丝雀", "7700112233", "水边的朋友金丝雀"
PHONE, IDENTITY, EMAIL = "13812345678", "110105194912310021", "canary.bird@qq.com"
GOOD_IDENTITY = "11010519491231002X"
CODED = quote(NAME)
CANARIES = (NAME, CODED, NUMBER, FRIEND, PHONE, GOOD_IDENTITY, EMAIL, "canary.bird")
# One that can be fetched without its author, one whose author is known once it is read, one that is not read.
SIGNED = (
    f"/t/5.html?author={CODED}&amp;uid={NUMBER}",
    f"/blog/{CODED}/6.html",
    f"/u/{NUMBER}/7.html?author={CODED}",
)
FIELDS = {
    "url": "https://weibo.example/{user.id}/{id}",
    "text": "text",
    "published_at": "created_at",
    "author": "user.screen_name",
    "author_id": "user.id",
}
TEXT = (
    f"云岭的茶园真好，{NAME}在这里等你，电话{PHONE}，也可以138-1234-5678，邮箱{EMAIL}，"
    f"证{GOOD_IDENTITY} //@{FRIEND}:同意 RT@{FRIEND} 转@云岭日报 的消息"
)


def posts() -> list[dict[str, object]]:
    said = [(NUMBER, NAME, TEXT), (NUMBER, NAME, "我又来了"), ("880011", "另一位", "茶很香")]
    said.append(("990011", "云岭日报", f"春茶节开幕，热线{PHONE}"))
    return [
        {
            "id": str(5000 + n),
            "created_at": 1657933920 + n,
            "text": text,
            "user": {"id": who, "screen_name": name},
        }
        for n, (who, name, text) in enumerate(said)
    ]


def forum() -> str:
    return f"""<html><head><title>{NAME}的帖子：云岭哪里买茶_云岭论坛</title></head><body>
<h1>云岭哪里买茶</h1><div class="info">2022-07-16 09:12 作者：{NAME}</div><div class="content">
<p>上周去了云岭的茶园，山上的空气很好，村民也很热情，想再买一些茶叶送人。</p>
<p>有认识茶农的朋友请打我的手机{PHONE}，或者写信到{EMAIL}，{NAME}谢谢大家了。</p>
<p>另外想问一下周末还有没有去茶园的班车，从城里过去要多久才能到达山上。</p></div></body></html>"""


def fill(site: Site, folder: Path) -> None:
    kind = {"Content-Type": "application/json"}
    site.pages["/api"] = Answer(json.dumps({"list": posts()}, ensure_ascii=False).encode(), headers=kind)
    site.pages["/broken"] = Answer(f'{{"list": [{{"user": "{NAME}" oops'.encode(), headers=kind)
    site.page(
        "/forum/",
        "<html><body><ul>"
        + "".join(f'<li><a href="{one}">云岭哪里买茶求推荐</a>{NAME}</li>' for one in SIGNED)
        + "</ul></body></html>",
    )
    site.page("/t/5.html", forum())
    site.page(f"/blog/{CODED}/6.html", forum().replace("上周", "上个月"))
    fields = "[fields]\n" + "".join(f"{name} = {json.dumps(path)}\n" for name, path in FIELDS.items())
    rows = "url,text,published_at,author,author_id\n"
    rows += f'https://weibo.example/{NUMBER}/9001,"{TEXT}",2022-07-16 10:00,{NAME},{NUMBER}\n'
    rows += f"javascript:{NAME},坏的一行{PHONE},2022-07-16 10:00,{NAME},{NUMBER}\n"
    (folder / "brought.csv").write_text(rows, "utf-8")
    configure(
        folder,
        site.address,
        weibo=source("api", site.url("/api"), items="list", item_kind="post") + fields,
        broken=source("api", site.url("/broken"), items="list", item_kind="post") + fields,
        forum=source("listing", site.url("/forum/"), item_kind="post", links="li a"),
        brought='kind = "import"\nitem_kind = "post"\n',
    )


def run(folder: Path, *command: str, codes: tuple[int, ...] = (0,)) -> str:
    """What the command said, on both streams."""
    where = ["--config", str(folder / "config"), "--archive", f"sqlite:///{folder}/data/archive.db"]
    done = subprocess.run(
        [sys.executable, "-c", "from cityecho.cli import main; main()", *where, *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in codes, done.stderr
    return done.stdout + done.stderr


def everything(folder: Path) -> bytes:
    """Every byte below the folder, captures decoded too."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    content = b"".join(str(path).encode() + path.read_bytes() for path in files)
    for path in files:
        if path.name.endswith(".warc.gz"):
            content += b"".join(f"{one.url} {one.headers}".encode() + one.body for one in read(path))
    return content


def test_no_byte_of_a_canary_stays(tmp_path: Path) -> None:
    with serving() as site:
        fill(site, tmp_path)
        said = run(tmp_path, "crawl", codes=(3,))
        said += run(tmp_path, "import", str(tmp_path / "brought.csv"), "--source", "brought", codes=(0, 3))
    assert "1 of its addresses left aside" in said
    said += run(tmp_path, "quarantine", "list")
    exported = tmp_path / "data" / "articles.jsonl"
    said += run(tmp_path, "export", "articles", "--format", "jsonl", "--out", str(exported), "--with-text")
    content = everything(tmp_path / "data") + said.encode()
    assert "茶园真好".encode() in content
    assert "[电话]".encode() in content
    for canary in CANARIES:
        for charset in ("utf-8", "gb18030", "utf-16-le"):
            assert canary.encode(charset) not in content, canary
        assert json.dumps(canary)[1:-1].encode() not in content
    check_what_stays(tmp_path, exported)


def check_what_stays(folder: Path, exported: Path) -> None:
    with Archive(f"sqlite:///{folder}/data/archive.db") as archive, archive.read() as tx:
        stored = {one.url: one for one in tx.articles.between()}
        counts = tx.authors.counts(one.id for one in stored.values())
        assert not tx.authors.enough(one.id for one in stored.values())
        assert len(tx.quarantine.documents()) == 2  # the broken answer and the broken row, without bytes
    assert {one.kind for one in stored.values()} == {"post"}
    assert {"t/5.html", "blog/-/6.html"} < {url.split("/", 3)[3] for url in stored}
    first = stored["https://weibo.example/-/5000"]
    assert first.text.startswith("云岭的茶园真好，某网友在这里等你，电话[电话]，也可以[电话]，邮箱[邮箱]")
    assert first.text.endswith("//@某网友:同意 RT@某网友 转@云岭日报 的消息")
    assert first.authors == ()
    named = stored["https://weibo.example/990011/5003"]
    assert (named.authors, named.text) == (("云岭日报",), "春茶节开幕，热线[电话]")
    # Two authors of the service's posts, one of them again in the import on the same day; one of the forum.
    assert counts == {date(2022, 7, 16): 3}
    rows = [json.loads(line) for line in exported.read_text("utf-8").splitlines()]
    assert [row["outlet"] for row in rows] == ["云岭日报"]
    assert (folder / "data" / "captures" / "author-key").is_file()  # for the rest of the day
