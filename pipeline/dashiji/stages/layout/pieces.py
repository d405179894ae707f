"""Cut a document into lines, and lines into the pieces that serve different ends."""

import re
from collections.abc import Iterator

from msgspec import Struct

from dashiji.spans import BlockKind
from dashiji.stages.layout.wording import Wording

LONG_TITLE = 12
"""Characters from which a title that opens the text is a repetition and not the subject of the first sentence."""

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_INDENT_INSIDE = re.compile(r"\u3000(?<=[。！？!?”」』）)]\u3000)\u3000+(?=\S)")
_AFTER_SENTENCE = re.compile(r"[。！？][”’」』）)]{0,3} {0,2}")
_UNBROKEN = r"[^\s，。；：！？,;:!?]"
_DOUBLED = re.compile(
    rf"(?=[“《]?[\u3400-\u9fff0-9])(?:(?P<whole>{_UNBROKEN}{{5,40}}?)(?P=whole)|"
    rf"(?P<left>{_UNBROKEN}{{3,24}}) (?P<right>{_UNBROKEN}{{3,24}}?)(?P=left) ?(?P=right))"
)
_CONTINUES = frozenset("，,、。；;？?！!—-的")


class Piece(Struct, frozen=True, gc=False):
    """A stretch without white space at its ends; `kind` where the cut itself tells it."""

    start: int
    end: int
    kind: BlockKind | None = None


def cut_pieces(text: str, body_start: int, words: Wording) -> list[Piece]:
    """All pieces of the document in order; only white space is left out.

    A line is one piece, but for paragraphs set one after another with an ideographic indent, a repeated title that runs into the text, a
    dateline before it, headings within it and a credit after it.
    """
    title = text[: max(0, body_start - 1)].strip()
    pieces: list[Piece] = []
    for line in _LINE.finditer(text):
        if line.start() < body_start:
            pieces += _stripped(text, line.start(), min(line.end(), body_start), BlockKind.TITLE)
            continue
        begin = line.start()
        for indent in _INDENT_INSIDE.finditer(text, line.start(), line.end()):
            pieces += _cut(text, begin, indent.start(), title if not _in_body(pieces) else "", words)
            begin = indent.end()
        pieces += _cut(text, begin, line.end(), title if not _in_body(pieces) else "", words)
    return pieces


def _in_body(pieces: list[Piece]) -> bool:
    return bool(pieces) and pieces[-1].kind is not BlockKind.TITLE


def _stripped(text: str, start: int, end: int, kind: BlockKind | None = None) -> Iterator[Piece]:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Piece(start, end, kind)


def _cut(text: str, start: int, end: int, title: str, words: Wording) -> Iterator[Piece]:
    """The pieces of one line; `title` is empty where it cannot be repeated."""
    for line in _stripped(text, start, end):
        start, end = line.start, line.end
        if (
            len(title) >= LONG_TITLE
            and text.startswith(title, start, end)
            and (start + len(title) == end or text[start + len(title)] not in _CONTINUES)
        ):
            yield Piece(start, start + len(title), BlockKind.HEADING)
            start += len(title)
        elif title and text[start:end] == title:
            yield Piece(start, end, BlockKind.HEADING)
            return
        dateline = words.dateline.match(text, start, end)
        if dateline and dateline.end() < end:
            yield from _stripped(text, start, dateline.end(), BlockKind.BYLINE)
            start = dateline.end()
        # A credit lies in the last characters; searching only there keeps long lines cheap.
        credit = words.credit_at_end.search(text, max(start, end - 200), end)
        if credit and credit.start() > start:
            yield from _paragraphs(text, start, credit.start())
            yield Piece(credit.start(), end, BlockKind.BYLINE)
        else:
            yield from _paragraphs(text, start, end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces between doubled headings: a page whose headings are images yields each twice, run into the paragraph after it."""
    begin = start
    for at in (start, *(mark.end() for mark in _AFTER_SENTENCE.finditer(text, start, end))):
        doubled = _DOUBLED.match(text, at, end) if at >= begin else None
        if doubled and doubled.end() < end:
            yield from _stripped(text, begin, at)
            half = doubled.end("whole" if doubled["whole"] else "right")
            yield from _stripped(text, at, half, BlockKind.HEADING)
            yield from _stripped(text, half, doubled.end(), BlockKind.HEADING)
            begin = doubled.end()
    yield from _stripped(text, begin, end)
