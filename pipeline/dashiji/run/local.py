"""The local engine: processes of our own on this machine, started anew when they die."""

import multiprocessing
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Generic

from dashiji.errors import DashijiError
from dashiji.run.shard import Shard
from dashiji.run.worker import Done, ResultT, Setup, Stopped, work

MOST_DEATHS = 10
"""So many deaths in a row of workers that were not yet ready end the run, and so many over one shard on top of those that its
articles may cause."""
DEATHS_AN_ITEM = 2
"""Deaths that one article may cause before it is in quarantine."""
MOST_GROWTH = 256
"""Megabytes by which a worker may grow."""


def most_deaths(shard: Shard) -> int:
    """So many deaths over one shard end the run."""
    return MOST_DEATHS + DEATHS_AN_ITEM * len(shard.items)


class _Worker(Generic[ResultT]):
    """One process with the driver's end of its pipe and the shard it was given."""

    def __init__(self, setup: Setup[ResultT], growth: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(setup, theirs, growth), daemon=True)
        self.process.start()
        theirs.close()
        self.shard: Shard | None = None
        self.ready = False

    def give(self, shard: Shard) -> None:
        """Send a shard; a worker that has just died is found out when its answer is waited for."""
        self.shard, self.ready = shard, False
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(shard)

    def stop(self) -> None:
        """Kill the process: what it was doing can be done again."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def run_local(shards: Iterable[Shard], setup: Setup[ResultT], workers: int, growth: int = MOST_GROWTH) -> Iterator[ResultT]:
    """Do every shard in one of so many processes; results come as they are done.

    A shard whose worker dies is given to a new one; what killed it is for the per-shard function to find out. Shards are taken
    from their source only when a worker waits for one. A worker that has grown by `growth` megabytes is replaced. Raises
    DashijiError where workers keep dying, and what stopped a worker.
    """
    pool = _Pool(shards, setup, workers, growth)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Pool(Generic[ResultT]):
    def __init__(self, shards: Iterable[Shard], setup: Setup[ResultT], workers: int, growth: int) -> None:
        self._source = iter(shards)
        self._setup = setup
        self._size = workers
        self._growth = growth
        self._waiting: deque[Shard] = deque()
        self._workers: dict[Connection, _Worker[ResultT]] = {}
        self._deaths: Counter[Shard | None] = Counter()

    def results(self) -> Iterator[ResultT]:
        """Run until every shard is done."""
        while self._assign():
            for connection in wait(list(self._workers)):
                yield from self._hear(self._workers[connection])  # type: ignore[index]  # wait gives back what it was given

    def _assign(self) -> bool:
        """Give shards to the workers that are ready, start workers for the others; whether anything is left to wait for."""
        for worker in self._workers.values():
            if worker.ready and (shard := self._next()):
                worker.give(shard)
        self._read_ahead()
        busy = sum(worker.shard is not None for worker in self._workers.values())
        while len(self._workers) < min(self._size, busy + len(self._waiting)):
            worker = _Worker(self._setup, self._growth)
            self._workers[worker.connection] = worker
        return bool(busy or self._waiting)

    def _next(self) -> Shard | None:
        return self._waiting.popleft() if self._waiting else next(self._source, None)

    def _read_ahead(self) -> None:
        """Have a shard for every worker, so that none waits for the input to be read."""
        self._waiting.extend(islice(self._source, max(0, self._size - len(self._waiting))))

    def _hear(self, worker: _Worker[ResultT]) -> Iterator[ResultT]:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if isinstance(message, Stopped):
            raise message.error
        self._deaths.pop(worker.shard, None)
        worker.ready, worker.shard = True, None
        if isinstance(message, Done):
            if message.leaving:
                self._dismiss(worker)
            yield message.result

    def _dismiss(self, worker: _Worker[ResultT]) -> None:
        worker.stop()
        del self._workers[worker.connection]

    def _bury(self, worker: _Worker[ResultT]) -> None:
        self._dismiss(worker)
        self._deaths[worker.shard] += 1
        most = most_deaths(worker.shard) if worker.shard else MOST_DEATHS
        if self._deaths[worker.shard] >= most:
            raise DashijiError(
                f"{most} worker processes died one after another {'over one shard' if worker.shard else 'before they could begin'}, "
                f"the last with exit code {worker.process.exitcode}; if memory is short, take fewer --workers; else see the messages above"
            )
        if worker.shard:
            self._waiting.appendleft(worker.shard)

    def close(self) -> None:
        """Stop all workers."""
        for worker in self._workers.values():
            worker.stop()
