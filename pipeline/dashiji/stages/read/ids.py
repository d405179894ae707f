"""The ids of the articles read so far."""

from dashiji.scratch import Scratch

_MEGABYTES = 16
_SCHEMA = "CREATE TABLE ids (id BLOB PRIMARY KEY, origin BLOB) WITHOUT ROWID; BEGIN;"


class Ids(Scratch):
    """Ids with where each was first used; opened for a block."""

    def __init__(self) -> None:
        super().__init__(_SCHEMA, _MEGABYTES)

    def first_use(self, doc_id: str, origin: str) -> str | None:
        """Where an id was used before; `None` where it was not, and is from now on used at `origin`."""
        key, place = (text.encode("utf-8", "surrogatepass") for text in (doc_id, origin))
        if self._database.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (key, place)).rowcount:
            return None
        (first,) = self._database.execute("SELECT origin FROM ids WHERE id = ?", (key,)).fetchone()
        return bytes(first).decode("utf-8", "surrogatepass")
