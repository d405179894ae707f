"""A review: the differences of two sides, and what reviewers decided on them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashiji.errors import UsageError
from dashiji.review.catalog import Catalog, Entry
from dashiji.review.correcting import Correction
from dashiji.review.decisions import Decision, Standing, State, Subject, Verdict
from dashiji.review.exchange import read_decisions, to_lines
from dashiji.review.journal import Journal

EXPORTED = ".jsonl"
"""Suffix of the exported file, which bears the journal's name."""


@dataclass(frozen=True, slots=True)
class Held:
    """What stands on one difference, and whether it was carried over from another review. `seen` is the number of its last row."""

    decisions: tuple[Decision, ...]
    seen: int
    review: str

    def carried(self, decision: Decision) -> bool:
        """Whether the decision was made in another review."""
        return decision.review != self.review


class Review:
    """Brings a catalog and a journal together; other processes may add to the journal at any time."""

    def __init__(self, catalog: Catalog, journal: Journal, reviewer: str) -> None:
        """Take in the decisions of the exported file, where there is one, and of the journal."""
        self.catalog = catalog
        self.reviewer = reviewer
        self.exported = journal.path.with_suffix(EXPORTED)
        self._journal = journal
        self._standing = Standing()
        self._read_up_to = 0
        if self.exported.is_file():
            journal.take_in(read_decisions(self.exported))
        self.refresh()

    @property
    def path(self) -> Path:
        """The journal's file."""
        return self._journal.path

    def refresh(self) -> None:
        """Take in what was added to the journal since."""
        new = list(self._journal.since(self._read_up_to))
        if new:
            self._read_up_to = new[-1].number
            touched = self._standing.add(new)
            self.catalog.set_states((fingerprint, self._standing.state(fingerprint)) for fingerprint in touched)

    def held(self, entry: Entry) -> Held:
        """What stands on a difference."""
        return Held(self._standing.of(entry.fingerprint), self._standing.last(entry.fingerprint), self.catalog.review)

    def carried(self) -> int:
        """How many settled differences of this review were settled in another one."""
        return sum(
            self.catalog.get(decision.subject.fingerprint) is not None
            for decision in self._standing
            if decision.review != self.catalog.review and self._standing.state(decision.subject.fingerprint).settled
        )

    def decide(self, entry: Entry, verdict: Verdict, seen: int | None = None, correction: Correction | None = None) -> None:
        """Decide on one difference. Raises Stale where somebody did after row `seen`."""
        corrected = json.dumps(correction.to_dict(), ensure_ascii=False) if correction else ""
        self._add((entry.subject,), verdict, corrected, seen)

    def decide_family(self, family: str, verdict: Verdict) -> int:
        """Decide on all differences of a family that are still to be decided; gives their number."""
        self.refresh()
        subjects = self.catalog.undecided_in(family)
        if subjects:
            self._add(subjects, verdict)
        return len(subjects)

    def _add(self, subjects: Sequence[Subject], verdict: Verdict, corrected: str = "", seen: int | None = None) -> None:
        self._journal.decide(subjects, self.reviewer, verdict, self.catalog.review, corrected, seen)
        self.refresh()

    def undo(self) -> str | None:
        """Take back the reviewer's last decision in this review; gives the (first) difference that it was about."""
        fingerprint = self._journal.undo(self.reviewer, self.catalog.review)
        self.refresh()
        return fingerprint

    def lines(self) -> str:
        """Everything that stands, as the exported file has it."""
        self.refresh()
        return to_lines(self._standing)

    def export(self) -> None:
        """Write the exported file, whole or not at all."""
        partial = self.exported.with_name(f".{self.exported.name}.partial")
        partial.write_text(self.lines(), encoding="utf-8", newline="\n")
        partial.replace(self.exported)

    def close(self) -> None:
        """Export and let the journal go."""
        self.export()
        self._journal.close()


def read_standing(path: Path) -> Standing:
    """What stands by a journal and by the file exported from it, either of which may be missing. Raises UsageError where both are."""
    exported, standing = path.with_suffix(EXPORTED), Standing()
    if not path.exists() and not exported.exists():
        raise UsageError(f"{path}: no decisions here; dashiji review makes them, --decisions names another file")
    lines = read_decisions(exported) if exported.exists() else []
    if path.exists():
        journal = Journal(path)
        journal.take_in(lines)
        standing.add(journal.since(0))
        journal.close()
    else:
        standing.add(lines)
    return standing


def progress(states: dict[State, int]) -> tuple[int, int]:
    """How many differences are settled, of how many."""
    return sum(count for state, count in states.items() if state.settled), sum(states.values())
