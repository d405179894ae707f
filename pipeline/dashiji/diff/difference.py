"""A difference: one record that two sides do not have alike."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dashiji.diff.causes import Cause
from dashiji.diff.changes import Change, Stated
from dashiji.diff.sides import SideEvidence, SideRecord


class Kind(StrEnum):
    """What became of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


DIFFERING = (Kind.ADDED, Kind.REMOVED, Kind.CHANGED)
"""What the two sides do not have alike, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One record as the two sides have it; `before` or `after` is `None` where a side lacks it."""

    before: SideRecord | None
    after: SideRecord | None
    changes: tuple[Change, ...] = ()
    causes: tuple[Cause, ...] = ()

    @property
    def kind(self) -> Kind:
        """What became of the record."""
        if self.before is None:
            return Kind.ADDED
        if self.after is None:
            return Kind.REMOVED
        return Kind.CHANGED if self.changes else Kind.UNCHANGED

    @property
    def record(self) -> SideRecord:
        """The record as it is now, or as it was where it is gone."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a difference has at least one side")
        return record

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that read the evidence of either side, each once."""
        return tuple(dict.fromkeys((*_rules(self.before), *_rules(self.after))))

    @property
    def fingerprint(self) -> str:
        """Names the difference by document and contents only: the same in every run that makes it."""
        parts = (self.record.doc_id, *(side.content_digest if side else "" for side in (self.before, self.after)))
        return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: what changed and why, then both records."""
        return {
            "kind": self.kind.value,
            "doc_id": self.record.doc_id,
            "type": self.record.type,
            "anchor": self.record.anchor.text if self.record.anchor else None,
            "changes": [_change(change) for change in self.changes],
            "causes": [{"part": c.part.value, "edit": c.edit.value, "name": c.name, "sure": c.sure} for c in self.causes],
            "rules": list(self.rules),
            "fingerprint": self.fingerprint,
            "before": _plain(self.before),
            "after": _plain(self.after),
        }


def _rules(record: SideRecord | None) -> Sequence[str]:
    return record.rules if record else ()


def _plain(record: SideRecord | None) -> Mapping[str, Any] | None:
    return record.model_dump(mode="json") if record else None


def _change(change: Change) -> dict[str, Any]:
    return {"field": change.field, "before": _value(change.before), "after": _value(change.after), "parts": list(change.parts)}


def _value(value: Stated | str | None) -> Any:
    if value is None or isinstance(value, str):
        return value
    extra = {"rule": value.rule, "trigger": value.trigger.text} if isinstance(value, SideEvidence) else value.details
    return {"text": value.text, "start": value.start, "end": value.end, **extra}
