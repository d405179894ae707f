"""Counts of right, spurious and missed things, and the figures that follow from them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dashiji.records import EventType


@dataclass(slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, other: "Counts") -> None:
        """Take in the counts of another."""
        self.tp += other.tp
        self.fp += other.fp
        self.fn += other.fn

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0.0 where nothing was predicted."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the required that was found; 0.0 where nothing was required."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def total(parts: Iterable[Counts]) -> Counts:
    """The sum."""
    result = Counts()
    for part in parts:
        result.add(part)
    return result


@dataclass(slots=True)
class Tally:
    """What the records of one article, or of all, come to: events by type, values by type and role, statuses of matched records."""

    events: defaultdict[EventType, Counts] = field(default_factory=lambda: defaultdict(Counts))
    roles: defaultdict[tuple[EventType, str], Counts] = field(default_factory=lambda: defaultdict(Counts))
    status_right: int = 0
    status_wrong: int = 0

    def add(self, other: "Tally") -> None:
        """Take in the tally of another article."""
        for kind, counts in other.events.items():
            self.events[kind].add(counts)
        for key, counts in other.roles.items():
            self.roles[key].add(counts)
        self.status_right += other.status_right
        self.status_wrong += other.status_wrong
