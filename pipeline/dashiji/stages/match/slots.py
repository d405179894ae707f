"""Slots: which chunks fill a role of a rule, seen from its trigger."""

from collections.abc import Iterable, Iterator

from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.spans import Span
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.reading import SKIPPED, Reading

_SCOPES = frozenset((ChunkKind.PLACE, ChunkKind.NOUN, ChunkKind.TIME))
_AFTER_CLAIM = frozenset((ChunkKind.VERB, ChunkKind.PARTICLE, ChunkKind.OTHER, ChunkKind.ADVERB, ChunkKind.PREPOSITION)) | NOMINAL


def fill(slot: Slot, reading: Reading, trigger: int, discourse: Discourse) -> tuple[tuple[Filler, ...], tuple[int, ...]]:
    """Values of a slot in text order, and the positions of the chunks they were read from (none when carried over)."""
    for side in ("left", "right") if slot.side == "either" else (slot.side,):
        found = _find(slot, reading, trigger, side)
        if found is not None:
            positions = _coordinated(slot, reading, found, trigger) if slot.many else [found]
            return tuple(_filler(slot, reading, at, trigger) for at in positions), tuple(positions)
    return (discourse.get(slot.carry), ()) if slot.carry else ((), ())


def _find(slot: Slot, reading: Reading, trigger: int, side: str) -> int | None:
    if slot.markers:
        return _find_marked(slot, reading, trigger, side)
    sentence = slot.window == "sentence"
    if side == "right":
        return _first(slot, reading, _reachable(slot, reading, reading.rightward(trigger, sentence=sentence)), trigger)
    if slot.subject:
        return _find_subject(slot, reading, trigger)
    return _first(slot, reading, _reachable(slot, reading, reading.leftward(trigger, sentence=sentence)), trigger)


def _reachable(slot: Slot, reading: Reading, positions: Iterable[int]) -> Iterator[int]:
    """Positions up to a barrier, or, for an adjacent slot, up to the first chunk that may not stand in between."""
    for at in positions:
        chunk = reading.chunks[at]
        if chunk.text in slot.barriers:
            return
        yield at
        if slot.adjacent and chunk.kind not in SKIPPED and chunk.kind is not ChunkKind.BREAK:
            return


def _first(slot: Slot, reading: Reading, positions: Iterable[int], trigger: int) -> int | None:
    for at in positions:
        if _fits(slot, reading, at) and (at < trigger or reading.governor(at) in (None, *range(trigger))):
            return at
    return None


def _find_marked(slot: Slot, reading: Reading, trigger: int, side: str) -> int | None:
    sentence = slot.window == "sentence"
    edge = range(len(reading.chunks)) if sentence else reading.clause(trigger)
    positions = range(trigger - 1, edge.start - 1, -1) if side == "left" else range(trigger + 1, edge.stop)
    for at in positions:
        if at > edge.start and reading.chunks[at - 1].text in slot.markers and _fits(slot, reading, at):
            return at
        if reading.chunks[at].text in slot.barriers:
            return None
    return None


def _find_subject(slot: Slot, reading: Reading, trigger: int) -> int | None:
    """The subject of the trigger's clause, else of the nearest clause before that has one of the slot's kinds."""
    number = reading.clause_of[trigger]
    own = range(reading.clauses[number].start, trigger)
    clauses = [own, *reversed(reading.clauses[:number])] if slot.window == "sentence" else [own]
    for clause in clauses:
        for at in clause:
            if _fits(slot, reading, at) and reading.governor(at) is None:
                return at
            if reading.chunks[at].kind is ChunkKind.VERB and clause is not own:
                break
    return None


def _fits(slot: Slot, reading: Reading, at: int) -> bool:
    chunk = reading.chunks[at]
    following = reading.chunks[at + 1].text if at + 1 < len(reading.chunks) else ""
    if slot.followed_by and following not in slot.followed_by:
        return False
    if slot.words and chunk.text not in slot.words:
        return False
    return chunk.kind in slot.kinds or (slot.lead and chunk.lead is not None and chunk.lead.kind in slot.kinds)


def _coordinated(slot: Slot, reading: Reading, found: int, trigger: int) -> list[int]:
    """Everything coordinated with the phrase found that may fill the slot too; a plain noun may beside a typed one."""
    typed = reading.chunks[found].kind
    allowed = slot.kinds | ({ChunkKind.NOUN, ChunkKind.NAME} if typed in NOMINAL else frozenset())
    positions = [at for at in reading.coordinated(found) if reading.chunks[at].kind in allowed or at == found]
    if found > trigger:
        return [at for at in positions if at > trigger]
    return [at for at in positions if at < trigger]


def _filler(slot: Slot, reading: Reading, at: int, trigger: int) -> Filler:
    chunk = reading.chunks[at]
    if slot.phrase:
        first = reading.chunks[trigger]
        return Filler(min(first.start, chunk.start), max(first.end, chunk.end), chunk.kind)
    if slot.lead and chunk.kind not in slot.kinds and chunk.lead is not None:
        return Filler(chunk.lead.start, chunk.lead.end, chunk.lead.kind)
    return filler_of(chunk)


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
