"""Numbers as Chinese news writes them: Arabic, full-width, Chinese and mixed numerals, read exactly.

Simplified script is expected (万 亿 两 点). Hedged numbers (数十, 上百, 几千, 三四百) are no numerals: their exact value is not stated.
"""

import re
from decimal import Context, Decimal
from typing import Final

DIGIT: Final = "0-9０-９"
"""Arabic digits of both widths, for use inside a character class."""

CHINESE_DIGITS: Final = "零〇○一二两三四五六七八九"
"""Chinese digits, for use inside a character class; ○ is how some sites type 〇."""

CHINESE_NUMBER: Final = CHINESE_DIGITS + "十百千万亿兆"
"""Every character of a whole number in Chinese, for use inside a character class."""

ARABIC: Final = rf"(?:[{DIGIT}]{{1,3}}(?:,[{DIGIT}]{{3}}|，[０-９]{{3}})+(?![{DIGIT}])|[{DIGIT}]+)(?:[.．][{DIGIT}]+)?"
"""Arabic digits with thousands separators and decimals, without sign or multiplier."""

_METRIC_UNIT = "(?:千[瓦米克伏赫卡焦帕兆安字比]|兆[瓦赫帕焦字比伏]|百[分帕姓货])"
MULTIPLIER: Final = rf"(?!{_METRIC_UNIT})[十百千万亿兆]"
"""One multiplier after digits, which is not the head of a unit (千瓦, 兆瓦, 百分点) or of a noun (百姓)."""
MULTIPLIER_SMALL: Final = rf"(?:(?!{_METRIC_UNIT})[十百千])"
MULTIPLIER_LARGE: Final = rf"(?:(?!{_METRIC_UNIT})[万亿兆][万亿]?)"

MULTIPLIERS: Final = rf"(?:[ \u00a0]?(?:{MULTIPLIER_SMALL}?{MULTIPLIER_LARGE}|{MULTIPLIER_SMALL}))"
"""The multipliers after Arabic digits, set off by at most one space."""

_NOT_UNIT = rf"(?!兆[瓦赫帕焦字比伏]|(?<=[{DIGIT}十百万亿]){_METRIC_UNIT}|(?<=[{DIGIT}][ \u00a0]){_METRIC_UNIT}|百分[之点]|百[姓货])"
CHINESE: Final = rf"(?:{_NOT_UNIT}[{CHINESE_NUMBER}])+(?:点[{CHINESE_DIGITS}]+[十百千万亿兆]*)?"
"""A Chinese numeral, perhaps with a decimal part."""

NUMERAL: Final = rf"(?:{ARABIC}(?:{MULTIPLIERS}(?:[{DIGIT}]+(?:{MULTIPLIER}){{1,2}}){{0,3}})?|{CHINESE})"
"""Any numeral, as a non-capturing fragment to embed; it has no sign and no outer boundaries, and matches in linear time."""

MAX_LENGTH: Final = 64
"""Longer runs of digits are identifiers or noise, not numbers."""

_VALUES = {
    **dict(zip("零〇○一二三四五六七八九两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖俩仨", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3), strict=True)),
}
_ZEROS = "零〇○"
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS = {"廿": "二十", "卅": "三十"}
_NARROW = str.maketrans("０１２３４５６７８９．，－−﹣＋", "0123456789.,---+")
_EXACT = Context(prec=MAX_LENGTH * 4)

_DIGITS = "".join(_VALUES)
_ARABIC_RUN = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?", re.ASCII)
_POSITIONAL = re.compile(rf"[{_DIGITS}]+\Z")
_DECIMAL = re.compile(rf"([{_DIGITS}{''.join(_SMALL)}万亿]+)点([{_DIGITS}]+)([十百千万亿兆]*)\Z")
_TOKEN = re.compile(
    rf"(?P<number>{_ARABIC_RUN.pattern})|(?P<digit>[{_DIGITS}])|(?P<small>[{''.join(_SMALL)}])|(?P<large>[{''.join(_LARGE)}])"
)


def parse_numeral(text: str) -> Decimal | None:
    """The exact number that `text` writes, `None` where it is not one numeral from end to end.

    Takes thousands separators, full-width digits, decimals, a leading sign (-, 负), Chinese numerals with or without units
    (二百三十, 二〇二六, 两万五, 三点五, 百万, 万亿) and mixtures (1.5万, 1亿2000万). White space is ignored. A numeral of more than
    `MAX_LENGTH` characters is not one.
    """
    bare = "".join(text.translate(_NARROW).split())
    negative = bare[:1] in ("-", "负")
    bare = bare[1:] if negative or bare[:1] in ("+", "正") else bare
    if not bare or len(bare) > MAX_LENGTH:
        return None
    for short, long in _TENS.items():
        bare = bare.replace(short, long)
    value = _unsigned(bare)
    return value.copy_negate() if value is not None and negative else value


def decimal_string(value: Decimal) -> str:
    """Plain notation without exponent, trailing zeros or negative zero: 2.50 → 2.5, 3.5E+11 → 350000000000."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


def multiply(first: Decimal, second: Decimal | int) -> Decimal:
    """The exact product, whatever the ambient decimal context."""
    return _EXACT.multiply(first, Decimal(second))


def add(first: Decimal, second: Decimal | int) -> Decimal:
    """The exact sum, whatever the ambient decimal context."""
    return _EXACT.add(first, Decimal(second))


def _unsigned(bare: str) -> Decimal | None:
    if _ARABIC_RUN.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    if _POSITIONAL.match(bare):
        return Decimal("".join(str(_VALUES[character]) for character in bare))
    if decimal := _DECIMAL.match(bare):
        whole, fraction, multiplier = decimal.groups()
        base = _sum(whole)
        if base is None:
            return None
        value = _EXACT.add(base, Decimal("0." + "".join(str(_VALUES[character]) for character in fraction)))
        return value if not multiplier else _scaled(value, multiplier)
    return _sum(bare)


def _scaled(value: Decimal, multiplier: str) -> Decimal | None:
    factor = _sum(multiplier)
    return None if factor is None else _EXACT.multiply(value, factor)


def _sum(bare: str) -> Decimal | None:
    """Add up digits and units from left to right; `None` where they do not descend as a numeral's must."""
    total, section = Decimal(0), Decimal(bare[0] in _LARGE)
    pending: Decimal | None = None
    last_small, last_large, last_unit = 10**4, 10**16, 0
    zero = filler = False
    position = 0
    while position < len(bare):
        token = _TOKEN.match(bare, position)
        if token is None:
            return None
        position = token.end()
        word = token.group()
        if token.lastgroup in ("number", "digit"):
            if pending is not None and pending != 0:
                return None
            pending = Decimal(word.replace(",", "")) if token.lastgroup == "number" else Decimal(_VALUES[word])
            filler = word in _ZEROS
            zero = zero or filler
            continue
        if token.lastgroup == "small":
            unit = _SMALL[word]
            if unit >= last_small:
                return None
            section = _EXACT.add(section, _EXACT.multiply(Decimal(1) if pending is None or filler else pending, Decimal(unit)))
            last_small = unit
        else:
            unit = _LARGE[word]
            section = _EXACT.add(section, pending or Decimal(0))
            if unit > last_large or (unit == last_large and section == 0):
                total, section = _EXACT.multiply(_EXACT.add(total, section), Decimal(unit)), Decimal(0)
            else:
                total, section = _EXACT.add(total, _EXACT.multiply(section, Decimal(unit))), Decimal(0)
            last_small, last_large = 10**4, unit
        pending, last_unit, zero = None, unit, False
    if pending is None:
        return _EXACT.add(total, section)
    shortened = last_unit >= 100 and not zero and pending < 10 and bare[-1] in _VALUES
    tail = _EXACT.multiply(pending, Decimal(last_unit // 10)) if shortened else pending
    return _EXACT.add(_EXACT.add(total, section), tail)
