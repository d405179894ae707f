"""Lay out an article: its blocks with their kinds, their sentences, and every balanced bracket; and sentences into clauses."""

from msgspec.structs import replace

from dashiji.spans import Block, Bracket, Layout
from dashiji.stages.layout.brackets import find_brackets
from dashiji.stages.layout.clauses import breaking_spaces
from dashiji.stages.layout.kinds import EVENT_KINDS, classify
from dashiji.stages.layout.pieces import cut_pieces
from dashiji.stages.layout.sentences import split_sentences
from dashiji.stages.layout.wording import Wording, make_wording, shipped_wording

__all__ = ["breaking_spaces", "lay_out", "make_wording"]


def lay_out(text: str, body_start: int, words: Wording | None = None) -> Layout:
    """Lay out the folded document, whose title lies in `[0, body_start - 1)` where `body_start` is above 0.

    Blocks come in text order, do not overlap and leave out only white space; brackets are sorted by start and none crosses a line.
    `words` are the shipped wording where the caller does not say. Linear in the length of the text.
    """
    words = words or shipped_wording()
    pieces = cut_pieces(text, body_start, words)
    blocks: list[Block] = []
    brackets: list[Bracket] = []
    for piece, kind in zip(pieces, classify(text, pieces, words), strict=True):
        block = Block(piece.start, piece.end, kind)
        inside = find_brackets(text, block.start, block.end)
        brackets += inside
        blocks.append(replace(block, sentences=tuple(split_sentences(text, block, inside, words))) if kind in EVENT_KINDS else block)
    return Layout(tuple(blocks), tuple(brackets))
