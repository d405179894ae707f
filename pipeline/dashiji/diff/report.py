"""A report: the differences that were asked for, as many as can be shown, and the sum of all."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from dashiji.diff.comparing import Comparison
from dashiji.diff.difference import DIFFERING, Difference, Kind
from dashiji.diff.passage import Piece, passage
from dashiji.diff.sides import SideRecord
from dashiji.diff.summary import Summary


@dataclass(frozen=True, slots=True)
class Filters:
    """Which differences are wanted; an empty collection lets all through.

    `rules` are ids, of which one must have read the evidence. `causes` are parts (`rule`, `input`) or names (`founding.unveiled`).
    """

    kinds: Collection[Kind] = DIFFERING
    types: Collection[str] = ()
    rules: Collection[str] = ()
    causes: Collection[str] = ()

    @property
    def narrow(self) -> bool:
        """Whether records are left out for what they are, so that those unchanged cannot be counted."""
        return bool(self.types or self.rules or self.causes)

    def let_through(self, difference: Difference) -> bool:
        """Whether a difference is wanted, its kind apart."""
        causes = {word for cause in difference.causes for word in (cause.part.value, cause.name, cause.name.partition(": ")[0])}
        return (
            (not self.types or difference.record.type in self.types)
            and (not self.rules or bool(set(self.rules) & set(difference.rules)))
            and (not self.causes or bool(set(self.causes) & causes))
        )


@dataclass
class Report:
    """The first differences and the counts of all.

    `before` and `after` name the two sides; `document` gives the text of an article by id, `None` where it is not known.
    """

    before: str
    after: str
    summary: Summary = field(default_factory=Summary)
    differences: list[Difference] = field(default_factory=list)
    document: Callable[[str], str | None] = lambda doc_id: None

    def passage(self, record: SideRecord) -> tuple[Piece, ...]:
        """The record's best evidence, with some text around it where the article is known."""
        return passage(record, self.document(record.doc_id))

    @property
    def hidden(self) -> int:
        """Differences that are counted and not shown."""
        shown = sum(difference.kind is not Kind.UNCHANGED for difference in self.differences)
        return max(0, self.summary.differences - shown)


def wanted(comparisons: Iterable[Comparison], filters: Filters, summary: Summary) -> Iterator[Difference]:
    """The differences that pass the filters, counted in `summary` on the way."""
    for comparison in comparisons:
        if not filters.narrow:
            summary.kinds[Kind.UNCHANGED] += comparison.same
        for difference in comparison.differences:
            shown = difference.kind in filters.kinds and filters.let_through(difference)
            if shown or (difference.kind is Kind.UNCHANGED and not filters.narrow):
                summary.add(difference)
            if shown:
                yield difference


def collect(differences: Iterable[Difference], report: Report, limit: int) -> None:
    """Keep the first `limit` differences; the others are only counted."""
    for difference in differences:
        if len(report.differences) < limit:
            report.differences.append(difference)
