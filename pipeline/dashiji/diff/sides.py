"""A record as one side of a comparison states it.

Looser than the contract, so that records of other versions of dashiji can be compared too: types, roles and the details of values
are whatever the file says.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from dashiji.records import ROLES, Record

_ANCHORS = {kind.value: roles[0] for kind, roles in ROLES.items()}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SideSpan(_Frozen):
    """Characters of the document; offsets in code points, `end` exclusive."""

    text: str
    start: int
    end: int


class SideValue(SideSpan):
    """A value of a role; what it states beside its characters (kind, ISO value, unit, …) is in `details`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    @property
    def details(self) -> dict[str, Any]:
        """Everything but text and offsets."""
        return self.model_extra or {}


class SideEvidence(SideSpan):
    """Words that state the event, the trigger in them and the rule that read them."""

    trigger: SideSpan
    rule: str = ""

    @property
    def details(self) -> dict[str, Any]:
        """Everything but text and offsets."""
        return {"trigger": self.trigger.text, "rule": self.rule}


class SideLineage(_Frozen):
    """What made the record; `""` where it does not say."""

    dashiji: str = ""
    rules: str = ""
    models: Mapping[str, str] = Field(default_factory=dict)
    input: str = ""


class SideRecord(_Frozen):
    """One event of one article."""

    id: str
    content_digest: str
    doc_id: str
    type: str
    status: str
    arguments: dict[str, tuple[SideValue, ...]]
    evidence: tuple[SideEvidence, ...] = Field(min_length=1)
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    lineage: SideLineage = SideLineage()

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that read its evidence, each once, the best evidence's first."""
        return tuple(dict.fromkeys(evidence.rule for evidence in self.evidence if evidence.rule))

    @property
    def anchor(self) -> SideValue | None:
        """The first value of the type's anchor role; for a type that this version does not know, of the first role."""
        roles = (_ANCHORS.get(self.type, ""), *self.arguments)
        return next((values[0] for role in roles if (values := self.arguments.get(role))), None)


def side_record(record: Record) -> SideRecord:
    """A record just made, as one side of a comparison."""
    return SideRecord.model_validate(record.model_dump(mode="json"))
