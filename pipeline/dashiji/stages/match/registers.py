"""Registers: what was told last of each kind, and how long it stays valid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashiji.matches import Filler

_ARTICLE = 20
"""Paragraphs that stand for the whole article."""
REACH: Mapping[str, int] = {
    "topic": 0,
    "time": 0,
    "deadline": 0,
    "source": 4,
    "data": 0,
    "speaker": 1,
    "metric": 0,
    "goal": 0,
    "horizon": 0,
    "policy": 2,
    "issued": 3,
    "issuer": 3,
    "document": 3,
    "person": 1,
    "body": _ARTICLE,
    "theme": _ARTICLE,
    "occasion_time": _ARTICLE,
    "occasion_place": _ARTICLE,
    "assembly": 16,
    "hearers": 16,
    "host": 8,
    "guest": 8,
}
"""Paragraphs over which a register is still valid after the one that set it; 0 where none is given."""
_SENTENCES: Mapping[str, int] = {"metric": 0, "subject": 0, "doer": 0, "goal": 0, "deadline": 0, "horizon": 1, "data": 0}
"""Sentences, beyond the one that set it, over which a register is valid that does not hold for all of its paragraph."""
_RENEWED = frozenset((*_SENTENCES, "speaker"))
"""Registers that start anew with a value taken over."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a register holds, and the block and sentence that set it."""

    fillers: tuple[Filler, ...]
    block: int
    sentence: int


@dataclass
class Registers:
    """The registers of one article in reading order; `block` and `sentence` say where the reader stands."""

    block: int = field(default=0, init=False)
    sentence: int = field(default=0, init=False)
    entries: dict[str, Entry] = field(default_factory=dict, init=False)

    def enter(self, block: int) -> None:
        """Go on to the next sentence, in this block."""
        self.block = block
        self.sentence += 1

    def put(self, register: str, fillers: Sequence[Filler]) -> None:
        """Replace what a register holds; what was itself taken over stays as old as it is, but for who goes on speaking."""
        if fillers and (register in _RENEWED or not fillers[0].carried):
            self.entries[register] = Entry(tuple(fillers), self.block, self.sentence)

    def drop(self, register: str) -> None:
        """Empty a register."""
        self.entries.pop(register, None)

    def forget(self) -> None:
        """Drop all that a heading ends: what the next item of a digest tells is about others."""
        for register in ("theme", "occasion_time", "occasion_place"):
            self.drop(register)
        for register in [name for name in self.entries if REACH.get(name, 0) < _ARTICLE]:
            self.drop(register)

    def held(self, register: str) -> tuple[Filler, ...]:
        """What a register was given last, however long ago, as it was given."""
        entry = self.entries.get(register)
        return () if entry is None else entry.fillers

    def get(self, register: str) -> tuple[Filler, ...]:
        """What a register still holds here, marked as carried."""
        entry = self.entries.get(register)
        return () if entry is None else self.carried(register, entry)

    def carried(self, register: str, entry: Entry) -> tuple[Filler, ...]:
        """What an entry of a register holds as far as that reaches, marked as carried."""
        if self.block - entry.block > REACH.get(register, 0) or self.sentence - entry.sentence > _SENTENCES.get(register, self.sentence):
            return ()
        return tuple(Filler(f.start, f.end, f.kind, f.payload, carried=True) for f in entry.fillers)
