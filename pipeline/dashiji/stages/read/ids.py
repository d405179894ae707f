"""The ids of the articles read so far."""

import sqlite3
from typing import Self

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16384;
CREATE TABLE ids (id BLOB PRIMARY KEY, origin BLOB) WITHOUT ROWID;
BEGIN;
"""


class Ids:
    """A database that lives as long as the block it is opened for; SQLite keeps it in 16 MB of memory and a file that has no name."""

    def __enter__(self) -> Self:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_SCHEMA)
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()

    def first_use(self, doc_id: str, origin: str) -> str | None:
        """Where an id was used before; `None` where it was not, and is from now on used at `origin`."""
        key, place = (text.encode("utf-8", "surrogatepass") for text in (doc_id, origin))
        if self._database.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (key, place)).rowcount:
            return None
        (first,) = self._database.execute("SELECT origin FROM ids WHERE id = ?", (key,)).fetchone()
        return bytes(first).decode("utf-8", "surrogatepass")
