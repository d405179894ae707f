"""Shares and multiplications that are not `numeral + unit`: 百分之五, 四分之一, 1/4, 一半, 翻一番."""

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from dashiji.numerals import NUMERAL, decimal_string, parse_numeral
from dashiji.spans import Change
from dashiji.stages.quantities.numbers import SEPARATOR, percent

_PER_HUNDRED = re.compile(rf"百分之(?P<low>{NUMERAL})(?:(?:{SEPARATOR.pattern})(?:百分之)?(?P<high>{NUMERAL})(?![万亿%％个]))?")
_PARTS = re.compile(rf"(?P<whole>{NUMERAL})分之(?P<part>{NUMERAL})")
_SLASH = re.compile(r"(?P<part>\d)/(?P<whole>\d|10)(?![\d/A-Za-z日号月]|凌晨|早上|上午|中午|下午|晚)", re.ASCII)
_DOUBLING: Final = {"": 2, "一": 2, "两": 4, "二": 4, "三": 8, "四": 16, "五": 32}
_HALVES = ("一半", "半数", "半")
_OTHER_HALF = re.compile(r"[另后前上下这那大多]\Z")


class Share(Struct, frozen=True, gc=False):
    """A finished share: offsets of what was read, values in `unit`, the change that its wording states."""

    start: int
    end: int
    value: tuple[str, ...]
    unit: str
    change: Change | None = None


def read_share(text: str, start: int, word: str) -> Share | None:
    """The share that the anchor `word` at `start` opens, `None` if it opens none."""
    if word.startswith("翻"):
        count = word.removeprefix("翻").removeprefix("了").removesuffix("番")
        times = 2 if word.endswith("倍") else _DOUBLING[count]
        return Share(start, start + len(word), (str(times),), "倍", Change.UP)
    if word in _HALVES:
        if word == "一半" and _OTHER_HALF.search(text, max(0, start - 1), start):
            return None
        end = start + len(word)
        return Share(start, end + 1 if word == "半" and text.startswith("数", end) else end, ("50",), "%")
    if word == "百分百":
        return Share(start, start + len(word), ("100",), "%")
    if word.startswith("百分之"):
        return _per_hundred(text, start)
    if parts := _PARTS.match(text, start) or _SLASH.match(text, start):
        whole, part = parse_numeral(parts["whole"]), parse_numeral(parts["part"])
        if whole is None or part is None or ("/" in parts.group() and part >= whole):
            return None
        value = percent(part, whole)
        return None if value is None else Share(start, parts.end(), (value,), "%")
    return None


def _per_hundred(text: str, start: int) -> Share | None:
    match = _PER_HUNDRED.match(text, start)
    if match is None:
        return None
    low, high = parse_numeral(match["low"]), parse_numeral(match["high"] or "")
    if low is None:
        return None
    if high is None or high <= low:
        return Share(start, match.end("low"), (decimal_string(low),), "%")
    return Share(start, match.end(), _strings(low, high), "%")


def _strings(low: Decimal, high: Decimal) -> tuple[str, ...]:
    return (decimal_string(low),) if low == high else (decimal_string(low), decimal_string(high))
