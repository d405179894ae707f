"""What stands before a numeral: comparator, currency, sign, change, and signs that it is no quantity."""

import re
from typing import Final

from msgspec import Struct

from dashiji.spans import Change, Op
from dashiji.stages.quantities.vocabulary import Vocabulary

REACH: Final = 40
"""How many characters before the numeral are looked at."""

_SPACES = " \u00a0\u3000"
_SAME_PERIOD = re.compile(
    r"(?:同比|环比|按年|按月|(?<![占分对相])[较比](?:[^\s,，。；;：:、“”]{1,14})|与[^\s,，。；;：:、“”]{1,14}相比[,，]?)\Z"
)
_NEGATIVE = re.compile(r"(?:零下|(?<![负欠])负|(?<![\w%％℃.)）\-–—])[-－−])\s?\Z", re.ASCII)
_ORDINAL = re.compile(r"第\s?\Z")
_LATIN = re.compile(r"[A-Za-z_]\Z|[A-Za-z][\w.]{0,12}[-./·]\Z|[A-Za-z]\Z|[0-9０-９][.:：/]\Z|[0-9]-\Z", re.ASCII)
_LATIN_WORD = re.compile(r"[A-Za-z][\w.\-]*\s\Z", re.ASCII)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜|初)\Z")
_UNTOLD = re.compile(r"(?:[几好]|(?<![人总户次件])数|(?<![以之历海])上|成|数以)\Z")
_POINTED_AT = re.compile(r"(?:[这那该此]|上述|以下|下列|该等|[今是此]次的|其余|余下的?)\Z")
_NAME_HYPHEN = re.compile(r"[\u4e00-\u9fff]-\Z")
_STATUTE = re.compile(r"(?:[法例则约章]|宪法)》?\s?\Z")
_AVERAGE = re.compile(r"[日月季人户亩]均\Z")
"""Rates that a verb of change tells of, not that it is told of each (日均|增产)."""
_RANK = re.compile(r"(?<![此之以目日当])前\s?\Z")


class Before(Struct, frozen=True, gc=False):
    """`start` is where the quantity begins. `compared` tells a written comparator from a plain 达/仅."""

    start: int
    op: Op | None = None
    change: Change | None = None
    currency: str = ""
    negative: bool = False
    restricted: bool = False
    stated: bool = False


def read_before(text: str, end: int, floor: int, words: Vocabulary, half: bool = False) -> Before:
    """Read backwards from the numeral at `end`, never past `floor`. `half`: 过 bounds 半 and bare multipliers (过万亿元)."""
    floor = max(floor, end - REACH)
    start, negative = end, False
    if sign := _NEGATIVE.search(text, max(floor, end - 3), end):
        start, negative = sign.start(), True
    place = _skip_spaces(text, start, floor)
    prefix = words.currency_prefixes.ending(text, place, floor)
    if prefix and not _continues_word(text, place - len(prefix), prefix):
        start = place - len(prefix)
        place = _skip_spaces(text, start, floor)
    currency = words.currency_prefixes[prefix] if prefix and start <= place + 1 else ""
    op: Op | None = None
    comparator = words.before.ending(text, place, floor)
    if not comparator and half:
        comparator = words.before_half.ending(text, place, floor)
        op = Op.GT if comparator else None
    elif comparator and words.before[comparator]:
        op = Op(words.before[comparator])
    if op is not None:
        start = place - len(comparator)
        place = _skip_spaces(text, start, floor)
        second = words.before.ending(text, place, floor)
        if second and words.before[second]:
            start = place - len(second)
            place = _skip_spaces(text, start, floor)
    restricted = op is not None or bool(words.only.ending(text, place, floor))
    stated = op is not None or bool(words.exactly.ending(text, place, floor))
    change_start, change = _read_change(text, place, floor, words)
    return Before(start if change is None else change_start, op, change, currency, negative, restricted or change is not None, stated)


def _read_change(text: str, end: int, floor: int, words: Vocabulary) -> tuple[int, Change | None]:
    """The change that the numeral at `end` measures, and where its wording begins."""
    place, bound_to_noun = end, False
    for _ in range(3):
        verb = words.changes.ending(text, place, floor)
        if verb:
            direction = words.changes[verb]
            if not direction or (bound_to_noun and verb not in words.change_nouns):
                return end, None
            return _widen(text, place - len(verb), floor, words), Change(direction)
        filler = words.change_fillers.ending(text, place, floor)
        noun_filler = words.change_noun_fillers.ending(text, place, floor)
        if len(noun_filler) > len(filler):
            bound_to_noun, filler = True, noun_filler
        elif not filler:
            return end, None
        place = _skip_spaces(text, place - len(filler), floor)
    return end, None


def _widen(text: str, start: int, floor: int, words: Vocabulary) -> int:
    """Take in adverbs and the basis of comparison before a verb of change (较上年分别提高)."""
    for _ in range(2):
        adverb = words.change_adverbs.ending(text, start, floor)
        if adverb and not _AVERAGE.search(text, max(floor, start - 2), start):
            start -= len(adverb)
    basis = _SAME_PERIOD.search(text, max(floor, start - 18), start)
    return basis.start() if basis else start


def _skip_spaces(text: str, place: int, floor: int) -> int:
    while place > floor and text[place - 1] in _SPACES and place > 1:
        place -= 1
    return place


def _continues_word(text: str, start: int, prefix: str) -> bool:
    """Whether a Latin currency code is only the tail of a longer word."""
    return prefix[0].isascii() and prefix[0].isalpha() and start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()


def is_ordinal(text: str, start: int) -> bool:
    """Whether 第 makes the numeral at `start` an ordinal."""
    return _ORDINAL.search(text, max(0, start - 2), start) is not None


def is_name_part(text: str, start: int) -> bool:
    """Whether the numeral is the tail of a model name, version, time of day, ratio or code (GPT-4, v2.0, 8:30)."""
    return _LATIN.search(text, max(0, start - 16), start) is not None


def follows_latin_word(text: str, start: int) -> bool:
    """Whether a Latin word and a space come before: Llama 70B names a model, it does not count."""
    return _LATIN_WORD.search(text, max(0, start - 24), start) is not None


def is_weekday(text: str, start: int) -> bool:
    """Whether the numeral completes 周三, 星期五, 初三."""
    return _WEEKDAY.search(text, max(0, start - 2), start) is not None


def is_untold(text: str, start: int) -> bool:
    """Whether the numeral only scales an unstated one (数十, 上百, 几千)."""
    return _UNTOLD.search(text, max(0, start - 2), start) is not None


def is_pointed_at(text: str, start: int) -> bool:
    """Whether 这 那 该 上述 points at things already told (这两年, 上述三家)."""
    return _POINTED_AT.search(text, max(0, start - 3), start) is not None


def is_type_number(text: str, start: int) -> bool:
    """Whether a hyphen ties the number to a word (歼-20, 直-8)."""
    return _NAME_HYPHEN.search(text, max(0, start - 2), start) is not None


def is_rank(text: str, start: int) -> bool:
    """Whether the numeral closes a rank or a stretch of months (前三名, 前11个月)."""
    return _RANK.search(text, max(0, start - 2), start) is not None


def is_statute(text: str, start: int) -> bool:
    """Whether a law comes before, whose article the numeral may name (基本法158条)."""
    return _STATUTE.search(text, max(0, start - 4), start) is not None
