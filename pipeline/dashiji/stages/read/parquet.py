"""Parquet to articles, some rows in memory at a time and no column that is not needed."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashiji.article import Article
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.packing import DAMAGE
from dashiji.stages.read.rewinding import rewound
from dashiji.stages.read.rows import ArticleMaker

MAGIC = b"PAR1"
_ROWS_AT_ONCE = 256


def read_parquet(stream: BinaryIO, head: bytes, name: str, make: ArticleMaker) -> Iterator[Article | Failure]:
    """Read one article a row; `name:7` is the seventh row. Without the text column the file fails as a whole."""
    import pyarrow as pa

    number = 0
    try:
        with rewound(stream, head) as file:
            for row in _rows(file, name, make):
                if isinstance(row, Failure):
                    yield row
                    return
                number += 1
                yield make.from_row(row, _source(row), f"{name}:{number}")
    except (pa.ArrowException, *DAMAGE) as error:
        yield Failure(f"{name}:{number + 1}", f"broken Parquet: {error}; what follows in the file is not read")


def _rows(file: BinaryIO, name: str, make: ArticleMaker) -> Iterator[dict[str, Any] | Failure]:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(file)
    columns = table.schema_arrow.names
    if failure := make.check_columns(columns, f"{name}:1"):
        yield failure
        return
    for batch in table.iter_batches(_ROWS_AT_ONCE, columns=[column for column in columns if column in make.names]):
        yield from batch.to_pylist()


def _source(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)
