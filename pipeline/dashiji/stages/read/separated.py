"""CSV and TSV to articles: one row in memory at a time, each line in its own encoding."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from dashiji.article import Article
from dashiji.stages.read.decoding import BadBytesError, decode, likely_family
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.lines import Damage, split_lines
from dashiji.stages.read.rows import ArticleMaker

_DELIMITERS = ",\t;|"
MOST_CHARACTERS = 1 << 24
"""Most characters of a field; only a quote that is never closed makes more."""


class _Lines:
    """The decoded lines of a stream, for csv to take one after the other; knows what went into the row just read."""

    def __init__(self, stream: BinaryIO, head: bytes, wide: str) -> None:
        self._lines = split_lines(stream, head, "\n".encode(wide or "ascii"))
        self._wide = wide
        self._prior = "" if wide else likely_family(head.split(b"\n")[:-1])
        self._taken: list[str] = []
        self._fault: str | None = None
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            if isinstance(line, Damage):
                self._fault = line.reason
                return
            yield self._take(line)

    def _take(self, line: bytes) -> str:
        try:
            text = decode(line, self._wide, self._prior)
        except BadBytesError as error:
            # Quotes and commas stay where they are, so the row ends where it should.
            self._fault, text = self._fault or str(error), line.decode("latin-1")
        self._taken.append(text)
        return text + "\n"

    def row_read(self) -> tuple[str, str | None]:
        """The characters of the row that csv has just completed, and what is wrong with them."""
        source, fault = "\n".join(self._taken), self._fault
        self._taken.clear()
        self._fault = None
        return source, fault


def read_separated(stream: BinaryIO, head: bytes, wide: str, name: str, make: ArticleMaker) -> Iterator[Article | Failure]:
    """Read one article a row; the first row names the columns, and tells which of `, tab ; |` stands between them.

    Without the text column the file fails as a whole; a row with more or fewer fields than there are columns fails alone.
    """
    csv.field_size_limit(MOST_CHARACTERS)
    lines = _Lines(stream, head, wide)
    source = iter(lines)
    header = next(source, "").removesuffix("\n").removesuffix("\r")
    _, fault = lines.row_read()
    columns = next(csv.reader([header], delimiter=_delimiter(header)), [])
    failure = Failure(f"{name}:1", fault) if fault else make.check_columns([*map(str.strip, columns)], f"{name}:1") if columns else None
    if failure or not columns:
        yield from [failure] if failure else []
        return
    names = [*map(str.strip, columns)]
    rows = csv.reader(source, delimiter=_delimiter(header))
    while True:
        origin = f"{name}:{lines.number + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            lines.row_read()
            yield Failure(origin, f"broken row: {error}; look for a quote that is not closed")
            continue
        text, fault = lines.row_read()
        if fault:
            yield Failure(origin, fault)
        elif row:
            yield _article(row, names, text, origin, make)
        if row is None:
            return


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _article(row: list[str], names: list[str], source: str, origin: str, make: ArticleMaker) -> Article | Failure:
    if len(row) != len(names):
        return Failure(origin, f"broken row: {len(row)} fields for {len(names)} columns; quote fields with commas, quotes or line ends")
    return make.from_row(dict(zip(names, row, strict=True)), source, origin)
