"""Walk the text from numeral to numeral and build quantities."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from dashiji.numerals import add, decimal_string, multiply
from dashiji.spans import Change, Located, Op, Quantity, Span
from dashiji.stages.quantities.after import read_after
from dashiji.stages.quantities.before import Before, read_before
from dashiji.stages.quantities.core import Core, read_core
from dashiji.stages.quantities.counting import counts, is_other
from dashiji.stages.quantities.numbers import ANCHOR, STARTS, Number, read_number
from dashiji.stages.quantities.shares import read_share
from dashiji.stages.quantities.vocabulary import Vocabulary, shipped_vocabulary

_LIST = re.compile(r"[、,，]?(?:和|与|及|以及)?\s?\Z")
_ORDINAL_LIST = re.compile(r"[、和与及至到\-—~～]\s?\Z")
_BETWEEN = re.compile(r"之间|不等|区间")
_RIGHT_CHANGE = re.compile(r"\s?的?(?:年均|同比|环比|复合|年)*(?:(?P<up>增长|增幅|增速|涨幅|升幅)|(?P<down>降幅|跌幅|减幅|下降))")
_HANZI = re.compile(r"[一-鿿]")
_HANZI_OR_SPACE = re.compile(r"[一-鿿 \u00a0]")
_NOUN_REACH: Final = 6


def find_quantities(text: str, masked: Sequence[Located] = (), words: Vocabulary | None = None) -> list[Quantity]:
    """The quantities of the folded document, sorted, not overlapping.

    Offsets count code points of `text`. Nothing that touches a `masked` region (a 《title》, a date) is a quantity. Durations
    are quantities too; `is_duration` tells them. `words` are those of the shipped lexicons where the caller does not say.
    """
    return _Finder(text, masked, words or shipped_vocabulary()).find()


class _Finder:
    """One pass over one text; what was found last decides about lists (分别增长5%和6%) and how far back to look."""

    def __init__(self, text: str, masked: Sequence[Located], words: Vocabulary) -> None:
        self._text = text
        self._words = words
        self._masks = _merge(masked)
        self._mask_starts = [mask.start for mask in self._masks]
        self._last: Quantity | None = None
        self._ordinal_end = -1

    def find(self) -> list[Quantity]:
        found: list[Quantity] = []
        place = 0
        while opening := STARTS.search(self._text, place):
            match = ANCHOR.match(self._text, opening.start())
            if match is None:
                place = opening.end()
                continue
            place = match.end()
            if (mask := self._mask_over(match.start(), match.end())) is not None:
                place = max(place, mask.end)
                continue
            quantity, reached = self._read(match.start(), match.end())
            place = max(place, reached)
            quantity = quantity and self._clear(quantity)
            if quantity is not None:
                found.append(quantity)
                self._last = quantity
                place = max(place, quantity.end)
        return found

    def _mask_over(self, start: int, end: int) -> Span | None:
        at = bisect_right(self._mask_starts, end - 1) - 1
        return self._masks[at] if at >= 0 and self._masks[at].end > start else None

    def _clear(self, quantity: Quantity) -> Quantity | None:
        """The quantity without a masked region in its opening (较去年同期|增长32%); `None` where the number itself is masked."""
        if self._mask_over(quantity.number.start, quantity.end) is not None:
            return None
        mask = self._mask_over(quantity.start, quantity.number.start)
        return quantity if mask is None else replace(quantity, start=mask.end)

    @property
    def _floor(self) -> int:
        return self._last.end if self._last else 0

    def _read(self, start: int, end: int) -> tuple[Quantity | None, int]:
        """The quantity whose anchor is `[start, end)`, and where to go on."""
        if share := read_share(self._text, start, self._text[start:end]):
            context = read_before(self._text, start, self._floor, self._words, half=True)
            closing = read_after(self._text, share.end, None, self._words)
            change = share.change or context.change or self._change_after(share.end)
            op = Op.RANGE if len(share.value) == 2 else context.op or closing.op or Op.EQ
            number = Span(share.start, share.end)
            return Quantity(context.start, closing.end, op, share.value, share.unit, change, number), closing.end
        number_ = read_number(self._text, start)
        if number_ is None:
            return None, end
        if is_other(self._text, number_, self._words) or self._continues_ordinals(number_):
            return None, self._skip_other(number_)
        core = read_core(self._text, number_, self._words)
        if core is None:
            return None, number_.end
        return self._complete(core), core.number_end

    def _continues_ordinals(self, number: Number) -> bool:
        gap = self._text[self._ordinal_end : number.start]
        return self._ordinal_end >= 0 and len(gap) <= 2 and _ORDINAL_LIST.fullmatch(gap) is not None

    def _skip_other(self, number: Number) -> int:
        """Where to go on after a number that is none; a range of dates or ordinals goes with its first bound."""
        self._ordinal_end = number.end
        word = self._words.numeral_lookalikes.starting(self._text, number.start)
        return max(number.end, number.start + len(word))

    def _complete(self, core: Core) -> Quantity | None:
        text, words, unit = self._text, self._words, core.unit
        context = read_before(text, core.start, self._floor, words, half=core.first.bare)
        closing = read_after(text, core.end, unit, words)
        person = self._person_unit(core, context) if unit is None else ""
        if not counts(text, core, context, closing.op is not None, words) and not (person and self._is_crowd(core.first)):
            return None
        name = self._unit_name(core, context, person)
        factor, extra = (unit.factor, unit.extra) if unit else (1, Decimal(0))
        low, high = (add(multiply(bound, factor), extra) for bound in (core.low, core.high))
        if context.negative and (unit is None or unit.written not in words.classifiers):
            low, high = high.copy_negate(), low.copy_negate()
        end = closing.end
        if core.ranged and (between := _BETWEEN.match(text, end)):
            end = between.end()
        value = (decimal_string(low),) if low == high else (decimal_string(low), decimal_string(high))
        change = context.change or self._listed_change(context.start, name) or (self._change_after(end) if name == "%" else None)
        op = _op(text, core, context, closing.op)
        return Quantity(context.start, end, op, value, name, change, Span(core.start, core.number_end))

    @staticmethod
    def _is_crowd(number: Number) -> bool:
        """Whether a number without unit is large or hedged enough to count persons by itself (5000学子)."""
        year = number.arabic and number.digits == 4 and 1900 <= number.low <= 2100 and "," not in number.text
        return number.scaled or number.hedge is not None or (number.arabic and number.digits >= 3 and not year)

    def _unit_name(self, core: Core, context: Before, person: str) -> str:
        name = core.unit.name if core.unit else person
        if context.currency and name in ("", "元"):
            return self._dollar if context.currency == "$" else context.currency
        if not name and core.first.bare and "亿" in core.first.text and self._text.startswith("级", core.number_end):
            return "元"
        return name

    @cached_property
    def _dollar(self) -> str:
        """What a bare $ stands for in this article."""
        return "元" if any(word in self._text for word in self._words.local_dollar) else "美元"

    def _person_unit(self, core: Core, context: Before) -> str:
        """人 where a noun for persons follows the bare number closely, or the unit of a noun of count before it."""
        for place in range(core.number_end, core.number_end + _NOUN_REACH):
            if self._words.person_nouns.starting(self._text, place):
                return "人"
            if not _HANZI.match(self._text, place):
                break
        for place in range(context.start, max(self._floor, context.start - _NOUN_REACH), -1):
            if noun := self._words.count_nouns.ending(self._text, place, self._floor):
                return self._words.count_nouns[noun]
            if not _HANZI_OR_SPACE.match(self._text, place - 1):
                break
        return ""

    def _listed_change(self, start: int, unit: str) -> Change | None:
        """The change of the quantity before, where this one continues its list."""
        last = self._last
        if last is None or last.change is None or last.unit != unit or start - last.end > 4:
            return None
        return last.change if _LIST.fullmatch(self._text, last.end, start) and start > last.end else None

    def _change_after(self, end: int) -> Change | None:
        match = _RIGHT_CHANGE.match(self._text, end)
        if match is None:
            return None
        return Change.UP if match["up"] else Change.DOWN


def _op(text: str, core: Core, context: Before, closing: Op | None) -> Op:
    """One comparator out of those before, inside and after the number."""
    if core.ranged:
        return Op.RANGE
    hedge = core.first.hedge or (core.unit.hedge if core.unit else None)
    if context.op is Op.APPROX and hedge is Op.GT:
        return Op.APPROX if "近" in text[context.start : core.start] else Op.GT
    if context.op is not None:
        return context.op
    if core.first.bare and not context.stated and hedge is None and closing is None:
        return Op.APPROX
    return hedge or closing or Op.EQ


def _merge(masked: Sequence[Located]) -> list[Span]:
    """The masked regions as disjoint spans in order."""
    merged: list[Span] = []
    for start, end in sorted((mask.start, mask.end) for mask in masked):
        if end <= start:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged
