"""Gold from decisions: records that reviewers found right must be read, those found wrong must not."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashiji.diff import Comparison, Difference, Kind, SideRecord
from dashiji.errors import InputError
from dashiji.evaluate import GoldRecord, read_gold
from dashiji.evaluate.gold import GoldValue, PredictedValue
from dashiji.evaluate.pairing import STRICT
from dashiji.evaluate.similarity import same_number, same_value, text_similarity
from dashiji.records import ROLES
from dashiji.review.correcting import Correction
from dashiji.review.decisions import Standing, State, Verdict


@dataclass
class Ruling:
    """What decisions say of one document: records that are right, that are wrong, and that nobody decided on."""

    doc_id: str
    right: list[GoldRecord] = field(default_factory=list)
    wrong: list[GoldRecord] = field(default_factory=list)
    undecided: list[GoldRecord] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Records that cannot be gold, with the reason."""


def rulings(comparisons: Iterable[Comparison], standing: Standing) -> Iterator[Ruling]:
    """What was decided, document by document; documents without a settled difference are passed over.

    The comparisons must hold unchanged records too: nobody decided on these.
    """
    for comparison in comparisons:
        ruling, settled = Ruling(comparison.doc_id), False
        for difference in comparison.differences:
            settled |= _rule(difference, standing, ruling)
        if settled:
            yield ruling


def _rule(difference: Difference, standing: Standing, ruling: Ruling) -> bool:
    """Sort both versions of a record by what stands on them; whether that is settled."""
    before, after = difference.before, difference.after
    state = State.OPEN if difference.kind is Kind.UNCHANGED else standing.state(difference.fingerprint)
    if not state.settled:
        _put(ruling.undecided, after, ruling, optional=True)
        if difference.kind is not Kind.UNCHANGED:
            _put(ruling.undecided, before, ruling, optional=True)
        return False
    if state is State.EDITED:
        (decision,) = [d for d in standing.of(difference.fingerprint) if d.verdict is Verdict.EDIT][:1]
        _put(ruling.right, difference.record, ruling, Correction.from_dict(json.loads(decision.corrected)))
        rejected: tuple[SideRecord | None, ...] = (before, after)
    else:
        right, other = (after, before) if state is State.ACCEPTED else (before, after)
        _put(ruling.right, right, ruling)
        rejected = (other,)
    for record in rejected:
        _put(ruling.wrong, record, ruling)
    return True


def _put(
    records: list[GoldRecord], record: SideRecord | None, ruling: Ruling, correction: Correction | None = None, *, optional: bool = False
) -> None:
    if record is None:
        return
    try:
        gold = (correction or Correction.of(record)).gold(record, optional=optional)
    except InputError as error:
        ruling.failed.append(f"{record.doc_id}: {error}")
        return
    if gold not in records:
        records.append(gold)


@dataclass
class GoldFile:
    """A gold file that decisions are added to. Lines that nothing was decided on stay as they are, to the byte."""

    lines: list[tuple[GoldRecord, str]]
    replace: bool = False
    added: int = 0
    changed: int = 0
    removed: int = 0
    conflicts: list[str] = field(default_factory=list)
    """Where annotated gold says otherwise than a decision; it stays, unless `replace`."""
    _by_document: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, path: Path, *, replace: bool = False) -> "GoldFile":
        """The file, empty where there is none yet. Raises InputError naming file and line."""
        if not path.exists():
            return cls([], replace)
        lines = [line.removeprefix("\ufeff") for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        return cls(list(zip(read_gold(path), lines, strict=True)), replace)

    def __post_init__(self) -> None:
        for index, (record, _) in enumerate(self.lines):
            self._by_document[record.doc].append(index)

    def __iter__(self) -> Iterator[str]:
        """The file's lines, without their ends."""
        return (line for _, line in self.lines if line)

    def add(self, ruling: Ruling) -> None:
        """Take in what was decided on a document; undecided records become optional where the file has nothing of the document yet."""
        known = self._by_document[ruling.doc_id]
        new = not known
        for right in ruling.right:
            self._require(right, known)
        for wrong in ruling.wrong:
            if not any(is_same(wrong, right) for right in ruling.right):
                self._forbid(wrong, known)
        if new:
            for undecided in ruling.undecided:
                if not any(is_same(undecided, right) for right in ruling.right):
                    self._append(undecided)

    def _require(self, right: GoldRecord, known: Sequence[int]) -> None:
        same = self._find(right, known)
        if same is None:
            self._append(right)
            return
        annotated = self.lines[same][0]
        if annotated.optional or (self.replace and not _agree(annotated, right)):
            self.lines[same] = right, gold_line(right)
            self.changed += 1
        elif not _agree(annotated, right):
            self.conflicts.append(f"{right.doc}: {right.type} {_anchor(right)}: gold has other values; --replace takes those decided on")

    def _forbid(self, wrong: GoldRecord, known: Sequence[int]) -> None:
        same = self._find(wrong, known)
        if same is None:
            return
        if self.lines[same][0].optional or self.replace:
            self.lines[same] = self.lines[same][0], ""
            self.removed += 1
        else:
            self.conflicts.append(f"{wrong.doc}: {wrong.type} {_anchor(wrong)}: decided to be wrong, and gold has it; --replace removes it")

    def _find(self, record: GoldRecord, known: Sequence[int]) -> int | None:
        return next((index for index in known if self.lines[index][1] and is_same(record, self.lines[index][0])), None)

    def _append(self, record: GoldRecord) -> None:
        self.lines.append((record, gold_line(record)))
        self.added += 1


def is_same(first: GoldRecord, second: GoldRecord) -> bool:
    """Whether two annotations are of one event: type, anchor, first quantity and (in part) evidence are the same."""
    if first.type is not second.type or not any(a in b or b in a for a in first.evidence for b in second.evidence):
        return False
    ours, theirs = first.args.get("quantity"), second.args.get("quantity")
    if ours and theirs and not same_number(ours[0].value, theirs[0].value):
        return False
    role = ROLES[first.type][0]
    return any(
        text_similarity(one, other) >= STRICT
        for value in first.args[role]
        for one in (value.text, *value.alt)
        for match in second.args[role]
        for other in (match.text, *match.alt)
    )


def _agree(annotated: GoldRecord, right: GoldRecord) -> bool:
    """Whether gold says what was decided: the same status, and of each role the same values, alternatives counted."""
    if annotated.status is not right.status or annotated.args.keys() != right.args.keys():
        return False
    return all(
        len(values) == len(right.args[role])
        and all(any(same_value(role, _stated(value), other, STRICT) for other in values) for value in right.args[role])
        for role, values in annotated.args.items()
    )


def _stated(value: GoldValue) -> PredictedValue:
    return PredictedValue(text=value.text, value=value.value, op=value.op, unit=value.unit)


def _anchor(record: GoldRecord) -> str:
    return record.args[ROLES[record.type][0]][0].text


def gold_line(record: GoldRecord) -> str:
    """The record as a line of a gold file, without its end."""
    plain: dict[str, Any] = record.model_dump(mode="json")
    args = {
        role: [{name: v for name, v in value.items() if v not in (None, [])} for value in values] for role, values in plain["args"].items()
    }
    return json.dumps({**plain, "args": args}, ensure_ascii=False)
