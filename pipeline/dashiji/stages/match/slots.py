"""Slots: which chunks fill a role of a rule, seen from its trigger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.spans import Span, Time
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.reading import SKIPPED, Reading

_SCOPES = frozenset((ChunkKind.PLACE, ChunkKind.NOUN, ChunkKind.TIME))
_TIES = frozenset((ChunkKind.PARTICLE, ChunkKind.CONJUNCTION))
_COUNTING = frozenset((ChunkKind.PARTICLE, ChunkKind.ADVERB, ChunkKind.QUANTITY, ChunkKind.OTHER))
_GOVERNING = frozenset((ChunkKind.VERB, ChunkKind.PREPOSITION, ChunkKind.CONJUNCTION))
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
            if slot.direct and (not self._is_object(at) or self._in_attribute(slot, at)):
                continue
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

    def _is_object(self, at: int) -> bool:
        """Whether the phrase at `at`, right of the trigger, is its object rather than part of what follows the object."""
        between = self.reading.chunks[self.trigger + 1 : at]
        if between and (between[0].kind is ChunkKind.CONJUNCTION or (between[0].text == "的" and len(between) > 1)):
            return False
        tied = not between or between[-1].kind in _TIES or between[-1].kind is ChunkKind.NOUN
        claimed = any("ordinal_first" in chunk.classes for chunk in between)
        return tied or claimed or not any(chunk.kind in NOMINAL for chunk in between)

    def _in_attribute(self, slot: Slot, at: int) -> bool:
        """Whether the phrase at `at` belongs to a clause that 的 ties to the object (推出只需 A 驱动的 B)."""
        chunks = self.reading.chunks
        if at - 1 <= self.trigger or chunks[at - 1].kind not in _GOVERNING:
            return False
        later = range(at + 2, self.reading.clause(at).stop)
        return any(chunks[j].kind in slot.kinds and chunks[j - 1].kind is ChunkKind.PARTICLE for j in later)

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
        if (slot.words and chunk.text not in slot.words) or chunk.text in slot.not_words:
            return False
        if slot.named and chunk.bare and not self._described(at):
            return False
        if slot.tense and chunk.time and not self.discourse.fits(chunk.time, slot.tense):
            return False
        return chunk.kind in slot.kinds or (slot.lead and chunk.lead is not None and chunk.lead.kind in slot.kinds)

    def _described(self, at: int) -> bool:
        return at > 0 and self.reading.chunks[at - 1].kind is ChunkKind.PARTICLE and at - 1 > self.trigger + 1

    def _coordinated(self, slot: Slot, found: int) -> list[int]:
        """Everything coordinated with the phrase found that may fill the slot too; a plain noun may beside a typed one."""
        chunks = self.reading.chunks
        beside = frozenset((ChunkKind.NAME,)) if slot.direct else frozenset((ChunkKind.NOUN, ChunkKind.NAME))
        allowed = slot.kinds | (beside if chunks[found].kind in NOMINAL else frozenset())
        coordinated = self.reading.coordinated(found)
        positions = [at for at in coordinated if at == found or (chunks[at].kind in allowed and not (slot.named and chunks[at].bare))]
        return [at for at in positions if (at > self.trigger) == (found > self.trigger)]

    def _filler(self, slot: Slot, at: int) -> Filler:
        chunk = self.reading.chunks[at]
        if slot.phrase:
            first = self.reading.chunks[self.trigger]
            return Filler(min(first.start, chunk.start), max(first.end, chunk.end), chunk.kind)
        if slot.lead and chunk.kind not in slot.kinds and chunk.lead is not None:
            return Filler(chunk.lead.start, chunk.lead.end, chunk.lead.kind)
        if slot.direct and chunk.bare:
            return Filler(self._attribute_start(at), chunk.end, chunk.kind)
        return filler_of(chunk)

    def _attribute_start(self, at: int) -> int:
        """Where the attribute of an unnamed object begins: after the trigger and what counts or determines it."""
        first = self.trigger + 1
        while first < at and self.reading.chunks[first].kind in _COUNTING:
            first += 1
        return self.reading.chunks[first].core.start


def filler_of(chunk: Chunk) -> Filler:
    """A chunk as a value: its core, a person's name without the title."""
    core = chunk.mention if chunk.kind is ChunkKind.PERSON and chunk.mention else chunk.core
    return Filler(core.start, core.end, chunk.kind, chunk.time or chunk.quantity)


def title_of(chunk: Chunk) -> Filler | None:
    """The title that belongs to a person or post (财政司司长)."""
    mention = chunk.mention
    if mention is None:
        return None
    span = mention.role or (mention.head if mention.kind == "post" else None)
    return Filler(span.start, span.end, ChunkKind.POST) if span else None


def claim_of(reading: Reading, anchor: int) -> Filler | None:
    """The superlative or first-ever claim that the anchor's phrase opens with, with its scope (江苏首家…)."""
    chunk = reading.chunks[anchor]
    if chunk.claim is not None:
        return Filler(chunk.claim.start, chunk.claim.end, "claim")
    clause = reading.clause(anchor)
    for at in range(anchor - 1, clause.start - 1, -1):
        before = reading.chunks[at]
        if before.claim is not None:
            return Filler(before.claim.start, _claim_end(chunk), "claim")
        if "ordinal_first" in before.classes:
            scoped = at - 1 >= clause.start and reading.chunks[at - 1].kind in _SCOPES
            start = reading.chunks[at - 1].start if scoped else before.start
            return Filler(start, _claim_end(chunk), "claim")
        if before.kind not in _AFTER_CLAIM and before.text != "、":
            return None
    return None


def _claim_end(chunk: Chunk) -> int:
    """A claim ends with its noun: before the name that follows it in the same phrase."""
    name_inside = Span(chunk.start, chunk.end) != chunk.core and chunk.core.start > chunk.start
    return chunk.core.start - (chunk.text[chunk.core.start - chunk.start - 1] == " ") if name_inside else chunk.end
