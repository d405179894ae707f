"""Filling in what an expression leaves out, from the article's date or from what it said before."""

from dataclasses import replace
from datetime import date

from dashiji.spans import Basis
from dashiji.stages.times.anchors import Anchors, Resolved
from dashiji.stages.times.holidays import days_off, part_of
from dashiji.stages.times.shapes import Calendar, Expression, Fixed, Holiday, Outlook, Relative, Shape, Vague, Weekday, Years
from dashiji.stages.times.values import MONTHS_IN, Grain, Point, containing, possible_date, shift_days, shift_months, shift_year

_WEEK = 7
_RECENT_DAYS = 3
_RECENT_MONTHS = 3


def resolve(expression: Expression, anchors: Anchors) -> Resolved | None:
    """The period meant, `None` where nothing in the article settles it."""
    found = _resolve(expression.shape, anchors, expression.outlook)
    if found is None:
        return None
    if expression.until_now:
        return _until_now(found, anchors)
    return found


def continued(shape: Shape, earlier: Point, *, turn: bool) -> Shape | None:
    """The same shape with what it leaves out taken from an earlier date (11月22日至25日).

    `None` where it leaves out nothing that `earlier` states, or would lie before it; with `turn`, a month before it is the next
    year's (12月30日至1月2日), and a year may be counted from the earlier one (12月至次年2月).
    """
    if turn and isinstance(shape, Calendar) and isinstance(shape.year, Relative) and shape.year.from_mention:
        return replace(shape, year=shift_year(earlier.day.year, shape.year.offset))
    if not isinstance(shape, Calendar) or shape.year is not None or isinstance(shape.month, Relative) or isinstance(shape.day, Relative):
        return None
    if shape.month is None and (shape.day is None or earlier.grain not in (Grain.DAY, Grain.MONTH)):
        return None
    first = earlier.day
    month = first.month if shape.month is None else shape.month
    if (month, shape.day or 31) >= (first.month, first.day):
        return replace(shape, year=first.year, month=month)
    return replace(shape, year=shift_year(first.year, 1)) if turn and shape.month is not None else None


def _resolve(shape: Shape, anchors: Anchors, outlook: Outlook) -> Resolved | None:
    match shape:
        case Fixed():
            return Resolved(shape.first, shape.last, Basis.EXPLICIT)
        case Calendar(grain=Grain.DAY):
            return _days(shape, anchors, outlook)
        case Calendar():
            return _months(shape, anchors, outlook)
        case Weekday():
            return _weekdays(shape, anchors, outlook)
        case Years():
            return _years(shape, anchors)
        case Holiday(month=int(), day=int()):
            return _days(Calendar(Grain.DAY, shape.year, shape.month, shape.day), anchors, outlook)
        case Holiday(off=True):
            return _days_off(shape, anchors, outlook)
        case Holiday() | Vague():
            return None


def _days_off(shape: Holiday, anchors: Anchors, outlook: Outlook) -> Resolved | None:
    """Of the year that is given, else the nearest, and where they are to come the next."""
    if shape.year is not None:
        year = _year(shape.year, anchors)
        return None if year is None else _off(shape, year[0], year[1])
    now = anchors.now()
    if now is None:
        return None
    found = [off for shift in (-1, 0, 1) if (off := _off(shape, shift_year(now[0].year, shift), now[1]))]
    if outlook is Outlook.AHEAD:
        found = [off for off in found if off.last.day >= now[0]]
    return min(found, key=lambda off: max(off.first.day - now[0], now[0] - off.last.day), default=None)


def _off(shape: Holiday, year: int, basis: Basis) -> Resolved | None:
    days = days_off(shape.name, year)
    if days is not None and shape.part:
        days = part_of(days, shape.part)
    return None if days is None else Resolved(Point(Grain.DAY, days[0]), Point(Grain.DAY, days[1]), basis)


def _year(year: int | Relative, anchors: Anchors) -> tuple[int, Basis] | None:
    if isinstance(year, int):
        return year, Basis.EXPLICIT
    if year.from_mention and (not year.recent or (anchors.year is not None and _just_over(anchors.year, 12, anchors.now()))):
        return None if anchors.year is None else (shift_year(anchors.year, year.offset), Basis.CONTEXT)
    this_year = anchors.this_year()
    return None if this_year is None else (shift_year(this_year[0], year.offset), this_year[1])


def _month(month: Relative, anchors: Anchors) -> tuple[date, Basis] | None:
    if month.from_mention:
        return None if anchors.month is None else (shift_months(anchors.month, month.offset), Basis.CONTEXT)
    return None if anchors.today is None else (shift_months(anchors.today, month.offset), anchors.basis)


def _day(day: Relative, anchors: Anchors) -> tuple[date, Basis] | None:
    if day.from_mention and anchors.day is not None and not (day.recent and _long_ago(anchors.day, anchors.today)):
        return shift_days(anchors.day, day.offset), Basis.CONTEXT
    return None if anchors.today is None else (shift_days(anchors.today, day.offset), anchors.basis)


def _long_ago(day: date, today: date | None) -> bool:
    return today is not None and not 0 <= (today - day).days <= _RECENT_DAYS


def _months(shape: Calendar, anchors: Anchors, outlook: Outlook) -> Resolved | None:
    """A year, half, quarter or month, or a run of them."""
    if isinstance(shape.month, Relative):
        found = _month(shape.month, anchors)
        return None if found is None else _single(containing(shape.grain, found[0]), found[1])
    last_month = shape.last_month or shape.month or 12
    if shape.year is not None:
        year = _year(shape.year, anchors)
    elif shape.month is None:
        year = anchors.this_year()
    else:
        year = anchors.year_of_month(last_month, outlook)
    if year is None or (shape.just_over and shape.year is None and not _just_over(year[0], last_month, anchors.now())):
        return None
    first = Point(shape.grain, date(year[0], shape.month or 1, 1))
    last = containing(shape.grain, date(year[0], last_month, 1))
    return Resolved(first, last, year[1])


def _just_over(year: int, month: int, now: tuple[date, Basis] | None) -> bool:
    months = None if now is None else (now[0].year - year) * 12 + now[0].month - month
    return months is None or 0 <= months <= _RECENT_MONTHS


def _days(shape: Calendar, anchors: Anchors, outlook: Outlook) -> Resolved | None:
    """A day, or a run of days within a month."""
    if isinstance(shape.day, Relative):
        found = _day(shape.day, anchors)
        return None if found is None else _single(Point(Grain.DAY, found[0]), found[1])
    if shape.day is None:
        return None
    last_day = shape.last_day or shape.day
    if shape.month is None:
        found = anchors.date_of_day(last_day, outlook)
    elif isinstance(shape.month, Relative):
        month = _month(shape.month, anchors)
        found = None if month is None else _dated(month[0].year, month[0].month, last_day, month[1])
    else:
        year = anchors.year_of_day(shape.month, last_day, outlook) if shape.year is None else _year(shape.year, anchors)
        found = None if year is None else _dated(year[0], shape.month, last_day, year[1])
    if found is None or shape.day > last_day:
        return None
    last, basis = found
    return Resolved(Point(Grain.DAY, last.replace(day=shape.day)), Point(Grain.DAY, last), basis)


def _dated(year: int, month: int, day: int, basis: Basis) -> tuple[date, Basis] | None:
    found = possible_date(year, month, day)
    return None if found is None else (found, basis)


def _weekdays(shape: Weekday, anchors: Anchors, outlook: Outlook) -> Resolved | None:
    """Without a week, the latest such day up to today, or the next one where the wording looks ahead."""
    if anchors.today is None:
        return None
    monday = shift_days(anchors.today, -anchors.today.weekday())
    week = shape.week
    if week is None:
        today, ahead = anchors.today.weekday(), outlook is Outlook.AHEAD
        week = int(ahead and shape.first < today) - int(not ahead and shape.first > today)
    first = shift_days(monday, week * _WEEK + shape.first)
    last = shift_days(monday, week * _WEEK + shape.last)
    return Resolved(Point(Grain.DAY, first), Point(Grain.DAY, last), anchors.basis)


def _years(shape: Years, anchors: Anchors) -> Resolved | None:
    """Counted from today; years and months are counted as such, without their days."""
    if anchors.today is None:
        return None
    if shape.days:
        return _single(Point(Grain.DAY, shift_days(anchors.today, shape.days)), anchors.basis)
    grain = Grain.MONTH if shape.months else Grain.YEAR
    now = containing(grain, anchors.today)
    far = containing(grain, shift_months(now.day, shape.months + shape.years * MONTHS_IN[Grain.YEAR]))
    if shape.apart:
        return _single(far, anchors.basis)
    return Resolved(min(far, now), max(far, now), anchors.basis)


def _until_now(found: Resolved, anchors: Anchors) -> Resolved:
    """From the period's start until the article's date, in periods of the same grain."""
    if anchors.today is None:
        return found
    now = containing(found.first.grain, anchors.today)
    if now.day <= found.first.day:
        return found
    return Resolved(found.first, now, found.basis)


def _single(point: Point, basis: Basis) -> Resolved:
    return Resolved(point, point, basis)
