"""Agencies and organizations: known names, and names by their ending with a left boundary that holds."""

from collections.abc import Mapping
from enum import Enum

from dashiji.stages.entities.line import Line, Piece
from dashiji.stages.entities.memo import Memo

_LONGEST_NAME = 16
_LONGEST_QUOTE = 8
_OPEN, _CLOSE = '“「『"（(', '”」』"）)'
_NOUN_TAGS = frozenset(
    ("n", "nz", "nt", "ns", "nr", "nrt", "nrfg", "ng", "vn", "vg", "un", "a", "ag", "an", "b", "j", "l", "zg", "g", "s", "k")
)
_NAME_TAGS = frozenset(("un", "nz", "nt", "ns", "eng", "nrt", "nr", "j"))
_PERSON_TAGS = frozenset(("nr", "nrt", "nrfg"))
_DIRECTIONS = frozenset(
    ("东", "西", "南", "北", "东部", "西部", "南部", "北部", "中部", "南方", "北方", "中外", "西南", "西北", "东南", "东北")
)
_PERIODS = frozenset(("现代", "青年", "未来", "世纪", "新世纪", "当代", "近代"))
_DETERMINERS = frozenset(("该", "本", "这家", "该家", "这", "我"))
_NO_BODY = frozenset("化系业展交区际话线常委员长席学政国物体师发用事气息力科人手")
"""Endings of dictionary words that are tagged as names of bodies but are none (国际化, 中美关系, 中央政治局常委)."""
_DIVISIONS = frozenset(("省", "市", "区", "县", "州", "镇", "乡"))
_MEASURES = frozenset("家支所座个名批项")
_COUNTING = frozenset("一两几多数这那该每各首第")
"""What stands before a measure word: a number is tagged so, these are not."""
_ORGANIZING = "组织"
"""Behind a whole name it is mostly the sentence's verb (某市 组织 人员), else the end of a name (世界卫生 组织)."""
_JOINT = "联合"
_ZONE = "区"
_STATIONED = "驻"
"""The one verb that opens a name (驻 某国 代表处)."""
_PROFESSIONS = ("师", "生", "员", "者")
_HYPHENS = frozenset("-—–－")
_CONJUNCTIONS = frozenset(("和", "及", "与", "暨"))


class Part(Enum):
    """What a word may be inside the name of a body."""

    STOP = 0
    NAME = 1
    NOUN = 2
    VERB = 3
    WEAK = 4
    CONJUNCTION = 5


class BodyFinder:
    """Marks agencies and organizations; runs after places and Latin names."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._known: dict[str, str] = dict.fromkeys(lexicons["known_organization"], "organization")
        self._known.update(dict.fromkeys(lexicons["known_agency"], "agency"))
        self._heads: dict[str, str | None] = {}
        for name in lexicons:
            if name.endswith("_head") and name not in ("zone_head", "post_head"):
                kind = name.removesuffix("_head")
                self._heads.update(dict.fromkeys(lexicons[name], kind if kind in ("agency", "organization") else None))
        self._heads.update(dict.fromkeys(lexicons["organization_head"], "organization"))
        self._heads.update(dict.fromkeys(lexicons["agency_head"], "agency"))
        self._heads.update(dict.fromkeys(lexicons["plain_head"], None))
        self._heads.update(dict.fromkeys(lexicons["organization_head_extra"], "organization"))
        self._heads.update(dict.fromkeys(lexicons["agency_head_extra"], "agency"))
        self._longest_head = max(len(head) for head in self._heads)
        self._may_end = Memo(self._may_end_name)
        self._last_chars = frozenset(head[-1] for head, kind in self._heads.items() if kind) | set(lexicons["agency_head_char"])
        self._char_heads = frozenset(lexicons["agency_head_char"])
        self._weak_heads = frozenset(lexicons["organization_head_weak"])
        self._loose = (*lexicons["organization_head_extra"], *lexicons["agency_head_extra"])
        self._broad = frozenset(lexicons["organization_head_broad"])
        self._broad_endings = tuple(sorted(self._broad))
        self._scope = frozenset(lexicons["organization_scope"])
        self._offices = frozenset(lexicons["organization_office"])
        self._verbs = frozenset(lexicons["organization_modifier"])
        self._main_verbs = frozenset(lexicons["organization_main_verb"])
        self._founding = frozenset((*lexicons["founding_transitive"], "了"))
        self._helping = frozenset(lexicons["organization_helping_verb"])
        self._stop = frozenset(lexicons["organization_stop"])
        self._inner = frozenset(lexicons["organization_inner_noun"])
        self._generic = frozenset(lexicons["organization_generic"])
        self._plain_latin = frozenset(lexicons["latin_word"])
        self._after_conjunction = tuple(lexicons["organization_conjunction"])
        self._titles = frozenset(lexicons["person_title"]) | frozenset(lexicons["post_head"])
        self._place_words = frozenset(lexicons["place_word"]) - {"全国", "全球"}

    def find(self, line: Line) -> None:
        """Add a piece for every body, left to right; a body may take up one that ends right before its own words."""
        for index, word in enumerate(line.words):
            if not self._may_end[word] or self._is_zone(line, index):
                continue
            text = line.texts[index]
            known = self._known.get(text)
            head = self._head_at(line, index) if text[-1] in self._last_chars else None
            if head is not None and self._add_by_head(line, index, head, known is not None):
                continue
            if known is not None:
                self._add_known(line, index, known)
            elif text in self._weak_heads and index:
                self._add_by_weak_head(line, index)
            elif head is None and len(text) > 2 and line.tags[index] == "nt" and text[-1] not in _NO_BODY and text not in self._heads:
                line.add(Piece(index, index + 1, "organization"))

    def _may_end_name(self, text: str, tag: str) -> bool:
        """Whether the word may be a name or the end of one; most are neither."""
        return text in self._known or text[-1] in self._last_chars or text in self._weak_heads or tag == "nt"

    def _add_known(self, line: Line, index: int, kind: str) -> None:
        """A known name, with the place or body before it that it belongs to (美国 国务院, 广东 省委)."""
        start, before = index, line.cover[index - 1] if index else None
        if before is not None and self._may_open(line, before, kind, line.texts[index]):
            start = before.start
        elif index and line.texts[index - 1] in _DIVISIONS:
            start = index - 1
        line.add(Piece(start, index + 1, kind, (index, index + 1)))

    def _may_open(self, line: Line, before: Piece, kind: str, known: str) -> bool:
        """Whether a known name takes up the piece right before it."""
        if before.kind == "place":
            return line.texts[before.end - 1] not in self._place_words
        return before.kind == kind == "agency" and len(known) > 2

    def _head_at(self, line: Line, index: int) -> str | None:
        """The kind that the ending of the word at `index` gives, read with the words before it (格 局 is no 局)."""
        text = line.texts[index]
        if line.tags[index] in ("c", "mq"):
            return None
        first, phrase = index, text
        while first > 0 and len(phrase) < self._longest_head and index - first < 3 and line.texts[first - 1][0] > "\u3fff":
            first -= 1
            phrase = line.texts[first] + phrase
        for length in range(min(self._longest_head, len(phrase)), 0, -1):
            ending = phrase[-length:]
            if ending in self._heads:
                return self._heads[ending]
        if text in self._char_heads and index and line.tags[index - 1] in ("n", "vn", "an", "j", "l", "un"):
            return "agency"
        if text[-1] in self._char_heads and len(text) > 2 and line.tags[index] in ("un", "nt"):
            return "agency"
        return None

    def _add_by_head(self, line: Line, index: int, kind: str, known: bool) -> bool:
        """A name with the ending at `index`; false where the ending has nothing before it that makes a name.

        A `known` name of three characters or more takes up other names only, unless it is an office that many have (发展局).
        """
        text = line.texts[index]
        if text.endswith(self._loose) and (index == 0 or line.cover[index - 1] is None):
            return False
        if text == _ORGANIZING and self._is_verb(line, index):
            return False
        start = index if line.tags[index] == "r" else self._left_boundary(line, index)
        if start == index:
            if index and line.texts[index - 1] in _DETERMINERS:
                start = index - 1
            elif known or (line.tags[index] != "r" and (text in self._heads or len(text) < 3)):
                return False
        else:
            modifiers = range(start, index)
            if all(line.texts[at] in self._generic for at in modifiers):
                return False
            if known and len(text) > 2 and text[-1] != "局" and not any(line.cover[at] for at in modifiers):
                return False
            if text in self._broad and not any(self._is_name(line, at) for at in modifiers):
                return False
        line.add(Piece(start, index + 1, kind, (index, index + 1)))
        return True

    @staticmethod
    def _is_verb(line: Line, index: int) -> bool:
        """Whether the word, noun or verb, stands behind a place, or behind a body with an object after it."""
        before = line.cover[index - 1] if index else None
        if before is None:
            return False
        return before.kind == "place" or (index + 1 < len(line.tags) and line.tags[index + 1] not in ("m", "x", "uj"))

    def _add_by_weak_head(self, line: Line, index: int) -> None:
        """A company by a coined word before an everyday noun (上海 纬钛 科技)."""
        start = index
        while start > 0 and index - start < 3 and len(line.texts[start - 1]) == 1 and line.tags[start - 1] in _NOUN_TAGS:
            start -= 1
        before = line.cover[start - 1] if start else None
        if index - start >= 2 and before is not None and before.kind == "place":
            line.add(Piece(before.start, index + 1, "organization", (index, index + 1)))
        elif self._is_coined(line, index - 1):
            before = line.cover[index - 2] if index > 1 else None
            start = before.start if before is not None and before.kind == "place" else index - 1
            line.add(Piece(start, index + 1, "organization", (index, index + 1)))

    def _is_coined(self, line: Line, at: int) -> bool:
        if line.tags[at] == "eng":
            return line.texts[at].lower() not in self._plain_latin
        return line.tags[at] == "un" and len(line.texts[at]) > 1 and line.cover[at] is None

    def _is_place(self, line: Line, at: int) -> bool:
        piece = line.cover[at]
        return piece is not None and piece.kind == "place" and at == piece.start

    @staticmethod
    def _is_zone(line: Line, at: int) -> bool:
        """Whether the word alone is the name of a district, which is a place (华盛顿特区)."""
        piece = line.cover[at]
        return piece is not None and piece.kind == "place" and piece.start == at == piece.end - 1 and line.texts[at][-1] == _ZONE

    def _is_name(self, line: Line, at: int) -> bool:
        """Whether the word is a proper name or part of one, as far as tags tell."""
        if line.tags[at] == "eng":
            return line.texts[at].lower() not in self._plain_latin
        if line.texts[at] in self._scope or line.texts[at][0] == "第":
            return True
        return line.tags[at] in _NAME_TAGS or (line.cover[at] is not None and line.texts[at] not in self._place_words)

    @staticmethod
    def _begins_name(line: Line, at: int) -> bool:
        """Whether a name within the name begins here, which no verb of the name's own precedes (调查 滨海 警察局)."""
        return line.cover[at] is not None or line.tags[at] in ("ns", "nr", "nrt")

    def _part(self, line: Line, at: int) -> Part:
        text, tag, piece = line.texts[at], line.tags[at], line.cover[at]
        if piece is not None and text not in self._inner:
            return Part.STOP if text in self._place_words or piece.kind in ("person", "post") else Part.NAME
        if text in self._stop:
            return Part.WEAK if text in self._inner else Part.STOP
        if text in self._verbs:
            return Part.VERB
        if text in _CONJUNCTIONS:
            return Part.CONJUNCTION
        following = line.texts[min(at + 1, len(line.texts) - 1)]
        profession = text.endswith(_PROFESSIONS) and following in self._verbs  # 教师 发展 学院
        if text in self._place_words or (text in self._titles and following not in self._offices and not profession):
            return Part.STOP
        if text in _MEASURES and at and (line.tags[at - 1] == "m" or line.texts[at - 1][-1] in _COUNTING):
            return Part.STOP
        if tag in _NOUN_TAGS or tag == "eng" or text in _DIRECTIONS or text in _PERIODS:
            return Part.NOUN
        if tag == "m" or text in ("次", "届"):
            return Part.NOUN if text[0] == "第" or (at and line.texts[at - 1][0] == "第") else Part.STOP
        return Part.STOP

    def _left_boundary(self, line: Line, head: int) -> int:
        """Where the name begins whose ending begins at `head`; `head` itself where nothing before belongs to it."""
        at, right = head - 1, Part.NOUN
        first, whole = head, self._is_whole(line, head)
        while at >= 0 and head - at <= _LONGEST_NAME:
            text = line.texts[at]
            if text in _CLOSE:
                opening = self._before_quote(line, at)
                if opening is None:
                    break
                first, right, at = opening, Part.NAME, opening - 1
                continue
            if text in _HYPHENS and at and line.cover[at - 1] is not None and line.cover[at + 1] is not None:
                at -= 1
                continue
            part = self._part(line, at)
            piece = line.cover[at]
            if part is Part.STOP or (part is Part.CONJUNCTION and not self._joins(line, at, head)):
                break
            if at + 1 == head and whole and (part in (Part.VERB, Part.WEAK) or line.tags[at] == "vn"):
                break
            if part is Part.VERB and self._is_sentence_verb(line, at, right, head):
                break
            if part is Part.NOUN and line.tags[at] not in _NAME_TAGS and self._is_place(line, at + 1) and right is not Part.WEAK:
                break
            at = piece.start if piece is not None else at
            first, right, at = at, part, at - 1
        first = self._trimmed(line, first, head)
        counted = first and line.texts[first] == "人" and line.tags[first - 1] == "m"  # 三人 小组
        return first - 1 if counted else first

    def _is_whole(self, line: Line, head: int) -> bool:
        """Whether the ending is a name by itself, before which a verb is the sentence's (监督 政府); offices that many have are not."""
        text = line.texts[head]
        return text[-1] != "局" and (text in self._known or (line.tags[head] == "nt" and text not in self._heads))

    def _before_quote(self, line: Line, close: int) -> int | None:
        """Where a short quotation or bracket begins that closes here (“某某”研究院, 中国（某地）试验区)."""
        wanted = _OPEN[_CLOSE.index(line.texts[close])]
        for at in range(close - 1, max(-1, close - _LONGEST_QUOTE - 1), -1):
            text = line.texts[at]
            if text == wanted:
                where = line.cover[at + 1] is not None or line.texts[at + 1] in _DIRECTIONS
                if text in "（(" and not (at and where and self._part(line, at - 1) is not Part.STOP):
                    return None
                return at
            if line.tags[at] == "x" and text not in "·-":
                return None
        return None

    def _joins(self, line: Line, at: int, head: int) -> bool:
        """Whether a conjunction stands inside a name (住房 和 城乡建设 厅)."""
        if at == 0 or self._part(line, at - 1) not in (Part.NOUN, Part.VERB) or line.tags[at - 1] in _PERSON_TAGS:
            return False
        return "".join(line.texts[at + 1 : at + 3]).startswith(self._after_conjunction)

    def _is_sentence_verb(self, line: Line, at: int, right: Part, head: int) -> bool:
        """Whether the verb is the sentence's own: help for a class (支持 领军 企业), a name behind it, or a body before and a noun behind
        (某中心 联合 某公司)."""
        if line.texts[at] in self._helping and right is not Part.VERB and line.texts[head].endswith(self._broad_endings):
            return True
        if at + 1 == head:
            return False
        if line.texts[at] not in self._main_verbs:
            return False
        before = line.cover[at - 1] if at else None
        after_body = before is not None and before.kind in ("agency", "organization")
        return right is Part.NAME or (right is Part.NOUN and after_body)

    def _trimmed(self, line: Line, first: int, head: int) -> int:
        """Cut verbs, conjunctions and classes off the left edge, as long as something of the name is left."""
        while first < head:
            text, inner = line.texts[first], first + 1 < head
            part = Part.NAME if text in _OPEN else self._part(line, first)
            joint = text == _JOINT and first > 0 and line.texts[first - 1] in self._founding  # 成立 联合 工作组
            loose = part is Part.WEAK or (text in self._main_verbs and not joint) or (line.tags[first] == "vn" and text not in self._verbs)
            loose = loose or (text in self._generic and line.cover[min(first + 1, head)] is None)
            loose = loose or (part is Part.VERB and inner and text != _STATIONED and self._begins_name(line, first + 1))
            if part is not Part.CONJUNCTION and text not in _CLOSE and not (loose and inner):
                break
            first += 1
        return first
