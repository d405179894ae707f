"""Views: what the templates show of a difference, made ready."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashiji.diff.changes import EVIDENCE, STATUS, Change
from dashiji.diff.sides import SideRecord, SideSpan
from dashiji.diff.wording import Line, in_words
from dashiji.records import QUANTITY_ROLES, ROLES, EventType, Status
from dashiji.review.catalog import Documents, Entry
from dashiji.review.correcting import Correction, has_value
from dashiji.review.drawing import Drawn, draw, draw_whole, undrawn_spans
from dashiji.review.session import Held

_ROLES = {kind.value: roles for kind, roles in ROLES.items()}


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a role and what it states beside its words; `changed` where the other side has it otherwise or not at all."""

    role: str
    text: str
    details: tuple[tuple[str, str], ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Words that state the event, drawn in their article."""

    drawn: Drawn
    rule: str
    start: int
    end: int
    changed: bool


@dataclass(frozen=True, slots=True)
class SideView:
    """A record of one side."""

    record: SideRecord
    status_changed: bool
    evidence: tuple[EvidenceView, ...]
    values: tuple[ValueView, ...]
    undrawn: tuple[tuple[str, SideSpan], ...]
    has_article: bool


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A difference with both sides, what stands on it and the form that corrects it; `editing` where that is to be open."""

    entry: Entry
    held: Held
    before: SideView | None
    after: SideView | None
    left: int
    correction: Correction | None
    editing: bool
    roles: tuple[str, ...]
    statuses: tuple[str, ...] = tuple(status.value for status in Status)

    @property
    def lines(self) -> list[Line]:
        """The changes in words."""
        return [in_words(change) for change in self.entry.difference.changes]

    @property
    def sides(self) -> tuple[tuple[str, SideView | None], ...]:
        """Both sides with their headings."""
        return ("Before", self.before), ("After", self.after)

    def has_value(self, role: str) -> bool:
        """Whether values of the role say more than words."""
        return has_value(role)

    def is_quantity(self, role: str) -> bool:
        """Whether values of the role have a comparator and a unit."""
        return role in QUANTITY_ROLES


@dataclass(frozen=True)
class Viewer:
    """Makes views: `document` gives the text that a record's offsets count in, `fold` its simplified script."""

    document: Documents
    fold: Callable[[str], str]

    def difference(self, entry: Entry, held: Held, left: int, tried: Correction | None = None) -> DifferenceView:
        """A difference, made ready; `tried` is a correction that was refused and stays in the form."""
        difference = entry.difference
        before = self._side(difference.before, difference.changes, new=False) if difference.before else None
        after = self._side(difference.after, difference.changes, new=True) if difference.after else None
        roles = _ROLES.get(difference.record.type, ())
        correction = tried or (Correction.of(difference.record) if difference.record.type in set(EventType) else None)
        return DifferenceView(entry, held, before, after, left, correction, tried is not None, roles)

    def _side(self, record: SideRecord, changes: tuple[Change, ...], *, new: bool) -> SideView:
        document = self.document(record)
        sides = [(change.field, change.after if new else change.before) for change in changes]
        shown = draw(record, document, self.fold)
        evidence = (
            EvidenceView(drawn, stated.rule, stated.start, stated.end, (EVIDENCE, stated) in sides)
            for drawn, stated in zip(shown, record.evidence, strict=True)
        )
        values = (
            ValueView(role, value.text, tuple(_details(value.details)), (role, value) in sides)
            for role, values in record.arguments.items()
            for value in values
        )
        undrawn = tuple(undrawn_spans(record, document))
        status = any(field == STATUS for field, _ in sides)
        return SideView(record, status, tuple(evidence), tuple(values), undrawn, document is not None)

    def articles(self, entry: Entry) -> list[tuple[str, Drawn | None]]:
        """The whole article as either side read it; `None` where it is not known."""
        sides = (("Before", entry.difference.before), ("After", entry.difference.after))
        return [(heading, self._whole(record)) for heading, record in sides if record]

    def _whole(self, record: SideRecord) -> Drawn | None:
        document = self.document(record)
        return draw_whole(record, document, self.fold) if document is not None else None


def _details(details: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in details.items():
        if value not in (None, ""):
            yield name, "–".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
