"""Phrases: what a chunk gives as a value, and how its words look."""

import re
from collections.abc import Iterable

from dashiji.chunks import Chunk
from dashiji.kinds import PERSON, POST
from dashiji.matches import Filler
from dashiji.stages.match.reading import ACTORS

_EDITION = re.compile("[（(][^（）()]*[）)]$")
"""Years or version of a document, in brackets behind its name (某规划|（2026—2030年）)."""
_OFFICES = ("负责人", "负责同志")
"""How posts end that say what somebody is in charge of."""


def filler_of(chunk: Chunk) -> Filler:
    """A chunk as a value: its core, a person's name without the title."""
    core = chunk.mention if chunk.kind is PERSON and chunk.mention else chunk.core
    return Filler(core.start, core.end, chunk.kind, chunk.time or chunk.quantity)


def names_of(chunks: Iterable[Chunk]) -> list[Filler]:
    """The chunks that name somebody or something, as values."""
    return [filler_of(chunk) for chunk in chunks if chunk.kind in ACTORS]


def title_of(chunk: Chunk) -> Filler | None:
    """The title that belongs to a person (财政司司长), or the office of somebody known by it alone (某局|负责人); what else somebody
    without a name is called (某国官员) is no title beside it."""
    mention = chunk.mention
    if mention is None:
        return None
    office = mention.kind == "post" and mention.head is not None and mention.head.start > mention.start and chunk.text.endswith(_OFFICES)
    span = mention.head if office else mention.role
    return Filler(span.start, span.end, POST) if span else None


def core_text(chunk: Chunk) -> str:
    """The words of a chunk's core."""
    return chunk.text[chunk.core.start - chunk.start : chunk.core.end - chunk.start]


def unbracketed(name: str) -> str:
    """A name without what stands in brackets behind it."""
    return _EDITION.sub("", name)


def is_titled(chunk: Chunk) -> bool:
    return chunk.text.endswith("》")
