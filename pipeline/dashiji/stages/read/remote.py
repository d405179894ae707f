"""Sources behind URLs that fsspec knows: `https://`, `s3://`, `hf://` and many more."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import Any, BinaryIO, cast

from dashiji.errors import InputError

_URL = re.compile(r"[a-z][a-z0-9+.-]+(?:::[a-z][a-z0-9+.-]+)*://", re.IGNORECASE)


def is_url(entry: str) -> bool:
    """Whether an input is a URL and no path."""
    return _URL.match(entry) is not None


def expand_url(entry: str) -> list[tuple[str, int | None]]:
    """The files behind a URL with their sizes where known: itself, all below a folder, or those that a glob names, in order.

    Raises InputError where nothing is there, or where the package that speaks its protocol is missing.
    """
    files, path = open_filesystem(entry)
    try:
        if "*" in path:
            found = sorted(files.glob(path))
        elif files.isdir(path) and not files.isfile(path):
            found = sorted(files.find(path))
        else:
            found = [path] if files.exists(path) else []
        sizes = [files.info(name).get("size") for name in found]
    except (OSError, ValueError) as error:
        raise InputError(f"{entry}: cannot be reached: {error}") from error
    if not found:
        raise InputError(f"{entry}: nothing there; check the address")
    return [(files.unstrip_protocol(name), size) for name, size in zip(found, sizes, strict=True)]


@contextmanager
def open_url(url: str) -> Iterator[BinaryIO]:
    """Open for reading bytes, in blocks as they are needed. Raises OSError."""
    files, path = open_filesystem(url)
    with files.open(path, "rb") as file:
        yield cast(BinaryIO, BufferedReader(file))


def open_filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system behind a URL, and the path in it. Raises InputError where nobody here speaks its protocol."""
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # fsspec ships no types

    try:
        return cast(tuple[Any, str], url_to_fs(url))
    except ImportError as error:
        raise InputError(f"{url}: {error}") from error
    except ValueError as error:
        raise InputError(f"{url}: {error}; write a path, or the URL of a protocol that fsspec knows") from error
