"""The catalog: every difference of a review on disk, in the order in which it is gone through, to be searched and paged."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from dashiji.diff import Cause, Comparison, Difference, Edit, Kind, Part, SideRecord, find_changes
from dashiji.diff.changes import Change
from dashiji.diff.difference import DIFFERING
from dashiji.diff.summary import Summary
from dashiji.review.decisions import State, Subject
from dashiji.review.drawing import undrawn_spans

_SCHEMA = """
create table staged (
    fingerprint text primary key, family text, cause text, kind text, type text, pattern text, doc_id text, start integer, anchor text,
    words text, undrawn integer, times integer, causes text, rules text, body blob
);
create table differences (
    position integer primary key, fingerprint text unique, family text, cause text, kind text, type text, pattern text, doc_id text,
    anchor text, words text, undrawn integer, times integer, causes text, rules text, body blob, state text default 'open'
);
create table causes (cause text, position integer, primary key (cause, position)) without rowid;
create table rules (rule text, position integer, primary key (rule, position)) without rowid;
"""
_STAGE = """
insert into staged values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
on conflict (fingerprint) do update set times = times + 1
"""
_SORT = """
insert into differences (fingerprint, family, cause, kind, type, pattern, doc_id, anchor, words, undrawn, times, causes, rules, body)
select fingerprint, family, cause, kind, type, pattern, doc_id, anchor, words, undrawn, times, causes, rules, body from staged
order by cause, kind, type, pattern, doc_id, start, fingerprint
"""
_INDEXES = """
drop table staged;
create index differences_by_state on differences (state, position);
create index differences_by_family on differences (family, state);
create index differences_by_document on differences (doc_id);
"""
_ENTRY = "position, fingerprint, family, cause, pattern, times, undrawn, state, body"
_UNDECIDED = "('open', 'contested')"
MOST_TEXT = 500
"""Characters of a query's field that are looked at."""
_DIMENSIONS = {"type": "differences", "cause": "causes", "rule": "rules"}


@dataclass(frozen=True, slots=True)
class Query:
    """Which differences are wanted; an empty field lets all through.

    `state` may be a State, or `undecided` for those open or contested. `family` is that of differences of one kind. `undrawn` keeps
    those with evidence that cannot be drawn. `text` must stand in names, values, evidence or the article's id; script does not matter.
    """

    kind: str = ""
    type: str = ""
    cause: str = ""
    rule: str = ""
    state: str = ""
    family: str = ""
    text: str = ""
    undrawn: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Query":
        """The query of a link; what it does not know is passed over."""
        return cls(**{field.name: given.get(field.name, "")[:MOST_TEXT] for field in fields(cls)})

    def items(self) -> dict[str, str]:
        """The fields that are set: the query of a link."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


@dataclass(frozen=True, slots=True)
class Entry:
    """A difference and its place: `position` counts from 1, `family` names those of the same cause, kind, type and changed fields."""

    position: int
    fingerprint: str
    family: str
    cause: str
    pattern: str
    times: int
    undrawn: int
    state: State
    difference: Difference

    @property
    def subject(self) -> Subject:
        """What decisions on it are keyed by."""
        record = self.difference.record
        return Subject(
            self.fingerprint, record.doc_id, self.difference.kind.value, record.type, record.anchor.text if record.anchor else ""
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of differences."""

    position: int
    fingerprint: str
    kind: str
    type: str
    anchor: str
    doc_id: str
    cause: str
    pattern: str
    state: State


@dataclass(frozen=True, slots=True)
class Count:
    """How many differences of which kind there are under a name, and how many of them are still to be decided."""

    name: str
    kinds: Mapping[Kind, int]
    total: int
    left: int


@dataclass(frozen=True, slots=True)
class Family:
    """Differences of the same cause, kind, type and changed fields, and how many of them are still to be decided."""

    name: str
    cause: str
    kind: str
    type: str
    pattern: str
    total: int
    left: int


Documents = Callable[[SideRecord], str | None]
"""The text that a record's offsets count in; `None` where it is not known."""
Fold = Callable[[str], str]


class Catalog:
    """Differences in a temporary database that is gone with the process; memory holds a page of them at a time."""

    def __init__(self, comparisons: Iterable[Comparison], document: Documents, fold: Fold) -> None:
        """Take in what was compared; `fold` makes both scripts alike for searching."""
        self.summary = Summary()
        self._fold = fold
        self._document = document
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._base.executescript(_SCHEMA)
        self._base.execute("begin")
        self._base.executemany(_STAGE, self._staged(comparisons))
        self._base.execute(_SORT)
        for table in ("causes", "rules"):
            self._base.execute(f"insert or ignore into {table} select value, position from differences, json_each({table})")
        self._base.execute("commit")
        self._base.executescript(_INDEXES)
        self.review = self._digest()

    def _staged(self, comparisons: Iterable[Comparison]) -> Iterator[tuple[object, ...]]:
        for comparison in comparisons:
            self.summary.kinds[Kind.UNCHANGED] += comparison.same
            for difference in comparison.differences:
                self.summary.add(difference)
                if difference.kind is not Kind.UNCHANGED:
                    yield self._row(difference)

    def _row(self, difference: Difference) -> tuple[object, ...]:
        record = difference.record
        causes = list(dict.fromkeys(map(str, difference.causes)))
        sides = [side for side in (difference.before, difference.after) if side]
        undrawn = sum(len(undrawn_spans(side, self._document(side))) for side in sides)
        shared = ("; ".join(causes), difference.kind.value, record.type, pattern(difference))
        return (
            difference.fingerprint,
            _family(*shared),
            *shared,
            record.doc_id,
            record.evidence[0].start,
            record.anchor.text if record.anchor else "",
            self._fold("\n".join(dict.fromkeys(word for side in sides for word in _words(side)))).casefold(),
            undrawn,
            json.dumps(causes),
            json.dumps(difference.rules),
            _packed(difference),
        )

    def _digest(self) -> str:
        """Names the review by the contents of its differences."""
        state = hashlib.blake2b(digest_size=16)
        for (fingerprint,) in self._base.execute("select fingerprint from differences order by fingerprint"):
            state.update(fingerprint.encode())
        return state.hexdigest()

    def __len__(self) -> int:
        return self._number("select count(*) from differences")

    def set_states(self, states: Iterable[tuple[str, State]]) -> None:
        """Note where differences stand, by fingerprint; those that are not in this review are passed over."""
        self._base.execute("begin")
        self._base.executemany(
            "update differences set state = ? where fingerprint = ?", ((state.value, fingerprint) for fingerprint, state in states)
        )
        self._base.execute("commit")

    def get(self, fingerprint: str) -> Entry | None:
        """The difference with this fingerprint; `None` where there is none."""
        row = self._base.execute(f"select {_ENTRY} from differences where fingerprint = ?", (fingerprint,)).fetchone()
        return _entry(row) if row else None

    def window(self, query: Query, position: int, count: int, *, backwards: bool = False) -> list[Entry]:
        """Up to `count` wanted differences after a position, or before it, the nearest first."""
        where, values = self._where(query)
        sign, order = ("<", "desc") if backwards else (">", "asc")
        sql = f"select {_ENTRY} from differences where position {sign} ? and {where} order by position {order} limit ?"
        return [_entry(row) for row in self._base.execute(sql, (position, *values, count))]

    def rows(self, query: Query, offset: int, count: int) -> list[Row]:
        """A page of the list of wanted differences."""
        where, values = self._where(query)
        names = "position, fingerprint, kind, type, anchor, doc_id, cause, pattern, state"
        sql = f"select {names} from differences where {where} order by position limit ? offset ?"
        return [_row(*row) for row in self._base.execute(sql, (*values, count, offset))]

    def count(self, query: Query) -> int:
        """How many differences are wanted."""
        where, values = self._where(query)
        return self._number(f"select count(*) from differences where {where}", values)

    def left_in(self, family: str) -> int:
        """How many differences of a family are still to be decided."""
        return self._number(f"select count(*) from differences where family = ? and state in {_UNDECIDED}", (family,))

    def undecided_in(self, family: str) -> list[Subject]:
        """The differences of a family that are still to be decided."""
        sql = (
            f"select fingerprint, doc_id, kind, type, anchor from differences where family = ? and state in {_UNDECIDED} order by position"
        )
        return [Subject(*row) for row in self._base.execute(sql, (family,))]

    def families(self, count: int) -> list[Family]:
        """Families with something left to decide, those with most of it first."""
        sql = f"""
        select family, cause, kind, type, pattern, count(*), sum(state in {_UNDECIDED}) as left_over from differences
        group by family having left_over > 0 order by left_over desc, min(position) limit ?
        """
        return [Family(*row) for row in self._base.execute(sql, (count,))]

    def states(self) -> dict[State, int]:
        """How many differences stand where."""
        counts = dict(self._base.execute("select state, count(*) from differences group by state"))
        return {state: counts.get(state.value, 0) for state in State}

    def counts(self, dimension: str) -> list[Count]:
        """Counts by `type`, `cause` or `rule`, the largest first; a difference with two causes or rules counts under both."""
        table = _DIMENSIONS[dimension]
        source = "differences" if table == "differences" else f"{table} join differences using (position)"
        column = f"{table}.{dimension}"
        kinds = ", ".join(f"sum(kind = '{kind}')" for kind in DIFFERING)
        sql = f"select {column}, {kinds}, count(*), sum(state in {_UNDECIDED}) from {source} group by 1 order by 5 desc, 1"
        return [
            Count(name, {Kind.ADDED: added, Kind.REMOVED: removed, Kind.CHANGED: changed}, total, left)
            for name, added, removed, changed, total, left in self._base.execute(sql)
        ]

    def _where(self, query: Query) -> tuple[str, Sequence[object]]:
        """The condition of a query, with values only ever bound."""
        parts, values = ["true"], list[object]()
        for name in ("kind", "type", "family"):
            if getattr(query, name):
                parts.append(f"{name} = ?")
                values.append(getattr(query, name))
        if query.state == "undecided":
            parts.append(f"state in {_UNDECIDED}")
        elif query.state:
            parts.append("state = ?")
            values.append(query.state)
        for name in ("cause", "rule"):
            if getattr(query, name):
                parts.append(f"position in (select position from {name}s where {name} = ?)")
                values.append(getattr(query, name))
        if query.undrawn:
            parts.append("undrawn > 0")
        if query.text:
            parts.append("instr(words, ?) > 0")
            values.append(self._fold(query.text).casefold())
        return " and ".join(parts), values

    def _number(self, sql: str, values: Sequence[object] = ()) -> int:
        number: int = self._base.execute(sql, values).fetchone()[0]
        return number


def pattern(difference: Difference) -> str:
    """What differs, without the values: the same for differences that one decision may settle."""
    if difference.changes:
        return ", ".join(dict.fromkeys(map(_changed, difference.changes)))
    return ", ".join(difference.rules)


def _changed(change: Change) -> str:
    if change.before is None or change.after is None:
        return f"{change.field} {'added' if change.before is None else 'removed'}"
    return " ".join((change.field, *change.parts))


def _family(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _words(record: SideRecord) -> Iterator[str]:
    yield record.doc_id
    yield from (evidence.text for evidence in record.evidence)
    for values in record.arguments.values():
        for value in values:
            yield value.text
            yield from (str(detail) for detail in value.details.values() if isinstance(detail, str))


def _packed(difference: Difference) -> bytes:
    sides = [side.model_dump_json() if side else "" for side in (difference.before, difference.after)]
    causes = [(cause.part, cause.edit, cause.name, cause.sure) for cause in difference.causes]
    return zlib.compress(json.dumps([*sides, causes], ensure_ascii=False).encode(), 1)


def _unpacked(body: bytes) -> Difference:
    before, after, causes = json.loads(zlib.decompress(body))
    old, new = (SideRecord.model_validate_json(side) if side else None for side in (before, after))
    named = tuple(Cause(Part(part), Edit(edit), name, sure) for part, edit, name, sure in causes)
    return Difference(old, new, find_changes(old, new) if old and new else (), named)


def _row(*columns: Any) -> Row:
    position, fingerprint, kind, type_, anchor, doc_id, cause, shared, state = columns
    return Row(position, fingerprint, kind, type_, anchor, doc_id, cause, shared, State(state))


def _entry(columns: Sequence[Any]) -> Entry:
    position, fingerprint, family, cause, shared, times, undrawn, state, body = columns
    return Entry(position, fingerprint, family, cause, shared, times, undrawn, State(state), _unpacked(body))
