"""One writer a run directory: a lock that goes with the process that holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashiji.errors import UsageError


@contextmanager
def locked(path: Path, run: object) -> Iterator[None]:
    """Hold the lock while the block runs. Raises UsageError at once where another process has it."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"{run}: another dashiji run is writing this directory; wait for it, or choose another --out") from error
        yield
