"""The outcome of an evaluation: figures with their confidence, and what is wrong."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dashiji.evaluate.bootstrap import Bootstrap, Interval
from dashiji.evaluate.counts import Counts, Tally, total
from dashiji.evaluate.findings import Finding
from dashiji.evaluate.offsets import Offsets
from dashiji.records import ROLES, EventType

CORE = tuple(EventType)[:6]
"""The types that state what came into being or was decided; the others report and quote."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts with precision, recall, F1 and the confidence interval of F1 (`None` where there are too few articles)."""

    p: float
    r: float
    f1: float
    tp: int
    fp: int
    fn: int
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures at one threshold. Role figures leave the anchor out; `by_role` splits a type's figures by role."""

    events: Mapping[EventType, Figures]
    roles: Mapping[EventType, Figures]
    by_role: Mapping[EventType, Mapping[str, Figures]]
    events_core: Figures
    events_all: Figures
    roles_core: Figures
    roles_all: Figures
    status_accuracy: float
    status_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Report:
    """Lenient and strict scores, the offset check where the articles were given, and the lenient comparison's findings.

    `articles` counts what was scored and resampled, `ignored` the records of articles that are not among those given.
    """

    lenient: Scores
    strict: Scores
    offsets: Offsets | None
    findings: tuple[Finding, ...]
    articles: int
    ignored: int

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain data: the keys of the gold's own scorer, and more; without the findings."""
        return {
            "lenient": asdict(self.lenient),
            "strict": asdict(self.strict),
            **({"offsets": asdict(self.offsets)} if self.offsets else {}),
            "articles": self.articles,
            "ignored": self.ignored,
        }

    def to_json(self) -> str:
        """The figures as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def scores(tallies: Sequence[Tally], bootstrap: Bootstrap) -> Scores:
    """Sum the articles' tallies up; `bootstrap` was drawn for as many articles."""
    kinds = tuple(EventType)
    return Scores(
        events={kind: _events(tallies, [kind], bootstrap) for kind in kinds},
        roles={kind: _roles(tallies, [kind], bootstrap) for kind in kinds},
        by_role={
            kind: {role: figures([t.roles.get((kind, role), Counts()) for t in tallies], bootstrap) for role in ROLES[kind][1:]}
            for kind in kinds
        },
        events_core=_events(tallies, CORE, bootstrap),
        events_all=_events(tallies, kinds, bootstrap),
        roles_core=_roles(tallies, CORE, bootstrap),
        roles_all=_roles(tallies, kinds, bootstrap),
        status_accuracy=round(_share(sum(t.status_right for t in tallies), sum(t.status_wrong for t in tallies)) or 0.0, 4),
        status_interval=_rounded(bootstrap.interval([[t.status_right for t in tallies], [t.status_wrong for t in tallies]], _share)),
    )


def figures(per_article: Sequence[Counts], bootstrap: Bootstrap) -> Figures:
    """The figures of counts that hold for one article each."""
    counts = total(per_article)
    columns = [[c.tp for c in per_article], [c.fp for c in per_article], [c.fn for c in per_article]]
    interval = bootstrap.interval(columns, _f1) if counts.tp + counts.fp + counts.fn else None
    return Figures(
        round(counts.precision, 4), round(counts.recall, 4), round(counts.f1, 4), counts.tp, counts.fp, counts.fn, _rounded(interval)
    )


def _events(tallies: Iterable[Tally], kinds: Iterable[EventType], bootstrap: Bootstrap) -> Figures:
    kinds = tuple(kinds)
    return figures([total(t.events[kind] for kind in kinds if kind in t.events) for t in tallies], bootstrap)


def _roles(tallies: Iterable[Tally], kinds: Iterable[EventType], bootstrap: Bootstrap) -> Figures:
    kinds = frozenset(kinds)
    return figures([total(counts for (kind, _), counts in t.roles.items() if kind in kinds) for t in tallies], bootstrap)


def _f1(tp: int, fp: int, fn: int) -> float | None:
    """F1, `None` where a draw has nothing to find and found nothing."""
    return Counts(tp, fp, fn).f1 if tp + fp + fn else None


def _share(right: int, wrong: int) -> float | None:
    return right / (right + wrong) if right + wrong else None


def _rounded(interval: Interval | None) -> Interval | None:
    return (round(interval[0], 4), round(interval[1], 4)) if interval else None
