"""Where articles come from: files, folders, globs, URLs and standard input, in a fixed order."""

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dashiji.errors import InputError
from dashiji.stages.read.meter import Meter
from dashiji.stages.read.packing import PACKED_SUFFIXES, unpacked, without_packing
from dashiji.stages.read.remote import expand_url, is_url, open_url

Warn = Callable[[str], object]
"""Is told, in one line, what was noticed but did not stop an article from being read."""

STANDARD_INPUT = "<stdin>"


class Format(StrEnum):
    """How articles lie in a source. `TEXT`, `MARKDOWN` and `HTML` hold one article, the others one or more."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    JSON_LINES = "json lines"
    SEPARATED = "separated"
    PARQUET = "parquet"
    HTML = "html"
    WARC = "warc"


_SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".csv": Format.SEPARATED,
    ".tsv": Format.SEPARATED,
    ".parquet": Format.PARQUET,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".warc": Format.WARC,
}
KNOWN_SUFFIXES = ", ".join(_SUFFIXES)
PACKED = ", ".join(PACKED_SUFFIXES)
_BESIDE_ARTICLES = (".records.jsonl", ".gold.jsonl")
"""Ends of the names that say what was read from the articles, or annotated in them, and lies beside them."""

_EXTRAS = {Format.HTML: ("trafilatura", "html"), Format.WARC: ("fastwarc", "warc")}
"""Formats that need a package which does not come with dashiji, and the extra that brings it."""
_MANIFEST, _RUN_FOLDERS = "manifest.json", {"records", "articles"}
"""What a run directory holds."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file by its path, a file behind a URL by its name, or standard input.

    `format` is `None` where only the content can tell it, `size` (bytes) where nobody knows.
    """

    name: str
    path: Path | None
    format: Format | None
    size: int | None = None

    @contextmanager
    def open(self, meter: Meter) -> Iterator[BinaryIO]:
        """Open for reading bytes, unpacked where they are compressed; standard input stays open afterwards. Raises OSError."""
        with self._open_packed() as file:
            meter.begin(file)
            try:
                yield unpacked(file)
            finally:
                meter.end(self.size)

    @contextmanager
    def _open_packed(self) -> Iterator[BinaryIO]:
        if self.path is not None:
            with self.path.open("rb") as file:
                yield file
        elif self.name == STANDARD_INPUT:
            yield sys.stdin.buffer
        else:
            with open_url(self.name) as file:
                yield file


def _format_of(name: str) -> Format | None:
    return _SUFFIXES.get(PurePosixPath(without_packing(name.lower())).suffix)


def expand(inputs: Iterable[str | Path], warn: Warn) -> list[Source]:
    """Find the sources that the inputs name, each once, folders and globs in order of name.

    A folder gives every file below it with a known suffix but `*.records.jsonl`, `*.gold.jsonl` and run directories; what else is
    passed over is told to `warn`, but for hidden files. Raises InputError for an input that does not exist, gives nothing, or needs
    a package that is not installed.
    """
    sources: dict[str, Source] = {}
    for entry in inputs:
        for source in _expand_one(str(entry), warn):
            key = os.path.realpath(source.path) if source.path else source.name
            sources.setdefault(key, source)
    for form, (package, extra) in _EXTRAS.items():
        first = next((source for source in sources.values() if source.format is form), None)
        if first and find_spec(package) is None:
            raise InputError(f"{first.name}: reading it needs {package}; pip install 'dashiji[{extra}]'")
    return list(sources.values())


def _expand_one(entry: str, warn: Warn) -> Iterator[Source]:
    if entry == "-":
        yield Source(STANDARD_INPUT, None, None)
        return
    if is_url(entry):
        yield from (Source(url, None, _format_of(url), size) for url, size in expand_url(entry))
        return
    path = Path(entry)
    if path.is_dir():
        yield from _folder(path, warn)
    elif path.exists():
        yield _file(path)
    else:
        yield from _glob(entry, warn)


def _file(path: Path) -> Source:
    return Source(str(path), path, _format_of(path.name), path.stat().st_size if path.is_file() else None)


def _folder(folder: Path, warn: Warn) -> Iterator[Source]:
    found = False
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if set(names) >= {_MANIFEST} and set(folders) >= _RUN_FOLDERS:
            warn(f"{parent}: passed over: it is a run directory, and holds records, not articles")
            folders.clear()
            continue
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(parent, name)
            if without_packing(name.lower()).endswith(_BESIDE_ARTICLES):
                warn(f"{path}: passed over: in folders a file of this name holds records, not articles; name the file itself to read it")
            elif _format_of(name):
                found = True
                yield _file(path)
            else:
                warn(f"{path}: passed over: in folders only {KNOWN_SUFFIXES} (packed or not) are read; name the file itself to read it")
    if not found:
        raise InputError(f"{folder}: the folder holds no article; articles are files named {KNOWN_SUFFIXES}, packed ({PACKED}) or not")


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
