"""The event record: the contract between dashiji and everything that reads its output.

A record states one real-world event of one article. Every value carries the characters it was read from: `text` equals
`document[start:end]`, offsets in code points of the article's document, `end` exclusive.
"""

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dashiji.spans import Basis, Change, Mod, Op

SCHEMA_VERSION = "1"
"""Raised when a reader of records would have to change."""


class EventType(StrEnum):
    """The eight kinds of event, as the annotation guidelines define them."""

    AGENCY_FOUNDED = "agency_founded"
    ORGANIZATION_FOUNDED = "organization_founded"
    DATASET_RELEASED = "dataset_released"
    PRODUCT_RELEASED = "product_released"
    POLICY_ISSUED = "policy_issued"
    TARGET_SET = "target_set"
    METRIC_REPORTED = "metric_reported"
    STATEMENT_MADE = "statement_made"


class Status(StrEnum):
    """Whether the event took place."""

    HAPPENED = "happened"
    PLANNED = "planned"
    PROPOSED = "proposed"
    NEGATED = "negated"


ROLES: Mapping[EventType, tuple[str, ...]] = {
    EventType.AGENCY_FOUNDED: ("agency", "founder", "host", "place", "date", "claim"),
    EventType.ORGANIZATION_FOUNDED: ("organization", "founder", "host", "place", "date", "claim"),
    EventType.DATASET_RELEASED: ("dataset", "publisher", "place", "date", "size", "claim"),
    EventType.PRODUCT_RELEASED: ("product", "publisher", "place", "date", "claim"),
    EventType.POLICY_ISSUED: ("policy", "issuer", "date", "effective"),
    EventType.TARGET_SET: ("goal", "quantity", "deadline", "holder", "policy"),
    EventType.METRIC_REPORTED: ("metric", "quantity", "subject", "period", "source"),
    EventType.STATEMENT_MADE: ("speaker", "role", "audience", "date", "place"),
}
"""Roles of each type; the first is the anchor, without which there is no record."""

FOUNDED = frozenset((EventType.AGENCY_FOUNDED, EventType.ORGANIZATION_FOUNDED))
RELEASES = frozenset((EventType.PRODUCT_RELEASED, EventType.DATASET_RELEASED))

DATE_ROLES = frozenset({"date", "effective", "deadline", "period"})
QUANTITY_ROLES = frozenset({"quantity", "size"})
CLAIM_ROLES = frozenset({"claim"})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextSpan(_Frozen):
    """Characters of the document: `text == document[start:end]`."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class EntityValue(TextSpan):
    """A thing or name; `normalized` is its simplified-script form, `kind` what dashiji takes it for."""

    normalized: str
    kind: str


class DateValue(TextSpan):
    """A date or period: ISO 8601 `value`, TIMEX3 `mod`, and the `basis` of what the mention leaves out."""

    value: str | None = None
    mod: Mod | None = None
    basis: Basis | None = None


class QuantityValue(TextSpan):
    """A quantity: exact decimal string (two for a range), unit in simplified script, direction of a change."""

    op: Op
    value: str | tuple[str, str]
    unit: str
    change: Change | None = None


class ClaimValue(TextSpan):
    """A superlative or first-ever claim: `rank` 1 for 首个, the place it holds for in `scope` (simplified, `""` if unstated)."""

    rank: int | None = None
    scope: str = ""


Value = EntityValue | DateValue | QuantityValue | ClaimValue


def value_model(role: str) -> type[Value]:
    """The model that holds the values of `role`."""
    if role in DATE_ROLES:
        return DateValue
    if role in QUANTITY_ROLES:
        return QuantityValue
    return ClaimValue if role in CLAIM_ROLES else EntityValue


class Evidence(TextSpan):
    """The clause or sentence that states the event, the words that gave it away and the rule that read it."""

    trigger: TextSpan
    rule: str


class Lineage(_Frozen):
    """What made the record: program version and digests of rules, models and input."""

    dashiji: str
    rules: str
    models: dict[str, str] = Field(default_factory=dict)
    input: str


class Record(_Frozen):
    """One event of one article."""

    id: str
    content_digest: str
    doc_id: str
    type: EventType
    status: Status
    arguments: dict[str, tuple[Value, ...]]
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = ()
    lineage: Lineage

    @model_validator(mode="before")
    @classmethod
    def _values_by_role(cls, data: Any) -> Any:
        """Read each value with the model of its role, so that JSON comes back as it went out."""
        if not isinstance(data, Mapping) or not isinstance(data.get("arguments"), Mapping):
            return data
        arguments = {
            role: tuple(v if isinstance(v, BaseModel) else value_model(role).model_validate(v) for v in values)
            for role, values in data["arguments"].items()
        }
        return {**data, "arguments": arguments}

    @model_validator(mode="after")
    def _roles_of_type(self) -> "Record":
        known = ROLES[self.type]
        if unknown := [role for role in self.arguments if role not in known]:
            raise ValueError(f"{self.type}: unknown role {unknown[0]!r}; known: {', '.join(known)}")
        if not self.arguments.get(known[0]):
            raise ValueError(f"{self.type}: the anchor role {known[0]!r} is empty")
        return self

    @property
    def anchor(self) -> Value:
        """The first value of the type's anchor role."""
        return self.arguments[ROLES[self.type][0]][0]

    def to_json(self) -> str:
        """One line of JSON Lines, without the line end; keys in contract order, text as it is (not escaped)."""
        return self.model_dump_json()


def record_schema() -> dict[str, Any]:
    """The versioned JSON Schema of a record."""
    schema = Record.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "version": SCHEMA_VERSION, **schema}


def _blake(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def sentence_digest(sentence: str) -> str:
    """Digest of a sentence that survives width and compatibility variants and white space."""
    return _blake("".join(unicodedata.normalize("NFKC", sentence).split()))


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=vars)
"""Writes models by their fields, in one order of keys."""


def content_digest(kind: EventType, status: Status, arguments: Mapping[str, Sequence[Value]], evidence: Sequence[Evidence]) -> str:
    """Digest over type, status, arguments and evidence, without lineage: equal digests mean the same record."""
    return _blake(_CANONICAL.encode({"type": kind, "status": status, "arguments": arguments, "evidence": evidence}))


class IdMint:
    """Hands out record ids within one article: (doc_id, type, digest of the best evidence, ordinal among equals)."""

    def __init__(self, doc_id: str) -> None:
        self._doc_id = doc_id
        self._seen: defaultdict[tuple[str, str], int] = defaultdict(int)

    def mint(self, kind: EventType, evidence_text: str) -> str:
        """The next id for an event of this type with this best evidence; call in document order."""
        key = (kind.value, sentence_digest(evidence_text))
        ordinal = self._seen[key]
        self._seen[key] += 1
        return _blake(self._doc_id, *key, str(ordinal))
