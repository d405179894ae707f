"""The kinds of chunks by names of their own, for code that asks often.

Up to Python 3.11 each look at a member through its class runs through a hook of Enum's and takes thirty times as long.
"""

from collections.abc import Mapping
from typing import Final

from dashiji.chunks import ChunkKind

TIME: Final = ChunkKind.TIME
QUANTITY: Final = ChunkKind.QUANTITY
PLACE: Final = ChunkKind.PLACE
AGENCY: Final = ChunkKind.AGENCY
ORGANIZATION: Final = ChunkKind.ORGANIZATION
PERSON: Final = ChunkKind.PERSON
POST: Final = ChunkKind.POST
DATASET: Final = ChunkKind.DATASET
PRODUCT: Final = ChunkKind.PRODUCT
POLICY: Final = ChunkKind.POLICY
REPORT: Final = ChunkKind.REPORT
WORK: Final = ChunkKind.WORK
NAME: Final = ChunkKind.NAME
NOUN: Final = ChunkKind.NOUN
VERB: Final = ChunkKind.VERB
ADVERB: Final = ChunkKind.ADVERB
PREPOSITION: Final = ChunkKind.PREPOSITION
CONJUNCTION: Final = ChunkKind.CONJUNCTION
PARTICLE: Final = ChunkKind.PARTICLE
BREAK: Final = ChunkKind.BREAK
MARK: Final = ChunkKind.MARK
PAREN: Final = ChunkKind.PAREN
OTHER: Final = ChunkKind.OTHER

BODIES: Final = frozenset((AGENCY, ORGANIZATION))
PEOPLE: Final = frozenset((PERSON, POST))
DEVICES: Final = frozenset((PRODUCT, DATASET))
"""What is released."""
PLAIN: Final = frozenset((NOUN, NAME))
"""What only its words tell."""

BY_NAME: Final[Mapping[str, ChunkKind]] = {str(kind): kind for kind in ChunkKind}
