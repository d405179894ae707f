"""What an article has said about time so far: its date, and the dates mentioned before."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dashiji.spans import Basis
from dashiji.stages.times.shapes import Outlook
from dashiji.stages.times.values import Grain, Point, possible_date, shift_months, shift_year

_NEXT_YEAR_FROM_DAYS = {Outlook.OPEN: 305, Outlook.DEADLINE: 120, Outlook.AHEAD: 1}
"""A day this far back in the article's year is meant of the next: 1月5日 in late December."""
_LAST_YEAR_FROM_DAYS = {Outlook.OPEN: 184, Outlook.DEADLINE: 300, Outlook.AHEAD: 366}
"""A day this far ahead in the article's year is meant of the last: 12月28日 in early January."""
_LAST_YEAR_FROM_MONTHS = {Outlook.OPEN: 6, Outlook.DEADLINE: 10, Outlook.AHEAD: 12}
_NEXT_YEAR_FROM_MONTHS = {Outlook.OPEN: 11, Outlook.DEADLINE: 5, Outlook.AHEAD: 1}
_LAST_YEAR_TOLD_UNTIL = 3
"""The last month of the year in which the news tells of last year month by month."""
_LEAP_DAY = (2, 29)
_AHEAD_COUNTS_AS = 8
"""Days added to the distance of a bare day that lies ahead: 10日 on the 29th is this month's."""


class Resolved(NamedTuple):
    """A period from `first` to `last` (the same point, mostly), and where its missing parts were taken from."""

    first: Point
    last: Point
    basis: Basis


@dataclass(slots=True)
class Anchors:
    """The dates that later expressions may lean on.

    `today` is the article's date, or what the text itself says of it (今天（11月4日）); `basis` tells which. `year`, `month` (its
    first day) and `day` were mentioned last. `stated` stands in for `today` where there is none: the latest day that the text
    states in full, else the latest month or year.
    """

    today: date | None = None
    basis: Basis = Basis.PUBLISHED
    year: int | None = None
    month: date | None = None
    day: date | None = None
    stated: Point | None = None

    def remember(self, resolved: Resolved) -> None:
        """Take note of a mention for 当天, 同年 and the like; an interval says only when it ends."""
        point = resolved.last
        self.year = point.day.year
        if point.grain in (Grain.DAY, Grain.MONTH):
            self.month = point.day.replace(day=1)
        if point.grain is Grain.DAY:
            self.day = point.day
        if resolved.basis is Basis.EXPLICIT and resolved.first == point:
            self.stated = point if self.stated is None else max(self.stated, point, key=lambda p: (p.grain is Grain.DAY, p.day))

    def now(self) -> tuple[date, Basis] | None:
        """The day that the article speaks from: its date, else one within what the text has stated."""
        if self.today is not None:
            return self.today, self.basis
        if self.stated is None:
            return None
        return shift_months(self.stated.day, 6) if self.stated.grain is Grain.YEAR else self.stated.day, Basis.CONTEXT

    def this_year(self) -> tuple[int, Basis] | None:
        """The year that 今年 means."""
        now = self.now()
        return None if now is None else (now[0].year, now[1])

    def year_of_month(self, month: int, outlook: Outlook) -> tuple[int, Basis] | None:
        """The year of a month that stands alone: this one, unless a neighbouring year's is far nearer, or it is still to come where the
        text has told of last year (2024年…，二季度增长4.7%, told in January)."""
        now = self.now()
        if now is None:
            return None if self.year is None else (self.year, Basis.CONTEXT)
        ahead = month - now[0].month
        last_year = shift_year(now[0].year, -1)
        if outlook is Outlook.OPEN and ahead > 0 and self.year == last_year and now[0].month <= _LAST_YEAR_TOLD_UNTIL:
            return last_year, Basis.CONTEXT
        if ahead >= _LAST_YEAR_FROM_MONTHS[outlook]:
            return shift_year(now[0].year, -1), now[1]
        if -ahead >= _NEXT_YEAR_FROM_MONTHS[outlook]:
            return shift_year(now[0].year, 1), now[1]
        return now[0].year, now[1]

    def year_of_day(self, month: int, day: int, outlook: Outlook) -> tuple[int, Basis] | None:
        """The year of a month and day that stand alone; likewise."""
        now = self.now()
        if now is None:
            return None if self.year is None else (self.year, Basis.CONTEXT)
        if (month, day) == _LEAP_DAY:
            return _nearest_leap_year(now[0].year), now[1]
        same = possible_date(now[0].year, month, day)
        ahead = 0 if same is None else (same - now[0]).days
        if ahead >= _LAST_YEAR_FROM_DAYS[outlook]:
            return shift_year(now[0].year, -1), now[1]
        if -ahead >= _NEXT_YEAR_FROM_DAYS[outlook]:
            return shift_year(now[0].year, 1), now[1]
        return now[0].year, now[1]

    def date_of_day(self, day: int, outlook: Outlook) -> tuple[date, Basis] | None:
        """The date of a day of the month that stands alone: the one nearest to now, where days ahead count as farther."""
        now = self.now()
        if now is None or (self.today is None and self.stated is not None and self.stated.grain is not Grain.DAY):
            found = possible_date(self.month.year, self.month.month, day) if self.month else None
            return None if found is None else (found, Basis.CONTEXT)
        months = [shift_months(now[0], shift) for shift in (-1, 0, 1)]
        dates = [found for first in months if (found := possible_date(first.year, first.month, day))]
        if outlook is Outlook.AHEAD:
            dates = [found for found in dates if found >= now[0]] or dates
        nearest = min(dates, key=lambda found: _distance((found - now[0]).days), default=None)
        return None if nearest is None else (nearest, now[1])


def _nearest_leap_year(year: int) -> int:
    return min(filter(isleap, range(year - 7, year + 8)), key=lambda leap: (abs(leap - year), leap))


def _distance(ahead: int) -> int:
    return ahead + _AHEAD_COUNTS_AS if ahead > 0 else -ahead
