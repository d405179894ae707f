"""Correcting: a record as a reviewer says it should be, in the form of gold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from dashiji.diff.sides import SideRecord, SideValue
from dashiji.errors import InputError
from dashiji.evaluate import GoldRecord
from dashiji.records import DATE_ROLES, QUANTITY_ROLES

_RANGE = "–"
_FIELDS = ("role", "text", "value", "op", "unit")


@dataclass(frozen=True, slots=True)
class Field:
    """One value in the form that a reviewer fills in; an empty `text` takes the value away. A range has `–` between its two numbers."""

    role: str
    text: str
    value: str = ""
    op: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a record should be."""

    status: str
    fields: tuple[Field, ...]

    @classmethod
    def of(cls, record: SideRecord) -> "Correction":
        """The record as it is: what the form starts with."""
        fields = (_field(role, value) for role, values in record.arguments.items() for value in values)
        return cls(record.status, tuple(fields))

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Correction":
        """What `to_dict` gave."""
        return cls(plain["status"], tuple(Field(**field) for field in plain["fields"]))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        fields = [{name: getattr(f, name) for name in _FIELDS if getattr(f, name)} for f in self.fields]
        return {"status": self.status, "fields": fields}

    def gold(self, record: SideRecord, *, optional: bool = False) -> GoldRecord:
        """The corrected record as gold. Raises InputError naming what is wrong with it."""
        args: dict[str, list[dict[str, Any]]] = {}
        for field in self.fields:
            if field.text:
                args.setdefault(field.role, []).append(_gold_value(field))
        evidence = list(dict.fromkeys(shown.text for shown in record.evidence))
        row = {"doc": record.doc_id, "type": record.type, "status": self.status, "args": args, "evidence": evidence, "optional": optional}
        try:
            return GoldRecord.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            raise InputError(f"{'.'.join(map(str, first['loc'])) or 'record'}: {first['msg'].removeprefix('Value error, ')}") from error

    def check(self, record: SideRecord, document: str | None) -> None:
        """Raises InputError where a value's words are not in the article (in the evidence, where that is not known)."""
        self.gold(record)
        texts = [document] if document is not None else [shown.text for shown in record.evidence]
        known = {value.text for values in record.arguments.values() for value in values}
        for field in self.fields:
            if field.text and field.text not in known and not any(field.text in text for text in texts):
                raise InputError(f"{field.role}: {field.text!r} is not in the article; copy the words from it")


def read_fields(form: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """The fields of a form that was sent: lists `role`, `text`, `value`, `op` and `unit` of one length. Raises InputError."""
    columns = [form.get(name, ()) for name in _FIELDS]
    if len({len(column) for column in columns}) != 1:
        raise InputError("the form is incomplete; reload the page")
    return tuple(Field(*(cell.strip() for cell in row)) for row in zip(*columns, strict=True) if row[1].strip())


def has_value(role: str) -> bool:
    """Whether values of the role say more than words: dates and quantities do."""
    return role in DATE_ROLES or role in QUANTITY_ROLES


def _field(role: str, value: SideValue) -> Field:
    if not has_value(role):
        return Field(role, value.text)
    details = {name: _plain(value.details.get(name)) for name in ("value", "op", "unit")}
    return Field(role, value.text, **details)


def _plain(value: Any) -> str:
    return _RANGE.join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)


def _gold_value(field: Field) -> dict[str, Any]:
    if not has_value(field.role):
        return {"text": field.text}
    numbers: Iterable[str] = field.value.split(_RANGE)
    value: Any = list(numbers) if field.role in QUANTITY_ROLES and _RANGE in field.value else field.value
    row = {"text": field.text, "value": value, "op": field.op, "unit": field.unit if field.role in QUANTITY_ROLES else ""}
    return {name: detail for name, detail in row.items() if detail}
