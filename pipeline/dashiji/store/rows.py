"""Records as rows of a table, and back."""

from collections.abc import Mapping
from typing import Any

from dashiji.records import QUANTITY_ROLES, ROLES, EventType, Record


def to_row(record: Record) -> dict[str, Any]:
    """The record as a row of the schema `RECORDS`: a quantity's value becomes a list of one or two numbers."""
    row = record.model_dump(mode="json")
    for role in QUANTITY_ROLES & row["arguments"].keys():
        for value in row["arguments"][role]:
            number = value["value"]
            value["value"] = [number] if isinstance(number, str) else number
    row["lineage"]["models"] = sorted(row["lineage"]["models"].items())
    return row


def to_record(row: Mapping[str, Any]) -> Record:
    """The record that `to_row` made the row of, its roles in the order of its type."""
    roles = ROLES[EventType(row["type"])]
    arguments = {role: values for role in roles if (values := row["arguments"][role]) is not None}
    for role in QUANTITY_ROLES & arguments.keys():
        arguments[role] = [{**value, "value": _number(value["value"])} for value in arguments[role]]
    lineage = {**row["lineage"], "models": dict(row["lineage"]["models"])}
    return Record.model_validate({**row, "arguments": arguments, "lineage": lineage})


def _number(value: list[str]) -> str | tuple[str, ...]:
    return value[0] if len(value) == 1 else tuple(value)
