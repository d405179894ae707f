"""Split a sentence into clauses."""

import re
from collections.abc import Iterator, Mapping, Sequence

from dashiji.spans import Bracket, BracketKind, Span
from dashiji.stages.layout.brackets import CLOSING_MARKS, OPENING_MARKS, STRAIGHT_MARKS, covered, is_title_or_remark

SHORT_QUOTE = 12
"""Characters up to which a quotation is a name or catchword (“软件+AI”), which no comma splits."""

_BETWEEN = re.compile(
    r"[，,；;：:︰﹐﹕﹔｜|丨—―─–\- \t\u00a0\u3000]"
    r"(?:(?<=[，,；;：:︰﹐﹕﹔｜|丨])|(?<=[—―─])[—―─]+|(?<=-)-+|(?<=\s[—–])|(?<=[—–])(?=\s)|(?<=[ \t\u00a0\u3000])[ \t\u00a0\u3000]*)"
)
"""What may part clauses: a mark, two dashes or more, one dash beside white space, white space. It opens with a single set of
characters, to which the engine skips at once."""
_FINAL_MARKS = frozenset("。！？!?｡…—―─－")
_WHITE_SPACE = frozenset(filter(str.isspace, map(chr, range(0x3001))))
"""None lies beyond the ideographic space."""
_EDGES = _FINAL_MARKS | OPENING_MARKS | CLOSING_MARKS | STRAIGHT_MARKS | _WHITE_SPACE
"""What belongs to no clause at its ends."""
_SPACE = re.compile(r"\s")
_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")
_FOUR_DIGITS = re.compile(r"[0-9]{4}\Z")
_WIDE = re.compile(r"[\u3400-\u9fff\u3001-\u303f\uff00-\uffef“”‘’…]")
_TIGHT_NUMBER = re.compile(r"[0-9][0-9.,%％]{0,20}[\u3400-\u9fff]")


def breaking_spaces(text: str, sentence: Span, brackets: Sequence[Bracket], headline: bool) -> frozenset[int]:
    """Where white space begins that ends a clause as a comma does; most sentences have none."""
    if not _SPACE.search(text, sentence.start, sentence.end):
        return frozenset()
    ends = (clause.end for clause in split_clauses(text, sentence, brackets, headline))
    return frozenset(end for end in ends if _SPACE.match(text, end, sentence.end))


def split_clauses(text: str, sentence: Span, brackets: Sequence[Bracket], headline: bool) -> tuple[Span, ...]:
    """Clauses of a sentence, without the punctuation and white space between them.

    `brackets` are those within the sentence, sorted by start; within a title, a remark or a short quotation nothing splits. In headlines
    a space between two wide characters splits too.
    """
    partners = {bracket.start: bracket.end - 1 for bracket in brackets}
    partners |= {closing: opening for opening, closing in partners.items()}
    held = covered(brackets, sentence, _holds_clause)
    clauses: list[Span] = []
    begin = sentence.start
    for mark in _BETWEEN.finditer(text, sentence.start, sentence.end):
        if not held[mark.start() - sentence.start] and _separates(text, mark, sentence, headline):
            clauses += _trimmed(text, begin, mark.start(), partners)
            begin = mark.end()
    clauses += _trimmed(text, begin, sentence.end, partners)
    return tuple(clauses)


def _holds_clause(bracket: Bracket) -> bool:
    return is_title_or_remark(bracket) or (bracket.kind is BracketKind.QUOTE and bracket.end - bracket.start <= SHORT_QUOTE + 2)


def _separates(text: str, mark: re.Match[str], sentence: Span, headline: bool) -> bool:
    at, end = mark.span()
    if at == sentence.start or end >= sentence.end:
        return True
    before, after = text[at - 1], text[end]
    match mark.group()[0]:
        case ",":
            grouped = before.isdecimal() and _THREE_DIGITS.match(text, end) and not _FOUR_DIGITS.search(text, max(0, at - 4), at)
            return not grouped
        case ":" | "：" | "︰":
            if before.isdecimal() and after.isdecimal():
                return False
            return not (mark.group() == ":" and before.isascii() and after.isascii() and not after.isspace())
        case "丨":
            return headline
        case "\u3000":
            return _runs_on(text, at, end, sentence)
        case " " | "\t" | "\u00a0":
            if not headline or not _WIDE.match(before) or not _runs_on(text, at, end, sentence):
                return False
            return bool(_WIDE.match(after) or _TIGHT_NUMBER.match(text, end))
    return True


def _runs_on(text: str, at: int, end: int, sentence: Span) -> bool:
    """Whether at least two characters stand on either side of a space: one alone is a name set wide (王　伟)."""
    left = at - 2 >= sentence.start and not text[at - 2].isspace()
    return left and end + 1 < sentence.end and not text[end + 1].isspace()


def _trimmed(text: str, begin: int, end: int, partners: Mapping[int, int]) -> Iterator[Span]:
    """The clause without white space, final marks and bracket marks whose partner is elsewhere; nothing if nothing is left.

    Marks around a whole sentence (“……。”) go too: they quote speech and name nothing.
    """
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    if end - begin > 2 and partners.get(begin) == end - 1 and text[end - 2] in _FINAL_MARKS:
        begin, end = begin + 1, end - 1
    while begin < end and text[begin] in _EDGES and not begin < partners.get(begin, -1) < end:
        begin += 1
    while begin < end and text[end - 1] in _EDGES and not begin <= partners.get(end - 1, -1) < end - 1:
        end -= 1
    if begin < end:
        yield Span(begin, end)
