"""What stands after a number: its unit, the comparator after the unit, and words that make it a date or a name."""

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dashiji.numerals import parse_numeral
from dashiji.spans import Op
from dashiji.stages.quantities.vocabulary import Vocabulary

_SPACES = " \u00a0"
_LETTER_SCALE: Final = {"K": 3, "k": 3, "M": 6, "B": 9, "T": 12}
_LETTER = re.compile(r"(?P<scale>[KkMBT])(?![A-Za-z0-9_\-])(?P<tokens>[ \u00a0]?(?:[Tt]okens?)(?![A-Za-z]))?")
_TRILLION = re.compile(r"[ \u00a0]?(?:参数|总参数|激活参数|[Tt]okens?)")
_PICTURE = re.compile(
    r"[ \u00a0]?(?:超高清|超清|高清|视频|电视|分辨率|画质|画面|显示|屏|影像|图像|图片|/|\+|花园|转播|直播|频道|制作|修复|公司|级)"
)
_MONTHS = re.compile(r"个(?P<hedge>[多半])(?P<unit>月|小时|世纪|工作日|百分点|星期|钟头)")
_PAIR_NOUN = re.compile(r"夫[妇妻]|新人|列车|旅客|动车|高铁|双胞|情侣|父母|母子|[^\u4e00-\u9fff\s\d]|\Z")
_ONE_HALF: Final = Decimal("0.5")
_TENTHS = re.compile(r"成(?![不群])(?P<rest>[一二三四五六七八九半](?![手个家次线级人方座]))?")
_SMALL_CHANGE = re.compile(r"(?P<tenths>[0-9一二两三四五六七八九])角(?:(?P<hundredths>[0-9一二三四五六七八九])分)?")
_HALF = re.compile(r"半(?![年月日天数个夜径导自封截生程途场决])")
_MORE = re.compile(r"[多余](?![功用边样种方式元彩媒次家地变处])")
GRADE = re.compile(r"级(?!别|联)")
_LATIN_NEXT = re.compile(r"[A-Za-z0-9]")
_RATE = re.compile("[/每]")


class Unit(Struct, frozen=True, gc=False):
    """A unit as written and as it counts: `factor` times the number (30B, 三成) plus `extra` (两年半); `hedge` says 多 or 余."""

    end: int
    written: str
    name: str
    factor: int = 1
    extra: Decimal = Decimal(0)
    hedge: Op | None = None


def read_unit(text: str, start: int, words: Vocabulary, arabic: bool) -> Unit | None:
    """The unit at `start`, after at most one space where the number is Arabic, with what it is taken for (微克/立方米, 立方米每秒);
    `None` where none is written."""
    unit = _read_single(text, start, words, arabic)
    rate = _RATE.match(text, unit.end) if unit is not None and unit.written not in words.durations else None
    per = words.units.starting(text, rate.end()) if rate is not None else ""
    if unit is None or rate is None or not per:
        return unit
    base, basis = _is_divisible(unit.written, words), _is_divisible(per, words) or per in words.durations
    if not (base or basis) or (rate.group() == "每" and not (base and basis)):
        return unit  # 册/件 counts either, 万家每年 goes on with a time
    written, name = (f"{first}{rate.group()}{per}" for first in (unit.written, unit.name))
    return replace(unit, end=rate.end() + len(per), written=written, name=name)


def _read_single(text: str, start: int, words: Vocabulary, arabic: bool) -> Unit | None:
    place = start + 1 if arabic and text[start : start + 1] in _SPACES and start < len(text) else start
    if months := _MONTHS.match(text, place):
        unit = words.units["个" + months["unit"]] if "个" + months["unit"] in words.units else months["unit"]
        half = months["hedge"] == "半"
        return Unit(months.end(), months.group(), unit, extra=_ONE_HALF if half else Decimal(0), hedge=None if half else Op.GT)
    if arabic and (letter := _letter_scale(text, place)):
        return letter
    if tenths := _TENTHS.match(text, place):
        if words.unit_lookalikes.starting(text, place):
            return None
        rest = Decimal("半一二三四五六七八九".index(tenths["rest"]) or 5) if tenths["rest"] else Decimal(0)
        return Unit(tenths.end(), tenths.group(), "%", factor=10, extra=rest)
    written = words.units.starting(text, place)
    if not written or len(words.unit_lookalikes.starting(text, place)) >= len(written):
        return None
    end = place + len(written)
    if written == "对" and not _PAIR_NOUN.match(text, end):
        return None
    if written[-1].isascii() and written[-1].isalpha() and _LATIN_NEXT.match(text, end):
        return None
    if words.units[written] == "元" and (change := _SMALL_CHANGE.match(text, end)):
        return Unit(change.end(), written, "元", extra=_small_change(change))
    divisible = written in words.durations or _is_divisible(written, words)
    if divisible and (half := _HALF.match(text, end)):
        return Unit(half.end(), written, words.units[written], extra=_ONE_HALF)
    if divisible and (more := _MORE.match(text, end)):
        return Unit(more.end(), written, words.units[written], hedge=Op.GT)
    return Unit(end, written, words.units[written])


def _is_divisible(written: str, words: Vocabulary) -> bool:
    return written in words.measures or written in words.currencies


def _small_change(match: re.Match[str]) -> Decimal:
    """What 角 and 分 add, in 元."""
    tenths, hundredths = (parse_numeral(match[name] or "0") or Decimal(0) for name in ("tenths", "hundredths"))
    return tenths / 10 + hundredths / 100


def _letter_scale(text: str, place: int) -> Unit | None:
    """30B, 256K, 1M tokens: a Latin multiplier right after Arabic digits, which is not a picture size."""
    letter = _LETTER.match(text, place)
    if letter is None or _PICTURE.match(text, letter.end()):
        return None
    if letter["scale"] == "T" and not letter["tokens"] and not _TRILLION.match(text, letter.end()):
        return None
    return Unit(letter.end(), letter.group(), "tokens" if letter["tokens"] else "", factor=10 ** _LETTER_SCALE[letter["scale"]])


class After(Struct, frozen=True, gc=False):
    """Where the quantity ends, and the comparator that closes it."""

    end: int
    op: Op | None


def read_after(text: str, end: int, unit: Unit | None, words: Vocabulary) -> After:
    """The comparator after the unit; 内 closes only a length of time, and 多 余 were read with the unit."""
    if (unit is None or (unit.written not in words.durations and unit.written != "级")) and GRADE.match(text, end):
        return After(end + 1, Op.APPROX)
    comparator = words.after.starting(text, end)
    if not comparator or (comparator == "内" and (unit is None or unit.written not in words.durations)) or comparator in ("多", "余", "许"):
        return After(end, None)
    return After(end + len(comparator), Op(words.after[comparator]))


_YEAR = re.compile(r"\s?(?:[~～\-－–—─―至到]{1,2}\s?(?:[12]\d{3}|[0-9]{2})\s?)?年", re.ASCII)
_SHORT_YEAR = re.compile(r"\s?年(?:\s?[0-9〇一二三四五六七八九十]{1,2}\s?月|度|[第上下]|[一二三四]季|底|初|末|春|夏|秋|冬)")
_SHORT_SPAN = re.compile(r"年|[至到\-–—~～][0-9]{2,3}年")
_LONG_AGO = re.compile(r"\s?年(?:来|前|后|历史|以上|以来|间|之|的)")
_DATE = re.compile(
    r"\s?(?:月(?!球|亮)|日(?!元|圆|内|以内|之内|均)|号|时(?!间)|年代|年级|届|刻钟?|旬|季度|后[^\w]|[-－–—~～至到]\s?[0-9]{1,2}\s?(?:月|日|号|时))"
)
_MINUTE = re.compile(r"\s?分(?![钟之])")
_MINUTES = 60
_SCORE = re.compile(r"\s?(?:[:：]\s?[0-9]|比[0-9一二三四五六七八九十])")
_VERSION = re.compile(r"[.．·]\d")


def is_date(text: str, end: int, value: Decimal, digits: int) -> bool:
    """Whether the number that ends at `end` is a year, month, day, hour or ordinal season; `digits` counts Arabic digits written."""
    if _DATE.match(text, end) or (value < _MINUTES and value == int(value) and _MINUTE.match(text, end)):
        return True
    if digits == 4 and 1000 <= value <= 2999 and _YEAR.match(text, end):
        return True
    if digits in (2, 3) and value <= 130:
        if _SHORT_YEAR.match(text, end):
            return True
        short = digits == 2 and value >= 80
        return (short or 105 <= value <= 125) and _SHORT_SPAN.match(text, end) is not None and not _LONG_AGO.match(text, end)
    return False


def is_score(text: str, end: int) -> bool:
    """Whether a ratio, time of day or version number goes on after the number."""
    return _SCORE.match(text, end) is not None or _VERSION.match(text, end) is not None
