"""Split a block into sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence

from dashiji.spans import Block, Bracket, BracketKind, Span
from dashiji.stages.layout.brackets import CLOSING_MARKS, covered, is_title_or_remark
from dashiji.stages.layout.wording import Wording

SHORT_QUESTION = 30
"""Characters up to which a quoted question or exclamation may be part of the sentence around it."""

_FINAL = re.compile(r"[。！？!?｡.](?:(?<!\.)[。！？!?｡]*|(?<!\.\.)(?<=\.)(?![^\s”’」』）)\"]))")
"""Final marks, or one full stop with nothing behind it. It opens with a single set of characters, to which the engine skips."""
_CONTINUES = frozenset("，,、；;：:）)")
_SPEECH = frozenset("，,：:︰。！？!?；;“‘「『")
_LATIN_WORD = re.compile(r"[A-Za-z]+\Z")
_LONGEST_ABBREVIATION = 8


def split_sentences(text: str, block: Block, brackets: Sequence[Bracket], words: Wording) -> Iterator[Span]:
    """Sentences of the block, whose balanced brackets are given sorted by start.

    Every character that is not white space lies in exactly one sentence. A sentence ends with 。！？ and the closing marks that follow,
    within quotations too, but never within a title or a short parenthesis.
    """
    held = covered(brackets, block, is_title_or_remark)
    closing = {bracket.end - 1: bracket for bracket in brackets}
    quotes = [bracket for bracket in brackets if bracket.kind is BracketKind.QUOTE]
    around: list[Bracket] = []
    begin, following = block.start, 0
    for mark in _FINAL.finditer(text, block.start, block.end):
        at, end = mark.span()
        if at < begin:
            continue
        while following < len(quotes) and quotes[following].start < at:
            around.append(quotes[following])
            following += 1
        while around and around[-1].end <= at:
            around.pop()
        if held[at - block.start]:
            remark = closing.get(end)
            if remark is None or remark.start != begin:
                continue
        elif not _ends_sentence(text, mark, begin, block, around[-1] if around else None, words):
            continue
        end = _with_closing_marks(text, end, block.end, closing)
        onward = _skip_space(text, end, block.end)
        if onward < block.end and (text[onward] in _CONTINUES or (text[end - 1] in CLOSING_MARKS and text[onward] == "的")):
            continue
        yield Span(begin, end)
        begin = onward
    if begin < block.end:
        yield Span(begin, block.end)


def _ends_sentence(text: str, mark: re.Match[str], begin: int, block: Block, quote: Bracket | None, words: Wording) -> bool:
    """Whether a final mark outside titles and remarks ends a sentence; what follows its closing marks is not looked at."""
    at, end = mark.span()
    if mark.group() == ".":
        return _is_full_stop(text, at, begin, block.end, words)
    if mark.group() in "!?" and at > begin and end < block.end and text[at - 1].isascii() and not text[end].isspace():
        # Yahoo!奇摩 and ?id=3 are names and addresses.
        return not (text[at - 1].isalnum() and (text[end].isalnum() or text[end] in "&=/"))
    if quote is not None and "。" not in mark.group() and quote.end - quote.start <= SHORT_QUESTION:
        return quote.start <= begin or text[quote.start - 1] in _SPEECH
    return True


def _is_full_stop(text: str, at: int, begin: int, end: int, words: Wording) -> bool:
    """Whether the ASCII dot at `at`, before white space or the end, ends a sentence and not a number, initial or abbreviation."""
    before = text[at - 1] if at > begin else ""
    if not before or before.isspace():
        return False
    if not before.isascii():
        return True
    if before.isdecimal():
        return at - begin > 4 and (at + 1 >= end or not text[at + 1].isspace())
    onward = _skip_space(text, at + 1, end)
    word = _LATIN_WORD.search(text, max(begin, at - _LONGEST_ABBREVIATION), at)
    if word is None or onward >= end:
        return True
    return len(word.group()) > 1 and word.group() not in words.abbreviations and not text[onward].islower()


def _with_closing_marks(text: str, at: int, end: int, closing: Mapping[int, Bracket]) -> int:
    """Where a sentence ends whose final mark ends at `at`: after closing marks, even set off by a space, and final marks among them."""
    while True:
        onward = _skip_space(text, at, end)
        if onward < end and (text[onward] in CLOSING_MARKS or onward in closing):
            at = onward + 1
        elif at < end and text[at] in "。！？!?" and text[at - 1] in CLOSING_MARKS:
            at += 1
        else:
            return at


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
