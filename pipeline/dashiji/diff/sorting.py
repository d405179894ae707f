"""Sorting: a side's record lines by document, in bounded memory, whatever their order in the files."""

import heapq
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from dashiji.diff.lines import RecordLine

CHUNK = 10_000
"""Lines held in memory at a time, some 1 kB each."""

_Numbered = tuple[str, int, RecordLine]


def by_document(lines: Iterable[RecordLine], chunk: int = CHUNK) -> Iterator[tuple[str, list[RecordLine]]]:
    """Documents in order of their ids, each with its lines in file order. Sorted portions wait in temporary files."""
    with tempfile.TemporaryDirectory(prefix="dashiji-") as folder:
        portions: list[Iterable[_Numbered]] = []
        waiting: list[_Numbered] = []
        for number, line in enumerate(lines):
            waiting.append((line.doc_id, number, line))
            if len(waiting) == chunk:
                path = Path(folder) / str(len(portions))
                _store(sorted(waiting), path)
                portions.append(_load(path))
                waiting = []
        portions.append(sorted(waiting))
        for doc_id, group in groupby(heapq.merge(*portions), key=itemgetter(0)):
            yield doc_id, [line for _, _, line in group]


def _store(lines: Iterable[_Numbered], path: Path) -> None:
    with path.open("wb") as file:
        for line in lines:
            pickle.dump(line, file, pickle.HIGHEST_PROTOCOL)


def _load(path: Path) -> Iterator[_Numbered]:
    """What `_store` wrote: pickle reads only this very process's own file."""
    with path.open("rb") as file:
        while file.peek(1):
            numbered: _Numbered = pickle.load(file)
            yield numbered
