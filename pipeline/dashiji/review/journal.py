"""The journal: decisions in SQLite, to which rows are only ever added."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dashiji.errors import InputError
from dashiji.review.decisions import Decision, Subject, Verdict

_SCHEMA = """
create table if not exists decisions (
    number integer primary key autoincrement, batch integer not null, fingerprint text not null, doc_id text not null,
    kind text not null, type text not null, anchor text not null, reviewer text not null, verdict text not null,
    corrected text not null, review text not null, at text not null, undoes integer
) strict;
create index if not exists decisions_by_fingerprint on decisions (fingerprint);
create index if not exists decisions_by_undoes on decisions (undoes);
create trigger if not exists decisions_stay before update on decisions begin select raise(abort, 'decisions are only added'); end;
create trigger if not exists decisions_last before delete on decisions begin select raise(abort, 'decisions are only added'); end;
"""
_INSERT = "insert into decisions values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ALL = "select * from decisions where number > ? order by number"
_LAST_BATCH = """
select max(batch) from decisions as made where reviewer = ? and review = ? and verdict <> 'undo'
and not exists (select 1 from decisions where undoes = made.batch)
"""
_BUSY_SECONDS = 30


class Stale(Exception):  # noqa: N818 - not an error: what a tab shows is older than what stands
    """Somebody else decided on the difference meanwhile."""


class Journal:
    """Decisions of any number of reviewers and reviews; several processes may add to one file at once."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises InputError where it is something else or cannot be made."""
        self.path = path
        try:
            self._base = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            self._base.execute("pragma journal_mode = wal")
            self._base.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise InputError(f"{path}: cannot hold decisions: {error}; name another file with --decisions") from error

    def close(self) -> None:
        """Fold the write-ahead log into the file and let it go."""
        self._base.close()

    def since(self, number: int) -> Iterator[Decision]:
        """Rows after this one, in order."""
        for row in self._base.execute(_ALL, (number,)):
            yield _decision(row)

    def decide(
        self,
        subjects: Sequence[Subject],
        reviewer: str,
        verdict: Verdict,
        review: str,
        corrected: str = "",
        seen: int | None = None,
    ) -> None:
        """Add one decision on all subjects, in one transaction.

        `seen` is the number of the last row about the first subject that the reviewer knew of. Raises Stale where there is a later one.
        """
        with self._writing():
            if seen is not None and self._last(subjects[0].fingerprint) > seen:
                raise Stale
            batch = self._next()
            self._insert(Decision(0, batch, subject, reviewer, verdict, corrected, review, _now()) for subject in subjects)

    def undo(self, reviewer: str, review: str) -> str | None:
        """Take back what the reviewer decided last in this review; gives the first difference of it, `None` where nothing is left."""
        with self._writing():
            (batch,) = self._base.execute(_LAST_BATCH, (reviewer, review)).fetchone()
            if batch is None:
                return None
            rows = map(_decision, self._base.execute("select * from decisions where batch = ? order by number", (batch,)).fetchall())
            number, at = self._next(), _now()
            undone = [replace(row, batch=number, verdict=Verdict.UNDO, corrected="", at=at, undoes=batch) for row in rows]
            self._insert(undone)
            return undone[0].subject.fingerprint

    def take_in(self, decisions: Iterable[Decision]) -> int:
        """Add decisions from a file that are later than what the journal has of their difference and reviewer; gives their number."""
        known = {
            (fingerprint, reviewer): at
            for fingerprint, reviewer, at in self._base.execute("select fingerprint, reviewer, max(at) from decisions group by 1, 2")
        }
        new = [d for d in decisions if d.at > known.get((d.subject.fingerprint, d.reviewer), "")]
        if new:
            with self._writing():
                batch = self._next()
                self._insert(replace(decision, batch=batch) for decision in new)
        return len(new)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that no other process can write in meanwhile."""
        self._base.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._base.execute("rollback")
            raise
        self._base.execute("commit")

    def _next(self) -> int:
        number: int = self._base.execute("select coalesce(max(number), 0) + 1 from decisions").fetchone()[0]
        return number

    def _last(self, fingerprint: str) -> int:
        number: int = self._base.execute("select coalesce(max(number), 0) from decisions where fingerprint = ?", (fingerprint,)).fetchone()[
            0
        ]
        return number

    def _insert(self, decisions: Iterable[Decision]) -> None:
        self._base.executemany(_INSERT, map(_row, decisions))


def _row(d: Decision) -> tuple[object, ...]:
    s = d.subject
    named = (d.batch, s.fingerprint, s.doc_id, s.kind, s.type, s.anchor)
    return (*named, d.reviewer, d.verdict.value, d.corrected, d.review, d.at, d.undoes)


def _decision(row: Sequence[object]) -> Decision:
    number, batch, fingerprint, doc_id, kind, type_, anchor, reviewer, verdict, corrected, review, at, undoes = row
    subject = Subject(str(fingerprint), str(doc_id), str(kind), str(type_), str(anchor))
    taken_back = undoes if isinstance(undoes, int) else None
    numbers = int(str(number)), int(str(batch))
    return Decision(*numbers, subject, str(reviewer), Verdict(str(verdict)), str(corrected), str(review), str(at), taken_back)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
