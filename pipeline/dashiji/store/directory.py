"""One run directory: opened for writing by a run, or for reading by everybody else."""

import json
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashiji.errors import InputError, UsageError
from dashiji.records import Record
from dashiji.stages.read import is_url, open_filesystem
from dashiji.store import manifest as manifests
from dashiji.store.bucket import Bucket, workshop_of
from dashiji.store.folder import Folder, LocalFolder
from dashiji.store.lock import locked
from dashiji.store.manifest import Counts, Manifest, Part, RunState
from dashiji.store.outcome import Outcome, State, from_row
from dashiji.store.parts import ARTICLES_FOLDER, RECORDS_FOLDER, part_digest, part_file, read_rows
from dashiji.store.rows import to_record
from dashiji.store.schema import UNUSED

SESSIONS = "sessions.jsonl"
_WORKSHOP, _SUFFIX = ".work", ".parquet"
_UNUSED_FILES = {State.FAILED: "failures.parquet", State.QUARANTINED: "quarantine.parquet"}


@dataclass(frozen=True)
class RunDirectory:
    """A run directory by its path, or by its URL in an object store that fsspec knows."""

    path: Path | str

    @cached_property
    def folder(self) -> Folder:
        """Where its files lie. Raises InputError where the package that speaks the URL's protocol is missing."""
        if isinstance(self.path, Path):
            return LocalFolder(self.path, self.workshop)
        files, root = open_filesystem(self.path)
        return Bucket(files, root.rstrip("/"), self.workshop)

    @cached_property
    def workshop(self) -> Path:
        """Where a run in progress keeps what it needs: temporary files, strikes, the lock. Gone once the run is complete.

        Inside the directory, so that all machines that work on the run share it; of a run in an object store each has its own.
        """
        return self.path / _WORKSHOP if isinstance(self.path, Path) else workshop_of(self.path)

    def join(self) -> None:
        """Have a workshop on this machine, before work on a run whose driver may be on another. Raises OSError."""
        if not isinstance(self.path, Path):
            self.workshop.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the directory if need be and keep other writers out while the block runs. Raises UsageError, InputError.

        Writers on other machines are kept out of a directory that they share, not out of an object store.
        """
        self._refuse_other_folders()
        self.workshop.mkdir(parents=True, exist_ok=True)
        with locked(self.workshop / "lock", self.path):
            for temporary in self.workshop.glob("*.tmp"):
                temporary.unlink(missing_ok=True)
            yield

    def _refuse_other_folders(self) -> None:
        if not self.exists() and self.folder.names() not in ([], [_WORKSHOP]):
            raise InputError(f"{self.path}: is not empty and holds no run; choose another --out")

    def exists(self) -> bool:
        """Whether a run was begun here."""
        return manifests.NAME in self.folder.names()

    def manifest(self) -> Manifest:
        """What the directory says of itself. Raises InputError."""
        return manifests.load_manifest(self.folder, self.path)

    def save(self, manifest: Manifest) -> None:
        """Write the manifest."""
        manifests.save_manifest(self.folder, manifest)

    def note_session(self, **facts: object) -> None:
        """Add a line on one session of running to `sessions.jsonl`: all that differs between runs of the same is kept there."""
        self.folder.append(SESSIONS, json.dumps(facts, ensure_ascii=False))

    def sessions(self) -> list[dict[str, Any]]:
        """The sessions in which the run was made, oldest first; a line torn by a crash is passed over."""
        if SESSIONS not in self.folder.names():
            return []
        with self.folder.open(SESSIONS) as file:
            lines = file.read().decode().splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]

    def complete(self, manifest: Manifest, parts: Iterable[Part]) -> tuple[Manifest, int]:
        """Close the run over its parts, in order; gives the manifest and how many parts of a changed input were removed."""
        kept = tuple(
            part.model_copy(update={"articles_sha256": part_digest(self.folder, part_file(ARTICLES_FOLDER, part.name))})
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
        others = [(table, name) for table in (RECORDS_FOLDER, ARTICLES_FOLDER) for name in self._names(table) - names]
        for table, name in others:
            self.folder.remove(part_file(table, name))
        return len({name for _, name in others})

    def _names(self, table: str) -> set[str]:
        """The parts of which there is a file."""
        return {file.removesuffix(_SUFFIX) for file in self.folder.names(table) if file.endswith(_SUFFIX)}

    def _write_unused(self, parts: Iterable[Part]) -> None:
        wanted = [part for part in parts if part.counts.failed or part.counts.quarantined]
        for state, name in _UNUSED_FILES.items():
            rows = (row for part in wanted for row in self._rows(ARTICLES_FOLDER, part.name) if row["outcome"] == state)
            self.folder.write(name, lambda path, rows=rows: _write_rows(rows, path))  # type: ignore[misc]

    def names(self) -> list[str]:
        """The names of all parts in order: a complete run's by its manifest, else those that are there."""
        manifest = self.manifest()
        if manifest.state is RunState.COMPLETE:
            return [part.name for part in manifest.parts]
        return sorted(self._names(ARTICLES_FOLDER))

    def _rows(self, table: str, name: str, doc_ids: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
        return read_rows(self.folder, part_file(table, name), doc_ids=doc_ids)

    def records(self, doc_ids: Collection[str] | None = None) -> Iterator[Record]:
        """Every record, or those of some articles, in the order of the articles and of the text. Raises InputError."""
        for name in self.names():
            yield from map(to_record, self._rows(RECORDS_FOLDER, name, doc_ids))

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Of every article that gave records its id, digest and how many. Raises InputError."""
        for name in self.names():
            for row in read_rows(self.folder, part_file(ARTICLES_FOLDER, name), ("doc_id", "digest", "records")):
                if row["records"]:
                    yield row["doc_id"], row["digest"], row["records"]

    def articles(self) -> Iterator[Outcome]:
        """Every article as it came in, without its records. Raises InputError."""
        for name in self.names():
            yield from map(from_row, self._rows(ARTICLES_FOLDER, name))

    def unused(self) -> Iterator[Outcome]:
        """Every article that failed or is in quarantine. Raises InputError."""
        return (article for article in self.articles() if article.state is not State.OK)

    def articles_with_records(self, duplicates: bool = True) -> Iterator[tuple[Outcome, list[Record]]]:
        """Every article that gave records, with them, or those that repeat no other; one part in memory at a time.

        Raises InputError; UsageError where duplicates are to be left out of a run in which nobody looked for them.
        """
        if not duplicates and not self.manifest().configuration.mark_duplicates:
            raise UsageError(f"{self.path}: duplicates are not marked in this run; make one with dashiji run --mark-duplicates")
        for name in self.names():
            records = map(to_record, self._rows(RECORDS_FOLDER, name))
            for row in self._rows(ARTICLES_FOLDER, name):
                own = [next(records) for _ in range(row["records"])]
                if own and (duplicates or row["duplicate_of"] is None):
                    yield from_row(row), own


def run_at(place: str) -> RunDirectory:
    """The run directory at a path or URL, as people write it."""
    return RunDirectory(place if is_url(place) else Path(place))


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
