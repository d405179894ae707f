"""Parts: the two Parquet files of a shard, and how they are read back.

The file with the articles is written last and carries the shard's `Part` in its footer: a shard is done when that file is there.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashiji.errors import InputError
from dashiji.records import EventType
from dashiji.store.atomic import file_digest, write_atomically
from dashiji.store.manifest import Counts, Part
from dashiji.store.outcome import Outcome, State
from dashiji.store.rows import to_row
from dashiji.store.schema import ARTICLES, RECORDS

RECORDS_FOLDER = "records"
ARTICLES_FOLDER = "articles"
_FOOTER = b"dashiji"
_ROWS_AT_ONCE = 1024


def part_path(run: Path, folder: str, name: str) -> Path:
    """Where a part's file lies."""
    return run / folder / f"{name}.parquet"


def write_part(run: Path, workshop: Path, name: str, start: int, source: str, outcomes: Sequence[Outcome]) -> Part:
    """Write a shard: its records, then its articles, each whole or not at all. The same outcomes give the same bytes."""
    records = pa.Table.from_pylist([to_row(record) for outcome in outcomes for record in outcome.records], RECORDS)
    records_path = part_path(run, RECORDS_FOLDER, name)
    _write_table(records, records_path, workshop)
    part = Part(
        name=name, start=start, end=start + len(outcomes), input=source, counts=count(outcomes), records_sha256=file_digest(records_path)
    )  # fmt: skip
    schema = ARTICLES.with_metadata({_FOOTER: part.model_dump_json().encode()})
    _write_table(pa.Table.from_pylist([outcome.to_row() for outcome in outcomes], schema), part_path(run, ARTICLES_FOLDER, name), workshop)
    return part


def _write_table(table: pa.Table, path: Path, workshop: Path) -> None:
    write_atomically(path, workshop, lambda temporary: pq.write_table(table, temporary, compression="zstd"))


def count(outcomes: Sequence[Outcome]) -> Counts:
    """The counts of a shard."""
    types = [record.type for outcome in outcomes for record in outcome.records]
    states = [outcome.state for outcome in outcomes]
    return Counts(
        articles=len(outcomes),
        ok=states.count(State.OK),
        failed=states.count(State.FAILED),
        quarantined=states.count(State.QUARANTINED),
        records=len(types),
        characters=sum(outcome.characters for outcome in outcomes if outcome.state is State.OK),
        types={kind: types.count(kind) for kind in EventType if kind in types},
    )


def find_part(run: Path, name: str) -> Part | None:
    """The part of this name if both its files are there and whole; `None` where the shard is still to be done."""
    articles, records = part_path(run, ARTICLES_FOLDER, name), part_path(run, RECORDS_FOLDER, name)
    if not articles.is_file() or not records.is_file():
        return None
    try:
        footer = pq.read_schema(articles).metadata or {}
    except (pa.ArrowException, OSError):
        return None
    if _FOOTER not in footer:
        return None
    part = Part.model_validate_json(footer[_FOOTER])
    return part if file_digest(records) == part.records_sha256 else None


def read_rows(path: Path, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of one file, a thousand in memory at a time. Raises InputError naming a file that is missing or torn."""
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=None if columns is None else list(columns)):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path}: cannot be read: {error}; run dashiji run again to make it anew") from error
