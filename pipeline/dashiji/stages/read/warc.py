"""Web archives (WARC, as of Common Crawl's news) to articles, one page at a time, by fastwarc (`pip install 'dashiji[warc]'`)."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashiji.article import Article
from dashiji.stages.read.decoding import BadBytesError, decode, wide_encoding
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.packing import DAMAGE
from dashiji.stages.read.pages import read_page
from dashiji.stages.read.rewinding import rewound
from dashiji.stages.read.rows import ArticleMaker
from dashiji.stages.read.sources import Warn

MAGIC = b"WARC/"
MOST_BYTES = 1 << 24
"""A longer page is cut here."""
_PAGES = ("text/html", "application/xhtml+xml")
_OK = 200


def read_warc(stream: BinaryIO, head: bytes, name: str, make: ArticleMaker, warn: Warn) -> Iterator[Article | Failure]:
    """Read every page that was answered with 200; `name:7` is the seventh record of the archive, and the page's address its id.

    What is no page is passed over, and told to `warn` in one line.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Failure(f"{name}:1", "WARC needs fastwarc; pip install 'dashiji[warc]'")
        return
    passed_over = number = 0
    try:
        with rewound(stream, head) as file:
            watched = _Watched(file)
            for number, record in enumerate(ArchiveIterator(watched, parse_http=True), 1):
                if record.record_type != WarcRecordType.response:
                    continue
                page = _page(record)
                if page is None:
                    passed_over += 1
                else:
                    yield _article(page, record.headers.get("WARC-Target-URI") or "", f"{name}:{number}", make)
            if watched.fault:
                yield Failure(f"{name}:{number + 1}", f"reading broke off: {watched.fault}")
    except (ValueError, *DAMAGE) as error:
        yield Failure(f"{name}:{number + 1}", f"reading broke off: {error}")
    if passed_over:
        warn(f"{name}: {passed_over} answers passed over that are no page or not complete")


def _page(record: Any) -> bytes | None:
    """The bytes of a page, `None` for any other answer."""
    kind = (record.http_content_type or "").lower()
    if record.http_headers is None or record.http_headers.status_code != _OK or not kind.startswith(_PAGES):
        return None
    return bytes(record.reader.read(MOST_BYTES))


def _article(page: bytes, url: str, origin: str, make: ArticleMaker) -> Article | Failure:
    try:
        html = decode(page, wide_encoding(page))
    except BadBytesError as error:
        return Failure(origin, str(error), url or None)
    return read_page(html, origin, url, make)


class _Watched(io.RawIOBase):
    """A stream that remembers what reading it raised: fastwarc takes a torn one for one that has ended."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.fault: Exception | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except DAMAGE as error:
            self.fault = error
            raise

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()
