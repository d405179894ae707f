"""Runs of Latin letters and version numbers: products and benchmarks by guess, bodies where the name is known."""

import re
from collections.abc import Mapping

from dashiji.stages.entities.line import Line, Piece

_LONGEST_RUN = 7
"""A run of more Latin words is a passage in English, not a name."""
_SHORTEST_CAPITALS = 3
"""Shorter words in capitals are mostly common abbreviations."""
_SPACES = frozenset((" ", "\u3000"))
_SLASH = "/"
_BEFORE_COMMAND = frozenset("“”\"'‘’「」（(、，")
"""Marks after which a command may begin."""
_CLASSES = frozenset(("ai", "agent", "llm", "vlm", "ocr", "tts", "gpu", "cpu", "mcp"))
"""Words for kinds of things that stand before a name as an apposition."""
_RELEASING = frozenset(("推出", "发布", "开源", "上线", "了"))
"""Words whose object is what is released."""
_NOVEL = frozenset(("配套", "全新", "官方", "新版"))
"""What may stand between them and what is released."""
_VERSION = re.compile(r"-?[Vv]?[0-9][0-9.]*$")
_UNIT_CHARS = frozenset("年月日号时分秒亿万个名款家人元倍次天小岁米公美多余")
"""A number before one of these counts or dates something and is no version."""


class LatinFinder:
    """Marks Latin runs as products, datasets or bodies."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._agencies = frozenset(name.lower() for name in lexicons["known_agency_latin"])
        self._bodies = self._agencies.union(name.lower() for name in lexicons["known_organization_latin"])
        self._longest_body = max(name.count(" ") for name in self._bodies) + 1
        self._plain = frozenset(lexicons["latin_word"])
        self._class_nouns = frozenset((*lexicons["product_head"], *lexicons["product_head_weak"], "名为", "代号"))
        self._body_ends = frozenset(lexicons["latin_body"])
        self._dataset_ends = lexicons["latin_dataset"]
        self._families = frozenset(lexicons["product_name"])
        self._titles = frozenset(title for title in lexicons["person_title"] if title.isascii())

    def find(self, line: Line) -> None:
        """Add a piece for every body, product and dataset written in Latin letters."""
        tags, index, count = line.tags, 0, len(line.tags)
        if "eng" not in tags and self._families.isdisjoint(line.texts):
            return
        while index < count:
            if line.texts[index] == _SLASH and self._is_command(line, index):
                line.add(Piece(index, index + 2, "product"))
                index += 2
            elif (tags[index] == "eng" and self._is_word(line, index)) or (tags[index] == "m" and self._is_versioned(line, index)):
                end = self._run_end(line, index)
                self._add_run(line, index, end)
                index = end
            else:
                index += 1

    @staticmethod
    def _is_command(line: Line, index: int) -> bool:
        """Whether a slash and a word in small letters stand apart from what is before (新增 /loop 命令): a command of a program."""
        if line.tags[index + 1 : index + 2] != ["eng"] or not line.texts[index + 1].islower():
            return False
        apart = index == 0 or line.texts[index - 1] in _SPACES or line.texts[index - 1] in _BEFORE_COMMAND
        return apart and line.texts[index + 2 : index + 3] != [_SLASH]

    def _is_versioned(self, line: Line, index: int) -> bool:
        """Whether a number that counts nothing follows the Chinese name of a product family (豆包 1.6)."""
        if not self._continues(line, index):
            return False
        before = index - 1
        if before > 0 and line.texts[before] in _SPACES:
            before -= 1
        return before >= 0 and line.texts[before] in self._families

    def _run_end(self, line: Line, start: int) -> int:
        """Where the run of Latin words and numbers, with single spaces or hyphens between them, ends."""
        end = start + 1
        while end < len(line.texts):
            following = end + 1
            if self._is_word(line, end):
                end += 1
            elif line.texts[end] in _SPACES | {"-"} and following < len(line.texts) and self._continues(line, following):
                end += 2
            elif self._is_ampersand(line, end):
                end += 4
            else:
                break
        return end

    @staticmethod
    def _is_ampersand(line: Line, at: int) -> bool:
        """Whether ` & ` and a Latin word follow (App & Agent Rankings)."""
        return line.texts[at : at + 3] == [" ", "&", " "] and line.tags[at + 3 : at + 4] == ["eng"]

    def _is_word(self, line: Line, index: int) -> bool:
        """Whether a word in Latin letters stands here; a title parts a body from a person (Acme|CEO|Ada Moss)."""
        return line.tags[index] == "eng" and line.texts[index] not in self._titles

    def _continues(self, line: Line, index: int) -> bool:
        if line.tags[index] == "eng":
            return self._is_word(line, index)
        after = line.texts[index + 1] if index + 1 < len(line.texts) else ""
        return line.tags[index] == "m" and line.texts[index][0].isdigit() and after[:1] not in _UNIT_CHARS

    def _add_run(self, line: Line, start: int, end: int) -> None:
        words = [at for at in range(start, end) if line.tags[at] in ("eng", "m")]
        if self._grades(line, end):
            return
        if len(words) > _LONGEST_RUN or sum(line.texts[at].islower() for at in words) > max(1, len(words) // 2):
            return
        left = self._left_of(line, start)
        rest = 0
        if left == start:
            rest = self._body_words(line, words)
            while rest and rest < len(words) and line.texts[words[rest]] in self._body_ends:
                rest += 1
            if rest < len(words) and (self._is_whole(line, start) or line.tags[words[rest]] == "m"):
                rest = 0
            elif rest:
                official = " ".join(line.texts[at] for at in words[:rest]).lower() in self._agencies
                line.add(Piece(start, words[rest - 1] + 1, "agency" if official else "organization"))
        if not rest and (_is_laboratory(line.texts[words[-1]]) or (len(words) > 1 and line.texts[words[-1]] in self._body_ends)):
            line.add(Piece(start, end, "organization"))
            return
        remaining = self._named(line, words[rest:])
        clear = left < start or any(not self._is_plain(line.texts[at]) for at in remaining)
        clear = clear or (len(words) > 1 and line.tags[words[-1]] == "m" and line.texts[start][0].isupper() and self._is_whole(line, start))
        if remaining and (clear or self._is_coined(line, start, end)):
            kind = "dataset" if any(_VERSION.sub("", line.texts[at]).endswith(self._dataset_ends) for at in remaining) else "product"
            line.add(Piece(remaining[0] if left == start else left, end, kind))

    @staticmethod
    def _grades(line: Line, at: int) -> bool:
        """Whether the run before `at` is a grade, or the first of several (5C、4C级营地)."""
        while line.texts[at : at + 1] == ["、"] and line.tags[at + 1 : at + 2] == ["eng"]:
            at += 2
        return line.texts[at : at + 1] == ["级"]

    def _is_whole(self, line: Line, start: int) -> bool:
        """Whether the run stands where a product's full name does, its maker's name included (编程助手 Acme Forge, 推出 Acme Forge)."""
        before = start - 1
        if before > 0 and line.texts[before] in _SPACES:
            before -= 1
        return before >= 0 and (line.texts[before] in self._class_nouns or line.texts[before] in _RELEASING)

    def _named(self, line: Line, words: list[int]) -> list[int]:
        """The words without the class noun before the name (Agent in Agent Devin 2.2); all where that leaves no clear name."""
        at = 0
        while at + 1 < len(words) and line.texts[words[at]].lower() in _CLASSES:
            at += 1
        rest = words[at:]
        return rest if any(_is_distinct(line.texts[word]) for word in rest) else words

    def _body_words(self, line: Line, words: list[int]) -> int:
        """How many leading words of the run name a known body."""
        for length in range(min(self._longest_body, len(words)), 0, -1):
            if " ".join(line.texts[at] for at in words[:length]).lower() in self._bodies:
                return length
        return 0

    def _is_coined(self, line: Line, start: int, end: int) -> bool:
        """Whether a single word that looks like no name stands beside a class noun (开源项目 cq, btw 命令, 语音模型 S2), or one with a
        hyphen after a verb that releases it (开源 sea-cli)."""
        if end - start != 1 or len(line.texts[start]) == 1:
            return False
        before, after = start - 1, end
        if before > 0 and line.texts[before] in _SPACES:
            before -= 1
        if _is_numbered(line.texts[start]) and before >= 0 and line.texts[before].endswith("模型"):
            return True
        if line.texts[start].lower() in self._plain:
            return False
        if "-" in line.texts[start] and before >= 0 and line.texts[before] in _RELEASING | _NOVEL:
            return True
        if after + 1 < len(line.texts) and line.texts[after] in _SPACES:
            after += 1
        return any(0 <= at < len(line.texts) and line.texts[at] in self._class_nouns for at in (before, after))

    def _is_plain(self, word: str) -> bool:
        if word.rstrip("+").lower() in self._plain or (
            word.replace("-", "").isalpha() and (word.islower() or (len(word) < _SHORTEST_CAPITALS and word.isupper()))
        ):
            return True
        return len(word) == 1 or (word[0].isdecimal() and word[-1].isdecimal())

    def _left_of(self, line: Line, start: int) -> int:
        """Where the name starts: a family before the run, or the word tied to it by a hyphen (白虎-VTouch)."""
        before = start - 1
        if before >= 1 and line.texts[before] == "-" and _is_han(line.texts[before - 1]):
            return before - 1
        if before >= 1 and line.texts[before] in _SPACES:
            before -= 1
        return before if before >= 0 and line.texts[before] in self._families else start


def _is_laboratory(word: str) -> bool:
    """Whether a coined word ends like a body's name (IQuestLab)."""
    return word.endswith(("Lab", "Labs", "Team")) and len(word) > len("Labs") + 1


def _is_numbered(word: str) -> bool:
    """Whether a capital and a number make up a word that a model may be called (语音模型 S2)."""
    return word[0].isupper() and word[1:].isdecimal()


def _is_distinct(word: str) -> bool:
    """Whether a word looks coined: a digit or a capital inside."""
    return any(char.isdigit() or char.isupper() for char in word[1:])


def _is_han(text: str) -> bool:
    return "\u4e00" <= text[0] <= "\u9fff"
