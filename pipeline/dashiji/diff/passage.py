"""The text around a record, cut into pieces that know what they are for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dashiji.diff.sides import SideRecord, SideSpan

AROUND = 40
"""Characters of the article shown before and after the evidence."""
TRIGGER = "trigger"
CONTEXT = "context"

Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the roles they fill, `trigger` and `context` (outside the evidence) among them; spans that overlap share pieces."""

    text: str
    roles: tuple[str, ...] = ()


def passage(record: SideRecord, document: str | None = None, around: int = AROUND, which: int = 0) -> tuple[Piece, ...]:
    """One evidence (the best is 0) in pieces, with text around it where the document is known and is the one that was read."""
    shown = record.evidence[which]
    known = document is not None and document[shown.start : shown.end] == shown.text
    text, start = shown.text, shown.start
    if document is not None and known:
        start = max(0, shown.start - around)
        text = document[start : shown.end + around]
    marks = [*_drawn(record, text, start), (start, shown.start, CONTEXT), (shown.end, start + len(text), CONTEXT)]
    return tuple(_pieces(text, [(first - start, last - start, role) for first, last, role in marks]))


def whole(record: SideRecord, document: str) -> tuple[Piece, ...]:
    """The whole document in pieces; spans that are not where they say are not drawn."""
    marks, end = _drawn(record, document, 0), 0
    for shown in sorted(record.evidence, key=lambda evidence: evidence.start):
        if document[shown.start : shown.end] == shown.text:
            marks.append((end, shown.start, CONTEXT))
            end = max(end, shown.end)
    return tuple(_pieces(document, [*marks, (end, len(document), CONTEXT)]))


def _drawn(record: SideRecord, text: str, start: int) -> list[Mark]:
    """Triggers and values as far as they lie in a text that begins at `start`, and say what stands there."""
    spans = [(TRIGGER, evidence.trigger) for evidence in record.evidence]
    spans += [(role, value) for role, values in record.arguments.items() for value in values]
    return [(span.start, span.end, role) for role, span in spans if _is_there(span, text, start)]


def _is_there(span: SideSpan, text: str, start: int) -> bool:
    first, last = max(span.start, start), min(span.end, start + len(text))
    return first < last and text[first - start : last - start] == span.text[first - span.start : last - span.start]


def _pieces(text: str, marks: list[Mark]) -> Iterator[Piece]:
    edges = {0, len(text)}
    edges.update(edge for first, last, _ in marks for edge in (first, last) if 0 < edge < len(text))
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        roles = dict.fromkeys(role for first, last, role in marks if first <= start and end <= last)
        yield Piece(text[start:end], tuple(roles))
