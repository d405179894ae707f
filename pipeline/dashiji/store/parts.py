"""Parts: the two Parquet files of a shard, and how they are read back.

The file with the articles is written last and carries the shard's `Part` in its footer: a shard is done when that file is there.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashiji.errors import InputError
from dashiji.records import EventType
from dashiji.store.atomic import digest
from dashiji.store.folder import Folder
from dashiji.store.manifest import Counts, Part
from dashiji.store.outcome import Outcome, State
from dashiji.store.rows import to_row
from dashiji.store.schema import ARTICLES, RECORDS

RECORDS_FOLDER = "records"
ARTICLES_FOLDER = "articles"
_FOOTER = b"dashiji"
_ROWS_AT_ONCE = 1024


def part_file(table: str, name: str) -> str:
    """The name of a part's file in the run's folder."""
    return f"{table}/{name}.parquet"


def write_part(folder: Folder, name: str, start: int, source: str, outcomes: Sequence[Outcome]) -> Part:
    """Write a shard: its records, then its articles, each whole or not at all. The same outcomes give the same bytes."""
    records = part_file(RECORDS_FOLDER, name)
    _write_table(folder, records, pa.Table.from_pylist([to_row(record) for outcome in outcomes for record in outcome.records], RECORDS))
    part = Part(
        name=name, start=start, end=start + len(outcomes), input=source, counts=count(outcomes), records_sha256=part_digest(folder, records)
    )
    schema = ARTICLES.with_metadata({_FOOTER: part.model_dump_json().encode()})
    _write_table(folder, part_file(ARTICLES_FOLDER, name), pa.Table.from_pylist([outcome.to_row() for outcome in outcomes], schema))
    return part


def _write_table(folder: Folder, file: str, table: pa.Table) -> None:
    folder.create(file, lambda temporary: pq.write_table(table, temporary, compression="zstd"))


def part_digest(folder: Folder, file: str) -> str:
    """`sha256:` of a part's file."""
    with folder.open(file) as opened:
        return digest(opened)


def count(outcomes: Sequence[Outcome]) -> Counts:
    """The counts of a shard."""
    types = [record.type for outcome in outcomes for record in outcome.records]
    states = [outcome.state for outcome in outcomes]
    return Counts(
        articles=len(outcomes),
        ok=states.count(State.OK),
        failed=states.count(State.FAILED),
        quarantined=states.count(State.QUARANTINED),
        duplicates=sum(outcome.duplicate is not None for outcome in outcomes),
        records=len(types),
        characters=sum(outcome.characters for outcome in outcomes if outcome.state is State.OK),
        types={kind: types.count(kind) for kind in EventType if kind in types},
    )


def find_part(folder: Folder, name: str) -> Part | None:
    """The part of this name if both its files are there and whole; `None` where the shard is still to be done."""
    try:
        with folder.open(part_file(ARTICLES_FOLDER, name)) as file:
            footer = pq.read_schema(file).metadata or {}
        records_sha256 = part_digest(folder, part_file(RECORDS_FOLDER, name))
    except (pa.ArrowException, FileNotFoundError):
        return None
    if _FOOTER not in footer:
        return None
    part = Part.model_validate_json(footer[_FOOTER])
    return part if records_sha256 == part.records_sha256 else None


def read_rows(
    folder: Folder, file: str, columns: Sequence[str] | None = None, doc_ids: Collection[str] | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of one file, or those of some documents, a thousand in memory at a time.

    Raises InputError naming a file that is missing or torn.
    """
    wanted = None if doc_ids is None else pa.array(doc_ids, pa.string())
    try:
        with folder.open(file) as opened, pq.ParquetFile(opened) as table:
            for batch in table.iter_batches(_ROWS_AT_ONCE, columns=None if columns is None else list(columns)):
                yield from (batch if wanted is None else batch.filter(pc.is_in(batch["doc_id"], wanted))).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{file}: cannot be read: {error}; run dashiji run again to make it anew") from error
