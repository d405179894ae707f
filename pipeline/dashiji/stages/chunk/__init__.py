"""Chunk: a sentence as a short sequence of typed pieces, the alphabet that rules are written in."""

from collections.abc import Sequence

from dashiji.chunks import Chunk
from dashiji.spans import Span, Token
from dashiji.stages.chunk.atoms import Findings, make_atoms
from dashiji.stages.chunk.modifiers import settle_modifiers
from dashiji.stages.chunk.phrases import build_phrases
from dashiji.words import Words

__all__ = ["Findings", "chunk_sentence"]


def chunk_sentence(text: str, sentence: Span, tokens: Sequence[Token], findings: Findings, words: Words) -> tuple[Chunk, ...]:
    """Chunk one sentence of the folded document, cut into `tokens`, by what was found in it.

    White space after a clause breaks the sentence, as a comma does. The chunks cover every visible character of the sentence, in order,
    without overlap.
    """
    atoms = make_atoms(text, sentence, tokens, findings, words)
    return tuple(build_phrases(text, settle_modifiers(atoms, words), words))
