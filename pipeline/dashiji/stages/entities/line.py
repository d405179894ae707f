"""One sentence as the entity finders see it: parallel lists of words, tags and offsets, and what was found so far.

Positions in this package are word indexes into the sentence unless they say otherwise; `end` is exclusive.
"""

from dataclasses import dataclass, field

from msgspec import Struct


class Piece(Struct, frozen=True, gc=False):
    """A mention by word indexes; `head` and `role` are ranges of words too."""

    start: int
    end: int
    kind: str
    head: tuple[int, int] | None = None
    role: tuple[int, int] | None = None


@dataclass(slots=True)
class Line:
    """Words of one sentence, their tags, both together, and the piece that covers each word, if any; pieces never overlap."""

    texts: list[str]
    tags: list[str]
    words: list[tuple[str, str]] = field(init=False)
    cover: list[Piece | None] = field(init=False)

    def __post_init__(self) -> None:
        self.words = list(zip(self.texts, self.tags, strict=True))
        self.cover = [None] * len(self.texts)

    def add(self, piece: Piece) -> None:
        """Record a piece; pieces that it touches are dropped, since a longer name wins."""
        for index in range(piece.start, piece.end):
            old = self.cover[index]
            if old is not None and old is not piece:
                self.cover[old.start : old.end] = [None] * (old.end - old.start)
        self.cover[piece.start : piece.end] = [piece] * (piece.end - piece.start)

    def pieces(self) -> list[Piece]:
        """What was found, in order."""
        found: list[Piece] = []
        for piece in self.cover:
            if piece is not None and (not found or found[-1] is not piece):
                found.append(piece)
        return found

    def text(self, start: int, end: int) -> str:
        """The characters of a range of words."""
        return "".join(self.texts[start:end])
