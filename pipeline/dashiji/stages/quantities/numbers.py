"""The bare number at a place of the text: value or bounds, and how its own wording hedges it."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from msgspec import Struct

from dashiji.numerals import ARABIC, CHINESE_DIGITS, CHINESE_NUMBER, DIGIT, MULTIPLIER, NUMERAL, decimal_string, multiply, parse_numeral
from dashiji.spans import Op

ANCHOR: Final = re.compile(
    rf"百分之(?=[{DIGIT}{CHINESE_NUMBER}])|翻了?[一两二三四五]?番|翻了?倍|一半|半数|(?<=[近过超逾])半(?=[的以数，,。 ])"
    rf"|(?<=[个到达为现])百分百|{NUMERAL}"
)
"""Where a quantity may be: the heart of a share, of a multiplication, or a numeral."""

STARTS: Final = re.compile(rf"[{DIGIT}{CHINESE_NUMBER}翻半]")
"""The characters that an anchor can begin with; cheaper to look for than the anchor itself."""

NUMBER: Final = re.compile(
    rf"(?P<head>{NUMERAL})"
    rf"(?:(?:(?<=[0-9])[ \u00a0](?=[多余][^\s]))?"
    rf"(?P<hedge>[多余]|几(?<=[十百0０]几)|来(?<=[十百0０]来)(?=[个人名家岁年天块元万])|个(?=亿(?!.?级)))(?P<scale>(?:{MULTIPLIER}){{0,2}}))?"
)
"""A numeral and the hedge after or inside it (300多, 146.04余万)."""

SEPARATOR: Final = re.compile(r"\s?[-－‐–—─―~～〜]{1,2}\s?|\s?[至到]\s?")
"""Between the two bounds of a range."""

_ARABIC: Final = re.compile(ARABIC)
_PAIR = re.compile(rf"(?P<tens>[一二三四五六七八九]?十)?(?P<low>[{CHINESE_DIGITS}])(?P<high>[{CHINESE_DIGITS}])(?P<scale>[十百千万亿]*)\Z")
_BARE = re.compile(r"[百千万亿兆]+\Z")
_ORDER = "一二三四五六七八九"
_FRACTION_DIGITS = Decimal("0.01")


class Number(Struct, frozen=True, gc=False):
    """A numeral of the text: `low == high` but for approximate pairs (三四百); `hedge` GT for 多 余 几, APPROX for 来.

    `arabic`, `bare` (multipliers without a digit: 百万), `scaled` (has 万, 亿 …) and `digits` (integer digits written) say how it looks.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    hedge: Op | None
    arabic: bool
    bare: bool
    scaled: bool
    digits: int
    text: str


def read_number(text: str, start: int) -> Number | None:
    """The number that begins at `start`, `None` where what stands there has no exact value (and is no near pair)."""
    match = NUMBER.match(text, start)
    if match is None or match.end() - start > 80:
        return None
    head, hedge, scale = match["head"], match["hedge"] or "", match["scale"] or ""
    bounds = _bounds(head + scale)
    if bounds is None:
        return None
    plain = _ARABIC.match(head)
    return Number(
        start,
        match.end(),
        *bounds,
        hedge=Op.GT if hedge in ("多", "余", "几") else Op.APPROX if hedge == "来" else None,
        arabic=plain is not None,
        bare=_BARE.match(head + scale) is not None,
        scaled=any(character in "万亿兆" for character in head + scale),
        digits=sum(character.isdigit() for character in re.split("[.．]", plain.group(), maxsplit=1)[0]) if plain else 0,
        text=match.group(),
    )


def _bounds(numeral: str) -> tuple[Decimal, Decimal] | None:
    value = parse_numeral(numeral)
    if value is not None and not _is_pair(numeral):
        return value, value
    pair = _PAIR.match(numeral)
    if pair is None or not _is_pair(numeral):
        return None
    tens = pair["tens"] or ""
    low, high = (parse_numeral(f"{tens}{pair[side]}{pair['scale']}") for side in ("low", "high"))
    return None if low is None or high is None else (low, high)


def _is_pair(numeral: str) -> bool:
    """Whether two neighbouring digits stand for `low or high` (七八个, 三五百) rather than digit by digit."""
    pair = _PAIR.match(numeral)
    if pair is None:
        return False
    low, high = pair["low"].replace("两", "二"), pair["high"].replace("两", "二")
    return low in _ORDER and high in _ORDER and (_ORDER.index(high) - _ORDER.index(low) == 1 or (low, high) == ("三", "五"))


def percent(numerator: Decimal, denominator: Decimal) -> str | None:
    """A fraction as per cent; `None` for a denominator of zero.

    To two decimals where it does not end sooner, to two significant digits where two decimals would leave nothing (百万分之三).
    """
    if denominator == 0:
        return None
    share = multiply(numerator, 100) / denominator
    if abs(share) >= 10**9:
        return decimal_string(share)
    if abs(share) < _FRACTION_DIGITS:
        return decimal_string(Context(prec=2, rounding=ROUND_HALF_UP).plus(share))
    return decimal_string(share.quantize(_FRACTION_DIGITS, ROUND_HALF_UP))
