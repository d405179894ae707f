"""Drawing: the text that a record was read from, cut into pieces that know what they are for it, and what cannot be drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashiji.diff.passage import Piece, passage, whole
from dashiji.diff.sides import SideRecord, SideSpan

AROUND = 100
"""Characters of the article shown before and after the evidence."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A passage in the article's script and, where that differs, in simplified script."""

    pieces: tuple[Piece, ...]
    folded: tuple[Piece, ...] | None


def draw(record: SideRecord, document: str | None, fold: Callable[[str], str]) -> list[Drawn]:
    """One passage for each evidence, the best first."""
    return [_both(passage(record, document, AROUND, which), fold) for which in range(len(record.evidence))]


def draw_whole(record: SideRecord, document: str, fold: Callable[[str], str]) -> Drawn:
    """The whole article."""
    return _both(whole(record, document), fold)


def _both(pieces: tuple[Piece, ...], fold: Callable[[str], str]) -> Drawn:
    """Folding sees the whole passage, as what is right for a character depends on those around it."""
    text = "".join(piece.text for piece in pieces)
    folded = fold(text)
    return Drawn(pieces, tuple(_cut(pieces, folded)) if folded != text else None)


def _cut(pieces: tuple[Piece, ...], text: str) -> Iterator[Piece]:
    start = 0
    for piece in pieces:
        yield Piece(text[start : start + len(piece.text)], piece.roles)
        start += len(piece.text)


def undrawn_spans(record: SideRecord, document: str | None) -> list[tuple[str, SideSpan]]:
    """Spans that are not where they say, with what they are: not in the article or, where that is not known, not in their evidence."""
    return [(name, span) for name, span in _spans(record) if not _is_drawn(span, record, document)]


def _spans(record: SideRecord) -> Iterator[tuple[str, SideSpan]]:
    for evidence in record.evidence:
        yield "evidence", evidence
        yield "trigger", evidence.trigger
    for role, values in record.arguments.items():
        yield from ((role, value) for value in values)


def _is_drawn(span: SideSpan, record: SideRecord, document: str | None) -> bool:
    if not 0 <= span.start < span.end or len(span.text) != span.end - span.start:
        return False
    if document is not None:
        return document[span.start : span.end] == span.text
    homes = [e for e in record.evidence if e.start <= span.start and span.end <= e.end]
    return all(home.text[span.start - home.start : span.end - home.start] == span.text for home in homes)
