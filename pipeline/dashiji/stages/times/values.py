"""Points of the calendar and the ISO 8601 values they are written as."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from dashiji.numerals import parse_numeral

Granularity = Literal["day", "month", "quarter", "half", "year", "interval"]


class Grain(StrEnum):
    """How long a point of the calendar lasts."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS_IN: Final = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}
"""Length in months of every grain but the day."""

_SHAPES: Final[tuple[tuple[Granularity, re.Pattern[str]], ...]] = (
    ("interval", re.compile(r"[^/]+/[^/]+\Z")),
    ("day", re.compile(r"\d{4}-\d\d-\d\d\Z")),
    ("month", re.compile(r"\d{4}-\d\d\Z")),
    ("quarter", re.compile(r"\d{4}-Q[1-4]\Z")),
    ("half", re.compile(r"\d{4}-H[12]\Z")),
    ("year", re.compile(r"\d{4}\Z")),
)


def granularity(value: str | None) -> Granularity | None:
    """What kind of period an ISO 8601 value of the ontology states; `None` for `None` and for anything else."""
    if value is None:
        return None
    return next((name for name, shape in _SHAPES if shape.match(value)), None)


class Point(NamedTuple):
    """A day, or a longer period by its grain and its first day."""

    grain: Grain
    day: date

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        if self.grain is Grain.DAY:
            return self.day
        return shift_months(self.day, MONTHS_IN[self.grain]) - timedelta(days=1)

    def iso(self) -> str:
        """The value of the ontology: 2026, 2026-H1, 2026-Q1, 2026-01, 2026-01-27."""
        year, month = self.day.year, self.day.month
        if self.grain is Grain.DAY:
            return self.day.isoformat()
        if self.grain is Grain.MONTH:
            return f"{year:04d}-{month:02d}"
        if self.grain is Grain.QUARTER:
            return f"{year:04d}-Q{(month + 2) // 3}"
        return f"{year:04d}-H{(month + 5) // 6}" if self.grain is Grain.HALF else f"{year:04d}"


def containing(grain: Grain, day: date) -> Point:
    """The period of that grain which `day` lies in."""
    if grain is Grain.DAY:
        return Point(grain, day)
    length = MONTHS_IN[grain]
    return Point(grain, date(day.year, (day.month - 1) // length * length + 1, 1))


def interval(first: Point, last: Point) -> str:
    """`first/last`, or the single value where both are the same."""
    return first.iso() if first == last else f"{first.iso()}/{last.iso()}"


def possible_date(year: int, month: int, day: int) -> date | None:
    """The date, or `None` where the calendar has no such day (2月30日)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_months(day: date, months: int) -> date:
    """The first of the month `months` after that of `day`, kept within the calendar."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    return date(index // 12, index % 12 + 1, 1)


def shift_days(day: date, days: int) -> date:
    """`day` moved by `days`, kept within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def shift_year(year: int, years: int) -> int:
    """`year` moved by `years`, kept within the calendar."""
    return min(max(year + years, 1), 9999)


def whole_number(text: str) -> int:
    """Read Arabic digits of either width or a Chinese numeral; 元 is the first, 首 too. Raises ValueError for anything else."""
    if text.isdigit():
        return int(text)
    if text in ("元", "首"):
        return 1
    number = parse_numeral(text)
    if number is None:
        raise ValueError(f"not a whole number: {text!r}")
    return int(number)
