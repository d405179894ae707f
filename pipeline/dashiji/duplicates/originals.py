"""The texts seen so far that repeat none before them, kept in a temporary database on disk."""

from datetime import date

import numpy as np

from dashiji.article import Duplicate, DuplicateKind
from dashiji.duplicates.fingerprint import HASHES, Fingerprint
from dashiji.scratch import Scratch

LEAST_ALIKE = 0.8
"""Share of equal values in two signatures from which texts are near duplicates."""
MOST_DAYS = 31
"""Days between two articles that may be near duplicates, where both have a date: what comes again after longer is a new event told
in the words of the last (the yearly session, the quarterly figures)."""
_KEYS, _VALUES = 16, HASHES // 16
"""Keys of a signature, and its values that go into each. Two texts with 0.8 of their grams in common share a key with probability
0.9998."""
_FACTORS = np.random.Generator(np.random.PCG64(1998)).integers(0, 1 << 63, (_KEYS, _VALUES), np.uint64) * np.uint64(2) + np.uint64(1)
_MEGABYTES = 64
_SCHEMA = """
CREATE TABLE originals (number INTEGER PRIMARY KEY, id TEXT, day INTEGER, signature BLOB, numbers TEXT);
CREATE TABLE digests (digest BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE keys (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""
_ALIKE = f"""
SELECT id, day, signature, numbers FROM originals
WHERE number IN (SELECT number FROM keys WHERE key IN ({", ".join("?" * _KEYS)})) ORDER BY number
"""


class Originals(Scratch):
    """What is kept of the texts; opened for a block."""

    def __init__(self) -> None:
        super().__init__(_SCHEMA, _MEGABYTES)

    def add(self, fingerprint: Fingerprint, doc_id: str, published: date | None) -> None:
        """Remember an article that is no duplicate."""
        day = published.toordinal() if published else None
        row = (doc_id, day, fingerprint.signature.tobytes(), " ".join(sorted(fingerprint.numbers)))
        number = self._database.execute("INSERT INTO originals (id, day, signature, numbers) VALUES (?, ?, ?, ?)", row).lastrowid
        self._database.execute("INSERT INTO digests VALUES (?, ?)", (fingerprint.digest, number))
        self._database.executemany("INSERT INTO keys VALUES (?, ?)", ((key, number) for key in _keys(fingerprint)))

    def find(self, fingerprint: Fingerprint, published: date | None) -> Duplicate | None:
        """What an article repeats: the same text, else the one most alike, the first among equals; `None` where there is none."""
        same = "SELECT id FROM originals WHERE number = (SELECT number FROM digests WHERE digest = ?)"
        for (doc_id,) in self._database.execute(same, (fingerprint.digest,)):
            return Duplicate(doc_id, DuplicateKind.EXACT)
        best, most, keys = None, 0.0, _keys(fingerprint)
        for doc_id, day, signature, numbers in self._database.execute(_ALIKE, keys) if keys else ():
            alike = float(np.mean(np.frombuffer(signature, np.uint32) == fingerprint.signature))
            found = alike >= LEAST_ALIKE and _agree(fingerprint.numbers, frozenset(numbers.split())) and _close(day, published)
            if found and alike > most:
                best, most = Duplicate(doc_id, DuplicateKind.NEAR), alike
        return best


def _keys(fingerprint: Fingerprint) -> list[int]:
    """Hashes of the pieces of a signature; equal ones come of equal pieces at the same place."""
    pieces = fingerprint.signature.astype(np.uint64).reshape(-1, _VALUES)
    return [int(key) for key in (pieces * _FACTORS[: len(pieces)]).sum(axis=1).view(np.int64)]


def _agree(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether no number has been replaced: a reprint may drop some or add some, a new event told in the same words has others."""
    return some <= others or others <= some


def _close(day: int | None, published: date | None) -> bool:
    return day is None or published is None or abs(published.toordinal() - day) <= MOST_DAYS
