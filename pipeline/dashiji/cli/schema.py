"""`dashiji schema`: the JSON Schema of a record."""

import json

from dashiji.cli.console import write_line
from dashiji.records import record_schema

EXAMPLE = "Example: dashiji schema > record.schema.json"


def schema() -> None:
    """Print the versioned JSON Schema that every record keeps to."""
    write_line(json.dumps(record_schema(), ensure_ascii=False, indent=2))
