"""Speakers: words right before a verb of speech that are a name because they speak, whatever else they might be."""

from collections.abc import Collection, Iterator, Mapping

from dashiji.stages.entities.line import Line
from dashiji.stages.entities.titles import Titles

_LONGEST_CHINESE = 3
_LONGEST_MARRIED = 4
_LONGEST_FOREIGN = 7
_OPENERS = frozenset("，。；：！？,;:!?“”「」『』、\n \u3000（(")
_GLOSSES = frozenset("（(")
"""Marks before the same name in Latin letters."""
_BODIES = frozenset(("organization", "agency"))
_NOT_FAMILY = frozenset(("c", "p", "d", "u", "uj", "r", "m", "f", "x", "t", "v"))
_NOT_GIVEN = frozenset(("c", "p", "u", "uj", "r", "x", "m", "f", "t", "q"))
_UNKNOWN = frozenset(("un", "nr", "nrt", "nrfg"))
_FOREIGN = _UNKNOWN | {"a"}
"""Tags of words that are foreign names behind a title: unknown ones, and adjectives that nobody is told of by (某党领袖舒默)."""


class SpokenNames:
    """Finds names that nothing but the verb of speech after them gives away."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]], titles: Titles) -> None:
        self._speech = frozenset(lexicons["person_speech"]) | frozenset(lexicons["speech_verb"]) | {"告诉"}
        self._after_names = self._speech | _GLOSSES
        self._single = frozenset(lexicons["surname"])
        self._double = frozenset(lexicons["surname_double"])
        self._foreign = frozenset(lexicons["transliteration"])
        self._not_given = frozenset(lexicons["given_not"])
        self._between = frozenset(lexicons["name_to_speech"])
        self._titles = titles

    def find(self, line: Line, named: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Names before verbs of speech, as word ranges; one that goes on from a name of `named` (莱维|特) holds it."""
        ends = {end: start for start, end in named}
        taken = {at for start, end in named for at in range(start, end)}
        for at in [at for at, text in enumerate(line.texts) if text in self._after_names and at]:
            glossed = line.texts[at] in _GLOSSES and line.tags[at + 1 : at + 2] == ["eng"]
            if not glossed and line.texts[at] in _GLOSSES:
                continue
            end = at if glossed else self._name_end(line, at)
            longest = self._longest(line, end, taken, glossed) or self._rest_of_foreign(line, end, ends)
            if longest is not None:
                yield longest

    def _name_end(self, line: Line, verb: int) -> int:
        """Where the words end that may be a name: before times and adverbs."""
        at = verb
        while at > 0 and (line.texts[at - 1] in self._between or line.texts[at - 1].isdigit() or line.tags[at - 1] == "t"):
            at -= 1
        return at

    def _longest(self, line: Line, end: int, taken: Collection[int], glossed: bool) -> tuple[int, int] | None:
        """The longest name that ends here, foreign by its characters where it is `glossed` (鲁比欧（Marco Rubio）)."""
        found, length = None, 0
        for start in range(end - 1, -1, -1):
            text = line.texts[start]
            length += len(text)
            piece = line.cover[start]
            covered = piece is not None and not (piece.kind == "place" and len(text) == 1)
            if length > _LONGEST_FOREIGN or covered or start in taken or not _is_han(text) or self._titles.is_title(line, start):
                break
            if self._is_foreign(line, start, end) if glossed else self._is_name(line, start, end):
                found = start, end
        return found

    def _is_name(self, line: Line, start: int, end: int) -> bool:
        name = line.text(start, end)
        titled = self._titles.is_title(line, start - 1)
        if titled and line.tags[start] in ("c", "p"):
            return False
        if not (titled or self._opens(line, start)):
            return False
        if titled and self._is_foreign(line, start, end):
            return line.tags[start] in _FOREIGN or len(name) > _LONGEST_CHINESE
        return self._is_chinese(line, start, end, titled)

    def _is_foreign(self, line: Line, start: int, end: int) -> bool:
        """Whether characters that write foreign names make up the words, the last of which may be a word of its own elsewhere."""
        name = line.text(start, end)
        return len(name) > 1 and all(char in self._foreign for char in name) and line.tags[start] not in _NOT_FAMILY

    def _is_chinese(self, line: Line, start: int, end: int, titled: bool) -> bool:
        """Whether the words are a family name and one or two characters more, and no other word that looks like it."""
        name = line.text(start, end)
        double = name[:2] in self._double
        longest = _LONGEST_MARRIED if double or (len(name) > 1 and name[1] in self._single) else _LONGEST_CHINESE
        if not (double or name[0] in self._single) or not 2 + double <= len(name) <= longest:
            return False
        if any(line.tags[at] in _NOT_GIVEN for at in range(start + 1, end)):
            return titled and len(name) == _LONGEST_CHINESE and end == start + 2 and line.tags[start + 1] != "x"
        if end == start + 1:
            return line.tags[start] in _UNKNOWN and (titled or name[-1] not in self._not_given)
        if titled:
            return len(line.texts[start]) <= 2 and len(name) == _LONGEST_CHINESE
        if len(line.texts[end - 1]) > 1 and line.tags[end - 1] in ("v", "vn", "d"):
            return False
        family = len(line.texts[start]) == 1 or line.texts[start] in self._double
        return family and line.tags[start] not in _NOT_FAMILY and name[-1] not in self._not_given

    def _rest_of_foreign(self, line: Line, end: int, ends: Mapping[int, int]) -> tuple[int, int] | None:
        """A name found before with the one character after it that also writes foreign names (莱维|特 19日 说), or counts elsewhere
        (林舟|一 说)."""
        start = ends.get(end - 1)
        if (
            start is not None
            and line.tags[end - 1] == "m"
            and len(line.text(start, end)) == _LONGEST_CHINESE
            and line.text(start, end)[0] in self._single
        ):
            return start, end
        if start is None or len(line.texts[end - 1]) > 1 or line.texts[end - 1] not in self._foreign:
            return None
        foreign = all(char in self._foreign for char in line.text(start, end))
        return (start, end) if foreign else None

    @staticmethod
    def _opens(line: Line, start: int) -> bool:
        """Whether a clause, a bracket or a list opens before the word, or a body ends there (民建联|陈恒镔)."""
        if start == 0 or line.texts[start - 1] in _OPENERS:
            return True
        before = line.cover[start - 1]
        return before is not None and before.kind in _BODIES


def _is_han(text: str) -> bool:
    return "\u4e00" <= text[0] <= "\u9fff"
