"""Summary: how many differences of which kind, by type, rule and cause."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from dashiji.diff.difference import DIFFERING, Difference, Kind

Counts = defaultdict[str, Counter[Kind]]


def _counts() -> Counts:
    return defaultdict(Counter)


@dataclass
class Summary:
    """Counts that grow with each difference; a difference with two rules or causes counts under both."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    by_type: Counts = field(default_factory=_counts)
    by_rule: Counts = field(default_factory=_counts)
    by_cause: Counts = field(default_factory=_counts)

    def add(self, difference: Difference) -> None:
        """Count one difference; of unchanged records only their number is kept."""
        kind = difference.kind
        self.kinds[kind] += 1
        if kind is Kind.UNCHANGED:
            return
        self.by_type[difference.record.type][kind] += 1
        for rule in difference.rules:
            self.by_rule[rule][kind] += 1
        for cause in dict.fromkeys(map(str, difference.causes)):
            self.by_cause[cause][kind] += 1

    @property
    def differences(self) -> int:
        """Records added, removed or changed."""
        return self.kinds.total() - self.kinds[Kind.UNCHANGED]

    def tables(self) -> list[tuple[str, list[tuple[str, Counter[Kind]]]]]:
        """The counts as tables `(heading, rows)`, the largest rows first."""
        named = (("type", self.by_type), ("cause", self.by_cause), ("rule", self.by_rule))
        return [(name, sorted(counts.items(), key=lambda row: (-row[1].total(), row[0]))) for name, counts in named if counts]

    def __str__(self) -> str:
        unchanged = [Kind.UNCHANGED] if self.kinds[Kind.UNCHANGED] else []
        return ", ".join(f"{self.kinds[kind]:,} {kind}" for kind in (*DIFFERING, *unchanged))
