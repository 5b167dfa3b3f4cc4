"""Page -> body: which lines are the article.

Every line gets a worth: running text with the rhythm of 、，。！ is worth its length, links cost. Worths are
summed up the tree in one backward pass in which a branch that costs more than it brings adds nothing; the
deepest box that holds nearly all of the best sum holds the article, and the run of its lines with the largest
sum is the article. What stands far below the headline, in a list of teasers or in a part that its makers call
comments weighs less. Linear in the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from crawler.extract.boilerplate import (
    BREAK_WORTH,
    is_above_text,
    is_dull,
    is_letterhead,
    without_asides,
    worths_of,
)
from crawler.extract.rows import joined
from crawler.extract.sections import factors
from crawler.extract.title import Headline
from crawler.extract.tree import Page

_NEARLY_ALL = 0.75  # of the best sum: more keeps a stray comment, less gives up a last paragraph
_MARKED_SHARE = 0.55  # enough for a box whose class says that it is the article
_ENOUGH = 40.0  # worth of one sentence
_NEGATIVE_BRANCH = -8.0  # a branch inside the article that costs so much is a list of links
_BREAK_COST = -60.0  # what 相关阅读 costs the box it heads: about two short paragraphs

# Text above the headline is rarely the article; text below it is the less likely the more links lie between.
_ABOVE_HEADLINE, _FAR_BELOW, _PER_LINK = 0.3, 0.1, 0.97

_LEAST_SIBLING = 10.0  # worth of half a sentence
_TEXT_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "span", "blockquote", "pre", "li"})
_LAYOUT_TAGS = frozenset({"table", "tbody", "tr", "td", "center", "body", "main", "article"})
_CELLS = frozenset({"td", "th", "p", "li", "span"})
_PARAGRAPHS = frozenset({"p", "h2", "h3", "h4", "h5", "span", "section", "blockquote", "center"})


@dataclass(frozen=True, slots=True)
class Body:
    """The article's lines in reading order, and the span of Page.lines they come from; no lines when none."""

    lines: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A page with the worth of each line, the factor of each box and the sum of each box's branch."""

    page: Page
    headline: Headline
    worths: list[float]
    factors: list[float]
    sums: list[float]
    with_hidden: bool


def find(page: Page, headline: Headline) -> Body:
    """The body of ``page`` under ``headline``.

    Lines hidden by style count only when nothing visible looks like an article.
    """
    worths = worths_of(page)
    weights = factors(page, headline.line)
    visible = _weigh(page, headline, worths, weights, with_hidden=False)
    if max(visible.sums) < _ENOUGH:
        everything = _weigh(page, headline, worths, weights, with_hidden=True)
        if max(everything.sums) > 3 * _ENOUGH:
            return _gather(everything)
    return _gather(visible)


def _weigh(
    page: Page, headline: Headline, worths: list[float], weights: list[float], *, with_hidden: bool
) -> _Weighed:
    parents, hidden, are_links = page.boxes.parents, page.boxes.hidden, page.lines.are_links
    sums = [0.0] * len(parents)
    openers = _openers(page, worths)
    begin = len(worths) if headline.line is None else headline.line
    nearness = 1.0 if headline.line is None else _ABOVE_HEADLINE
    for index, (box, value) in enumerate(zip(page.lines.boxes, worths, strict=True)):
        if index == begin:
            nearness = 1.0
        if hidden[box] and not with_hidden:
            continue
        if value > 0:
            sums[box] += value * weights[box] * nearness
            continue
        sums[box] += value
        if index in openers:
            sums[parents[box]] += _BREAK_COST
        elif index > begin and are_links[index]:
            nearness = max(_FAR_BELOW, nearness * _PER_LINK)
    for index in range(len(parents) - 1, 0, -1):
        if sums[index] > 0:
            sums[parents[index]] += sums[index]
    return _Weighed(page, headline, worths, weights, sums, with_hidden)


def _openers(page: Page, worths: list[float]) -> frozenset[int]:
    """Breaks that are the first line of the box around theirs: 相关阅读 there speaks for all of that box."""
    parents, homes = page.boxes.parents, page.lines.boxes
    breaks = [index for index, value in enumerate(worths) if value == BREAK_WORTH and homes[index]]
    # Boxes come as their tags do: the line before is in that box if its own is no older.
    return frozenset(i for i in breaks if i == 0 or homes[i - 1] < parents[homes[i]])


def _gather(weighed: _Weighed) -> Body:
    page, headline = weighed.page, weighed.headline.line
    top = _home_of_article(weighed)
    if weighed.sums[top] <= 0:
        return Body((), 0, 0)
    inside = _inside(weighed, top)
    positions = [i for i, box in enumerate(page.lines.boxes) if box in inside]
    if headline is not None and any(i > headline for i in positions):
        positions = [i for i in positions if i > headline]
    first, last = _richest_run(_in_run(weighed, top, positions))
    while first < last and is_above_text(page.lines.texts[positions[first]], weighed.headline.text):
        first += 1
    positions = positions[first:last]
    if not positions:
        return Body((), 0, 0)
    lines = joined(page, [*_captions_above(weighed, positions[0]), *positions])
    return Body(tuple(without_asides(lines)), positions[0], positions[-1] + 1)


def _captions_above(weighed: _Weighed, start: int) -> list[int]:
    """What is written under the pictures that stand between the headline and the text."""
    headline, homes, boxes = weighed.headline.line, weighed.page.lines.boxes, weighed.page.boxes
    return [
        index
        for index in range(start if headline is None else headline + 1, start)
        if boxes.tags[box := homes[index]] == "figcaption"
        and weighed.worths[index] > 0
        and weighed.factors[box] >= 1.0
        and not boxes.hidden[box]
    ]


def _home_of_article(weighed: _Weighed) -> int:
    """The deepest box that holds nearly all of the largest sum and is more than one paragraph.

    A long paragraph may hold nearly all of a short article; the others are the article none the less.
    """
    boxes, sums = weighed.page.boxes, weighed.sums
    top = len(sums) - 1 - sums[::-1].index(max(sums))
    richest: dict[int, int] = {}
    alike: Counter[tuple[int, str, str]] = Counter()
    for index in range(len(sums) - 1, top, -1):
        if (value := sums[index]) <= 0:
            continue
        parent = boxes.parents[index]
        if parent not in richest or value > sums[richest[parent]]:
            richest[parent] = index
        if value >= _LEAST_SIBLING:
            alike[parent, boxes.tags[index], boxes.marks[index]] += 1
    while (child := richest.get(top)) is not None:
        tag = boxes.tags[child]
        share = _MARKED_SHARE if boxes.roles[child] == "article" else _NEARLY_ALL
        one_of_many = tag not in _LAYOUT_TAGS and alike[top, tag, boxes.marks[child]] > 1
        if sums[child] < share * sums[top] or tag in _TEXT_TAGS or one_of_many:
            break
        top = child
    return top


def _inside(weighed: _Weighed, top: int) -> set[int]:
    """The boxes whose lines may belong to the article that lives in box ``top``."""
    parents, hidden, sums = weighed.page.boxes.parents, weighed.page.boxes.hidden, weighed.sums
    lowest = min(1.0, weighed.factors[top])
    inside = {top}
    for index in _branch(parents, top)[1:]:
        if (
            parents[index] in inside
            and sums[index] >= _NEGATIVE_BRANCH
            and weighed.factors[index] >= lowest
            and (weighed.with_hidden or not hidden[index])
        ):
            inside.add(index)
    return inside


def _branch(parents: list[int], top: int) -> range:
    """Box ``top`` and all that it holds: boxes come as their tags do, so that they stand together."""
    ends = (index for index in range(top + 1, len(parents)) if parents[index] < top)
    return range(top, next(ends, len(parents)))


def _in_run(weighed: _Weighed, top: int, positions: list[int]) -> list[float]:
    """Worths of the lines at ``positions``, all in box ``top``, for finding the article's two ends.

    Dull lines (names, figures, verses) that stand in the box of the prose or in a table belong to it.
    """
    parents, tags, lines = weighed.page.boxes.parents, weighed.page.boxes.tags, weighed.page.lines
    lines_in = Counter(lines.boxes)
    last = max((lines.boxes[position] for position in positions), default=top)
    shared = _shared(parents, lines_in, range(top, last + 1))

    def home_of(box: int) -> int:
        if tags[box] in _PARAGRAPHS:
            return shared.get(parents[box], parents[box])
        return parents[box] if lines_in[box] == 1 else box

    homes: defaultdict[int, float] = defaultdict(float)
    for position in positions:
        if weighed.worths[position] > 0:
            homes[home_of(lines.boxes[position])] += weighed.worths[position]
    home = max(homes, key=lambda box: homes[box], default=-1)
    values: list[float] = []
    begun = False
    for position in positions:
        value = weighed.worths[position]
        begun = begun or value > 0
        if is_dull(value):
            box = lines.boxes[position]
            tag = tags[box]
            # Above the first sentence a lone box is a byline more often than a verse.
            of_text = begun or tag in _PARAGRAPHS or is_letterhead(lines.texts[position])
            if of_text and home_of(box) == home:
                value = 0.1
            elif tag in _CELLS:
                value = 0.0
        values.append(value)
    return values


def _shared(parents: list[int], lines_in: Counter[int], branch: range) -> dict[int, int]:
    """For each box of ``branch`` the nearest, itself or around it, that holds several lines: no wrapper."""
    counts = {index: lines_in[index] for index in branch}
    for index in reversed(branch[1:]):
        counts[parents[index]] += counts[index]
    shared = {branch.start: branch.start}
    for index in branch[1:]:
        shared[index] = index if counts[index] > 1 else shared[parents[index]]
    return shared


def _richest_run(values: list[float]) -> tuple[int, int]:
    """Bounds of the contiguous run with the largest sum (Kadane)."""
    best, bounds, total, start = 0.0, (0, len(values)), 0.0, 0
    for index, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, bounds = total, (start, index + 1)
    return bounds
