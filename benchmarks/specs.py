"""Read the cases of Recognizers-Text and show how many values come out right, as docs/accuracy-specs.md states it.

python benchmarks/specs.py [--wrong]

Reads ../shared/data/specs beside the repository. With --wrong, every wrong value is printed beside what was read. Ends with exit
code 1 where less than 90 % of the values in scope are right.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from dashiji.numerals import decimal_string, parse_numeral
from dashiji.spans import Located, Op, Quantity
from dashiji.stages.quantities import find_quantities
from dashiji.stages.quantities.numbers import read_number
from dashiji.stages.quantities.vocabulary import shipped_vocabulary
from dashiji.stages.script import fold
from dashiji.stages.times import find_times

SPECS: Final = Path(__file__).parents[2] / "shared" / "data" / "specs"
FLOOR: Final = 0.9
"""The share of the values in scope that must be right."""

KINDS_OUTSIDE: Final = {
    "time": "hours and minutes: a date goes down to the day",
    "timerange": "hours and minutes: a date goes down to the day",
    "set": "what recurs has no date",
    "duration": "a length of time is no date",
    "ordinal": "ordinals are no quantities",
    "age": "ages are no quantities",
    "temperature": "temperatures are no quantities",
}
"""Kinds of values that no role of a record takes."""

_DATES: Final = ("date", "daterange", "datetime", "datetimerange")
_NO_DAY: Final = "0001-01-01"
"""How some cases write that the calendar has no such day; others use words."""
_NUMBERS: Final = ("number", "numberrange", "percentage")
WORDINGS_OUTSIDE: Final = (
    (_DATES, r"小时|分钟|现在|马上|\A\d+[点:]", "hours and minutes: a date goes down to the day"),
    (_DATES, "农历|[正腊冬]月|大年|初[一二三四五六七八九十]", "dates of the lunar calendar have no ISO value"),
    (_DATES, "康熙|雍正|光绪|神龙", "years of a reign have no ISO value"),
    (_DATES, "[春夏秋冬]天?\\Z", "seasons have no ISO value"),
    (_DATES, "节\\Z|清明|端午|平安夜", "a holiday without a year or 当天, 假期 is mostly part of a name"),
    (_DATES, r"\A(?:\d{1,2}[-/]){1,2}\d{1,4}", "numbers without a leading year: which one is the month is anybody's guess"),
    (_DATES, r"\A(?:\d{3}|[一二三四五六七八九]{3})年", "years of three digits are lengths of time, or Taiwan's"),
    (_NUMBERS, r"[一-鿿]\s+[一-鿿]|\d\s+[百折分]", "characters set apart by spaces"),
    (_NUMBERS, r"又|\d\s+\d+[/／]", "mixed fractions"),
    (_NUMBERS, r"\de[-+]?\d|\^", "notation of calculators"),
    (_NUMBERS, "折", "discounts are no shares"),
)
"""Wordings that the stages leave alone on purpose: the kinds of value, a pattern of the folded words, the reason."""

UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "Chinese yuan": ("元",),
    "United States dollar": ("美元",),
    "Dollar": ("美元",),
    "New Taiwan dollar": ("元",),
    "Japanese yen": ("日元",),
    "Bitcoin": ("比特币",),
    "Mu": ("亩",),
    "Centimeter": ("厘米", "cm"),
    "Meter": ("米", "m"),
    "Jin": ("斤",),
    "Kilogram": ("千克", "公斤"),
    "Kilobit": ("比特",),
    "Kilobyte": ("字节",),
    "Megahertz": ("兆赫",),
    "Kilowatt": ("千瓦",),
    "Kilometer": ("公里",),
    "Liang": ("两",),
    "Bit": ("位",),
}
"""Units of the cases, and how records write them."""

FACTORS: Final = {"Kilobit": 1000, "Kilobyte": 1000}
"""Units of the cases that records count in a smaller one."""

LocatedT = TypeVar("LocatedT", bound=Located)


class Expected(NamedTuple):
    """A value of a case: its place in `text` (folded), what it should be, and what the case says beside it."""

    text: str
    start: int
    end: int
    kind: str
    value: Any
    published: date | None

    @property
    def words(self) -> str:
        """The characters that state it."""
        return self.text[self.start : self.end]


class Verdict(NamedTuple):
    """`right` is `None` for a value out of scope, `note` then the reason, else what was read."""

    right: bool | None
    note: str = ""


class Period(NamedTuple):
    """The days from `first` up to but without `end`; `None` where that side is open. `last` begins the last day, month or year named."""

    first: date | None
    end: date | None
    last: date | None = None


def main() -> None:
    """Print right, wrong and out of scope for each file, and the reasons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print every wrong value beside what was read")
    options = parser.parse_args()
    total: Counter[bool | None] = Counter()
    reasons: Counter[str] = Counter()
    print(f"{'file':42}{'right':>6}{'wrong':>6}{'out of scope':>14}")
    for path in sorted(SPECS.glob("*.jsonl")):
        judged = [(expected, judge(expected)) for expected in read_cases(path)]
        counts = Counter(verdict.right for _, verdict in judged)
        reasons.update(verdict.note for _, verdict in judged if verdict.right is None)
        total += counts
        print(f"{path.stem:42}{counts[True]:6}{counts[False]:6}{counts[None]:14}")
        for expected, verdict in judged:
            if options.wrong and verdict.right is False:
                print(f"    {expected.text}: {expected.words} = {expected.value}, read {verdict.note or 'nothing'}")
    share = total[True] / max(1, total[True] + total[False])
    print(f"{'all':42}{total[True]:6}{total[False]:6}{total[None]:14}\n\nright: {share:.1%} of the values in scope\n\nout of scope:")
    for reason, count in reasons.most_common():
        print(f"{count:6}  {reason}")
    sys.exit(share < FLOOR)


def read_cases(path: Path) -> Iterator[Expected]:
    """Every value that the cases of a file expect; one of kind `none` for a case that expects nothing."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        stated = case.get("Context", {}).get("ReferenceDateTime")
        published = date.fromisoformat(stated[:10]) if stated else None
        text = fold(case["Input"])
        if not case["Results"]:
            yield Expected(text, 0, len(text), "none", None, published)
        for result in case["Results"]:
            start = result["Start"]
            end = start + result["Length"] if "Length" in result else result["End"] + 1
            kind = (result.get("Type") or result["TypeName"]).removeprefix("datetimeV2.")
            yield Expected(text, start, end, kind, result.get("Value") or result.get("Resolution"), published)


def judge(expected: Expected) -> Verdict:
    """Whether the stages read the value at its place."""
    if (reason := out_of_scope(expected)) is not None:
        return Verdict(None, reason)
    return JUDGES[expected.kind](expected)


def out_of_scope(expected: Expected) -> str | None:
    """Why a value is not the product's to read, `None` where it is."""
    if expected.kind == "none":
        return "the case expects nothing"
    if expected.value is None:
        return "the case states a place without a value"
    if expected.kind in KINDS_OUTSIDE:
        return KINDS_OUTSIDE[expected.kind]
    if expected.kind == "numberrange" and not _counts(expected):
        return "a number without a unit: nothing says what it counts"
    if "value" in expected.value and expected.value["value"] is None:
        return "a unit without a number"
    return next((why for kinds, words, why in WORDINGS_OUTSIDE if expected.kind in kinds and re.search(words, expected.words)), None)


def _counts(expected: Expected) -> bool:
    """Whether a unit follows, or the number is a share or so large that it counts something by itself."""
    return bool(shipped_vocabulary().units.starting(expected.text, expected.end) or re.search("分之|/|[万亿]", expected.words))


def judge_date(expected: Expected) -> Verdict:
    """Compare periods by their first and last day; a date without its year may be read as the last such or the next.

    A day that the calendar does not have (2月30日) must be read as none.
    """
    time = best((time for time in find_times(expected.text, expected.published) if time.value is not None), expected)
    wanted = list(periods(expected.value))
    if time is None or time.value is None:
        return Verdict(not wanted)
    return Verdict(any(same_period(period(time.value), one) for one in wanted), time.value)


def same_period(found: Period, wanted: Period) -> bool:
    """Whether both name the same days.

    A side that the case leaves open says nothing. The end of a range may be stated as its last day, month or year, or as the day after.
    """
    if wanted.first is None:
        return wanted.end in (found.first, found.last, found.end)
    if wanted.end is None:
        return wanted.first in (found.first, found.end)
    return found.first == wanted.first and wanted.end in (found.end, found.last)


def period(value: str) -> Period:
    """The days that an ISO 8601 value of a record names."""
    sides = [_days(side) for side in value.split("/")]
    return Period(sides[0][0], sides[-1][1], sides[-1][0])


def _days(value: str) -> tuple[date, date]:
    """First day, and day after the last, of a year, half, quarter, month or day."""
    if match := re.fullmatch(r"(\d{4})(?:-(?:H(?P<half>\d)|Q(?P<quarter>\d)|(?P<month>\d\d)))?", value):
        length = 6 if match["half"] else 3 if match["quarter"] else 1 if match["month"] else 12
        first = (int(match["half"] or match["quarter"] or match["month"] or 1) - 1) * length
        return tuple(date(int(match[1]) + month // 12, month % 12 + 1, 1) for month in (first, first + length))  # type: ignore[return-value]
    day = date.fromisoformat(value)
    return day, day + timedelta(days=1)


def periods(value: Mapping[str, Any]) -> Iterator[Period]:
    """Every period that a case accepts: its reading in the past, and that in the future."""
    for reading in value.get("values") or [value["PastResolution"], value["FutureResolution"]]:
        named = {key.lower().replace("datetime", "").replace("date", ""): stated for key, stated in reading.items()}
        if "start" in named or "end" in named:
            yield Period(_day(named.get("start")), _day(named.get("end"), last=True))
        elif (day := _day(named.get("value") or named.get(""))) is not None:
            yield Period(day, day + timedelta(days=1))


def _day(stated: str | None, last: bool = False) -> date | None:
    """The day of a moment; the moment that ends a range ends its day too, but for midnight."""
    if stated is None or stated == _NO_DAY or not stated[:4].isdigit():
        return None
    day = date.fromisoformat(stated[:10])
    return day + timedelta(days=1) if last and stated[11:] not in ("", "00:00:00") else day


def judge_number(expected: Expected) -> Verdict:
    """Read the numeral itself, since what counts nothing is found by no stage; a fraction is read as a share."""
    wanted = Decimal(expected.value["value"])
    if (number := parse_numeral(expected.words)) is not None:
        return Verdict(close(number, wanted), decimal_string(number))
    quantity = best(find_quantities(expected.text), expected)
    if quantity is not None and quantity.unit == "%":
        return Verdict(close_share(Decimal(quantity.value[0]), wanted * 100), _shown(quantity))
    if quantity is not None:
        return Verdict(close(Decimal(quantity.value[0]), wanted), _shown(quantity))
    hedged = read_number(expected.text, expected.start)
    if hedged is None or hedged.end != expected.end:
        return Verdict(False)
    return Verdict(close(hedged.low, wanted), decimal_string(hedged.low))


def judge_quantity(expected: Expected) -> Verdict:
    """Compare value and unit."""
    quantity = best(find_quantities(expected.text), expected)
    if quantity is None:
        return Verdict(False)
    stated, unit = expected.value["value"], expected.value.get("unit", "")
    wanted = Decimal(stated.removesuffix("%")) * FACTORS.get(unit, 1)
    right = len(quantity.value) == 1 and close(Decimal(quantity.value[0]), wanted)
    return Verdict(right and quantity.unit in (UNITS[unit] if unit else ("%", "个百分点")), _shown(quantity))


def judge_range(expected: Expected) -> Verdict:
    """Compare bounds, and whether an open range takes in its bound; on closed ones, and on shares as such or in per cent, cases differ."""
    quantity = best(find_quantities(expected.text), expected)
    if quantity is None:
        return Verdict(False)
    opening, *sides, closing = re.split(r"(?<=[(\[])|,|(?=[)\]])", expected.value["value"])
    wanted = [Decimal(side) for side in sides if side]
    if len(wanted) == 2:
        right = quantity.op is Op.RANGE
    elif sides[0]:
        right = quantity.op is (Op.GE if opening == "[" else Op.GT)
    else:
        right = quantity.op is (Op.LE if closing == "]" else Op.LT)
    found = [Decimal(bound) for bound in quantity.value]
    return Verdict(right and (found == wanted or (quantity.unit == "%" and found == [bound * 100 for bound in wanted])), _shown(quantity))


def close(found: Decimal, wanted: Decimal) -> bool:
    """Whether both agree in the fifteen digits that a case can hold."""
    return abs(found - wanted) <= abs(wanted) * Decimal("1e-14")


def close_share(found: Decimal, wanted: Decimal) -> bool:
    """Whether both agree in the two decimals to which a record states a share."""
    return abs(found - wanted) <= Decimal("0.005")


JUDGES: Final[Mapping[str, Callable[[Expected], Verdict]]] = {
    **dict.fromkeys(_DATES, judge_date),
    "number": judge_number,
    "numberrange": judge_range,
    **dict.fromkeys(("percentage", "currency", "dimension"), judge_quantity),
}


def best(found: Iterable[LocatedT], expected: Expected) -> LocatedT | None:
    """What shares most characters with the place expected, `None` where nothing does."""
    shared = [(min(one.end, expected.end) - max(one.start, expected.start), one) for one in found]
    return max((pair for pair in shared if pair[0] > 0), key=lambda pair: pair[0], default=(0, None))[1]


def _shown(quantity: Quantity) -> str:
    return f"{quantity.op} {' to '.join(quantity.value)} {quantity.unit}".strip()


if __name__ == "__main__":
    main()
