"""Chunk: a sentence as a short sequence of typed pieces, the alphabet that rules are written in."""

from collections.abc import Iterable, Sequence

from dashiji.chunks import Chunk
from dashiji.spans import Bracket, Mention, Quantity, Span, Time, Token
from dashiji.stages.chunk.atoms import make_atoms
from dashiji.stages.chunk.modifiers import settle_modifiers
from dashiji.stages.chunk.phrases import build_phrases
from dashiji.words import Words

__all__ = ["chunk_sentence"]


def chunk_sentence(
    text: str,
    span: Span,
    tokens: Sequence[Token],
    times: Iterable[Time],
    quantities: Iterable[Quantity],
    mentions: Iterable[Mention],
    brackets: Iterable[Bracket],
    hits: Iterable[Span],
    words: Words,
    clauses: Iterable[Span] = (),
) -> tuple[Chunk, ...]:
    """Chunk one sentence of the folded document.

    Every other argument holds what was found within `span`, in text order, offsets of the document; `hits` are the trigger and
    cue words of the scan. White space after one of the `clauses` breaks the sentence, as a comma does. The chunks cover every visible
    character of the sentence, in order, without overlap.
    """
    atoms = make_atoms(text, span, tokens, times, quantities, mentions, brackets, hits, words, frozenset(clause.end for clause in clauses))
    return tuple(build_phrases(text, settle_modifiers(atoms, words), words))
