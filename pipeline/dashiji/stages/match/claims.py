"""Claims: the superlative or first-ever phrase that says what is new about an anchor (江苏首家…, 全球最大…)."""

from collections.abc import Sequence

from dashiji.chunks import NOMINAL, Chunk
from dashiji.kinds import ADVERB, CONJUNCTION, NOUN, OTHER, PARTICLE, PLACE, PREPOSITION, TIME, VERB
from dashiji.matches import Filler
from dashiji.spans import Span
from dashiji.stages.match.reading import Reading

_SCOPES = frozenset((PLACE, NOUN, TIME))
_WITHIN = frozenset((VERB, PARTICLE, OTHER, ADVERB, PREPOSITION)) | NOMINAL
"""Kinds that may stand between the words of a claim."""
_POINTING = frozenset((ADVERB, OTHER, PARTICLE, CONJUNCTION))
"""Kinds that may stand before the copula of a clause that says more of the thing just named (这 也 是)."""
_OPENING = " \u3000“‘「『《〈—–"
"""Spaces, dashes and marks that belong to the name after a claim."""
_THIS = ("该", "这", "此")
_CALLING = ("称", "宣称")
"""Verbs of who makes the claim (官方|称|其为…)."""
_AS = ("其", "为")
"""What stands for the copula after them."""
_MOST = "最"
"""The adverb of superlatives that are no words of their own (最|强大的模型)."""
_REACH = 4
"""Clauses after the anchor's in which a claim about it may be made."""


def claim_of(reading: Reading, anchor: int, copulas: frozenset[str]) -> Filler | None:
    """The claim that the anchor's own phrase opens with, else one that a later clause makes about it with one of `copulas` (成为)."""
    chunk = reading.chunks[anchor]
    if chunk.claim is not None:
        return Filler(chunk.claim.start, _without_opening(chunk, chunk.claim.end), "claim")
    start = _opening(reading, anchor)
    if start is not None:
        return Filler(start, _end(chunk), "claim")
    return _predicated(reading, anchor, copulas)


def _opening(reading: Reading, at: int) -> int | None:
    """Where the claim begins that leads to the phrase at `at`, its scope included; `None` where none does."""
    clause = reading.clause(at)
    for position in range(at - 1, clause.start - 1, -1):
        before = reading.chunks[position]
        if before.claim is not None:
            return before.claim.start
        if "ordinal_first" in before.classes or (before.text == _MOST and _describes(reading.chunks[position + 1 : at])):
            scoped = position > clause.start and reading.chunks[position - 1].kind in _SCOPES
            return reading.chunks[position - 1].start if scoped else before.start
        if before.kind not in _WITHIN and not (before.text == "、" and "的" in reading.chunks[at].text):
            return None
    return None


def _describes(between: Sequence[Chunk]) -> bool:
    """Whether what stands between a superlative and its noun only describes the noun, so that no verb acts on it."""
    return all(chunk.kind is not VERB for chunk in between)


def _predicated(reading: Reading, anchor: int, copulas: frozenset[str]) -> Filler | None:
    """A claim after a copula whose subject is the anchor: 成为江苏首家…, 这也是全国首个…."""
    first = reading.clause_of[anchor] + 1
    for clause in reading.clauses[first : first + _REACH]:
        copula = _copula(reading, clause, copulas)
        if copula is None:
            continue
        last = next((at for at in reversed(clause) if reading.chunks[at].kind in NOMINAL), None)
        if last is None or last <= copula:
            continue
        chunk = reading.chunks[last]
        start = chunk.claim.start if chunk.claim is not None else _opening(reading, last)
        if start is not None and start >= reading.chunks[copula].end:
            return Filler(start, chunk.end, "claim")
    return None


def _copula(reading: Reading, clause: range, copulas: frozenset[str]) -> int | None:
    """Where the copula stands that opens a clause, or what somebody says in it (官方称其|为…, 官方称这|是…)."""
    said = next((at + 1 for at in clause[: len(_AS)] if reading.chunks[at].text in _CALLING), clause.start)
    copula = next((at for at in range(said, clause.stop) if not _points(reading.chunks[at])), None)
    if copula is None:
        return None
    called = said > clause.start and (reading.chunks[copula - 1].text, reading.chunks[copula].text) == _AS
    return copula if called or reading.chunks[copula].text in copulas else None


def _points(chunk: Chunk) -> bool:
    """Whether the chunk may stand before the copula: a pointing word, or the class of the thing just named with one (该模型)."""
    return chunk.kind in _POINTING or (chunk.kind in NOMINAL and chunk.text.startswith(_THIS))


def _end(chunk: Chunk) -> int:
    """A claim ends with its noun: before the name that follows it in the same phrase, and the mark that opens the name."""
    name_inside = Span(chunk.start, chunk.end) != chunk.core and chunk.core.start > chunk.start
    return _without_opening(chunk, chunk.core.start) if name_inside else chunk.end


def _without_opening(chunk: Chunk, end: int) -> int:
    """Where the phrase's text up to `end` ends without a space or mark that only opens what follows."""
    return chunk.start + len(chunk.text[: end - chunk.start].rstrip(_OPENING))
