"""Limits on time and memory per article, kept by the process that reads it: it ends itself, and the next one knows why."""

import faulthandler
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashiji.run.hand import Cause, Grip

_STATM = Path("/proc/self/statm")
_MEGABYTE = 1 << 20
_DIED_OF_MEMORY = 75


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` and `megabytes` that one article may take; 0 stands for no limit.

    The megabytes come on top of what the process holds when it takes the article in hand. Linux alone can hold a process to them;
    elsewhere that limit is passed over.
    """

    seconds: float = 60.0
    megabytes: int = 2048


@contextmanager
def held(grip: Grip, index: int, limits: Limits) -> Iterator[None]:
    """Have an article in hand while the block runs, and end this process where it passes a limit.

    The clock is a thread of faulthandler's, which needs no interpreter lock: it also ends a loop in C.
    """
    grip.take(index)
    _limit_memory(limits.megabytes)
    if limits.seconds:
        faulthandler.dump_traceback_later(limits.seconds, exit=True, file=grip.trace)
    try:
        yield
    except MemoryError:
        grip.take(index, Cause.MEMORY)
        os._exit(_DIED_OF_MEMORY)
    finally:
        if limits.seconds:
            faulthandler.cancel_dump_traceback_later()
        _lift_memory_limit(limits.megabytes)
        grip.lay_down()


def _limit_memory(megabytes: int) -> None:
    if megabytes and sys.platform == "linux":
        pages = int(_STATM.read_text(encoding="ascii").split()[5])
        _set_soft_limit(pages * resource.getpagesize() + megabytes * _MEGABYTE)


def _lift_memory_limit(megabytes: int) -> None:
    if megabytes and sys.platform == "linux":
        _set_soft_limit(resource.getrlimit(resource.RLIMIT_DATA)[1])


def _set_soft_limit(size: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
