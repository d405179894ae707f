"""Decisions: what reviewers say of differences, and what stands when all of it is taken together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What a reviewer does with a difference."""

    ACCEPT = "accept"
    """The second side is right."""
    REJECT = "reject"
    """The first side was right."""
    EDIT = "edit"
    """Neither is: the reviewer says what the record should be."""
    SKIP = "skip"
    """Not now."""
    UNDO = "undo"
    """Takes an earlier decision back."""


class State(StrEnum):
    """Where a difference stands with all its reviewers."""

    OPEN = "open"
    CONTESTED = "contested"
    SKIPPED = "skipped"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"

    @property
    def settled(self) -> bool:
        """Whether nothing is left to decide."""
        return self in _SETTLED


_SETTLED = frozenset((State.ACCEPTED, State.REJECTED, State.EDITED))
_STATES = {Verdict.ACCEPT: State.ACCEPTED, Verdict.REJECT: State.REJECTED, Verdict.EDIT: State.EDITED}


@dataclass(frozen=True, slots=True)
class Subject:
    """A difference as decisions name it: by content, with a few words for people who read the file."""

    fingerprint: str
    doc_id: str = ""
    kind: str = ""
    type: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the journal.

    `number` counts rows, `batch` is the number of the first of those written together; an undo names the `batch` that it takes back in
    `undoes`. `corrected` is the record as it should be, JSON in the form of gold, for `Verdict.EDIT` only. `review` names the
    comparison in which it was made, by content. `at` is UTC, ISO 8601.
    """

    number: int
    batch: int
    subject: Subject
    reviewer: str
    verdict: Verdict
    corrected: str
    review: str
    at: str
    undoes: int | None = None


@dataclass
class Standing:
    """What stands of all decisions: for each difference and reviewer the last that was not taken back."""

    _stacks: dict[str, dict[str, list[Decision]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    _last: dict[str, int] = field(default_factory=dict)

    def add(self, decisions: Iterable[Decision]) -> set[str]:
        """Take in more rows, in order; gives the fingerprints that they are about."""
        touched = set()
        for decision in decisions:
            name = decision.subject.fingerprint
            stack = self._stacks[name][decision.reviewer]
            if decision.verdict is Verdict.UNDO:
                stack[:] = [earlier for earlier in stack if earlier.batch != decision.undoes]
            else:
                stack.append(decision)
            self._last[name] = decision.number
            touched.add(name)
        return touched

    def of(self, fingerprint: str) -> tuple[Decision, ...]:
        """The standing decisions on a difference, one a reviewer, in the order they were made."""
        stacks = self._stacks.get(fingerprint, {})
        return tuple(sorted((stack[-1] for stack in stacks.values() if stack), key=lambda decision: decision.number))

    def last(self, fingerprint: str) -> int:
        """Number of the last row about a difference, undone or not; 0 where there is none."""
        return self._last.get(fingerprint, 0)

    def state(self, fingerprint: str) -> State:
        """Where a difference stands: two reviewers who disagree reopen it, one who skips it says nothing."""
        decisions = self.of(fingerprint)
        firm = {(d.verdict, d.corrected) for d in decisions if d.verdict is not Verdict.SKIP}
        if len(firm) > 1:
            return State.CONTESTED
        if firm:
            ((verdict, _),) = firm
            return _STATES[verdict]
        return State.SKIPPED if decisions else State.OPEN

    def __iter__(self) -> Iterator[Decision]:
        """Everything that stands, by fingerprint and reviewer: the order of the exported file."""
        for name in sorted(self._stacks):
            yield from sorted(self.of(name), key=lambda decision: decision.reviewer)
