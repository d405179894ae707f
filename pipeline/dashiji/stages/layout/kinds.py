"""Tell what each piece of an article is for."""

import re
from collections.abc import Sequence

from dashiji.spans import BlockKind
from dashiji.stages.layout.brackets import CLOSING_MARKS
from dashiji.stages.layout.pieces import Piece
from dashiji.stages.layout.wording import Wording

EVENT_KINDS = frozenset({BlockKind.TITLE, BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM})
"""The kinds that can hold events."""

LONGEST_HEADING = 48
"""Characters of the longest line that heads a section or a digest item."""

LONGEST_BYLINE = 80
"""Characters of the longest line of credits."""

_ITEM = re.compile(
    r"[•●○■□◆◇▪▸►▶※★☆✓✔．·]\s*\S|[-*+–—]\s+\S|[①-⑳❶-❿]|\|.*\||"
    r"[（(]\s*(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}|[A-Za-z])\s*[）)]|[一二三四五六七八九十]{1,3}[、．]|"
    r"[0-9]{1,2}(?:[、．)）]|\.(?![0-9]))|\[[0-9]{1,2}\]|第[一二三四五六七八九十]{1,3}[、，：:]"
)
_ENDS_SENTENCE = re.compile(r"[。！!；;，,：:、…][”’」』）)\"*]*\Z")
_STOP_INSIDE = re.compile(r"[。；;！!]")
_WORD = re.compile(r"[^\W_]")


def classify(text: str, pieces: Sequence[Piece], words: Wording) -> list[BlockKind]:
    """The kind of each piece, in order.

    The first paragraph of the text is its lead. Names, dates and paper titles that follow a credit are part of it; headlines that follow
    a heading of links belong to other articles.
    """
    kinds = [_own_kind(text, piece, words) for piece in pieces]
    _spread(text, pieces, kinds, words)
    _prove_headings(text, pieces, kinds)
    for number, kind in enumerate(kinds):
        if kind is BlockKind.PARAGRAPH:
            kinds[number] = BlockKind.LEAD
            break
        if kind is BlockKind.ITEM:
            break
    return kinds


def _own_kind(text: str, piece: Piece, words: Wording) -> BlockKind:
    """What a piece looks like by itself."""
    if piece.kind is not None:
        return piece.kind
    start, end = piece.start, piece.end
    if words.image.match(text, start, end):
        return BlockKind.IMAGE
    if not _WORD.search(text, start, end) or words.boilerplate.match(text, start, end):
        return BlockKind.BOILERPLATE
    if end - start <= LONGEST_BYLINE and words.byline.fullmatch(text, start, end):
        return BlockKind.BYLINE
    if _ITEM.match(text, start, end):
        return BlockKind.ITEM
    return BlockKind.HEADING if _looks_like_heading(text, piece) else BlockKind.PARAGRAPH


def _looks_like_heading(text: str, piece: Piece) -> bool:
    start, end = piece.start, piece.end
    if end - start > LONGEST_HEADING or _ENDS_SENTENCE.search(text, max(start, end - 8), end):
        return False
    return not _STOP_INSIDE.search(text, start, end)


def _spread(text: str, pieces: Sequence[Piece], kinds: list[BlockKind], words: Wording) -> None:
    """Carry credits and lists of links over the short lines that continue them."""
    running: BlockKind | None = None
    for number, piece in enumerate(pieces):
        if kinds[number] is BlockKind.BYLINE:
            running = BlockKind.BYLINE if _may_run_on(text, pieces, number) else None
        elif kinds[number] is BlockKind.BOILERPLATE and words.link_list.fullmatch(text, piece.start, piece.end):
            running = BlockKind.BOILERPLATE
        elif kinds[number] not in (BlockKind.HEADING, BlockKind.ITEM):
            running = None if kinds[number] in EVENT_KINDS else running
        elif running is BlockKind.BOILERPLATE or (running is BlockKind.BYLINE and words.credit.fullmatch(text, piece.start, piece.end)):
            kinds[number] = running
        else:
            running = None


def _may_run_on(text: str, pieces: Sequence[Piece], number: int) -> bool:
    """Whether names may follow a credit: not after one in brackets, nor after a dateline, whose line goes on."""
    if text[pieces[number].end - 1] in CLOSING_MARKS - {"》"}:
        return False
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    return following is not None and bool(re.search(r"[\r\n]", text[pieces[number].end : following.start]))


def _prove_headings(text: str, pieces: Sequence[Piece], kinds: list[BlockKind]) -> None:
    """A heading heads something: a short last line is a paragraph. A numbered short line heads what is not numbered."""
    heads = False
    for number in range(len(pieces) - 1, -1, -1):
        kind = kinds[number]
        if kind is BlockKind.HEADING and not heads and pieces[number].kind is None:
            kinds[number] = BlockKind.PARAGRAPH
        elif kind is BlockKind.ITEM and heads and kinds[number + 1] is BlockKind.PARAGRAPH and _looks_like_heading(text, pieces[number]):
            kinds[number] = BlockKind.HEADING
        if kinds[number] in EVENT_KINDS:
            heads = True
