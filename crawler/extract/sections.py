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
    around = _around(page, headline)
    teasers = _teaser_lists(page)
    replies = frozenset([index for index, box in enumerate(page.boxes) if _POST in box.mark][1:])
    found = [1.0]
    for index, box in enumerate(page.boxes[1:], 1):
        factor = found[box.parent]
        if index in teasers:
            factor = min(factor, _TEASER_FACTOR)
        elif (
            box.tag in _ASIDE_TAGS
            or (box.role == "aside" and index not in around and box.tag != "body")
            or index in replies
        ):
            factor = min(factor, _ASIDE_FACTOR)
        elif box.role == "article" and factor >= 1.0:
            factor = _ARTICLE_FACTOR
        found.append(factor)
    return found


def _around(page: Page, headline: int | None) -> set[int]:
    """Boxes around the headline: whatever they are called, they are no aside."""
    around = set()
    box = page.lines[headline].box if headline is not None else -1
    while box >= 0:
        around.add(box)
        box = page.boxes[box].parent
    return around


def _teaser_lists(page: Page) -> set[int]:
    """Boxes that hold three or more teasers: a few lines each, one a link and one or two of prose."""
    boxes = page.boxes
    lines, links, prose = [0] * len(boxes), [0] * len(boxes), [0] * len(boxes)
    for line in page.lines:
        lines[line.box] += 1
        if line.is_link:
            links[line.box] += 1
        elif line.marks and len(line.text) > _LONGEST_LABEL:
            prose[line.box] += 1
    teasers, others = [0] * len(boxes), [0] * len(boxes)
    found = set()
    for index in range(len(boxes) - 1, 0, -1):
        parent = boxes[index].parent
        lines[parent] += lines[index]
        links[parent] += links[index]
        prose[parent] += prose[index]
        if links[index] and 1 <= prose[index] <= 2 and lines[index] <= _LONGEST_TEASER:
            teasers[parent] += 1
        elif prose[index]:
            others[parent] += 1
        if teasers[index] >= _FEWEST_TEASERS and teasers[index] > others[index]:
            found.add(index)
    return found
