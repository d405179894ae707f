"""Chunks: the short typed pieces of a sentence that rules speak of.

A sentence reads as TIME PLACE AGENCY VERB POLICY BREAK …; the chunker makes the pieces, rules match over them. Offsets count
code points of the whole document, `end` exclusive; `text` is the folded text.
"""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from dashiji.spans import Bracket, Mention, Quantity, Span, Time


class ChunkKind(StrEnum):
    """What a chunk is. The entity-like kinds come first; rules name them in `kinds`."""

    TIME = "time"
    QUANTITY = "quantity"
    PLACE = "place"
    AGENCY = "agency"
    ORGANIZATION = "organization"
    PERSON = "person"
    POST = "post"
    DATASET = "dataset"
    PRODUCT = "product"
    POLICY = "policy"
    REPORT = "report"
    WORK = "work"
    NAME = "name"
    NOUN = "noun"
    VERB = "verb"
    ADVERB = "adverb"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    PARTICLE = "particle"
    BREAK = "break"
    MARK = "mark"
    PAREN = "paren"
    OTHER = "other"


NOMINAL = frozenset(
    {
        ChunkKind.PLACE,
        ChunkKind.AGENCY,
        ChunkKind.ORGANIZATION,
        ChunkKind.PERSON,
        ChunkKind.POST,
        ChunkKind.DATASET,
        ChunkKind.PRODUCT,
        ChunkKind.POLICY,
        ChunkKind.REPORT,
        ChunkKind.WORK,
        ChunkKind.NAME,
        ChunkKind.NOUN,
    }
)
"""Kinds that can be an argument's text."""

Payload = Time | Quantity | Mention | Bracket


class Chunk(Struct, frozen=True, gc=False):
    """One piece of a sentence.

    `core` is what to report as a value: the phrase without determiner, ordinal claim or marks (the name itself in
    数据集“白虎-VTouch”). `claim` is the first-ever or superlative part with its noun (全球首个…数据集). `lead` is the entity a
    phrase opens with (四川 in 四川地区生产总值). `classes` are the lexicons that list the chunk's word (verbs, adverbs, …).
    `bare` is true of a product or dataset that is named by its class noun alone (平台, 该系统) and of a range of products (环保产品).
    `owner` is what the last 的 of a phrase ties its head to (某桥 in 某桥的预算).
    """

    start: int
    end: int
    kind: ChunkKind
    text: str
    core: Span
    classes: frozenset[str] = frozenset()
    claim: Span | None = None
    lead: Mention | None = None
    payload: Payload | None = None
    bare: bool = False
    owner: Span | None = None

    @property
    def quantity(self) -> Quantity | None:
        """The quantity of a QUANTITY chunk."""
        return self.payload if isinstance(self.payload, Quantity) else None

    @property
    def time(self) -> Time | None:
        """The date or period of a TIME chunk."""
        return self.payload if isinstance(self.payload, Time) else None

    @property
    def mention(self) -> Mention | None:
        """The entity of a chunk that is exactly one entity."""
        return self.payload if isinstance(self.payload, Mention) else None


def render(chunks: Sequence[Chunk]) -> str:
    """The chunks as `[kind text]`, for people reading an explanation."""
    return " ".join(f"[{chunk.kind} {chunk.text}]" for chunk in chunks)
