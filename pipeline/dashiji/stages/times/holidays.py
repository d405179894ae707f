"""The days off of China's public holidays, as the State Council orders them for every year (from the package chinesecalendar), and the
travel seasons around them."""

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
_NEW_YEARS: Final = (
    "2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 "
    "2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03"
)
"""First days of the lunar year (Hong Kong Observatory)."""
_NEW_YEAR: Final = {day.year: day for day in map(date.fromisoformat, _NEW_YEARS.split())}
_BEFORE_NEW_YEAR, _AFTER_NEW_YEAR = 15 * _ONE_DAY, 24 * _ONE_DAY
"""The forty days of 春运, as the Ministry of Transport has set them every year from 2010 on."""


@cache
def days_off(name: str, year: int) -> tuple[date, date] | None:
    """First and last of the days off in a row that a year has for what is named (国庆中秋假期).

    Of 春运 and 暑运 they are the days that the season lasts. `None` for other festivals, for two that a year keeps apart, and for years
    that the package does not know.
    """
    if "运" in name:
        return _season(name, year)
    runs = {_run(min(days)) for festival in _named(name) if (days := [*_days(festival, year)])}
    return runs.pop() if len(runs) == 1 else None


def _season(name: str, year: int) -> tuple[date, date] | None:
    if "暑" in name:
        return date(year, 7, 1), date(year, 8, 31)
    new_year = _NEW_YEAR.get(year)
    return None if new_year is None else (new_year - _BEFORE_NEW_YEAR, new_year + _AFTER_NEW_YEAR)


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
