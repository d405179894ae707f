"""Streams for formats that must jump."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, cast


@contextmanager
def rewound(stream: BinaryIO, head: bytes) -> Iterator[BinaryIO]:
    """Give the stream from its beginning, `head` being what was read of it; a pipe, which cannot go back, by way of a temporary file."""
    if stream.seekable():
        stream.seek(0)
        yield stream
        return
    with TemporaryFile() as copy:
        copy.write(head)
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)
