"""Reading articles again, many of them in processes of their own."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

from dashiji.article import Article
from dashiji.diff.lines import Making, RecordLine, record_line
from dashiji.diff.rerunning import Load, Reader
from dashiji.errors import ArticleError

FEW = 50
"""Articles up to which other processes would take longer to load the rules than to read."""
PORTION = 8
"""Articles given to a process at a time."""
_AHEAD = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article, or the `failure` why there is nothing."""

    doc_id: str
    lines: tuple[tuple[RecordLine, Making], ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Rereader:
    """Reads articles with the rules of a folder, more than a few of them in `processes`. `load` must survive pickling."""

    load: Load
    rules: Path
    processes: int = 1

    def __call__(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The readings in the order of the articles; the rules are loaded when the first is there. Raises RuleError."""
        source = iter(articles)
        first = list(islice(source, FEW + 1))
        every = chain(first, source)
        if self.processes > 1 and len(first) > FEW:
            yield from self._in_processes(every)
        elif first:
            yield from _read(every, self.load(self.rules))

    def _in_processes(self, articles: Iterator[Article]) -> Iterator[Reading]:
        waiting: deque[Future[list[Reading]]] = deque()
        pool = ProcessPoolExecutor(self.processes, multiprocessing.get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
        try:
            while portion := list(islice(articles, PORTION)):
                waiting.append(pool.submit(_read_portion, portion, self.load, self.rules))
                if len(waiting) > _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _read_portion(articles: list[Article], load: Load, rules: Path) -> list[Reading]:
    return list(_read(articles, _loaded(load, rules)))


@cache
def _loaded(load: Load, rules: Path) -> Reader:
    """The pipeline, once a process."""
    return load(rules)


def _read(articles: Iterable[Article], reader: Reader) -> Iterator[Reading]:
    for article in articles:
        try:
            yield Reading(article.id, tuple(map(record_line, reader.extract(article))))
        except ArticleError as error:
            yield Reading(article.id, failure=str(error))
