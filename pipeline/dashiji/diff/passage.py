"""The text around a record, cut into pieces that know what they are for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dashiji.diff.sides import SideRecord

AROUND = 40
"""Characters of the article shown before and after the evidence."""
TRIGGER = "trigger"
CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the roles they fill, `trigger` and `context` (outside the evidence) among them; spans that overlap share pieces."""

    text: str
    roles: tuple[str, ...] = ()


def passage(record: SideRecord, document: str | None = None) -> tuple[Piece, ...]:
    """The best evidence in pieces, with some of the text around it where the document is known and is the one that was read."""
    best = record.evidence[0]
    known = document is not None and document[best.start : best.end] == best.text
    text, start = best.text, best.start
    if document is not None and known:
        start = max(0, best.start - AROUND)
        text = document[start : best.end + AROUND]
    marks = [(best.trigger.start, best.trigger.end, TRIGGER)]
    marks += [(value.start, value.end, role) for role, values in record.arguments.items() for value in values]
    marks += [(start, best.start, CONTEXT), (best.end, start + len(text), CONTEXT)]
    return tuple(_pieces(text, [(first - start, last - start, role) for first, last, role in marks]))


def _pieces(text: str, marks: list[tuple[int, int, str]]) -> Iterator[Piece]:
    edges = {0, len(text)}
    edges.update(edge for first, last, _ in marks for edge in (first, last) if 0 < edge < len(text))
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        roles = dict.fromkeys(role for first, last, role in marks if first <= start and end <= last)
        yield Piece(text[start:end], tuple(roles))
