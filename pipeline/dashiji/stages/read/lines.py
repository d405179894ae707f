"""Byte streams cut into blocks and lines, one line in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dashiji.stages.read.packing import DAMAGE

HEAD_SIZE = 1 << 16
"""How many bytes the encoding and format of a source are told from; a multiple of every character width."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The stream broke off here, for this reason (a torn archive, a disk error)."""

    reason: str


def read_block(stream: BinaryIO, size: int = HEAD_SIZE) -> bytes | Damage:
    """Read up to `size` bytes, fewer only at the end of the stream; `b""` there."""
    try:
        return stream.read(size)
    except DAMAGE as error:
        return Damage(f"reading broke off: {error}")


def read_rest(stream: BinaryIO, head: bytes) -> bytes | Damage:
    """All bytes of the stream, `head` being those already read."""
    blocks = [head]
    while block := read_block(stream):
        if isinstance(block, Damage):
            return block
        blocks.append(block)
    return b"".join(blocks)


def split_lines(stream: BinaryIO, head: bytes, end: bytes) -> Iterator[bytes | Damage]:
    """Yield the lines of head and stream without their `end`, whose length is the width of a character unit.

    After Damage, which stands for the line that it broke off in, nothing follows.
    """
    pending: list[bytes] = []
    block: bytes | Damage = head
    while block:
        if isinstance(block, Damage):
            yield block
            return
        *complete, tail = _cut(block, end)
        for piece in complete:
            pending.append(piece)
            yield b"".join(pending)
            pending.clear()
        pending.append(tail)
        block = read_block(stream)
    if last := b"".join(pending):
        yield last


def _cut(block: bytes, end: bytes) -> list[bytes]:
    """Cut at every `end` that lies on a unit border; the two bytes of a line feed also occur astride two characters."""
    if len(end) == 1:
        return block.split(end)
    pieces, start, at = [], 0, block.find(end)
    while at >= 0:
        if at % len(end) == 0:
            pieces.append(block[start:at])
            start = at + len(end)
        at = block.find(end, at + 1)
    return [*pieces, block[start:]]
