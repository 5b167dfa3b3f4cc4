"""Measure what the archive holds: each article by itself, then all of them together.

Articles are measured in batches, one transaction a batch: killed anywhere, the next run goes on from there.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

from analysis.analysers import ANALYSERS, SNOWNLP, WORDS, Settings, analysers
from analysis.corpus import Scope, measure_stories
from analysis.counted import count
from analysis.sentiment.prepared import is_prepared, prepare
from analysis.topics.told import measure_topics
from analysis.versions import stamp, versions
from cityecho.archive import Archive, Measure, Transaction
from cityecho.article import Article
from cityecho.watchlist import Watchlist

Progress = Callable[[int, int], None]
Made = dict[str, list[Measure]]

_BATCH = 50
_WORTH_PROCESSES = 5_000
"""Articles below which starting worker processes takes longer than they save."""
_PROCESSES = 2
"""Each takes 200 MB: more of them would not fit the memory promised."""
_AHEAD = 2 * _PROCESSES
_NO_VERSION = ""
"""No measure carries it: to it every article is pending whose words are here."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many articles are to be measured, and how many others only to be counted again."""

    measured: int
    counted: int

    @property
    def any(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.measured or self.counted)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles, and which of them each analyser is to measure."""

    articles: tuple[Article, ...]
    wanted: Mapping[str, frozenset[str]]


def measure(
    archive: Archive,
    watchlist: Watchlist,
    scope: Scope = "new",
    *,
    progress: Progress = lambda done, known: None,  # noqa: ARG005 (the shape of Progress)
) -> dict[str, int]:
    """Measure what is "new" (or changed, or under other settings), or "all" again.

    ``progress`` hears how many articles of how many are done. Returns how many articles there were to measure
    and, by measure, how many rows were written.
    """
    settings = Settings.of(watchlist)
    tools = analysers(settings)
    with archive.read() as tx:
        stale = tx.counted.stale(stamp(watchlist))
        wanted = _all(tx) if scope == "all" else _wanted(tx, versions(watchlist), stale)
    waiting = sorted(set().union(*wanted.values()))
    counts = {"articles": len(waiting)} | dict.fromkeys(wanted, 0)
    done = 0
    progress(done, len(waiting))
    if wanted[SNOWNLP] and not is_prepared():
        _prepare_elsewhere()
    for made in _measured_batches(settings, _batches(archive, waiting, wanted), len(waiting)):
        with archive.begin() as tx:
            for tool in tools:
                counts[tool.name] += tx.measures.record(tool.name, tool.version, made[tool.name])
        done = min(done + _BATCH, len(waiting))
        progress(done, len(waiting))
    counts["story"] = measure_stories(archive, watchlist, scope)
    counts["topic"] = measure_topics(archive, watchlist, scope)
    counts["counted"] = count(archive, watchlist)
    return counts


def waiting(archive: Archive, watchlist: Watchlist) -> Waiting:
    """What :func:`measure` would have to do."""
    with archive.read() as tx:
        stale = tx.counted.stale(stamp(watchlist))
        new = _wanted(tx, versions(watchlist), stale)
    measured = set().union(*new.values())
    return Waiting(len(measured), len(stale) - len(measured))


def _wanted(tx: Transaction, current: Mapping[str, str], among: Collection[str]) -> dict[str, frozenset[str]]:
    """The ids of the articles that each analyser is to measure."""
    return {name: frozenset(tx.measures.pending(name, current[name], among)) for name in ANALYSERS}


def _all(tx: Transaction) -> dict[str, frozenset[str]]:
    """Of each analyser all articles whose words are here."""
    return dict.fromkeys(ANALYSERS, frozenset(tx.measures.pending(WORDS, _NO_VERSION)))


def _batches(archive: Archive, ids: Sequence[str], wanted: Mapping[str, frozenset[str]]) -> Iterator[_Batch]:
    for start in range(0, len(ids), _BATCH):
        chosen = ids[start : start + _BATCH]
        with archive.read() as tx:
            articles = tuple(tx.articles.some(chosen))
        yield _Batch(articles, {name: some.intersection(chosen) for name, some in wanted.items()})


def _measured_batches(settings: Settings, batches: Iterator[_Batch], count: int) -> Iterator[Made]:
    """The measures of each batch, in order: made here for a few articles, in two processes for many."""
    if count < _WORTH_PROCESSES:
        yield from (_measured(settings, batch) for batch in batches)
        return
    with _processes(_PROCESSES) as pool:
        running: deque[Future[Made]] = deque()
        for batch in batches:
            running.append(pool.submit(_measured, settings, batch))
            if len(running) >= _AHEAD:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _measured(settings: Settings, batch: _Batch) -> Made:
    """Every analyser's measures of the articles it is to measure."""
    made: Made = {}
    for tool in analysers(settings):
        chosen = [article for article in batch.articles if article.id in batch.wanted[tool.name]]
        values = tool.measure(chosen) if chosen else []
        made[tool.name] = [
            Measure(article.id, article.content_hash, value)
            for article, value in zip(chosen, values, strict=True)
        ]
    return made


def _prepare_elsewhere() -> None:
    """Prepare SnowNLP's model in a process of their own: it takes 600 MB, which ends with the process."""
    with _processes(1) as pool:
        pool.submit(prepare).result()


def _processes(number: int) -> ProcessPoolExecutor:
    """Spawned, not forked: a fork would copy the archive's connections and locks."""
    return ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn"))
