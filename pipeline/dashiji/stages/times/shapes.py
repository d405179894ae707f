"""What an expression of time says, before anything it leaves out is filled in."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from dashiji.spans import Mod
from dashiji.stages.times.values import Grain, Point


class Outlook(IntEnum):
    """Which way the words around an expression look, for choosing the year or month that it leaves out."""

    OPEN = 0
    DEADLINE = 1
    AHEAD = 2


class Relative(NamedTuple):
    """A year, month or day counted from another: from today (今年, 昨天), or from the last one mentioned (同年, 次日).

    `recent`: only a mention of these days, or of a year just over, will do, else today (即日; 全年 in a report on last year).
    """

    offset: int
    from_mention: bool = False
    recent: bool = False


@dataclass(slots=True)
class Calendar:
    """A period of the calendar: each part is stated, relative, or left out (`None`).

    `month` and `last_month` bound a quarter, half or run of months; `last_day` ends a run of days. `just_over`: without a year, the
    run must have ended shortly before the article's date to mean the months of a year (前11个月, but 死亡前4个月).
    """

    grain: Grain
    year: int | Relative | None = None
    month: int | Relative | None = None
    day: int | Relative | None = None
    last_month: int | None = None
    last_day: int | None = None
    just_over: bool = False


@dataclass(slots=True)
class Weekday:
    """A day of the week (Monday is 0), a weekend (5 to 6) or, without days, a whole week; `week` counts from this week."""

    week: int | None
    first: int = 0
    last: int = 6


@dataclass(slots=True)
class Years:
    """A stretch of years that begins or ends now; `months` and `days` shift likewise (三个月前). `apart`: the far end alone."""

    years: int = 0
    months: int = 0
    days: int = 0
    apart: bool = False


@dataclass(slots=True)
class Fixed:
    """A period that its name settles: a five-year plan, a decade, a date with all its parts."""

    first: Point
    last: Point


@dataclass(slots=True)
class Holiday:
    """A holiday by name; `month` and `day` where it falls on the same date every year, `off` where its days off are meant, `part` what
    of them (首日, 前三天)."""

    name: str
    year: int | Relative | None = None
    month: int | None = None
    day: int | None = None
    off: bool = False
    part: str = ""


@dataclass(slots=True)
class Vague:
    """An expression that states no date."""


Shape = Calendar | Weekday | Years | Fixed | Holiday | Vague


@dataclass(slots=True)
class Expression:
    """One expression in the text, `[start, end)`, with what its wording says; `since` and `until` mark open periods (2018年以来)."""

    start: int
    end: int
    shape: Shape
    mod: Mod | None = None
    deadline: bool = False
    since: bool = False
    until_now: bool = False
    outlook: Outlook = Outlook.OPEN
