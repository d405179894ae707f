"""Reading one expression of time off the text, without resolving what it leaves out."""

import re
from collections.abc import Callable
from typing import Final

from dashiji.spans import Mod
from dashiji.stages.times.grammar import AFTER_MONTH, AFTER_YEAR, NUMBER
from dashiji.stages.times.named import (
    read_ago,
    read_decade,
    read_holiday,
    read_next_years,
    read_plan,
    read_season,
    read_weekday,
    read_years_since,
)
from dashiji.stages.times.pieces import PARTS, express, numbers, relative, run, with_time_of_day, year_point
from dashiji.stages.times.shapes import Calendar, Expression, Fixed, Relative, Vague, Years
from dashiji.stages.times.values import Grain, possible_date, whole_number

_TAIWAN_OFFSET = 1911
_NEW_YEAR = "新的一年"
"""The year that has just begun, or in December the next: that of a January that stands alone."""
_TWO_YEARS = "今明两年"


def read(text: str, head: re.Match[str]) -> Expression | None:
    """The expression that begins with a match of the head pattern; `None` where the match turns out to be none."""
    return _READERS[head.lastgroup or ""](text, head)


def _iso(text: str, head: re.Match[str]) -> Expression | None:
    year, month, day = (int(part) for part in head.group().split(head["separator"]))
    if not 1000 <= year < 2200 or possible_date(year, month, day) is None:
        return None
    return with_time_of_day(text, express(head, Calendar(Grain.DAY, year, month, day)))


def _years(text: str, head: re.Match[str]) -> Expression | None:
    years = run(head)
    if years is None:
        return None
    first = year_point(years.first)
    return express(head, Fixed(first, first if years.last is None else year_point(years.last)), end=years.end)


def _year(text: str, head: re.Match[str]) -> Expression | None:
    return _in_year(text, head, whole_number(NUMBER.findall(head.group())[0]))


def _republic(text: str, head: re.Match[str]) -> Expression | None:
    number = whole_number(NUMBER.findall(head.group())[0])
    return _in_year(text, head, number + _TAIWAN_OFFSET) if 0 < number < 200 else None


def _short_year(text: str, head: re.Match[str]) -> Expression | None:
    number = whole_number(NUMBER.findall(head.group())[0])
    if number >= 100:
        return _in_year(text, head, number + _TAIWAN_OFFSET)
    return _in_year(text, head, number + (2000 if number < 50 else 1900))


def _relative_year(text: str, head: re.Match[str]) -> Expression | None:
    return _in_year(text, head, relative(head.group()))


def _in_year(text: str, head: re.Match[str], year: int | Relative) -> Expression | None:
    """A year, with the part of it that follows."""
    part = AFTER_YEAR.match(text, head.end())
    if part is None or part.lastgroup is None:
        return express(head, Calendar(Grain.YEAR, year))
    expression = _PARTS_OF_YEAR[part.lastgroup](text, part, year, part[part.lastgroup])
    if expression is None:
        return express(head, Calendar(Grain.YEAR, year))
    expression.start = head.start()
    return expression


def _of_year(
    reader: Callable[[str, re.Match[str], int | Relative | None, str], Expression | None],
) -> Callable[[str, re.Match[str]], Expression | None]:
    """The same part, where no year stands before it."""
    return lambda text, head: reader(text, head, None, head.group())


def _whole_year(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    return express(part, Calendar(Grain.YEAR, year))


def _year_part(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    if word.startswith(("开年", "新年")):
        mod: Mod | None = Mod.START
    elif word.endswith("中"):
        mod = Mod.MID
    else:
        mod = PARTS.get(word[-1])
    expression = express(part, Calendar(Grain.YEAR, year, month=1 if word == _NEW_YEAR else None), mod=mod)
    expression.deadline = word in ("年内", "内")
    if year is None and word in ("全年", "年内"):
        expression.shape = Calendar(Grain.YEAR, Relative(0, from_mention=word == "全年", recent=True))
    return expression


def _bare_year_part(text: str, head: re.Match[str]) -> Expression | None:
    return _year_part(text, head, None, head.group())


def _month(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    return _in_month(text, part, Calendar(Grain.MONTH, year, numbers(word)[0]))


def _relative_month(text: str, head: re.Match[str]) -> Expression | None:
    word = head.group()
    if word[0] == "月":
        return express(head, Calendar(Grain.MONTH, month=Relative(0)), mod=PARTS[word[-1]])
    return _in_month(text, head, Calendar(Grain.MONTH, month=relative(word)))


def _in_month(text: str, head: re.Match[str], shape: Calendar) -> Expression | None:
    """A month, with the day, days or third of it that follows."""
    part = AFTER_MONTH.match(text, head.end())
    if part is None or part.lastgroup is None:
        return express(head, shape)
    expression = express(head, shape, end=part.end())
    if part.lastgroup == "month_part":
        word = part["month_part"]
        expression.mod = PARTS[word[0] if word.endswith("旬") else word[-1]]
        return expression
    shape.grain = Grain.DAY
    if part.lastgroup == "day":
        shape.day = numbers(part["day"])[0]
    elif days := run(part, "days"):
        shape.day, shape.last_day, expression.end = days
    return with_time_of_day(text, expression)


def _months(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    months = run(part, part.lastgroup or 0)
    return None if months is None else express(part, Calendar(Grain.MONTH, year, months.first, last_month=months.last), end=months.end)


def _first_months(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    count = numbers(word[1:])[0] * (3 if "季" in word else 1)
    return express(part, Calendar(Grain.MONTH, year, 1, last_month=count, just_over="月" in word)) if 1 <= count <= 12 else None


def _quarter(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    quarters = [4] if word.startswith("末") else numbers(word)
    first, last = quarters[0], quarters[-1]
    if not first <= last <= 4:
        return None
    shape = Calendar(Grain.QUARTER, year, first * 3 - 2, last_month=last * 3)
    return express(part, shape, mod=PARTS[word[-1]] if word[-1] in "初末" else None)


def _half(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    first = 1 if word[0] in "上前" else 7
    return express(part, Calendar(Grain.HALF, year, first, last_month=first + 5))


def _days(text: str, head: re.Match[str]) -> Expression | None:
    days = run(head)
    if days is None:
        return None
    return with_time_of_day(text, express(head, Calendar(Grain.DAY, day=days.first, last_day=days.last), end=days.end))


def _day(text: str, head: re.Match[str]) -> Expression | None:
    return with_time_of_day(text, express(head, Calendar(Grain.DAY, day=numbers(head.group())[0])))


def _relative_day(text: str, head: re.Match[str]) -> Expression | None:
    return with_time_of_day(text, express(head, Calendar(Grain.DAY, day=relative(head.group()))))


def _bracketed_day(text: str, head: re.Match[str]) -> Expression | None:
    *months, day = numbers(head.group())
    shape = Calendar(Grain.DAY, month=months[0] if months else None, day=day)
    return with_time_of_day(text, express(head, shape))


def _pair(text: str, head: re.Match[str]) -> Expression | None:
    return express(head, Years(1)) if head.group() == _TWO_YEARS else _vague(text, head)


def _vague(text: str, head: re.Match[str]) -> Expression | None:
    return express(head, Vague())


def _nothing(text: str, head: re.Match[str]) -> Expression | None:
    return None


_PARTS_OF_YEAR: Final[dict[str, Callable[[str, re.Match[str], int | Relative | None, str], Expression | None]]] = {
    "months": _months,
    "month": _month,
    "first_months": _first_months,
    "quarter": _quarter,
    "half": _half,
    "whole": _whole_year,
    "year_part": _year_part,
    "season": _whole_year,
    "holiday": read_holiday,
}

_READERS: Final[dict[str, Callable[[str, re.Match[str]], Expression | None]]] = {
    "not_time": _nothing,
    "iso": _iso,
    "years": _years,
    "decade": read_decade,
    "year": _year,
    "republic": _republic,
    "short_year": _short_year,
    "months": _of_year(_months),
    "month": _of_year(_month),
    "days": _days,
    "day": _day,
    "first_months": _of_year(_first_months),
    "quarter": _of_year(_quarter),
    "half": _of_year(_half),
    "relative_year": _relative_year,
    "season": read_season,
    "year_part": _bare_year_part,
    "relative_month": _relative_month,
    "bracketed_day": _bracketed_day,
    "relative_day": _relative_day,
    "weekday": read_weekday,
    "plan": read_plan,
    "holiday": _of_year(read_holiday),
    "years_since": read_years_since,
    "last_years": read_years_since,
    "next_years": read_next_years,
    "within_years": read_next_years,
    "ago": read_ago,
    "clock": _vague,
    "until_now": _vague,
    "lunar": _vague,
    "reign": _vague,
    "pair": _pair,
    "vague": _vague,
}
