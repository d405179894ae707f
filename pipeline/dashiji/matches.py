"""What a rule read from a sentence, before the article is resolved into records."""

from collections.abc import Mapping

from msgspec import Struct

from dashiji.records import ROLES, EventType, Status
from dashiji.spans import Quantity, Span, Time

FillerPayload = Time | Quantity


class Filler(Struct, frozen=True, gc=False):
    """One value of a role: a document span with what it means.

    `kind` is the chunk kind it was read as; `carried` is true when it came from an earlier clause by carry-over.
    """

    start: int
    end: int
    kind: str
    payload: FillerPayload | None = None
    carried: bool = False


class Match(Struct, frozen=True, gc=False):
    """One rule's reading of one trigger.

    `clause` is the evidence: the clause or sentence that states the event; `trigger` the words that gave it away. `fillers` maps
    roles to values in text order; the anchor role is filled. `confidence` is the rule's; `discount` is what remains of it for what this
    reading had to take over or do without.
    """

    rule: str
    type: EventType
    status: Status
    trigger: Span
    clause: Span
    block: int
    fillers: Mapping[str, tuple[Filler, ...]]
    confidence: float
    reasons: tuple[str, ...] = ()
    discount: float = 1.0

    @property
    def anchor(self) -> Filler:
        """The first value of the type's anchor role."""
        return self.fillers[ROLES[self.type][0]][0]
