"""Slots: which chunks fill a role of a rule, seen from its trigger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.spans import Span, Time
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.reading import ACTORS, SKIPPED, Reading

_SCOPES = frozenset((ChunkKind.PLACE, ChunkKind.NOUN, ChunkKind.TIME))
_GRAINS = {"month": len("2026-01"), "day": len("2026-01-27")}
_PLAIN = frozenset((ChunkKind.NOUN, ChunkKind.PRODUCT, ChunkKind.ORGANIZATION, ChunkKind.NAME))
_AFTER_CLAIM = frozenset((ChunkKind.VERB, ChunkKind.PARTICLE, ChunkKind.OTHER, ChunkKind.ADVERB, ChunkKind.PREPOSITION)) | NOMINAL


@dataclass(frozen=True, slots=True)
class Site:
    """Where a rule is being tried: the sentence, the position of the trigger in it, and what earlier clauses hand on."""

    reading: Reading
    trigger: int
    discourse: Discourse

    def fill(self, slot: Slot) -> tuple[tuple[Filler, ...], tuple[int, ...]]:
        """Values of a slot in text order, and the positions of the chunks they were read from (none when carried over)."""
        for side in ("left", "right") if slot.side == "either" else (slot.side,):
            found = self._find(slot, side)
            if found is not None:
                positions = self._coordinated(slot, found) if slot.many else [found]
                return tuple(self._filler(slot, at) for at in positions), tuple(positions)
        carried = self.discourse.get(slot.carry) if slot.carry else ()
        return tuple(f for f in carried if not isinstance(f.payload, Time) or self.discourse.fits(f.payload, slot.tense)), ()

    def _find(self, slot: Slot, side: str) -> int | None:
        sentence = slot.window == "sentence"
        if slot.markers:
            return self._find_marked(slot, side)
        if side == "left" and slot.subject:
            return self._find_subject(slot)
        walk = self.reading.leftward if side == "left" else self.reading.rightward
        for at in self._reachable(slot, walk(self.trigger, sentence=sentence)):
            if self._fits(slot, at) and (side == "left" or (self.reading.governor(at) or 0) <= self.trigger):
                return at
        return None

    def _reachable(self, slot: Slot, positions: Iterable[int]) -> Iterator[int]:
        """Positions up to a barrier, or, for an adjacent slot, up to the first chunk that may not stand in between."""
        for at in positions:
            chunk = self.reading.chunks[at]
            if chunk.text in slot.barriers:
                return
            yield at
            if slot.adjacent and chunk.kind not in SKIPPED:
                return

    def _find_marked(self, slot: Slot, side: str) -> int | None:
        chunks = self.reading.chunks
        edge = range(len(chunks)) if slot.window == "sentence" else self.reading.clause(self.trigger)
        positions = range(self.trigger - 1, edge.start - 1, -1) if side == "left" else range(self.trigger + 1, edge.stop)
        for at in positions:
            if at > edge.start and chunks[at - 1].text in slot.markers and self._fits(slot, at):
                return at
            if chunks[at].text in slot.barriers:
                return None
        return None

    def _find_subject(self, slot: Slot) -> int | None:
        """The subject of the trigger's clause, else of the nearest clause before that has one of the slot's kinds."""
        number = self.reading.clause_of[self.trigger]
        own = range(self.reading.clauses[number].start, self.trigger)
        earlier = self.reading.clauses[:number][::-1] if slot.window == "sentence" else []
        for clause in [own, *earlier]:
            for at in clause:
                if self._fits(slot, at) and self.reading.governor(at) is None:
                    return at
                if self.reading.chunks[at].kind is ChunkKind.VERB and clause is not own:
                    break
        return None

    def _fits(self, slot: Slot, at: int) -> bool:
        chunks = self.reading.chunks
        chunk = chunks[at]
        if slot.followed_by and (at + 1 >= len(chunks) or chunks[at + 1].text not in slot.followed_by):
            return False
        if slot.words and chunk.text not in slot.words:
            return False
        if slot.grain and chunk.time and len((chunk.time.value or "").partition("/")[0]) < _GRAINS[slot.grain]:
            return False
        if slot.tense and chunk.time and not self.discourse.fits(chunk.time, slot.tense):
            return False
        if slot.heads and chunk.kind in _PLAIN and chunk.text.endswith(slot.heads):
            return True
        return chunk.kind in slot.kinds or (slot.lead and chunk.lead is not None and chunk.lead.kind in slot.kinds)

    def _coordinated(self, slot: Slot, found: int) -> list[int]:
        """Everything coordinated with the phrase found that may fill the slot too; a plain noun may beside a typed one."""
        chunks = self.reading.chunks
        allowed = slot.kinds | ({ChunkKind.NOUN, ChunkKind.NAME} if chunks[found].kind in NOMINAL else frozenset())
        positions = [at for at in self.reading.coordinated(found) if chunks[at].kind in allowed or at == found]
        return [at for at in positions if (at > self.trigger) == (found > self.trigger)]

    def _filler(self, slot: Slot, at: int) -> Filler:
        chunk = self.reading.chunks[at]
        if slot.reach == "clause":
            return self._statement(chunk)
        if slot.reach == "run" and chunk.kind in NOMINAL:
            first = self.reading.chunks[self.reading.coordinated(at)[0]]
            core = first.core if first is chunk or first.start < first.core.start else Span(first.start, first.end)
            return Filler(core.start, max(chunk.core.end, core.end), chunk.kind, chunk.quantity)
        if slot.lead and chunk.kind not in slot.kinds and chunk.lead is not None:
            return Filler(chunk.lead.start, chunk.lead.end, chunk.lead.kind)
        if slot.lead and slot.heads and chunk.text.endswith(slot.heads):
            return self._headless(slot, chunk)
        return filler_of(chunk)

    @staticmethod
    def _headless(slot: Slot, chunk: Chunk) -> Filler:
        """The phrase without the head that it was taken for (《某报》 of 《某报》查询), or all of it where nothing else is left."""
        cut = max(len(head) for head in slot.heads if chunk.text.endswith(head))
        rest = Span(chunk.start, chunk.end - cut)
        if chunk.text.startswith("《") and chunk.text[:-cut].endswith("》"):
            rest = Span(rest.start + 1, rest.end - 1)
        return Filler(rest.start, rest.end if rest.start < rest.end else chunk.end, chunk.kind)

    def _statement(self, chunk: Chunk) -> Filler:
        """All that the clause states: from its subject where that is no actor, else from the trigger, to its end."""
        chunks, clause = self.reading.chunks, self.reading.clause(self.trigger)
        subject = self.reading.subject(clause, NOMINAL - ACTORS)
        first = self.trigger if subject is None else min(subject, self.trigger)
        return Filler(chunks[first].start, chunks[clause.stop - 1].end, chunk.kind)


def filler_of(chunk: Chunk) -> Filler:
    """A chunk as a value: its core, a person's name without the title."""
    core = chunk.mention if chunk.kind is ChunkKind.PERSON and chunk.mention else chunk.core
    return Filler(core.start, core.end, chunk.kind, chunk.time or chunk.quantity)


def names_of(chunks: Iterable[Chunk]) -> list[Filler]:
    """The chunks that name somebody or something, as values."""
    return [filler_of(chunk) for chunk in chunks if chunk.kind in ACTORS]


def title_of(chunk: Chunk) -> Filler | None:
    """The title that belongs to a person (财政司司长), or the position of somebody known by body and position (某局负责人)."""
    mention = chunk.mention
    if mention is None:
        return None
    span = mention.role or (mention.head if mention.kind == "post" and mention.head and mention.head.start > mention.start else None)
    return Filler(span.start, span.end, ChunkKind.POST) if span else None


def claim_of(reading: Reading, anchor: int) -> Filler | None:
    """The superlative or first-ever claim that the anchor's phrase opens with, with its scope (江苏首家…)."""
    chunk = reading.chunks[anchor]
    if chunk.claim is not None:
        return Filler(chunk.claim.start, chunk.claim.end, "claim")
    clause = reading.clause(anchor)
    for at in range(anchor - 1, clause.start - 1, -1):
        before = reading.chunks[at]
        if "ordinal_first" in before.classes:
            scoped = at - 1 >= clause.start and reading.chunks[at - 1].kind in _SCOPES
            start = reading.chunks[at - 1].start if scoped else before.start
            return Filler(start, _claim_end(chunk), "claim")
        if before.kind not in _AFTER_CLAIM:
            return None
    return None


def _claim_end(chunk: Chunk) -> int:
    """A claim ends with its noun: before the name that follows it in the same phrase."""
    name_inside = Span(chunk.start, chunk.end) != chunk.core and chunk.core.start > chunk.start
    return chunk.core.start if name_inside else chunk.end
