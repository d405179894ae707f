"""Record files, line by line: JSON Lines, plain or gzip, or a folder of them."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from pydantic import ValidationError

from dashiji.diff.sides import SideRecord
from dashiji.errors import InputError
from dashiji.records import Record

_SUFFIXES = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record as it lies in a file, read no further than needed to know whether it changed."""

    doc_id: str
    id: str
    content_digest: str
    confidence: float
    input: str
    json: bytes
    origin: str

    def record(self) -> SideRecord:
        """Read the whole record. Raises InputError naming file, line, field and value."""
        try:
            return SideRecord.model_validate_json(self.json)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "record"
            raise InputError(f"{self.origin}: {field}: {first['msg']}; give records as dashiji extract writes them") from error


@dataclass(frozen=True, slots=True)
class Making:
    """What made a side's records, the input apart: program version, digest of the rules, models with digests."""

    program: str
    rules: str
    models: tuple[tuple[str, str], ...]


def record_line(record: Record) -> tuple[RecordLine, Making]:
    """A record that lies in no file, as if it did."""
    line = record.to_json().encode()
    lineage = record.lineage
    making = Making(lineage.dashiji, lineage.rules, tuple(sorted(lineage.models.items())))
    return RecordLine(record.doc_id, record.id, record.content_digest, record.confidence, lineage.input, line, record.doc_id), making


def record_files(path: Path) -> list[Path]:
    """The record files that a path stands for: itself, or those of a folder in name order. Raises InputError where there is none."""
    if not path.is_dir():
        return [path]
    files = sorted(entry for entry in path.iterdir() if entry.name.endswith(_SUFFIXES) and not entry.name.startswith("."))
    if not files:
        raise InputError(f"{path}: holds no record file (*.jsonl, *.jsonl.gz); give the file that dashiji extract -o wrote")
    return files


def read_lines(path: Path) -> Iterator[tuple[RecordLine, Making]]:
    """Every record line below `path` with what made it, in file order. Raises InputError naming file and line."""
    for file in record_files(path):
        with _open(file) as stream:
            try:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield _parse(line.strip().removeprefix(b"\xef\xbb\xbf"), f"{file}:{number}")
            except (EOFError, gzip.BadGzipFile) as error:
                raise InputError(f"{file}: broken gzip: {error}; write it again") from error


def _open(file: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(file, "rb")) if file.suffix == ".gz" else file.open("rb")


def _parse(line: bytes, origin: str) -> tuple[RecordLine, Making]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{origin}: not a JSON object on one line: {error}") from error
    missing = [name for name in ("doc_id", "id", "content_digest") if not isinstance(row, dict) or not isinstance(row.get(name), str)]
    if missing:
        raise InputError(f"{origin}: no {missing[0]}; give records as dashiji extract writes them")
    confidence, lineage = row.get("confidence"), row.get("lineage")
    sure = confidence if isinstance(confidence, float | int) else 1.0
    named = lineage if isinstance(lineage, dict) else {}
    read_in = str(named.get("input", ""))
    return RecordLine(row["doc_id"], row["id"], row["content_digest"], sure, read_in, line, origin), _making_of(named)


def _making_of(lineage: Mapping[str, Any]) -> Making:
    models = lineage.get("models")
    named = tuple(sorted((str(name), str(digest)) for name, digest in models.items())) if isinstance(models, dict) else ()
    return Making(str(lineage.get("dashiji", "")), str(lineage.get("rules", "")), named)
