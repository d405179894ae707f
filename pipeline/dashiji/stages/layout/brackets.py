"""Pair quotation marks, title marks and parentheses, however nested or unbalanced they are."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from dashiji.spans import Bracket, BracketKind, Located

LONGEST_TITLE = 100
"""Characters between title marks beyond which one of the marks must be stray."""

SHORT_PAREN = 60
"""Characters up to which a parenthesis is a remark within its clause."""

_PAIRS: tuple[tuple[str, str, BracketKind], ...] = (
    ("“", "”", BracketKind.QUOTE),
    ("‘", "’", BracketKind.QUOTE),
    ("「", "」", BracketKind.QUOTE),
    ("『", "』", BracketKind.QUOTE),
    ("｢", "｣", BracketKind.QUOTE),
    ("﹁", "﹂", BracketKind.QUOTE),
    ("﹃", "﹄", BracketKind.QUOTE),
    ("〝", "〞", BracketKind.QUOTE),
    ("《", "》", BracketKind.TITLE),
    ("〈", "〉", BracketKind.TITLE),
    ("（(", "）)", BracketKind.PAREN),
    ("［[", "］]", BracketKind.PAREN),
    ("【", "】", BracketKind.PAREN),
    ("〔", "〕", BracketKind.PAREN),
)
_OPENERS = {mark: pair for pair in _PAIRS for mark in pair[0]}
_CLOSERS = {mark: pair for pair in _PAIRS for mark in pair[1]}
_STRAIGHT = {'"': ('"', '"', BracketKind.QUOTE), "'": ("'", "'", BracketKind.QUOTE), "＂": ("＂", "＂", BracketKind.QUOTE)}
_MARK = re.compile("[" + re.escape("".join([*_OPENERS, *_CLOSERS, *_STRAIGHT])) + "]")

OPENING_MARKS = frozenset(_OPENERS)
CLOSING_MARKS = frozenset(_CLOSERS)
STRAIGHT_MARKS = frozenset(_STRAIGHT)


def find_brackets(text: str, start: int, end: int) -> list[Bracket]:
    """Balanced pairs within `text[start:end]`, sorted by start, with their depth among each other.

    A mark without partner is dropped and hides nothing; where pairs cross, the one that closes first stays. Straight quotes open and
    close in turn. Title marks too far apart, or with a full stop between them, are not a pair.
    """
    waiting: list[tuple[int, tuple[str, str, BracketKind]]] = []
    count: Counter[str] = Counter()
    found: list[tuple[int, int, BracketKind]] = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        pair = _OPENERS.get(mark)
        if pair is None and mark in _STRAIGHT and not count[mark] and _opens(text, at, end):
            pair = _STRAIGHT[mark]
        if pair is not None:
            waiting.append((at, pair))
            count[pair[0]] += 1
            continue
        pair = _CLOSERS.get(mark) or _STRAIGHT[mark]
        if not count[pair[0]] or (mark == "'" and _is_apostrophe(text, at, end)):
            continue
        # Popping everything above the partner drops crossing marks, and each mark is popped once.
        while True:
            opened, other = waiting.pop()
            count[other[0]] -= 1
            if other == pair:
                break
        if pair[2] is not BracketKind.TITLE or _is_title(text, opened, at):
            found.append((opened, at + 1, pair[2]))
    return _with_depth(sorted(found))


def is_title_or_remark(bracket: Bracket) -> bool:
    """Whether no sentence ends within the bracket."""
    return bracket.kind is BracketKind.TITLE or (bracket.kind is BracketKind.PAREN and bracket.end - bracket.start <= SHORT_PAREN + 2)


def covered(brackets: Sequence[Bracket], stretch: Located, holds: Callable[[Bracket], bool]) -> bytearray:
    """A flag for each character of the stretch: whether a bracket that `holds` covers it; the brackets lie within it."""
    flags = bytearray(stretch.end - stretch.start)
    reach = stretch.start
    for bracket in brackets:
        if bracket.end > reach and holds(bracket):
            begin = max(bracket.start, reach)
            flags[begin - stretch.start : bracket.end - stretch.start] = b"\1" * (bracket.end - begin)
            reach = bracket.end
    return flags


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a straight mark may open: inch marks follow a digit, apostrophes a letter."""
    before = text[at - 1] if at else " "
    if text[at] == '"':
        return not (before.isdecimal() and before.isascii())
    return not (before.isascii() and before.isalnum()) and at + 1 < end and not text[at + 1].isspace()


def _is_apostrophe(text: str, at: int, end: int) -> bool:
    return at + 1 < end and text[at + 1].isascii() and text[at + 1].isalpha()


def _is_title(text: str, opened: int, closed: int) -> bool:
    return closed - opened <= LONGEST_TITLE and text.find("。", opened, closed) < 0


def _with_depth(pairs: list[tuple[int, int, BracketKind]]) -> list[Bracket]:
    brackets: list[Bracket] = []
    ends: list[int] = []
    for start, end, kind in pairs:
        while ends and ends[-1] <= start:
            ends.pop()
        brackets.append(Bracket(start, end, kind, len(ends)))
        ends.append(end)
    return brackets
