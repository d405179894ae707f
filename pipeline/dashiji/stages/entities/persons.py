"""Persons: Chinese names by surname, foreign names by the characters that write them, each with what supports it."""

from collections.abc import Mapping

from dashiji.stages.entities.line import Line, Piece
from dashiji.stages.entities.memo import Memo
from dashiji.stages.entities.spoken import SpokenNames
from dashiji.stages.entities.titles import SPACES, Titles

_FREQUENT_SURNAMES = 200
_LONGEST_NAME = 4
_LONGEST_FOREIGN = 9
_LONGEST_GAP = 3
_MIDDLE_DOTS = frozenset("·•‧・")
_HYPHEN = "-"
_PARTING = _MIDDLE_DOTS | {_HYPHEN}
_GIVEN_TAGS = frozenset(("un", "nr", "nrt", "nz", "ns", "n", "ng", "a", "ag", "zg", "g", "j", "b", "an", "vg", "v", "nrfg", "tg", "o"))
_SELDOM_GIVEN_TAGS = frozenset(("v", "b"))
"""Words of two characters with these tags are given names only behind a title (卢 提供 资料)."""
_NAME_TAGS = frozenset(("un", "nr", "nrt", "nz", "nrfg"))
_NAME_OR_PLACE_TAGS = _NAME_TAGS | {"ns"}
_FUNCTION_TAGS = frozenset(("c", "p", "d", "u", "uj", "r", "m", "v", "f", "x"))
_FUNCTION_SURNAMES = frozenset("何于向任曾时连万")
"""Family names that are also function words; only a title before them makes them names."""
_SELDOM_SURNAMES = frozenset("连原时让席党")
"""Family names that are mostly other words, whatever their tag; only a title before them makes them names."""
_BEFORE_NAME = frozenset(("、", "和", "与", "及", "，", ",", "：", ":", "。", "“", "”", "「", "」", "\n", " ", "\u3000", "（", "(", "以及"))
_RARELY_GIVEN = frozenset("乐心力光雪言花虎堂")
"""Characters that end other words more often than names, and a name all the same where a verb of speech follows."""
_CIVILITIES = frozenset(("先生", "女士", "小姐", "太太"))
"""What follows a family name and hardly anything else."""
_AFTER_NOUN = frozenset(("un", "n", "nr", "nz"))
_AFTER_UNKNOWN = frozenset(("un", "nr"))
_DIVISIONS = frozenset("省市区县")
"""Divisions that have posts of their own (区 议员); one of them is a family name too."""
_LIST_MARKS = frozenset(("、", "和", "与", "及"))


class PersonFinder:
    """Marks persons by name with their titles, and posts; runs after bodies."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._single = frozenset(lexicons["surname"])
        self._double = frozenset(lexicons["surname_double"])
        self._frequent = frozenset(lexicons["surname"][:_FREQUENT_SURNAMES])
        self._not_given = frozenset(lexicons["given_not"])
        self._known = frozenset(lexicons["tagged_nr"])
        self._foreign = frozenset(lexicons["transliteration"])
        self._telling = frozenset(lexicons["transliteration_sure"])
        self._honorifics = frozenset(lexicons["person_honorific"])
        self._actions = frozenset(lexicons["person_action"])
        self._speech = frozenset(lexicons["person_speech"])
        self._titles = Titles(lexicons)
        self._spoken = SpokenNames(lexicons, self._titles)
        self._traits = Memo(self._traits_of)

    def find(self, line: Line) -> None:
        """Add names first, each with its title, then posts that no name follows."""
        named: list[tuple[int, int]] = []
        dotted = not _PARTING.isdisjoint(line.texts)
        after = 0
        for index, word in enumerate(line.words):
            if index < after or not (dotted or self._traits[word]):
                continue
            end = self._name_end(line, index, bool(named) and self._is_listed(line, after, index))
            if end is not None:
                named.append((index, end))
                after = end
        spoken = list(self._spoken.find(line, named))
        named = sorted([*(name for name in named if all(name[0] != start for start, _ in spoken)), *spoken])
        ends = {end for _, end in named}
        roles = [self._titles.role_of(line, start, end, ends) for start, end in named]
        for (start, end), role in zip(named, roles, strict=True):
            line.add(Piece(start, end, "person", None, role))
        self._titles.find_posts(line, {at for role in roles if role is not None for at in range(*role)})

    def _is_listed(self, line: Line, end: int, start: int) -> bool:
        """Whether a name at `start` is the next in a list after one that ended at `end`."""
        return start == end + 1 and line.texts[end] in _LIST_MARKS

    def _name_end(self, line: Line, start: int, listed: bool) -> int | None:
        """Where a name ends that starts here and that something supports, else `None`; a bare surname keeps its 先生."""
        piece, text = line.cover[start], line.texts[start]
        if _is_capitalized(text):
            return self._latin_end(line, start)
        if piece is not None and piece.kind != "place":
            return None
        if (dot := self._dot(line, start)) is not None:
            end = self._after_dots(line, dot - 1)
            return end if end > dot and self._is_mostly_foreign(line, start, end) else None
        if text in self._known:
            return start + 1
        chinese, foreign = self._traits[line.words[start]] or (False, False)
        ends = self._chinese_ends(line, start) if chinese else []
        foreign = foreign and piece is None and text not in _SELDOM_SURNAMES and not self._is_word(line, start)
        foreign_end = self._foreign_end(line, start) if foreign else None
        if foreign_end is not None:
            ends.append(foreign_end)
        for end in sorted(ends, reverse=True):
            if self._is_supported(line, start, end, listed):
                return end + 1 if end == start + 1 and len(text) == 1 else end
        return None

    def _latin_end(self, line: Line, start: int) -> int | None:
        """Where a name in Latin letters ends that starts here right behind a title (CEO|Ada Moss), `None` where it has but one word."""
        before = start - 2 if start and line.texts[start - 1] in SPACES else start - 1
        if not self._titles.is_title(line, before):
            return None
        end = start + 1
        while end + 1 < len(line.texts) and line.texts[end] in SPACES and _is_capitalized(line.texts[end + 1]):
            end += 2
        return end if end > start + 1 else None

    def _is_word(self, line: Line, start: int) -> bool:
        """Whether a noun is one, and not the beginning of a foreign name behind a title (某国总理|科巴|希泽)."""
        unknown = line.tags[start + 1 : start + 2] == ["un"] and self._titles.is_title(line, start - 1)
        return line.tags[start] == "n" and len(line.texts[start]) > 1 and not unknown

    def _traits_of(self, text: str, tag: str) -> tuple[bool, bool] | None:
        """Whether a Chinese name may begin with the word, and whether it may be part of a foreign one; `None` where no name may begin
        with it but before a dot."""
        chinese = text[0] in self._single or text[:2] in self._double
        if len(text) > 1 and text not in self._double:
            chinese = (
                chinese and tag in _NAME_OR_PLACE_TAGS and (len(text) < _LONGEST_NAME or self._is_married(text) or text[:2] in self._double)
            )
        elif tag in _FUNCTION_TAGS:
            chinese = chinese and text in _FUNCTION_SURNAMES
        foreign = (
            (len(text) == 1 or tag in _NAME_OR_PLACE_TAGS or tag == "n") and tag not in ("p", "c", "d") and self._foreign.issuperset(text)
        )
        return (chinese, foreign) if chinese or foreign or text in self._known or _is_capitalized(text) else None

    def _is_foreign(self, line: Line, at: int) -> bool:
        """Whether the word may be part of a foreign name."""
        traits = self._traits[line.words[at]]
        return traits is not None and traits[1]

    def _dot(self, line: Line, start: int) -> int | None:
        """Where the dot stands behind the word at `start`, or behind the foreign words that go on from it (菲勒|蒙|·|扬)."""
        at = start + 1
        while at < len(line.texts) and at - start < _LONGEST_GAP and self._continues_foreign(line, at):
            at += 1
        return at if self._is_dot(line, at) and (at == start + 1 or self._is_foreign(line, start)) else None

    def _is_dot(self, line: Line, at: int) -> bool:
        """Whether a dot parts the halves of a name at `at`, or a hyphen between foreign words that are no places (凯勒-祖特尔)."""
        if at + 1 >= len(line.texts) or line.texts[at] != _HYPHEN:
            return at + 1 < len(line.texts) and line.texts[at] in _MIDDLE_DOTS
        return len(line.texts[at - 1]) > 1 and self._continues_foreign(line, at - 1) and self._continues_foreign(line, at + 1)

    def _after_dots(self, line: Line, start: int) -> int:
        """The end of parts joined by middle dots (阿布·盖特); `start + 1` where no part follows the dot."""
        end = start + 1
        while self._is_dot(line, end) and _is_han(line.texts[end + 1]):
            end += 2
            while end < len(line.texts) and line.tags[end] not in _FUNCTION_TAGS and self._is_foreign(line, end):
                end += 1
        return end

    def _is_mostly_foreign(self, line: Line, start: int, end: int) -> bool:
        letters = [char for text in line.texts[start:end] for char in text if char not in _MIDDLE_DOTS]
        return sum(char in self._foreign for char in letters) * 3 >= len(letters) * 2

    def _chinese_ends(self, line: Line, start: int) -> list[int]:
        """Ends, the longest first, of what may be a Chinese name here: surname and one or two characters more."""
        text, tag = line.texts[start], line.tags[start]
        titled = self._titles.is_title(line, start - 1)
        if not titled and (
            tag in _FUNCTION_TAGS or text in _SELDOM_SURNAMES or (len(text) > 1 and (tag == "ns" or line.cover[start] is not None))
        ):
            return []
        ends = [start + 1] if len(text) == 1 or tag in _NAME_TAGS or titled else []
        family = 2 if text[:2] in self._double else 1
        if len(text) > max(2, family) or (tag == "ns" and family == 1):
            return ends
        length, end = len(text), start + 1
        while end < len(line.texts):
            given = line.texts[end]
            length += len(given)
            if length > _LONGEST_NAME or line.tags[end] not in _GIVEN_TAGS or not _is_han(given):
                break
            if self._titles.is_title(line, end) or given in self._actions or given in self._honorifics:
                break
            if len(given) > 1 and not (titled and len(text) == 1) and self._is_rarely_given(line, start, end):
                break
            end += 1
            if length <= family + 2 or (line.tags[end - 1] in _NAME_TAGS and self._is_married(line.text(start, end))):
                ends.append(end)
        return ends

    @staticmethod
    def _is_rarely_given(line: Line, surname: int, at: int) -> bool:
        """Whether a word of two characters is a verb or attributive, or a place behind what is a function word (连 某国)."""
        return line.tags[at] in _SELDOM_GIVEN_TAGS or (line.texts[surname] in _FUNCTION_SURNAMES and line.cover[at] is not None)

    def _is_married(self, name: str) -> bool:
        """Whether a name of four characters has two family names (范徐丽泰)."""
        return len(name) == _LONGEST_NAME and name[0] in self._single and name[1] in self._single

    def _foreign_end(self, line: Line, start: int) -> int | None:
        """The end of a run of words in characters that write foreign names; one of them must be telling, or a title stand before."""
        end, length = start + 1, len(line.texts[start])
        titled = self._titles.is_title(line, start - 1)
        while (
            end < len(line.texts)
            and length < _LONGEST_FOREIGN
            and (self._continues_foreign(line, end) or (titled and self._bridges(line, end)))
        ):
            length += len(line.texts[end])
            end += 1
        if not 2 <= length <= _LONGEST_FOREIGN:
            return None
        if any(char in self._telling for char in line.text(start, end)):
            return end
        return end if line.tags[start] in _NAME_TAGS and self._titles.is_title(line, start - 1) else None

    def _continues_foreign(self, line: Line, at: int) -> bool:
        text = line.texts[at]
        if text in self._actions or line.tags[at] in ("p", "c", "d", "u", "uj", "r", "m", "f", "x", "uv"):
            return False
        return line.cover[at] is None and self._foreign.issuperset(text)

    def _bridges(self, line: Line, at: int) -> bool:
        """Whether a character that is a word elsewhere (达尔恰什维利) stands between parts of a foreign name."""
        char = line.texts[at]
        return len(char) == 1 and char in self._foreign and at + 1 < len(line.texts) and self._continues_foreign(line, at + 1)

    def _is_supported(self, line: Line, start: int, end: int, listed: bool) -> bool:
        """Whether its shape, a title, a verb or a list makes a likely name a name."""
        following = line.texts[end] if end < len(line.texts) else ""
        length = sum(len(text) for text in line.texts[start:end])
        if length == 1:
            after = _AFTER_UNKNOWN if following in _CIVILITIES else _AFTER_NOUN
            free = line.texts[start] not in _DIVISIONS and (start == 0 or line.tags[start - 1] not in after)
            return free and following in self._honorifics
        if listed or self._titles.is_title(line, start - 1) or (following in self._honorifics and following != "总"):
            return True
        if end == start + 1 and (self._is_honoured(line.texts[start]) or (length == 3 and self._looks_like_name(line, start))):
            return True
        if line.texts[end - 1][-1] in self._not_given and not (
            length == 3 and following in self._speech and line.texts[end - 1] in _RARELY_GIVEN
        ):
            return False
        opens = start == 0 or line.texts[start - 1] in _BEFORE_NAME
        if not opens and line.tags[start - 1] in ("n", "un", "nz", "eng", "ns"):
            return False
        if self._titles.is_title(line, end):
            return True
        if end == start + 1 and length == 2 and line.tags[start] != "un":
            return following in self._speech
        return (length >= 3 or line.tags[start] == "un") and self._acts(line, end)

    def _is_honoured(self, word: str) -> bool:
        """Whether a word is a family name with an honorific of its own (林先生)."""
        return len(word) > 2 and word[0] in self._single and word[1:] in self._honorifics

    def _looks_like_name(self, line: Line, at: int) -> bool:
        """Whether a word of three characters is a name on its face: a frequent surname, and nothing that ends other words."""
        text = line.texts[at]
        shaped = text[0] in self._frequent and text[1] not in self._not_given and text[2] not in self._not_given
        return shaped and line.tags[at] in ("un", "nr")

    def _acts(self, line: Line, end: int) -> bool:
        """Whether a verb that persons do follows, at most a few adverbs away."""
        for at in range(end, min(end + _LONGEST_GAP, len(line.texts))):
            if line.texts[at] in self._actions:
                return True
            if line.tags[at] not in ("d", "t", "ad", "p"):
                return False
        return False


def _is_capitalized(text: str) -> bool:
    return text.isascii() and text.istitle() and text.isalpha()


def _is_han(text: str) -> bool:
    return "\u4e00" <= text[0] <= "\u9fff"
