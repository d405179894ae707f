"""Where articles come from: files, folders, globs and standard input, in a fixed order."""

import glob
import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from dashiji.errors import InputError

Warn = Callable[[str], object]
"""Is told, in one line, what was noticed but did not stop an article from being read."""

STANDARD_INPUT = "<stdin>"
_GZIP_MAGIC = b"\x1f\x8b"


class Format(StrEnum):
    """How articles lie in a source. `TEXT` and `MARKDOWN` hold one article, the others one or more."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    JSON_LINES = "json lines"


_SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
}
KNOWN_SUFFIXES = ", ".join(_SUFFIXES)
_BESIDE_ARTICLES = (".records.jsonl", ".gold.jsonl")
"""Ends of the names that say what was read from the articles, or annotated in them, and lies beside them."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or standard input where `path` is `None`. `format` is `None` where only the content can tell it."""

    name: str
    path: Path | None
    format: Format | None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open for reading bytes, unpacked where they are gzip; standard input stays open afterwards. Raises OSError."""
        if self.path is None:
            yield _unpacked(sys.stdin.buffer)
            return
        with self.path.open("rb") as file:
            yield _unpacked(file)


def _unpacked(stream: BinaryIO) -> BinaryIO:
    """Unpack by what the bytes say and not the name: a pipe has no name, and names are wrong."""
    peek = getattr(stream, "peek", None)
    if peek is None or peek(2)[:2] != _GZIP_MAGIC:
        return stream
    return cast(BinaryIO, gzip.GzipFile(fileobj=stream))


def _format_of(path: Path) -> Format | None:
    name = path.name.lower().removesuffix(".gz")
    return _SUFFIXES.get(Path(name).suffix)


def expand(inputs: Iterable[str | Path], warn: Warn) -> list[Source]:
    """Find the sources that the inputs name, each once, folders and globs in order of name.

    A folder gives every file below it with a known suffix but `*.records.jsonl` and `*.gold.jsonl`; other files are told to `warn`,
    hidden ones passed over. Raises InputError for an input that does not exist or gives nothing.
    """
    sources: dict[str, Source] = {}
    for entry in inputs:
        for source in _expand_one(str(entry), warn):
            key = os.path.realpath(source.path) if source.path else STANDARD_INPUT
            sources.setdefault(key, source)
    return list(sources.values())


def _expand_one(entry: str, warn: Warn) -> Iterator[Source]:
    if entry == "-":
        yield Source(STANDARD_INPUT, None, None)
        return
    path = Path(entry)
    if path.is_dir():
        yield from _folder(path, warn)
    elif path.exists():
        yield _file(path)
    else:
        yield from _glob(entry, warn)


def _file(path: Path) -> Source:
    return Source(str(path), path, _format_of(path))


def _folder(folder: Path, warn: Warn) -> Iterator[Source]:
    found = False
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(parent, name)
            if name.lower().removesuffix(".gz").endswith(_BESIDE_ARTICLES):
                warn(f"{path}: passed over: in folders a file of this name holds records, not articles; name the file itself to read it")
            elif _format_of(path):
                found = True
                yield _file(path)
            else:
                warn(f"{path}: passed over: in folders only {KNOWN_SUFFIXES} (and .gz of these) are read; name the file itself to read it")
    if not found:
        raise InputError(f"{folder}: the folder holds no article; articles are files named {KNOWN_SUFFIXES} (and .gz of these)")


def _glob(pattern: str, warn: Warn) -> Iterator[Source]:
    names = glob.glob(pattern, recursive=True) if glob.has_magic(pattern) else []  # noqa: PTH207 (Path.glob takes no absolute pattern)
    paths = [Path(name) for name in sorted(names)]
    if not paths:
        raise InputError(f"{pattern}: no such file or folder; check the name, or use - for standard input")
    for path in paths:
        if path.is_dir():
            yield from _folder(path, warn)
        else:
            yield _file(path)
