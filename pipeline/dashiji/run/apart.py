"""A call in a child of this process: what kills it there does not kill this one, and what kills this one says nothing about it."""

import os
import pickle
from collections.abc import Callable

from dashiji.run.worker import ResultT, die_with

POSSIBLE = hasattr(os, "fork")
"""Whether this system can split a process in two, and so keep what its libraries have loaded."""


def call_apart(function: Callable[[], ResultT]) -> ResultT | None:
    """What a function returns in a child process; `None` where the child died of it. The result must survive pickling."""
    reading, writing = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if not child:
        os.close(reading)
        die_with(parent)
        _answer(function, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    result: ResultT | None = pickle.loads(answer) if status == 0 else None
    return result


def _answer(function: Callable[[], object], writing: int) -> None:
    """Call, answer and end this process, whatever happens, without what the parent would do at its end."""
    code = 1
    try:
        answer = pickle.dumps(function())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        code = 0
    finally:
        os._exit(code)
