"""Temporary databases, for what is looked up again and is too much for memory."""

import sqlite3
from typing import Self

_FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{kilobytes};"


class Scratch:
    """A database of SQLite's that lives as long as the block it is opened for: up to `megabytes` of it in memory, the rest in a file that
    has no name."""

    def __init__(self, schema: str, megabytes: int) -> None:
        self._schema, self._megabytes = schema, megabytes

    def __enter__(self) -> Self:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_FAST.format(kilobytes=self._megabytes << 10) + self._schema)
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()
