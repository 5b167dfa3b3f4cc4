"""Page -> a factor for each box: how likely that part is the article, by its makers' names and its shape."""

from __future__ import annotations

from crawler.extract.tree import Page

_ASIDE_TAGS = frozenset({"nav", "footer", "aside"})
_ARTICLE_FACTOR = 1.3
_ASIDE_FACTOR = 0.15
_TEASER_FACTOR = 0.03

_POST = "postmessage_"  # how the most common forum software marks each post of a thread

_FEWEST_TEASERS = 3
_LONGEST_TEASER = 6  # lines: category, title, summary, outlet, time, comments
_LONGEST_LABEL = 12  # characters: shorter lines are labels whatever marks they hold


def factors(page: Page, headline: int | None) -> list[float]:
    """One factor for each of ``page.boxes``, inherited downwards: an aside stays one whatever it holds."""
    parents = page.boxes.parents
    told, teasers = _told(page, headline), _teaser_lists(page)
    found = [1.0] * len(parents)
    for index in range(1, len(parents)):
        factor = found[parents[index]]
        if index in teasers:
            factor = min(factor, _TEASER_FACTOR)
        elif (own := told.get(index)) and (own < 1.0 or factor >= 1.0):
            factor = own if own > 1.0 else min(factor, own)
        found[index] = factor
    return found


def _told(page: Page, headline: int | None) -> dict[int, float]:
    """The factors of the boxes that their makers' names tell of."""
    boxes, around = page.boxes, _around(page, headline)
    told, posts = {}, 0
    for index, (tag, role) in enumerate(zip(boxes.tags, boxes.roles, strict=True)):
        if role == "article":
            is_post = _POST in boxes.marks[index]
            posts += is_post
            told[index] = _ASIDE_FACTOR if tag in _ASIDE_TAGS or (is_post and posts > 1) else _ARTICLE_FACTOR
        elif tag in _ASIDE_TAGS or (role and index not in around and tag != "body"):
            told[index] = _ASIDE_FACTOR
    return told


def _around(page: Page, headline: int | None) -> set[int]:
    """Boxes around the headline: whatever they are called, they are no aside."""
    around = set()
    box = page.lines.boxes[headline] if headline is not None else -1
    while box >= 0:
        around.add(box)
        box = page.boxes.parents[box]
    return around


def _teaser_lists(page: Page) -> set[int]:
    """Boxes that hold three or more teasers: a few lines each, one a link and one or two of prose."""
    parents = page.boxes.parents
    lines, links, prose = [0] * len(parents), [0] * len(parents), [0] * len(parents)
    columns = (page.lines.texts, page.lines.boxes, page.lines.are_links, page.lines.marks)
    for text, box, is_link, marks in zip(*columns, strict=True):
        lines[box] += 1
        if is_link:
            links[box] += 1
        elif marks and len(text) > _LONGEST_LABEL:
            prose[box] += 1
    teasers, others = [0] * len(parents), [0] * len(parents)
    found = set()
    for index in range(len(parents) - 1, 0, -1):
        parent = parents[index]
        lines[parent] += lines[index]
        links[parent] += links[index]
        if prose[index]:
            prose[parent] += prose[index]
            if links[index] and prose[index] <= 2 and lines[index] <= _LONGEST_TEASER:
                teasers[parent] += 1
            else:
                others[parent] += 1
        if teasers[index] >= _FEWEST_TEASERS and teasers[index] > others[index]:
            found.add(index)
    return found
