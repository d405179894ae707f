"""Whether a number with what surrounds it counts something, or is a name, a date, an ordinal, an idiom."""

import re
from typing import Final

from dashiji.stages.quantities import after, before
from dashiji.stages.quantities.after import GRADE, Unit
from dashiji.stages.quantities.before import Before
from dashiji.stages.quantities.core import Core
from dashiji.stages.quantities.numbers import Number
from dashiji.stages.quantities.vocabulary import Vocabulary

_QUOTES: Final = "“「『\"'‘〝"
_CLOSING_QUOTES: Final = frozenset("”」』’〞")
_RATIOS: Final = frozenset({"%", "个百分点", "个基点"})
_RANKED: Final = frozenset({"名", "位", "个月", "个季度", "年", "强", "天", "周"})
_AREAS: Final = frozenset("市县省州")
_SCREEN_LINES: Final = frozenset({480, 540, 720, 1080, 1440, 2160, 4320})
_CODE_NEXT = re.compile(r"\s?(?:热线|平台|号|型|系列|版|频道|航班|次航班|线|路|室|楼|房)|[A-Za-z_\-]|[0-9]", re.ASCII)
_CODES = re.compile(r"[0-9][A-JL-Z][、,，]\s?[0-9]|[、,，]\s?[0-9]{1,4}[A-JL-Z](?![A-Za-z])", re.ASCII)
"""A list of route or model numbers (73A、73P), in which P is no unit."""
_SCALES: Final = frozenset("十百千万亿兆多余几来点")
_OF_TIME = re.compile(r"(?:[0-9]{1,4}[年月季]|[今去年度上下半初末底份]){1,8}的\Z")
"""The time whose level follows (升到|2025年上半年的|161.6)."""
_REACH: Final = 16
"""How many characters before a level its verb is looked for."""


def is_other(text: str, number: Number, words: Vocabulary) -> bool:
    """Whether the surroundings alone rule the number out, whatever its unit."""
    start, end = number.start, number.end
    if before.is_ordinal(text, start) or after.is_score(text, end):
        return True
    if after.is_date(text, end, number.low, _year_digits(number)):
        return True
    if number.arabic:
        return number.digits > 1 and number.text[0] in "0０"
    if words.numeral_lookalikes.starting(text, start) or before.is_weekday(text, start):
        return True
    if number.text[0] in "十百千万亿" and before.is_untold(text, start):
        return True
    slogan = text[end + 1 : end + 2] in _CLOSING_QUOTES
    return number.hedge is None and not number.scaled and (slogan or (start > 0 and text[start - 1] in _QUOTES))


def _year_digits(number: Number) -> int:
    """How many digits a year would show: Arabic ones, or Chinese ones written one by one (二〇二六)."""
    if number.scaled or number.hedge is not None or "," in number.text:
        return 0
    if number.arabic:
        return 0 if "." in number.text else number.digits
    return len(number.text) if number.low >= 1000 and not set(number.text) & set("十百千") else 0


def counts(text: str, core: Core, context: Before, closed: bool, words: Vocabulary) -> bool:
    """Whether number and unit state a quantity; `closed` says that a comparator follows (以上, 左右)."""
    number, unit = core.first, core.unit
    if before.is_name_part(text, number.start) and not context.currency and (unit is None or unit.name not in _RATIOS):
        return False
    named = unit is None or unit.written in words.classifiers or unit.factor >= 1000
    if named and before.is_type_number(text, number.start):
        return False
    if unit is None:
        return _counts_alone(text, number, context, words)
    hedged = number.hedge is not None or unit.hedge is not None or context.op is not None or closed
    if _unit_rules_out(text, number, unit, context):
        return False
    if number.bare:
        return hedged or _bare_counts(number, unit, words)
    if not hedged and not number.scaled and before.is_pointed_at(text, context.start):
        return False
    return number.arabic or _chinese_counts(core, unit, context, hedged or unit.extra != 0, words)


def _unit_rules_out(text: str, number: Number, unit: Unit, context: Before) -> bool:
    """Whether the unit makes the number a set of areas, a picture size, an hour, a model's name or a rank."""
    if unit.written in _AREAS:
        return not number.arabic or number.low > 500
    if unit.written == "条" and before.is_statute(text, number.start):
        return True
    if unit.written == "P":
        if _CODES.search(text, max(0, number.start - 6), number.end + 8):
            return True
        return number.low in _SCREEN_LINES
    if unit.written == "点":
        return number.low <= 24 and not number.low % 1 and context.change is None
    if unit.factor >= 1000:
        return before.follows_latin_word(text, number.start)
    return unit.name in _RANKED and before.is_rank(text, context.start)


def _bare_counts(number: Number, unit: Unit, words: Vocabulary) -> bool:
    """百万元 counts about a million; 百家, 千年 are idiom unless a comparator makes numbers of them."""
    return len(number.text) > 1 and unit.name not in ("年", "岁") and unit.written not in words.ordinal_units


def _chinese_counts(core: Core, unit: Unit, context: Before, hedged: bool, words: Vocabulary) -> bool:
    """Tell a count from the article (一个), from an ordinal (二期, 三级) and from a date by digits (六四)."""
    number = core.first
    if core.ranged:
        return unit.written not in words.ordinal_units and not number.text.startswith("一二")
    if len(number.text) > 1 and not _SCALES & set(number.text):
        return False
    if number.text == "零":
        return unit.written in words.measures
    if number.text == "一":
        foreign_money = unit.written in words.currencies and len(unit.written) > 1
        return hedged or context.restricted or unit.name in ("倍", "%") or foreign_money
    if hedged or number.scaled:
        return True
    if unit.written in words.ordinal_units and number.low <= 20 and (number.text != "两" or unit.written == "度"):
        return False
    if number.low == 2 and unit.written == "人":
        return context.stated
    return number.text != "二" or unit.written in ("名", "位") or unit.written in words.durations


def _counts_alone(text: str, number: Number, context: Before, words: Vocabulary) -> bool:
    """A number without a unit needs a multiplier, or thousands and a word that states it, or is a level from which or to which a verb of
    change leads (从5月的50.4降至49.5), and must not be a code."""
    if context.currency:
        return True
    if number.bare:
        return GRADE.match(text, number.end) is not None or (context.op is not None and number.scaled)
    if _CODE_NEXT.match(text, number.end):
        return False
    if number.scaled:
        return True
    told = context.stated or context.change is not None or _is_level(text, number, words)
    if not number.arabic or before.follows_latin_word(text, number.start):
        return False
    separated = "," in number.text or "，" in number.text
    year = number.digits == 4 and 1900 <= number.low <= 2100 and not number.low % 1 and not separated
    return not year and (separated or (told and (number.digits >= 4 or number.low % 1 != 0 or "." in number.text)))


def _is_level(text: str, number: Number, words: Vocabulary) -> bool:
    """Whether a verb of change leads from the number to another or, but for a time between, from another to it."""
    time = _OF_TIME.search(text, max(0, number.start - _REACH), number.start)
    after = number.end + text.startswith(" ", number.end)
    return bool(words.levels.starting(text, after) or words.levels.ending(text, time.start() if time else number.start))
