"""Compressed streams, told by what their bytes say and not by name: a pipe has no name, and names are wrong."""

import bz2
import gzip
import sys
import zlib
from typing import BinaryIO, cast

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdError, ZstdFile
else:
    from backports.zstd import ZstdError, ZstdFile

PACKED_SUFFIXES = (".gz", ".bz2", ".zst", ".zstd")
DAMAGE = (OSError, EOFError, zlib.error, ZstdError)
"""What reading a torn or corrupt stream raises."""
_MOST_MAGIC = 4


def unpacked(stream: BinaryIO) -> BinaryIO:
    """Unpack gzip, bzip2 and Zstandard, also of several members; every other stream is given back as it is."""
    peek = getattr(stream, "peek", None)
    magic = peek(_MOST_MAGIC)[:_MOST_MAGIC] if peek is not None else b""
    if magic.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if magic.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(stream))
    if magic == b"\x28\xb5\x2f\xfd":
        return cast(BinaryIO, ZstdFile(stream))
    return stream


def without_packing(name: str) -> str:
    """A file name without the suffix of a compression."""
    return next((name.removesuffix(suffix) for suffix in PACKED_SUFFIXES if name.endswith(suffix)), name)
