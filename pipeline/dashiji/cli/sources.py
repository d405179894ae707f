"""What a side of `diff` is read from: a record file, a folder of them, or a run directory."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dashiji.diff.comparing import Side
from dashiji.diff.lines import Making, RecordLine, read_lines, record_line
from dashiji.diff.stored import Stored, stored_in_files

if TYPE_CHECKING:
    from dashiji.store.directory import RunDirectory

_SHORT = len("sha256:") + 12
Inputs = Callable[[str], str | None]


@dataclass(frozen=True)
class Source:
    """One side before it is compared.

    `libraries` are the versions of what it was made with besides dashiji, empty where the source does not say. `inputs` gives the
    digest of an article as it was read, `""` for one that was not read, `None` where the source does not say.
    """

    path: Path
    lines: Callable[[], Iterator[tuple[RecordLine, Making]]]
    stored: Callable[[], Stored]
    libraries: Mapping[str, str] = field(default_factory=dict)
    inputs: Inputs = lambda doc_id: None

    def side(self) -> Side:
        """The records, once through."""
        return Side.of(self.lines())

    def making(self) -> Making | None:
        """What made the first record; `None` where there is none."""
        return next((making for _, making in islice(self.lines(), 1)), None)


def open_source(path: Path) -> Source:
    """Find out what a path holds. Raises InputError for a run directory that cannot be read."""
    if (path / "manifest.json").is_file():
        from dashiji.store.directory import RunDirectory

        return _run(path, RunDirectory(path))
    return Source(path, lambda: read_lines(path), lambda: stored_in_files(path))


def _run(path: Path, run: "RunDirectory") -> Source:
    made = run.manifest().configuration
    libraries = {name: package.version for name, package in made.packages.items()} | {"python": made.python, "code": made.code[:_SHORT]}

    @cache
    def digests() -> dict[str, str]:
        return {outcome.doc_id: outcome.digest or "" for outcome in run.articles() if outcome.doc_id is not None}

    return Source(path, lambda: map(record_line, run.records()), lambda: _stored(run), libraries, lambda doc_id: digests().get(doc_id, ""))


def _stored(run: "RunDirectory") -> Stored:
    """A run's records: its table of articles says how many each has, and one run makes all its records alike."""
    rows = list(run.counts())
    return Stored(
        inputs={doc_id: digest for doc_id, digest, _ in rows},
        counts={doc_id: count for doc_id, _, count in rows},
        makings=frozenset(record_line(record)[1] for record in islice(run.records(), 1)),
        lines=lambda doc_ids: map(record_line, run.records(doc_ids)),
    )
