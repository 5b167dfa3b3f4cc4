"""What a browser would show as one line, and which element holds it, however badly the tags are set."""

from __future__ import annotations

import random
import re
from html import unescape

import pytest

from crawler.extract.decode import visible
from crawler.extract.tree import Page, read, squeeze


def flattened(html: str) -> Page:
    return read(html.encode())


def shown(html: str) -> list[str]:
    return [line.text for line in flattened(html).lines]


def holders(page: Page) -> list[list[str]]:
    """The elements around each line, from the outermost on."""
    found = []
    for line in page.lines:
        around, box = list[str](), line.box
        while box >= 0:
            around.insert(0, page.boxes.tags[box])
            box = page.boxes.parents[box]
        found.append(around)
    return found


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("一<p>二<p>三</div>四", ["一", "二", "三四"]),
        ("<div>一<b>二</b>三<br/>四<hr>五</div>", ["一二三", "四", "五"]),
        ("<p>a &lt;b&gt; &amp;amp; &#20013;&nbsp;国</p>", ["a <b> &amp; 中 国"]),
        ("<p>3 < 5 且 a<b</p>", ["3 < 5 且 a"]),
        ("<!-- <p>没有</p> --><p>有</p><!-->也有-->", ["有", "也有-->"]),
        ("<p>有</p><!-- 没有结尾 <p>的注释</p>", ["有", "的注释"]),
        ("<![CDATA[没有]]><?php 没有 ?><!DOCTYPE html><p>有", ["有"]),
        ("<style>p{}</style><script>'<p>没有</p>'</script ><p>有</p>", ["有"]),
        ("<textarea><p>没有</textarea><title>题<b></title><p>有", ["有"]),
        ("<select><option>没有<option>没有</select>有<button>没有</div><p>没有</button>也有", ["有也有"]),
        ("<div><noscript>没有<p>没有</div>有", ["有"]),
        ("<svg><svg></svg><text>没有</text></svg>有", ["有"]),
        ("<ruby>濮<rt>pú</rt>阳<rt>yáng</rt></ruby>", ["濮阳"]),
        ("<P CLASS=x>大写</P><DIV>也行</DIV>", ["大写", "也行"]),
        ("<p title=\"a>b\">有</p><p a='<i>'>也有</p>", ["有", "也有"]),
        ("<p>一</p><p", ["一"]),
        ('<p>一</p><p class="', ["一"]),
        ("一\u3000\u3000二。\u3000\u3000三", ["一 二。", "三"]),
        ("<pre>一\n二</pre>", ["一", "二"]),
        ('<p>有</p><script src="', ["有"]),
        ("<p>前</p><svg>" + '<path d="M0"/>' * 300 + "</svg><p>后", ["前", "后"]),
        ("<p>前</p><select>" + "<option>没有" * 300 + "</select><p>后", ["前", "后"]),
        ("<div><noscript><div><a>没有</a></div></noscript>有</div>", ["有"]),
        ("<p>有</p>&#" + "1" * 5_000 + ";", ["有", "\ufffd"]),
        ("<script>a</scripty>b</script>有", ["有"]),
        ("一</p>二<h2>三</h1>四", ["一", "二", "三", "四"]),
        ("于<st1:chsdate>7月15日</st1:chsdate>召开", ["于7月15日召开"]),
        ("", []),
        ("没有标签", ["没有标签"]),
    ],
)
def test_lines(html: str, lines: list[str]) -> None:
    assert shown(html) == lines


def test_elements_end_where_a_browser_ends_them() -> None:
    page = flattened(
        "<body><ul><li>一<li><p>二<li><div>三</div></ul><table><tr><td>四<td>五<tr><td><p>六</table>"
        "<dl><dt>七<dd>八<dt>九</dl><div><span>十</div>末"
    )
    assert [around[2:] for around in holders(page)] == [
        ["ul", "li"],
        ["ul", "li", "p"],
        ["ul", "li", "div"],
        ["table", "tr", "td"],
        ["table", "tr", "td"],
        ["table", "tr", "td", "p"],
        ["dl", "dt"],
        ["dl", "dd"],
        ["dl", "dt"],
        ["div"],
        [],
    ]


def test_a_stray_end_tag_closes_nothing_that_stands_higher() -> None:
    page = flattened("<body><table><tr><td><div>一</div></p></li>二</div>三</td></tr></table>四")
    assert [around[2:] for around in holders(page)] == [
        ["table", "tr", "td", "div"],
        ["table", "tr", "td"],
        [],
    ]


def test_what_is_linked_is_counted_and_a_link_ends_at_its_end() -> None:
    page = flattened(
        "<p>看<a href='/1'>濮阳&amp;氢能</a>峰会</p><div><a href='/2'>头<div>条</a>不是</div></div><p>文"
    )
    assert [(line.text, line.linked, line.is_link) for line in page.lines] == [
        ("看濮阳&氢能峰会", 5, 1),
        ("头", 1, 1),
        ("条不是", 1, 0),
        ("文", 0, 0),
    ]
    assert page.links == [(0, "/1"), (1, "/2")]


def test_a_link_inside_a_link_ends_the_first() -> None:
    page = flattened("<a href='/1?a=1&amp;b=2' href=/9>一<a href=/2>二</a>三")
    assert [address for _, address in page.links] == ["/1?a=1&b=2", "/2"]
    assert [(line.text, line.linked) for line in page.lines] == [("一二三", 2)]


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "color:red; DISPLAY : None",
        "text-indent:-9999px",
        "left:-5000px",
        "font-size:0",
        "font-size:0px;",
    ],
)
def test_what_a_style_hides(style: str) -> None:
    seen = "<div style='font-size:0.9em;left:-12px'>看得见</div>"
    page = flattened(f"<div style='{style}'><p>看不见</div>{seen}")
    assert [(line.text, page.boxes.hidden[line.box] == 1) for line in page.lines] == [
        ("看不见", True),
        ("看得见", False),
    ]


def test_marks_and_head() -> None:
    page = flattened(
        "<html><head><title>题&middot;目</title><meta NAME='Author' content='张三&amp;李四'>"
        "<meta property=og:title content=好><script type='application/ld+json'>{}</script>"
        "<script>a</script></head>"
        "<body><div Class='Main Text' id=C>文<time datetime='2022-07-15'>今天</time></div>"
    )
    assert (page.title, page.meta) == ("题·目", {"author": "张三&李四", "og:title": "好"})
    assert (page.linked_data, page.scripts, page.times) == (["{}"], [b"a"], [(0, "2022-07-15")])
    assert page.boxes.marks[page.lines[0].box].split() == ["main", "text", "c"]


@pytest.mark.parametrize(
    "opened", ["<!--x>", "<div>", "<span>", "<p><table><td>", "<a><div>", "<li><p>", "<b><i>"]
)
def test_what_stays_open_costs_no_more_than_what_is_closed(opened: str) -> None:
    page = flattened(opened * 20_000 + "文" + "</p></span></x></td>" * 5_000)
    assert page.lines[0].text == "文" if opened.count("<") == 1 else len(page.lines) <= 1


SIGNS = [*"濮阳a7，。、”…）；.,!:𠮷é\ue000"]
WHITE = [
    *" \n\t\u3000",
    "\u3000\u3000",
    "&nbsp;",
    *"\xa0\u2002\u2028\x85\u200b\u202e\u2060\ufeff\xad\x0b\x0c\x7f\u200d",
]


@pytest.mark.parametrize("seed", range(20))
def test_lines_are_squeezed_and_their_marks_counted_as_python_does(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 (a test)
    for _ in range(100):
        raw = "".join(rng.choices(SIGNS + WHITE[: rng.randrange(1, len(WHITE))], k=rng.randrange(1, 30)))
        lines = flattened(f"<p>{raw}</p>").lines
        parts = re.split(r"(?<=[。！？”…）])\s*\u3000\u3000", unescape(visible(raw)))
        assert lines.texts == list(filter(None, map(squeeze, parts)))
        for line in lines:
            ascii_marks = re.findall(r"[,.!?;:](?=\s|$)", line.text)
            assert line.marks == len(re.findall("[，。！？；：、“”…]", line.text)) + len(ascii_marks)
            ascii_stops = [mark for mark in ascii_marks if mark in ".!?"]
            assert line.stops == len(re.findall("[。！？…；]", line.text)) + len(ascii_stops)


def test_what_nobody_sees_makes_no_line_and_is_no_part_of_a_link() -> None:
    page = flattened("<p>\u200b\x0b\ufeff<span id=a>\xad</span></p><p>看<a href=/1>氢\u2060能</a>")
    assert [(line.text, line.linked, page.boxes.tags[line.box]) for line in page.lines] == [
        ("看氢能", 2, "p")
    ]


def test_lines_and_boxes_are_rows_of_their_columns() -> None:
    page = flattened("<p>一</p><ul style=display:none><li>二。&amp;")
    assert list(page.lines) == [page.lines[0], page.lines[1]]
    assert page.lines[1] == ("二。&", 0, 3, 0, 1, 1)
    assert [box.hidden for box in page.boxes] == list(page.boxes.hidden) == [0, 0, 1, 1]


def test_an_attribute_is_known_by_its_whole_name() -> None:
    page = flattened("<p crass=no claSs=yes idx=no><a hrew=/no HREF=/yes href=/no hidde>一</a>")
    assert page.boxes.marks[1].strip() == "yes"
    assert page.links == [(0, "/yes")]


def test_boxes_without_a_line_are_left_out() -> None:
    page = flattened("<body><div class=a><p></p></div><div class=b><i></i><p>有</div><ul><li> </ul>")
    assert [(box.tag, box.mark.strip(), box.parent) for box in page.boxes] == [
        ("html", "", -1),
        ("body", "", 0),
        ("div", "b", 1),
        ("p", "", 2),
    ]
