"""Stored records: what is known of them before they are read, and those of some documents."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from dashiji.diff.lines import Making, RecordLine, read_lines


@dataclass(frozen=True, slots=True)
class Stored:
    """The records of one side, of which `lines` reads those of some documents.

    `inputs` and `counts` are the digest of each document's article and how many records it has; `makings` is what made the records.
    """

    inputs: dict[str, str]
    counts: dict[str, int]
    makings: frozenset[Making]
    lines: Callable[[Collection[str]], Iterable[tuple[RecordLine, Making]]]


def stored_in_files(path: Path) -> Stored:
    """The records of a file or folder. Raises InputError naming file and line."""
    inputs: dict[str, str] = {}
    counts: dict[str, int] = {}
    makings = set()
    for line, making in read_lines(path):
        inputs[line.doc_id] = line.input
        counts[line.doc_id] = counts.get(line.doc_id, 0) + 1
        makings.add(making)
    return Stored(inputs, counts, frozenset(makings), lambda doc_ids: (item for item in read_lines(path) if item[0].doc_id in doc_ids))
