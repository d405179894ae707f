"""Comparing: two sides, document by document, in bounded memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashiji.diff.aligning import align
from dashiji.diff.changes import find_changes
from dashiji.diff.difference import Difference
from dashiji.diff.lines import Making, RecordLine, read_lines
from dashiji.diff.sides import SideRecord
from dashiji.diff.sorting import by_document

Document = tuple[str, Sequence[RecordLine]]


@dataclass
class Side:
    """The records of one side, once through, in order of documents. `makings` is complete when the first document is there."""

    documents: Iterable[Document]
    makings: set[Making] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> "Side":
        """The records of a file or folder. Raises InputError naming file and line."""
        return cls.of(read_lines(path))

    @classmethod
    def of(cls, lines: Iterable[tuple[RecordLine, Making]]) -> "Side":
        """Records from anywhere, in any order."""
        makings: set[Making] = set()
        return cls(by_document(_noting(lines, makings)), makings)


def _noting(lines: Iterable[tuple[RecordLine, Making]], makings: set[Making]) -> Iterator[RecordLine]:
    for line, making in lines:
        makings.add(making)
        yield line


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document on both sides: its differences, and how many records are the same without a closer look."""

    doc_id: str
    before: tuple[SideRecord, ...] = ()
    after: tuple[SideRecord, ...] = ()
    differences: tuple[Difference, ...] = ()
    same: int = 0


def compare(before: Side, after: Side, *, confidence: float | None = None, unchanged: bool = False) -> Iterator[Comparison]:
    """Compare the two sides, a document at a time, in order of document ids.

    Documents that say the same on both sides are only counted, unless `unchanged` asks for their records too. `confidence`: see
    `find_changes`.
    """
    for doc_id, ours, theirs in _together(before.documents, after.documents):
        if not unchanged and _alike(ours, theirs, confidence):
            yield Comparison(doc_id, same=len(ours))
        else:
            yield compare_records(doc_id, [line.record() for line in ours], [line.record() for line in theirs], confidence=confidence)


def compare_records(
    doc_id: str, before: Sequence[SideRecord], after: Sequence[SideRecord], *, confidence: float | None = None
) -> Comparison:
    """Compare the records of one document; unchanged ones come out as differences without changes."""
    found = []
    for old, new in align(before, after):
        changes = find_changes(old, new, confidence) if old and new else ()
        found.append(Difference(old, new, changes))
    return Comparison(doc_id, tuple(before), tuple(after), tuple(found))


def _together(before: Iterable[Document], after: Iterable[Document]) -> Iterator[tuple[str, Sequence[RecordLine], Sequence[RecordLine]]]:
    """Walk two sides sorted by document at once; a document that a side lacks has no lines there."""
    ours, theirs = iter(before), iter(after)
    left, right = next(ours, None), next(theirs, None)
    while left or right:
        if left and right and left[0] == right[0]:
            yield left[0], left[1], right[1]
            left, right = next(ours, None), next(theirs, None)
        elif left and (not right or left[0] < right[0]):
            yield left[0], left[1], ()
            left = next(ours, None)
        elif right:
            yield right[0], (), right[1]
            right = next(theirs, None)


def _alike(ours: Sequence[RecordLine], theirs: Sequence[RecordLine], confidence: float | None) -> bool:
    """Whether both sides have the same contents, each as often, and where asked for the same confidences."""
    if len(ours) != len(theirs):
        return False
    exact = confidence is not None
    return sorted(map(_content, ours)) == sorted(map(_content, theirs)) and (
        not exact
        or sorted((_content(line), line.confidence) for line in ours) == sorted((_content(line), line.confidence) for line in theirs)
    )


def _content(line: RecordLine) -> str:
    return line.content_digest
