"""The Ray engine: the same shards as Ray tasks, on a laptop or a cluster (`pip install 'dashiji[ray]'`).

Which cluster is for Ray to say: that of the environment variable RAY_ADDRESS, else one on this machine for as long as the run takes.
All nodes need dashiji, and the run directory under the same path.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any

from dashiji.errors import DashijiError, UsageError
from dashiji.run.local import most_deaths
from dashiji.run.shard import Shard
from dashiji.run.worker import ResultT, Setup

SHARDS_A_PROCESS = 100
"""After so many shards a process is replaced: caches of words never seen before only ever grow."""
_AHEAD = 2
"""Shards under way for each worker, so that none waits for the driver."""


def run_ray(shards: Iterable[Shard], setup: Setup[ResultT], workers: int) -> Iterator[ResultT]:
    """Do every shard in a Ray task, so many at once, or 0 for all cores of the cluster; results come as they are done.

    A task whose process or node dies is tried again; what killed it is for the per-shard function to find out. Raises UsageError
    where Ray is not installed, DashijiError where processes keep dying over a shard, and what the per-shard function raised.
    """
    ray = _ray()
    ours = not ray.is_initialized()
    if ours:
        ray.init(
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
            num_cpus=None if not workers or _on_a_cluster() else workers,
        )
    try:
        size = workers or int(ray.cluster_resources().get("CPU", 1))
        yield from _results(ray, iter(shards), setup, _AHEAD * size)
    finally:
        if ours:
            ray.shutdown()


def _ray() -> Any:
    try:
        return import_module("ray")
    except ImportError as error:
        raise UsageError("--engine ray needs Ray; pip install 'dashiji[ray]', or leave the option away") from error


def _on_a_cluster() -> bool:
    return "RAY_ADDRESS" in os.environ


def _results(ray: Any, shards: Iterator[Shard], setup: Setup[ResultT], window: int) -> Iterator[ResultT]:
    """Keep a window of tasks under way; shards are taken from their source only when there is room for them."""
    task = ray.remote(max_calls=SHARDS_A_PROCESS)(do)
    waiting: list[Any] = []
    while True:
        following = islice(shards, window - len(waiting))
        waiting.extend(task.options(max_retries=most_deaths(shard)).remote(setup, shard) for shard in following)
        if not waiting:
            return
        done, waiting = ray.wait(waiting, num_returns=1)
        try:
            yield ray.get(done[0])
        except ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, DashijiError | OSError):
                raise error.cause from error
            raise
        except ray.exceptions.WorkerCrashedError as error:
            raise DashijiError("processes died one after another over one shard; if memory is short, take fewer --workers") from error


def do(setup: Setup[ResultT], shard: Shard) -> ResultT:
    """Do one shard in this process, which is set up for it when it does its first."""
    function: Callable[[Shard], ResultT] = _function(setup)
    return function(shard)


@cache
def _function(setup: Setup[Any]) -> Callable[[Shard], Any]:
    return setup()
