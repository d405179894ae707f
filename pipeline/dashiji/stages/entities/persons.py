"""Persons with their titles, and persons known by position only."""

from collections.abc import Mapping

from dashiji.stages.entities.line import Line, Piece

_JOINTS = frozenset(("、", "兼", "和", "，"))
_SPACES = frozenset((" ", "\u3000"))
_MIDDLE_DOTS = frozenset("·•‧・")
_LONGEST_TITLE = 14
_LONGEST_GAP = 3
_GIVEN_TAGS = frozenset(("un", "nr", "nrt", "nz", "ns", "n", "ng", "a", "ag", "zg", "g", "j", "b", "an", "vg", "v", "nrfg", "tg"))
_TITLE_TAGS = frozenset(("n", "nz", "nt", "ns", "vn", "b", "j", "a", "an", "l", "un", "s", "nr", "k", "ng", "zg", "eng", "v"))
_NAME_TAGS = frozenset(("un", "nr", "nrt", "nz", "nrfg"))
_FUNCTION_TAGS = frozenset(("c", "p", "d", "u", "uj", "r", "m", "v", "f", "x"))
_BEFORE_NAME = frozenset(("、", "和", "与", "及", "，", ",", "：", ":", "。", "“", "”", "「", "」", "\n", " ", "\u3000", "（", "(", "以及"))


class PersonFinder:
    """Marks persons by name with the title before (or after) them, and posts; runs after bodies."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._surnames = frozenset(lexicons["surname"]) | frozenset(lexicons["surname_double"])
        self._known = frozenset(lexicons["tagged_nr"])
        self._foreign = frozenset(lexicons["transliteration"])
        self._sure = frozenset(lexicons["transliteration_sure"])
        self._titles = frozenset(lexicons["person_title"])
        self._honorifics = frozenset(lexicons["person_honorific"])
        self._modifiers = frozenset(lexicons["person_title_modifier"])
        self._actions = frozenset(lexicons["person_action"])
        self._posts = frozenset(lexicons["post_head"])
        self._stop = frozenset(lexicons["organization_stop"]) - self._titles - self._modifiers - {"原", "前"}
        self._bodies = frozenset(lexicons["known_agency"]) | frozenset(lexicons["known_organization"])

    def find(self, line: Line) -> None:
        """Add names first, each with its title, then posts that no name follows."""
        index, count = 0, len(line.texts)
        named: list[tuple[int, int]] = []
        while index < count:
            end = self._name_end(line, index, bool(named) and self._follows(line, named[-1][1], index))
            if end is None:
                index += 1
                continue
            named.append((index, end))
            index = end
        roles = [self._title_of(line, start, end) for start, end in named]
        for (start, end), role in zip(named, roles, strict=True):
            line.add(Piece(start, end, "person", None, role))
        self._find_posts(line, {at for role in roles if role is not None for at in range(*role)})

    def _follows(self, line: Line, end: int, start: int) -> bool:
        """Whether a name at `start` is the next in a list after one that ended at `end`."""
        return start == end + 1 and line.texts[end] in ("、", "和", "与", "及")

    def _name_end(self, line: Line, start: int, listed: bool) -> int | None:
        """Where a name ends that starts here and that something supports, else `None`."""
        piece = line.cover[start]
        if piece is not None and piece.kind in ("agency", "organization", "product"):
            return None
        text = line.texts[start]
        if text in self._known:
            return self._with_dots(line, start, start + 1)
        end = self._with_dots(line, start, start + 1)
        if end > start + 1:
            return end if self._is_foreign_run(line, start, end) else None
        for end in self._chinese_ends(line, start):
            if self._is_supported(line, start, end, listed):
                return end
        foreign = self._foreign_end(line, start)
        if foreign is not None and self._is_supported(line, start, foreign, listed):
            return foreign
        return None

    def _with_dots(self, line: Line, start: int, end: int) -> int:
        """Take in parts joined by middle dots (阿布·盖特)."""
        while end + 1 < len(line.texts) and line.texts[end] in _MIDDLE_DOTS and _is_han(line.texts[end + 1]):
            end += 2
            while end < len(line.texts) and line.tags[end] not in _FUNCTION_TAGS and self._is_foreign(line.texts[end]):
                end += 1
        return end

    def _is_foreign_run(self, line: Line, start: int, end: int) -> bool:
        letters = [char for text in line.texts[start:end] for char in text if char not in _MIDDLE_DOTS]
        return sum(char in self._foreign for char in letters) * 3 >= len(letters) * 2

    def _chinese_ends(self, line: Line, start: int) -> list[int]:
        """Ends, the longest first, of what may be a Chinese name here: surname and one or two characters more."""
        text, tag, count = line.texts[start], line.tags[start], len(line.texts)
        titled = self._is_title_word(line, start - 1)
        if len(text) > 1 and tag not in _NAME_TAGS and not (tag in ("ns", "n") and titled):
            return []
        if len(text) > 1 and line.cover[start] is not None and not titled:
            return []
        if tag in _FUNCTION_TAGS and not titled:
            return []
        family = 2 if text[:2] in self._surnames and len(text) > 2 else 1
        if text[:family] not in self._surnames and text not in self._surnames:
            return []
        if len(text) > family and not (len(text) == 2 and start + 1 < count and len(line.texts[start + 1]) == 1):
            return [start + 1] if len(text) <= family + 2 else []
        ends = []
        length, end = len(text), start + 1
        while end < count and end - start < 4 and length < 4:
            following = line.texts[end]
            length += len(following)
            if not _is_han(following) or line.tags[end] not in _GIVEN_TAGS or length > 4:
                break
            if following in self._titles or following in self._actions:
                break
            if length <= 3 or text in ("欧阳", "司徒", "司马", "上官", "诸葛") or self._is_married(line.text(start, end + 1)):
                ends.append(end + 1)
            end += 1
        if len(text) > family and line.tags[start] in ("un", "nr", "nrt", "nrfg"):
            ends.insert(0, start + 1)
        if len(text) == 1:
            ends.append(start + 1)
        return sorted(ends, reverse=True)

    def _is_married(self, name: str) -> bool:
        """Whether a name of four characters has two family names (范徐丽泰)."""
        return len(name) == 4 and name[0] in self._surnames and name[1] in self._surnames

    def _is_foreign(self, text: str) -> bool:
        return all(char in self._foreign for char in text)

    def _foreign_end(self, line: Line, start: int) -> int | None:
        """The end of a run of words in characters that write foreign names, two to eight characters, one of them telling."""
        end, length = start, 0
        while end < len(line.texts) and length < 8:
            text, tag = line.texts[end], line.tags[end]
            if (
                not self._is_foreign(text)
                or (tag not in ("un", "nrt", "nr", "nz", "ns", "nrfg") and len(text) > 1)
                or tag in ("p", "c", "d")
            ):
                break
            end, length = end + 1, length + len(text)
        name = line.text(start, end)
        telling = any(char in self._sure for char in name) or (self._is_title_word(line, start - 1) and line.tags[start] in _NAME_TAGS)
        if 2 <= len(name) <= 9 and telling and line.cover[start] is None:
            return end
        return None

    def _is_supported(self, line: Line, start: int, end: int, listed: bool) -> bool:
        """Whether title, verb or list makes a likely name a name."""
        following = line.texts[end] if end < len(line.texts) else ""
        length = sum(len(text) for text in line.texts[start:end])
        if length == 1:
            return following in self._honorifics and (start == 0 or line.tags[start - 1] not in ("un", "n", "nr", "nz"))
        if self._is_title_word(line, start - 1) or (following in self._honorifics and following != "总") or following in self._titles:
            return True
        if listed and length >= 2:
            return True
        opens = start == 0 or line.texts[start - 1] in _BEFORE_NAME
        if not opens and line.tags[start - 1] in ("n", "un", "nz", "eng", "ns"):
            return False
        return (length >= 3 or line.tags[start] in ("un", "nr", "nrt")) and self._acts(line, end)

    def _acts(self, line: Line, end: int) -> bool:
        """Whether a verb that persons do follows, at most a few adverbs away."""
        for at in range(end, min(end + _LONGEST_GAP, len(line.texts))):
            if line.texts[at] in self._actions:
                return True
            if line.tags[at] not in ("d", "t", "ad", "p"):
                return False
        return False

    def _is_title_word(self, line: Line, at: int) -> bool:
        if not 0 <= at < len(line.texts):
            return False
        text = line.texts[at]
        if text in self._titles:
            return True
        return len(text) > 2 and line.tags[at] in _TITLE_TAGS and any(text[-length:] in self._titles for length in (2, 3, 4))

    def _title_of(self, line: Line, start: int, end: int) -> tuple[int, int] | None:
        """The title and affiliation before a name, else a title right after it."""
        before = start
        while before > 0 and line.texts[before - 1] in (" ", "\u3000"):
            before -= 1
        if self._is_title_word(line, before - 1):
            return self._title_start(line, before - 1), before
        if end < len(line.texts) and line.texts[end] in self._titles:
            return end, end + 1
        return None

    def _title_start(self, line: Line, title: int) -> int:
        """Where the title phrase begins whose last word is at `title`; earlier titles joined by 、 belong to it."""
        at = first = title
        while at >= 0 and title - at < _LONGEST_TITLE * 3:
            piece = line.cover[at]
            if piece is not None and piece.kind != "person":
                at = first = piece.start
            elif piece is not None:
                break
            elif (line.texts[at] in _JOINTS and self._is_title_word(line, at - 1)) or (
                line.texts[at] in _SPACES and at and line.cover[at - 1] is not None
            ):
                pass
            elif self._may_stand_in_title(line, at):
                first = at
            else:
                break
            at -= 1
        return first

    def _may_stand_in_title(self, line: Line, at: int) -> bool:
        text, tag = line.texts[at], line.tags[at]
        if self._is_title_word(line, at) or text in self._modifiers:
            return True
        return (
            tag in _TITLE_TAGS
            and text not in self._stop
            and text not in self._actions
            and (tag != "v" or text in ("驻", "管理", "统战", "发展"))
        )

    def _find_posts(self, line: Line, in_roles: set[int]) -> None:
        """Positions without a name after them, each with the body or place that it belongs to."""
        for index, text in enumerate(line.texts):
            if (text not in self._posts and not self._is_title_word(line, index)) or line.cover[index] is not None or index in in_roles:
                continue
            if self._is_title_word(line, index + 1):
                continue
            start = self._title_start(line, index)
            if text in self._posts or (start < index and line.cover[start] is not None):
                line.add(Piece(start, index + 1, "post", (index, index + 1)))


def _is_han(text: str) -> bool:
    return "\u4e00" <= text[0] <= "\u9fff"
