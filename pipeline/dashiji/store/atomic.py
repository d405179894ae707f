"""Files that are there whole or not at all."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_BLOCK = 1 << 20


def write_atomically(path: Path, workshop: Path, write: Callable[[Path], object]) -> None:
    """Have `write` fill a temporary file in `workshop`, force it to disk, then give it its name; the folder is forced too.

    `workshop` must lie on the same file system. A process that dies on the way leaves at most its temporary file there.
    """
    temporary = workshop / f"{path.name}.{os.getpid()}.tmp"
    write(temporary)
    _force(temporary, os.O_RDWR)
    temporary.replace(path)
    _force(path.parent, os.O_RDONLY)


def _force(path: Path, mode: int) -> None:
    descriptor = os.open(path, mode)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest(file: BinaryIO) -> str:
    """`sha256:` of the bytes from here on. Raises OSError."""
    state = hashlib.sha256()
    while block := file.read(_BLOCK):
        state.update(block)
    return f"sha256:{state.hexdigest()}"
