"""What an evaluation reads: gold records, the records to judge, and the articles whose offsets they count in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashiji.errors import InputError
from dashiji.records import ROLES, EventType, Status

ModelT = TypeVar("ModelT", bound=BaseModel)

Scalar = str | int | float


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldValue(_Frozen):
    """A value as annotated: `text` is the fullest mention, `alt` holds other mentions that are as good."""

    text: str
    alt: tuple[str, ...] = ()
    value: Scalar | list[Scalar] | None = None
    op: str | None = None
    unit: str | None = None


class GoldRecord(_Frozen):
    """One annotated event; an `optional` one is neither required nor an error."""

    doc: str
    type: EventType
    status: Status
    args: dict[str, tuple[GoldValue, ...]]
    evidence: tuple[str, ...] = Field(min_length=1)
    optional: bool = False

    @model_validator(mode="after")
    def _roles_of_type(self) -> "GoldRecord":
        known = ROLES[self.type]
        if unknown := [role for role in self.args if role not in known]:
            raise ValueError(f"{self.type}: unknown role {unknown[0]!r}; known: {', '.join(known)}")
        if not self.args.get(known[0]):
            raise ValueError(f"{self.type}: the anchor role {known[0]!r} is empty")
        return self


class PredictedValue(_Frozen):
    """A value of a record; offsets are `None` where the record states none, which the offset check counts as wrong."""

    text: str
    start: int | None = None
    end: int | None = None
    value: Scalar | list[Scalar] | None = None
    op: str | None = None
    unit: str | None = None


class PredictedEvidence(_Frozen):
    """The words that a record rests on, and the rule that read them."""

    text: str = ""
    start: int | None = None
    end: int | None = None
    rule: str = ""


class PredictedRecord(_Frozen):
    """As much of a record as is judged; looser than the contract, so that other versions and programs can be judged too."""

    doc_id: str
    type: EventType
    status: str | None = None
    arguments: dict[str, tuple[PredictedValue, ...]] = Field(default_factory=dict)
    evidence: tuple[PredictedEvidence, ...] = ()


class Document(_Frozen):
    """An article, as far as its offsets go."""

    id: str
    text: str
    title: str | None = None

    @property
    def document(self) -> str:
        """The text that offsets count in: `title + "\\n" + text` where there is a title, else `text`."""
        return f"{self.title}\n{self.text}" if self.title else self.text


def read_gold(path: Path) -> list[GoldRecord]:
    """Read annotated records, JSON Lines. Raises InputError naming file and line."""
    return _read(path, GoldRecord)


def read_records(path: Path) -> list[PredictedRecord]:
    """Read the records to judge, JSON Lines. Raises InputError naming file and line."""
    return _read(path, PredictedRecord)


def read_documents(path: Path) -> dict[str, Document]:
    """Read articles by id, JSON Lines. Raises InputError naming file and line, also for an id that comes twice."""
    documents: dict[str, Document] = {}
    for document in _read(path, Document):
        if document.id in documents:
            raise InputError(f"{path}: two articles have the id {document.id!r}; give each its own")
        documents[document.id] = document
    return documents


def _read(path: Path, model: type[ModelT]) -> list[ModelT]:
    found: list[ModelT] = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found.append(model.model_validate_json(line.removeprefix(b"\xef\xbb\xbf")))
            except ValidationError as error:
                raise InputError(f"{path}:{number}: {_complaint(error.errors()[0])}") from error
    return found


def _complaint(error: Any) -> str:
    """One sentence about the first thing that a line has wrong, with the value where it is short."""
    keys: Sequence[str | int] = error["loc"]
    if error["type"] == "json_invalid":
        return f"not a JSON object on one line: {error['msg']}"
    value = f", got {error['input']!r}" if isinstance(error["input"], str | int | float) else ""
    return f"{'.'.join(map(str, keys)) or 'record'}: {error['msg']}{value}"
