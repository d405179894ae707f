"""One source to its articles, by its format."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from dashiji.article import Article
from dashiji.stages.read import parquet, warc
from dashiji.stages.read.archive import read_json, read_json_lines
from dashiji.stages.read.decoding import BadBytesError, decode, wide_encoding
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.lines import Damage, read_block, read_rest
from dashiji.stages.read.markdown import read_markdown
from dashiji.stages.read.meter import Meter
from dashiji.stages.read.pages import read_page
from dashiji.stages.read.parquet import read_parquet
from dashiji.stages.read.rows import ArticleMaker, Columns
from dashiji.stages.read.separated import read_separated
from dashiji.stages.read.sources import Format, Source, Warn
from dashiji.stages.read.warc import read_warc

_OBJECT = re.compile(r'\s*\{\s*"')
_LIST = re.compile(r"\s*\[\s*\{")
_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


def read_source(source: Source, columns: Columns, warn: Warn, meter: Meter) -> Iterator[Article | Failure]:
    """Read every article of one source."""
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(source.open(meter))
        except OSError as error:
            yield Failure(f"{source.name}:1", f"cannot be opened: {error.strerror or error}")
            return
        yield from _read_stream(stream, source, columns, warn)


def _read_stream(stream: BinaryIO, source: Source, columns: Columns, warn: Warn) -> Iterator[Article | Failure]:
    head = read_block(stream)
    if isinstance(head, Damage):
        yield Failure(f"{source.name}:1", head.reason)
        return
    empty = True
    for article in _by_format(stream, head, source, columns, warn):
        empty = False
        yield article
    if empty:
        warn(f"{source.name}: holds no article")


def _by_format(stream: BinaryIO, head: bytes, source: Source, columns: Columns, warn: Warn) -> Iterator[Article | Failure]:
    make = ArticleMaker(columns, warn)
    form = source.format or _binary_format(head)
    if form is Format.PARQUET:
        return read_parquet(stream, head, source.name, make)
    if form is Format.WARC:
        return read_warc(stream, head, source.name, make, warn)
    wide = wide_encoding(head)
    form = form or sniff(head.decode(wide or "latin-1", "ignore").removeprefix("\ufeff").removeprefix("ï»¿"))
    if form is Format.JSON_LINES:
        return read_json_lines(stream, head, wide, source.name, make)
    if form is Format.SEPARATED:
        return read_separated(stream, head, wide, source.name, make)
    return _read_whole(stream, head, wide, source.name, form, make)


def _binary_format(head: bytes) -> Format | None:
    if head.startswith(parquet.MAGIC):
        return Format.PARQUET
    return Format.WARC if head.startswith(warc.MAGIC) else None


def _read_whole(stream: BinaryIO, head: bytes, wide: str, name: str, form: Format, make: ArticleMaker) -> Iterator[Article | Failure]:
    data = read_rest(stream, head)
    if isinstance(data, Damage):
        yield Failure(f"{name}:1", data.reason)
        return
    try:
        text = decode(data, wide)
    except BadBytesError as error:
        yield Failure(f"{name}:{error.line + 1}", str(error))
        return
    origin = f"{name}:1"
    if form is Format.JSON:
        yield from read_json(text, name, make)
    elif form is Format.MARKDOWN:
        parts = read_markdown(text, make.columns.title)
        stated, published, author = (parts.fields.get(name, "") for name in (make.columns.id, make.columns.date, make.columns.author))
        yield make.from_text(parts.text, text, origin, id=stated, title=parts.title, published=published, author=author)
    elif form is Format.HTML:
        yield read_page(text, origin, "", make)
    else:
        yield make.from_text(text, text, origin)


def sniff(head: str) -> Format:
    """Tell JSON, JSON Lines, HTML and text apart by how a source of unknown name begins."""
    if _LIST.match(head):
        return Format.JSON
    if _PAGE.match(head):
        return Format.HTML
    if not _OBJECT.match(head):
        return Format.TEXT
    first = head.lstrip().split("\n", 1)[0].rstrip()
    return Format.JSON if first.endswith(("{", "[", ",")) else Format.JSON_LINES
