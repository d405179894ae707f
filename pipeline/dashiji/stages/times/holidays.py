"""The days off of China's public holidays, as the State Council orders them for every year (from the package chinesecalendar)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from chinese_calendar.constants import Holiday, holidays  # type: ignore[import-untyped]  # it ships no types

from dashiji.stages.times.values import whole_number

_FESTIVALS: Final = {
    "春节": Holiday.spring_festival,
    "新春": Holiday.spring_festival,
    "清明": Holiday.tomb_sweeping_day,
    "五一": Holiday.labour_day,
    "劳动节": Holiday.labour_day,
    "端午": Holiday.dragon_boat_festival,
    "中秋": Holiday.mid_autumn_festival,
    "国庆": Holiday.national_day,
    "十一": Holiday.national_day,
}
_ONE_DAY: Final = timedelta(days=1)


@cache
def days_off(name: str, year: int) -> tuple[date, date] | None:
    """First and last of the days off in a row that a year has for what is named (国庆中秋假期).

    `None` for other festivals, for two that a year keeps apart, and for years that the package does not know.
    """
    runs = {_run(min(days)) for festival in _named(name) if (days := [*_days(festival, year)])}
    return runs.pop() if len(runs) == 1 else None


def part_of(days: tuple[date, date], words: str) -> tuple[date, date] | None:
    """What `words` leave of days off: 首日, 第二天, 前三天, 最后一天; `None` where they have no such day."""
    first, last = days
    if words.startswith("最后"):
        return last, last
    count = 1 if words.startswith("首") else whole_number(words[1:-1])
    if not count or first + (count - 1) * _ONE_DAY > last:
        return None
    end = first + (count - 1) * _ONE_DAY
    return (first, end) if words.startswith("前") else (end, end)


def _named(name: str) -> frozenset[str]:
    return frozenset(festival.value for word, festival in _FESTIVALS.items() if word in name)


def _days(festival: str, year: int) -> Iterator[date]:
    return (day for day, kept in holidays.items() if kept == festival and day.year == year)


def _run(day: date) -> tuple[date, date]:
    first = last = day
    while first - _ONE_DAY in holidays:
        first -= _ONE_DAY
    while last + _ONE_DAY in holidays:
        last += _ONE_DAY
    return first, last
