"""How much of all sources has been read, in bytes as they lie there."""

from dataclasses import dataclass
from typing import BinaryIO


@dataclass
class Meter:
    """Filled by `read`. `total` is `None` where the size of a source is not known, as of standard input."""

    total: int | None = None
    _before: int = 0
    _current: BinaryIO | None = None

    def begin(self, stream: BinaryIO) -> None:
        """A source was opened, and is going to be read through this stream."""
        self._current = stream

    def end(self, size: int | None) -> None:
        """The source, of this size, has been read."""
        self._current = None
        self._before += size or 0

    @property
    def share(self) -> float | None:
        """From 0 to 1; `None` where nobody knows."""
        if not self.total:
            return None
        return min(1.0, (self._before + (self._current.tell() if self._current else 0)) / self.total)
