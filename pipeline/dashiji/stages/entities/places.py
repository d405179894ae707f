"""Places: gazetteer names, compounds of them, development zones, and unknown names by their ending."""

from collections.abc import Mapping

from dashiji.gazetteer import Gazetteer, Level
from dashiji.stages.entities.line import Line, Piece
from dashiji.stages.entities.memo import Memo

_PLACE_CHARS = frozenset("省市区县镇乡村州岛山河江湖海湾峡港洋洲国城路街桥园宫坝川关岭泉溪滩洼庄寨沟坡")
_PLACE_ENDINGS = (
    "高原",
    "平原",
    "盆地",
    "半岛",
    "大陆",
    "沙漠",
    "草原",
    "流域",
    "走廊",
    "广场",
    "山脉",
    "石窟",
    "石林",
    "清真寺",
    "机场",
    "车站",
    "湖畔",
    "江畔",
)
"""A word that only the dictionary takes for a place must end like one; most others are ordinary words."""
_BEFORE_LETTER = frozenset(("在", "于", "抵", "赴", "离", "返", "来", "驻"))
"""Words after which a city may be written with one letter (在京)."""


class PlaceFinder:
    """Marks the places of a sentence."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]], gazetteer: Gazetteer) -> None:
        self._levels = {name: gazetteer.level(name) or Level.OTHER for name in lexicons["place_short"]}
        for name, level in (
            ("place_landmark", Level.COUNTY),
            ("place_word", Level.REGION),
            ("place_region", Level.REGION),
            ("place_country", Level.COUNTRY),
        ):
            self._levels.update(dict.fromkeys(lexicons[name], level))
        self._gazetteer = gazetteer
        self._not = frozenset(lexicons["place_not"])
        self._ambiguous = frozenset(lexicons["place_ambiguous"])
        self._suffixes = tuple(lexicons["place_suffix"])
        self._suffix = frozenset(lexicons["place_suffix"])
        self._zone = frozenset(lexicons["zone_head"])
        self._words = frozenset(lexicons["place_word"])
        self._letters = frozenset(lexicons["place_letter"])
        self._foreign = frozenset("".join(lexicons["transliteration"]))
        self._memo = Memo(self.level)

    def level(self, text: str, tag: str) -> Level | None:
        """The level of a word that is a place by itself, else `None`."""
        level = self._levels.get(text)
        if level is not None:
            return level
        if text in self._not or text in self._ambiguous:
            return None
        if tag == "ns":
            level = self._gazetteer.level(text)
            return level if level is not None or not self._looks_like_place(text) else Level.OTHER
        if tag == "un" and len(text) >= 3 and text.endswith(self._suffixes):
            return Level.OTHER
        return None

    def _looks_like_place(self, text: str) -> bool:
        """Whether a word that only the dictionary takes for a place is one on its face; many such words are not (满意度, 蝴蝶兰)."""
        if text[-1] in _PLACE_CHARS or text.endswith(_PLACE_ENDINGS):
            return True
        opening = text[:2]
        known = opening in self._levels or self._gazetteer.level(opening) is not None
        return len(text) > 2 and (known or self._foreign.issuperset(text))

    def find(self, line: Line) -> None:
        """Add a piece for every place."""
        levels = [self._memo[word] for word in line.words]
        if not self._letters.isdisjoint(line.texts):
            for at in range(1, len(levels)):
                if line.texts[at] in self._letters and line.texts[at - 1] in _BEFORE_LETTER:
                    levels[at] = Level.REGION
        suffixed = not self._suffix.isdisjoint(line.texts)
        after = 0
        for index, level in enumerate(levels):
            if index >= after and (level is not None or (suffixed and self._begins_unknown(line, index))):
                after, head = self._extent(line, levels, index)
                line.add(Piece(index, after, "place", head))

    def _begins_unknown(self, line: Line, index: int) -> bool:
        """Whether a word unknown to the gazetteer stands before an ending of place names (某某 镇)."""
        following = line.texts[index + 1] if index + 1 < len(line.texts) else ""
        return following in self._suffix and line.tags[index] in ("un", "ns") and len(line.texts[index]) > 1

    def _extent(self, line: Line, levels: list[Level | None], start: int) -> tuple[int, tuple[int, int] | None]:
        """Where the place that starts here ends: endings, then smaller places, then a kind of zone."""
        end, head, level = start + 1, None, levels[start] or Level.REGION
        while end < len(levels):
            text, following = line.texts[end], levels[end]
            if text in self._suffix and line.texts[end - 1] not in self._words:
                end, head = end + 1, (end, end + 1)
            elif following is not None and text not in self._words and _fits(level, following):
                end, level = end + 1, max(level, following)
            elif self._begins_unknown(line, end) and level < Level.OTHER:
                end, head, level = end + 2, (end + 1, end + 2), Level.OTHER
            elif (zone := self._zone_end(line, end)) is not None:
                end, head = zone, (zone - 1, zone)
                break
            else:
                break
        return end, head

    def _zone_end(self, line: Line, start: int) -> int | None:
        """Where a kind of zone ends that starts here (经济 技术 开发区), within five words."""
        for end in range(start + 1, min(start + 6, len(line.texts) + 1)):
            text = line.texts[end - 1]
            if text in self._zone or line.text(max(start, end - 3), end) in self._zone:
                return end
            if line.tags[end - 1] not in ("n", "vn", "b", "a", "j", "nz", "ns", "l", "an"):
                return None
        return None


def _fits(larger: Level, smaller: Level) -> bool:
    """Whether a place may stand inside the one before it without a mark between them."""
    if larger == smaller:
        return larger is Level.OTHER
    return larger < smaller
