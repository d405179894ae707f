"""Number and unit together: single, range (30到50家), near pair (两、三家), or one of a list that states its unit once."""

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dashiji.numerals import multiply, parse_numeral
from dashiji.stages.quantities.after import Unit, is_date, read_unit
from dashiji.stages.quantities.numbers import SEPARATOR, Number, read_number
from dashiji.stages.quantities.vocabulary import Vocabulary

_FROM = re.compile(r"[从由]\s?\Z")
_TRAILING_SCALE = re.compile(r"[十百千万亿兆]+\Z")
_ENUMERATION = re.compile(r"\s?[、和与及]\s?")
_LIST_REACH: Final = 4


class Core(Struct, frozen=True, gc=False):
    """`first` is the first numeral; `low`/`high` are the bounds before the unit's factor; `end` takes in the unit."""

    start: int
    number_end: int
    end: int
    low: Decimal
    high: Decimal
    unit: Unit | None
    first: Number

    @property
    def ranged(self) -> bool:
        """Whether two bounds are stated."""
        return self.low != self.high


def read_core(text: str, number: Number, words: Vocabulary) -> Core | None:
    """The core that `number` opens; `None` for a range of dates."""
    unit = read_unit(text, number.end, words, number.arabic)
    if unit is not None and unit.written == "级" and number.scaled:
        unit = None
    first_end = unit.end if unit else number.end
    single = Core(number.start, number.end, first_end, number.low, number.high, unit, number)
    separator = SEPARATOR.match(text, first_end)
    second = read_number(text, separator.end()) if separator else None
    if second is None:
        return (unit is None and (_near_pair(text, number, words) or _listed(text, number, words))) or single
    if unit is None and is_date(text, second.end, second.low, second.digits):
        return None
    return _range(text, single, second, words) or single


def _range(text: str, single: Core, second: Number, words: Vocabulary) -> Core | None:
    """Both bounds in one unit; 从A到B tells of two levels instead."""
    if second.bare or _FROM.search(text, max(0, single.start - 2), single.start):
        return None
    unit = read_unit(text, second.end, words, second.arabic)
    if unit is None or (single.unit is not None and single.unit.name != unit.name):
        return None
    low = _scaled_alike(single.first, second) if single.unit is None else single.low
    return None if low >= second.high else Core(single.start, second.end, unit.end, low, second.high, unit, single.first)


def _near_pair(text: str, number: Number, words: Vocabulary) -> Core | None:
    """Two neighbouring digits with a comma between (两、三家; 4、5万册): about that many."""
    comma = number.end if text.startswith("、", number.end) and len(number.text) == 1 else None
    second = read_number(text, comma + 1) if comma else None
    if second is None or second.arabic is not number.arabic or second.hedge is not None or number.low < 1:
        return None
    unit = read_unit(text, second.end, words, second.arabic)
    factor = _scale(second)
    if unit is None or multiply(number.low + 1, factor) != second.low:
        return None
    return Core(number.start, second.end, unit.end, multiply(number.low, factor), second.high, unit, number)


def _listed(text: str, number: Number, words: Vocabulary) -> Core | None:
    """A number whose unit stands only after the last of its list (回落0.2和0.4个百分点)."""
    place = number.end
    for _ in range(_LIST_REACH):
        gap = _ENUMERATION.match(text, place) if number.arabic else None
        following = read_number(text, gap.end()) if gap else None
        if following is None or not following.arabic or is_date(text, following.end, following.low, following.digits):
            return None
        if unit := read_unit(text, following.end, words, arabic=True):
            own = replace(unit, end=number.end, hedge=None, extra=Decimal(0))
            return Core(number.start, number.end, number.end, number.low, number.high, own, number)
        place = following.end
    return None


def _scaled_alike(low: Number, high: Number) -> Decimal:
    """The lower bound, scaled like the upper one where only that shows the multiplier (3至5万)."""
    scaled = multiply(low.low, _scale(high)) if high.arabic and not low.scaled else low.low
    return scaled if scaled < high.high else low.low


def _scale(number: Number) -> Decimal:
    """The factor of the multipliers that close the numeral, 1 where there are none."""
    scale = _TRAILING_SCALE.search(number.text)
    return (parse_numeral(scale.group()) if scale else None) or Decimal(1)
