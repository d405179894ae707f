"""A worker process: makes the per-shard function once, then takes shard after shard from its pipe until that closes."""

import ctypes
import os
import re
import resource
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from pathlib import Path
from typing import Generic, TypeVar

from dashiji.errors import DashijiError
from dashiji.run.shard import Shard

ResultT = TypeVar("ResultT")
Setup = Callable[[], Callable[[Shard], ResultT]]
"""Makes, inside a worker, the function that does a shard; must survive pickling. The function must do the same when tried again."""

_DIE_WITH_PARENT = 1
"""Linux's PR_SET_PDEATHSIG."""
_STATUS, _PEAK = Path("/proc/self/status"), re.compile(r"^VmHWM:\s*(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Done(Generic[ResultT]):
    """What the per-shard function returned; after it the worker is `leaving`, or waits for the next shard."""

    result: ResultT
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker waits for shards."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """An error that stops the run: the setup's, or one that the per-shard function could not put down to an article."""

    error: Exception


def work(setup: Setup[ResultT], connection: Connection, growth: int) -> None:
    """What a worker process does, until it has grown by `growth` megabytes: caches of words never seen before only ever grow."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_driver()
    try:
        function = setup()
        connection.send(Ready())
        most, leaving = _megabytes() + growth, False
        while not leaving:
            result = function(connection.recv())
            leaving = _megabytes() > most
            connection.send(Done(result, leaving))
    except (EOFError, BrokenPipeError):
        return
    except (DashijiError, OSError) as error:
        connection.send(Stopped(error))
    except Exception as error:
        connection.send(Stopped(RuntimeError(f"in a worker: {error!r}")))
        raise


def die_with(parent: int) -> None:
    """Let the kernel kill this process when `parent`, which started it, ends. Linux alone can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _megabytes() -> float:
    """The most memory that this process has had."""
    if sys.platform == "linux":  # where ru_maxrss begins with what the process that started this one had
        return int(_PEAK.findall(_STATUS.read_text(encoding="utf-8"))[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def _die_with_driver() -> None:
    """End this process when the one that started it ends, even in the middle of a loop in C where Linux lets us."""
    parent = parent_process()
    if parent is None:
        return
    die_with(os.getppid())
    sentinel = parent.sentinel
    threading.Thread(target=lambda: (wait([sentinel]), os._exit(1)), daemon=True).start()
