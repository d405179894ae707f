"""Titles: what stands before a name (国务院副总理), and posts that stand for a person without one (相关负责人)."""

from collections.abc import Container, Mapping

from dashiji.stages.entities.line import Line, Piece
from dashiji.stages.entities.memo import Memo

_LONGEST_ROLE = 40
_JOINTS = frozenset(("、", "兼", "和", "，"))
SPACES = frozenset((" ", "\u3000"))
_TITLE_TAGS = frozenset(("n", "nz", "nt", "ns", "vn", "b", "j", "a", "an", "l", "un", "s", "nr", "k", "ng", "zg", "eng"))
_HEAD = "长"
"""After a place that has one it is a title (台中市 长)."""
_ELECTED = "当选"
"""Before a place it is a verb (他 当选 某国 总统), behind one it belongs to the title."""
_ACTS = "代表"
"""After a name or another title it is a verb (总书记代表党中央)."""


class Titles:
    """Reads title phrases; knows titles by their ending (财经评论员 by 评论员)."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._titles = frozenset(lexicons["person_title"])
        self._honorifics = frozenset(lexicons["person_honorific"])
        self._posts = frozenset(lexicons["post_head"])
        self._modifiers = frozenset(lexicons["person_title_modifier"])
        self._stop = (
            (frozenset(lexicons["organization_stop"]) | frozenset(lexicons["person_action"]) | frozenset(lexicons["speech_verb"]))
            - self._titles
            - self._modifiers
        )
        self._before_place = (self._modifiers - {_ELECTED}) | {"驻"}
        self._nominal_verbs = frozenset(lexicons["organization_modifier"])
        self._measures = lexicons["person_measure"]
        self._titled = Memo(self._is_titled)

    def is_title(self, line: Line, at: int) -> bool:
        """Whether the word at `at` (which may be out of range) is or ends with a title."""
        if not 0 <= at < len(line.texts):
            return False
        if line.texts[at] == _HEAD and at > 0 and _is_division(line.cover[at - 1], line.texts[at - 1]):
            return True
        return self._titled[line.words[at]] is True

    def _is_titled(self, text: str, tag: str) -> bool | None:
        """Whether a word is or ends with a title; `None` where it cannot be a post either, whatever stands before it."""
        if text in self._titles:
            return True
        if len(text) > 2 and tag in _TITLE_TAGS and not self._titles.isdisjoint((text[-2:], text[-3:], text[-4:])):
            return True
        return False if text in self._posts or text == _HEAD else None

    def role_of(self, line: Line, start: int, end: int, ends: Container[int]) -> tuple[int, int] | None:
        """Title and affiliation before the name at `[start, end)`, else a title right after it, else `None`; names end at `ends`."""
        before = start
        while before > 0 and line.texts[before - 1] in SPACES:
            before -= 1
        if self.is_title(line, before - 1) and not (line.texts[before - 1] == _ACTS and _acts(line, before - 1, ends)):
            return _with_work(line, self._start(line, before - 1)), before
        if end < len(line.texts) and line.texts[end] in self._titles and line.texts[end] not in (*self._honorifics, _ACTS):
            return end, end + 1
        return None

    def _start(self, line: Line, title: int) -> int:
        """Where the phrase begins whose last word is the title at `title`; titles joined by 、 belong to it."""
        at = first = title
        joined = False
        while at >= 0 and title - at < _LONGEST_ROLE:
            piece = line.cover[at]
            after_place = first > at and not joined and _is_place(line.cover[first])
            if piece is not None:
                if piece.kind == "person":
                    break
                at = first = piece.start
                joined = False
            elif self._is_joint(line, at):
                joined = True
            elif self._may_stand_in_title(line, at) and (not after_place or line.texts[at] in self._before_place):
                first = at
                joined = False
            else:
                break
            at -= 1
        return first

    def _is_joint(self, line: Line, at: int) -> bool:
        """Whether the mark joins two titles, or the space a body and its title (NVIDIA 首席执行官)."""
        if line.texts[at] in _JOINTS:
            return self.is_title(line, at - 1)
        return line.texts[at] in SPACES and at > 0 and line.cover[at - 1] is not None

    def _may_stand_in_title(self, line: Line, at: int) -> bool:
        text = line.texts[at]
        if text in self._modifiers or text == "驻" or self.is_title(line, at):
            return True
        if text in ("及", "与", "和"):
            return at > 0 and not self.is_title(line, at - 1) and line.tags[at - 1] in ("n", "vn") and line.tags[at + 1] in ("n", "vn")
        if line.tags[at] == "vn" and text not in self._nominal_verbs:
            return False
        return line.tags[at] in _TITLE_TAGS and text not in self._stop

    def find_posts(self, line: Line, taken: set[int]) -> None:
        """Add positions without a name after them, each with the body or place it belongs to; `taken` words are in roles.

        What a number is of is no post (全国铁路旅客|发送量).
        """
        for index, text in enumerate(line.texts):
            if self._titled[line.words[index]] is None or line.cover[index] is not None or index in taken:
                continue
            is_post = text in self._posts
            if not (is_post or self.is_title(line, index)) or (self.is_title(line, index + 1) and line.texts[index + 1] != _ACTS):
                continue
            if text == _ACTS and self.is_title(line, index - 1):
                continue
            if not is_post and index + 1 < len(line.texts) and line.texts[index + 1].endswith(self._measures):
                continue
            start = self._start(line, index)
            if is_post or (start < index and line.cover[start] is not None):
                line.add(Piece(start, index + 1, "post", (index, index + 1)))


def _acts(line: Line, at: int, ends: Container[int]) -> bool:
    """Whether a word that may be a title is a verb at `at`: after a name, or where a clause opens."""
    return at in ends or at == 0 or line.tags[at - 1] == "x"


def _with_work(line: Line, start: int) -> int:
    """Where a title begins that starts at `start`, with the paper or book right before it (《某报》记者)."""
    if start < 1 or line.texts[start - 1] != "》":
        return start
    opening = (at for at in range(start - 2, max(-1, start - _LONGEST_ROLE), -1) if line.texts[at] == "《")
    return next(opening, start)


def _is_division(piece: Piece | None, text: str) -> bool:
    """Whether a place ends here that has a head (台中市 and its 长)."""
    return _is_place(piece) and text[-1] in "省市区县州镇乡村"


def _is_place(piece: Piece | None) -> bool:
    return piece is not None and piece.kind == "place"
