"""What a run found, counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dashiji.chronology import begins
from dashiji.records import EntityValue, Record
from dashiji.store.outcome import Outcome

_MONTH = len("2026-01")
UNKNOWN = ""
"""Stands for a month or place that a record does not have."""


@dataclass
class Statistics:
    """Records by the month in which they begin (`UNKNOWN` where only the year is known, or nothing), type, place and source.

    Places are in simplified script; a record with several counts for each. Sources are hosts or files.
    """

    records: int = 0
    months: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)

    def add(self, article: Outcome, record: Record) -> None:
        """Count one record of an article."""
        month = begins(record, article.published)[:_MONTH]
        self.records += 1
        self.months[month if len(month) == _MONTH else UNKNOWN] += 1
        self.types[record.type.value] += 1
        self.sources[article.source] += 1
        self.places.update(_places(record) or [UNKNOWN])


def count_records(articles: Iterable[tuple[Outcome, list[Record]]]) -> Statistics:
    """Count the records of a run, article by article."""
    statistics = Statistics()
    for article, records in articles:
        for record in records:
            statistics.add(article, record)
    return statistics


def _places(record: Record) -> set[str]:
    """The places of a record: where it happened, and what in its other roles is a place itself, such as the subject of a figure."""
    return {
        value.normalized
        for role, values in record.arguments.items()
        for value in values
        if isinstance(value, EntityValue) and (role == "place" or value.kind.lower() == "place")
    }
