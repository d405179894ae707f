"""Read articles from files, folders, globs and standard input: bytes in, articles and failures out."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from dashiji.article import Article
from dashiji.stages.read.dates import parse_date
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.formats import read_source
from dashiji.stages.read.ids import Ids
from dashiji.stages.read.meter import Meter
from dashiji.stages.read.remote import is_url, open_filesystem
from dashiji.stages.read.rows import DEFAULT_COLUMNS, Columns, digest_id
from dashiji.stages.read.sources import Source, Warn, expand

__all__ = ["DEFAULT_COLUMNS", "Columns", "Failure", "Meter", "Warn", "digest_id", "is_url", "open_filesystem", "parse_date", "read"]

_log = logging.getLogger("dashiji.read")


def read(
    inputs: Iterable[str | Path] | str | Path, columns: Columns = DEFAULT_COLUMNS, warn: Warn = _log.warning, meter: Meter | None = None
) -> Iterator[Article | Failure]:
    """Read every article that the inputs name, in order, one at a time.

    An input is a file, a folder (all below it), a glob, a URL that fsspec knows, or `-` for standard input; text, Markdown, JSON,
    JSON Lines, CSV, TSV, Parquet, HTML or WARC, also packed by gzip, bzip2 or Zstandard, in UTF-8, UTF-16, UTF-32, GB18030 or Big5.

    What cannot be used comes out as a Failure in its place, and so does an article whose id another one of this read already has:
    records are keyed by it. `warn` is told, one line each, what did not stop an article: an unreadable date, a file passed over, a
    column that is not there; the default logs it. `meter` is kept up to date with how much has been read. Memory does not grow with the
    number of articles, a temporary file of SQLite's does, by their ids.

    Raises InputError at once when an input does not exist.
    """
    named = [inputs] if isinstance(inputs, str | Path) else inputs
    sources = expand(named, warn)
    meter = meter or Meter()
    sizes = [source.size for source in sources]
    meter.total = None if None in sizes else sum(size or 0 for size in sizes)
    return _read_all(sources, columns, warn, meter)


def _read_all(sources: list[Source], columns: Columns, warn: Warn, meter: Meter) -> Iterator[Article | Failure]:
    with Ids() as ids:
        for source in sources:
            for item in read_source(source, columns, warn, meter):
                yield item if isinstance(item, Failure) else _unless_used(item, ids)


def _unless_used(article: Article, ids: Ids) -> Article | Failure:
    first = ids.first_use(article.id, article.origin)
    if first is None:
        return article
    return Failure(article.origin, f"duplicate id {article.id!r}, first used at {first}; give it its own or remove it", article.id)
