"""One run directory: opened for writing by a run, or for reading by everybody else."""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashiji.errors import InputError
from dashiji.records import Record
from dashiji.store import manifest as manifests
from dashiji.store.atomic import file_digest, write_atomically
from dashiji.store.lock import locked
from dashiji.store.manifest import Counts, Manifest, Part, RunState
from dashiji.store.outcome import Outcome, State, from_row
from dashiji.store.parts import ARTICLES_FOLDER, RECORDS_FOLDER, part_path, read_rows
from dashiji.store.rows import to_record
from dashiji.store.schema import UNUSED

SESSIONS = "sessions.jsonl"
_WORKSHOP = ".work"
_UNUSED_FILES = {State.FAILED: "failures.parquet", State.QUARANTINED: "quarantine.parquet"}


@dataclass(frozen=True, slots=True)
class RunDirectory:
    """A run directory by its path."""

    path: Path

    @property
    def workshop(self) -> Path:
        """Where a run in progress keeps what it needs: temporary files, strikes, the lock. Gone once the run is complete."""
        return self.path / _WORKSHOP

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the directory if need be and keep other writers out while the block runs. Raises UsageError, InputError."""
        self._refuse_other_folders()
        for folder in (RECORDS_FOLDER, ARTICLES_FOLDER, _WORKSHOP):
            (self.path / folder).mkdir(parents=True, exist_ok=True)
        with locked(self.workshop / "lock"):
            for temporary in self.workshop.glob("*.tmp"):
                temporary.unlink(missing_ok=True)
            yield

    def _refuse_other_folders(self) -> None:
        if self.path.is_dir() and any(self.path.iterdir()) and not self.exists() and not self.workshop.is_dir():
            raise InputError(f"{self.path}: is not empty and holds no run; choose another --out")

    def exists(self) -> bool:
        """Whether a run was begun here."""
        return (self.path / manifests.NAME).is_file()

    def manifest(self) -> Manifest:
        """What the directory says of itself. Raises InputError."""
        return manifests.load_manifest(self.path)

    def save(self, manifest: Manifest) -> None:
        """Write the manifest."""
        manifests.save_manifest(self.path, self.workshop, manifest)

    def note_session(self, **facts: object) -> None:
        """Add a line on one session of running to `sessions.jsonl`: all that differs between runs of the same is kept there."""
        with (self.path / SESSIONS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(facts, ensure_ascii=False) + "\n")

    def sessions(self) -> list[dict[str, Any]]:
        """The sessions in which the run was made, oldest first; a line torn by a crash is passed over."""
        path = self.path / SESSIONS
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def complete(self, manifest: Manifest, parts: Iterable[Part]) -> tuple[Manifest, int]:
        """Close the run over its parts, in order; gives the manifest and how many parts of a changed input were removed."""
        kept = tuple(
            part.model_copy(update={"articles_sha256": file_digest(part_path(self.path, ARTICLES_FOLDER, part.name))})
            for part in sorted(parts, key=lambda part: part.start)
        )
        removed = self._remove_others({part.name for part in kept})
        self._write_unused(kept)
        closed = manifest.model_copy(
            update={
                "state": RunState.COMPLETE,
                "input": manifests.digest_of_parts(kept),
                "counts": sum((part.counts for part in kept), Counts()),
                "parts": kept,
            }
        )
        self.save(closed)
        shutil.rmtree(self.workshop)
        return closed, removed

    def _remove_others(self, names: set[str]) -> int:
        others = [path for folder in (RECORDS_FOLDER, ARTICLES_FOLDER) for path in (self.path / folder).iterdir() if path.stem not in names]
        for path in others:
            path.unlink()
        return len({path.stem for path in others})

    def _write_unused(self, parts: Iterable[Part]) -> None:
        wanted = [part for part in parts if part.counts.failed or part.counts.quarantined]
        for state, name in _UNUSED_FILES.items():
            rows = (
                row for part in wanted for row in read_rows(part_path(self.path, ARTICLES_FOLDER, part.name)) if row["outcome"] == state
            )
            write_atomically(self.path / name, self.workshop, lambda path, rows=rows: _write_rows(rows, path))  # type: ignore[misc]

    def names(self) -> list[str]:
        """The names of all parts in order: a complete run's by its manifest, else those that are there."""
        manifest = self.manifest()
        if manifest.state is RunState.COMPLETE:
            return [part.name for part in manifest.parts]
        return sorted(path.stem for path in (self.path / ARTICLES_FOLDER).glob("*.parquet"))

    def records(self) -> Iterator[Record]:
        """Every record, in the order of the articles and of the text. Raises InputError."""
        for name in self.names():
            yield from map(to_record, read_rows(part_path(self.path, RECORDS_FOLDER, name)))

    def articles(self) -> Iterator[Outcome]:
        """Every article as it came in, without its records. Raises InputError."""
        for name in self.names():
            yield from map(from_row, read_rows(part_path(self.path, ARTICLES_FOLDER, name)))

    def unused(self) -> Iterator[Outcome]:
        """Every article that failed or is in quarantine. Raises InputError."""
        return (article for article in self.articles() if article.state is not State.OK)

    def articles_with_records(self) -> Iterator[tuple[Outcome, list[Record]]]:
        """Every article that gave records, with them; one part in memory at a time. Raises InputError."""
        for name in self.names():
            records = map(to_record, read_rows(part_path(self.path, RECORDS_FOLDER, name)))
            for row in read_rows(part_path(self.path, ARTICLES_FOLDER, name)):
                own = [next(records) for _ in range(row["records"])]
                if own:
                    yield from_row(row), own


def _write_rows(rows: Iterable[dict[str, Any]], path: Path) -> None:
    """Write the rows of articles that gave nothing, some at a time."""
    with pq.ParquetWriter(path, UNUSED, compression="zstd") as writer:
        waiting: list[dict[str, Any]] = []
        for row in rows:
            waiting.append({name: row[name] for name in UNUSED.names})
            if len(waiting) == 1000:
                writer.write_table(pa.Table.from_pylist(waiting, UNUSED))
                waiting.clear()
        writer.write_table(pa.Table.from_pylist(waiting, UNUSED))
