"""Page -> who wrote it and who edited it, from the byline, the first sentence and the last lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from crawler.extract.names import is_person, people, signatures
from crawler.extract.tree import Page

_AUTHOR_LABEL = re.compile(
    r"(?:^|[\s(（\[【|·])(?:作者|撰文|撰稿|采写|文字|主笔|文)\s*[:：︱|丨/／]\s*(?P<names>[^，。；;:：()（）\[\]【】]{1,60})"
)
# What both patterns of a label ask for: looked for first, since it begins with literals.
_LABELLED = re.compile(
    r"[作撰采文主记](?:(?<=作)者|(?<=撰)[文稿]|(?<=采)写|(?<=文)字?|(?<=主)笔|(?<=记)者)\s*[:：︱|丨/／]"
)
# Inline elements leave no blank: 来源：某某网作者：某人. Behind a source or a date the label needs none.
_GLUED_LABEL = re.compile(
    r"(?:来源\s*[:：]|\d)[^，。；;！？]{0,40}?(?<!摄影)(?<!摄像)(?<!图片)(?:作者|撰文|撰稿|采写|记者)\s*[:：]\s*"
    r"(?P<names>[^，。；;:：()（）\[\]【】]{1,60})"
)
_NAMES_STOP = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]|发布|发表|时间|日期|字号|字体|浏览|阅读|点击|"
    r"(?<=[\u4e00-\u9fff]{2})(?:记者|通讯员)\s*$"
)
_SOURCE_PERSON = re.compile(r"^来源\s*[:：]\s*([\u4e00-\u9fff]{2,4})$")  # some portals file the author there
_WIRE = re.compile(r"[电電讯]\s*$")
_AND_OUTLET = re.compile(
    r"^(?P<names>[\u4e00-\u9fff、 ]{2,20})\s?[/／]\s?[《\u4e00-\u9fff]{2,12}[报社网刊台》]$"
)
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{2,60})[)）]")
_REPORTER = re.compile(r"(?:记者|通讯员|作者|記者|评论员|特派员)\s*[:：]?\s*(?P<names>[^，。；;:：系]{2,50})")
_WHOLE_LINE = re.compile(
    r"^[\s□■◎●▲·]*(?:(?:整合|采写|撰文|文|来源)\s*[:：]?\s*)?(?:[\w·•—\-（(）)]{0,16}?)(?:见习|实习|首席|特约|全媒体)?"
    r"(?:记者|通讯员|实习生|評論員|评论员|記者)\s*[:：]?\s*"
    r"(?P<names>[^，。；;:：()（）]{2,40})(?:[(（].{0,20}[)）])?$"
)
_REPORTING = re.compile(
    "记者|通讯员|实习生|評論員|评论员|記者"
)  # without which none of the two below matches
_ENGLISH_BYLINE = re.compile(
    r"^By:?\s+(?P<names>[A-Z][\w.'’-]+(?:(?: |, | and |, and )[A-Z][\w.'’-]+){1,7})"
    r"(?=\s*(?:$|[|(–—]| in | for ))"
)
_ENGLISH_AND = re.compile(r",? and |, ")
_NO_ENGLISH_NAME = re.compile(
    r"\b(?:Agenc|Bureau|Correspondent|Daily|Desk|Editor|Herald|News|Post|Report|Staff|Times|Writer)",
    re.IGNORECASE,
)
_NEXT_ROLE = re.compile(r"\s+(?=[\u4e00-\u9fff]{0,4}(?:记者|通讯员|实习生|記者)\s*[:：]?\s*[\u4e00-\u9fff])")
_ROLES = re.compile(
    r"(?:责任编辑|责编|值班编辑|实习编辑|编辑|校对|审核|审校|初审|复审|终审|主编|监制|编审|审读|选稿|作者|来源|摄影|视觉|统筹|"
    r"记者(?=\s*[:：]))"
)
_EDITORIAL = re.compile(r"编辑|责编|校对|审核|来源|视觉|统筹")
_BETWEEN_NAMES = re.compile(r"[、，,\s]+")
_NOT_EDITORS = frozenset({"作者", "来源", "摄影", "视觉", "统筹", "记者"})
_NAMES_END = re.compile(r"[，。；;:：()（）\[\]【】︱|丨]")
_LONGEST_TAIL = 90  # characters of a line that names editors
_PICTURE = re.compile(r"摄(?:影)?\s*[)）]?$|供图|图源|^图|[/／]图$")
_LABEL_WINDOW = 14  # lines below the headline
_LEAD_WINDOW = 6  # lines: an editor's note may stand above the reporters' line


@dataclass(frozen=True, slots=True)
class Bylines:
    """Persons only, in the page's order."""

    authors: tuple[str, ...]
    editors: tuple[str, ...]


def find(page: Page, headline: int | None, body: tuple[int, int], named: tuple[str, ...] = ()) -> Bylines:
    """Authors and editors of ``page``; ``named`` are authors given in its JSON-LD."""
    start, end = body
    first = headline if headline is not None else max(0, start - 8)
    above = _texts(page, range(first, min(max(start, first + 3), first + _LABEL_WINDOW)))
    lead = _texts(page, range(start, min(start + _LEAD_WINDOW, end)))
    tail = _texts(page, range(max(start, end - 4), end + 4))
    editors = tuple(dict.fromkeys(name for text in (*above, *tail) for name in _editors(text)))
    given = tuple(name for name in (*named, page.meta.get("author", "")) if is_person(name))
    readings = (
        (_by_label, above),
        (_in_lead, lead),
        (_by_line, tail),
        (_by_label, tail),
        (_in_last_brackets, tail),
        (_by_line, above),
    )
    said: tuple[str, ...] = ()
    for names in chain((read(texts) for read, texts in readings), (given,)):
        # Somebody with a surname is a likelier author than the pen name of the account that posted the page.
        if any(map(is_person, names)):
            return Bylines(names, editors)
        said = said or names
    return Bylines(said, editors)


def _texts(page: Page, indexes: Iterable[int]) -> list[str]:
    texts, homes, hidden = page.lines.texts, page.lines.boxes, page.boxes.hidden
    return [texts[i] for i in indexes if i < len(texts) and not hidden[homes[i]]]


def _by_label(texts: list[str]) -> tuple[str, ...]:
    """作者：张三 李四, 文/王五, 本报记者 赵六 in a short line."""
    for text in texts:
        if len(text) > 120 or _PICTURE.search(text):
            continue
        found = _LABELLED.search(text) and (_AUTHOR_LABEL.search(text) or _GLUED_LABEL.search(text))
        if found and (names := signatures(_NAMES_STOP.split(_ROLES.split(found["names"])[0])[0])):
            return names
        if (person := _SOURCE_PERSON.match(text)) and is_person(person[1]):
            return (person[1],)
        if (pair := _AND_OUTLET.match(text)) and (names := people(pair["names"])):
            return names
        if (names := _in_english(text)) or (len(text) <= 60 and (names := _whole_line(text))):
            return names
    return ()


def _in_english(text: str) -> tuple[str, ...]:
    """By Lin Wanqiu and Bai Chen, with what follows a bar left out."""
    found = _ENGLISH_BYLINE.match(text)
    names = _ENGLISH_AND.split(found["names"]) if found else ()
    return tuple(name for name in names if " " in name and not _NO_ENGLISH_NAME.search(name))


def _in_lead(texts: list[str]) -> tuple[str, ...]:
    """新华社北京5月9日电（记者张三、李四）, or a line of its own above the first sentence."""
    for text in texts[: _LEAD_WINDOW // 2]:
        for brackets in _IN_BRACKETS.finditer(text[:160]):
            if names := _reporters(brackets[1]):
                return names
            if _WIRE.search(text[: brackets.start()]) and (names := people(brackets[1])):
                return names
    return _by_line(texts)


def _by_line(texts: list[str]) -> tuple[str, ...]:
    """本报记者 张三, alone in its line; further such lines below it (通讯员 李四) count as well."""
    names: list[str] = []
    for text in texts:
        found = _whole_line(text) if len(text) <= 50 and not _PICTURE.search(text) else ()
        if names and not found:
            break
        names.extend(found)
    return tuple(dict.fromkeys(names))


def _whole_line(text: str) -> tuple[str, ...]:
    """Every name of 本报记者 张三 通讯员 李四; none when the line, or any part of it, is something else."""
    if not _REPORTING.search(text):
        return ()
    parts = [_WHOLE_LINE.match(part) for part in _NEXT_ROLE.split(text)]
    lines = [part for part in parts if part] if all(parts) else [_WHOLE_LINE.match(text)]
    found = [people(line["names"]) if line else () for line in lines]
    return tuple(name for names in found for name in names) if all(found) else ()


def _in_last_brackets(texts: list[str]) -> tuple[str, ...]:
    """（本报记者 张三） or （张三 李四） at the end of the last paragraph."""
    for text in texts:
        ending = text[-_LONGEST_TAIL:]
        last = next(iter(reversed(list(_IN_BRACKETS.finditer(ending)))), None)
        if last is None or _PICTURE.search(last[1]) or _EDITORIAL.search(last[1]):
            continue
        if names := _reporters(last[1]):
            return names
        names = people(last[1])
        # Bare names are a signature only when nothing else is in the brackets and nothing follows them.
        if (
            names
            and "".join(names) == _BETWEEN_NAMES.sub("", last[1])
            and not ending[last.end() :].strip("。 ")
        ):
            return names
    return ()


def _reporters(text: str) -> tuple[str, ...]:
    """Every name behind 记者, 通讯员 or 作者 in the text of one pair of brackets."""
    names: list[str] = []
    for part in re.split(r"(?=记者|通讯员|作者|記者|评论员)", text):
        if (found := _REPORTER.match(part)) and not _PICTURE.search(part):
            names.extend(people(found["names"]))
    return tuple(dict.fromkeys(names))


def _editors(text: str) -> tuple[str, ...]:
    """编辑 张三 校对 李四: the names between each label and the next."""
    if len(text) > _LONGEST_TAIL:
        return ()
    names: list[str] = []
    labels = list(_ROLES.finditer(text))
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        if label[0] not in _NOT_EDITORS:
            said = text[label.end() : following.start() if following else None]
            names.extend(people(_NAMES_END.split(said.lstrip(" :：︱|丨"))[0]))
    return tuple(dict.fromkeys(names))
