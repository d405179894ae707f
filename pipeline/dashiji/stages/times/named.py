"""Reading periods that go by a name: holidays, weekdays, plans, decades, and stretches of years counted from now."""

import re
from typing import Final

from dashiji.spans import Mod
from dashiji.stages.times.fragments import QUOTES
from dashiji.stages.times.pieces import PARTS, express, numbers, relative, with_time_of_day, year_point
from dashiji.stages.times.shapes import Calendar, Expression, Fixed, Holiday, Relative, Weekday, Years
from dashiji.stages.times.values import Grain, whole_number

_WEEK = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_WEEKDAYS = {name: index for index, name in enumerate("一二三四五六日")} | {"天": 6}
_PLANS = {"一": 11, "二": 12, "三": 13, "四": 14, "五": 15, "六": 16, "七": 17, "八": 18, "九": 19}
_HOLIDAYS: Final = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "妇女节": (3, 8),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "国庆": (10, 1),
    "十一": (10, 1),
    "圣诞": (12, 25),
    "平安夜": (12, 24),
}
_DURATION = re.compile("假|黄金|期间|前夕|前后")
_MARKED = re.compile("假|黄金|期间|当天|当日|前夕|前后")
_OFF = re.compile("(?:假[期日]?|黄金周|期间|[春暑]运)+$")
_DAYS_OFF = re.compile("首[日天]|[第前][一二两三四五六七八1-8][日天]|最后一[日天]")
_MOVING = re.compile("春节|春运|暑运|新春|清明|端午|中秋|元宵|重阳|七夕|佛诞|复活节|农历")
_QUOTED = re.compile(f"[{QUOTES}]")
_CENTURIES = {"上": 20, "上个": 20, "本": 21}


def read_season(text: str, head: re.Match[str]) -> Expression | None:
    return express(head, Calendar(Grain.YEAR, relative(head.group())))


def read_holiday(text: str, part: re.Match[str], year: int | Relative | None, word: str) -> Expression | None:
    """A holiday; without a year, a mark or a word for its length it is mostly part of a name, and is left alone."""
    named = {day for name, day in _HOLIDAYS.items() if name in word}
    ends = word.startswith("元旦") and text[part.end() : part.end() + 1] in "，,、。起"
    off = bool(_OFF.search(word))
    days = _DAYS_OFF.match(text, part.end()) if off else None
    if year is None and not (_MARKED.search(word) or ends or days or (named and _QUOTED.match(word))):
        return None
    plain = len(named) == 1 and (word.startswith("元旦") or not _DURATION.search(word)) and not _MOVING.search(word)
    month, day = named.pop() if plain else (None, None)
    expression = express(part, Holiday(word, year, month, day, off=off, part=days.group() if days else ""))
    if days:
        expression.end = days.end()
    if word.endswith("前夕"):
        expression.mod = Mod.BEFORE
    return expression


def read_weekday(text: str, head: re.Match[str]) -> Expression | None:
    word = head.group()
    name = re.split("周|星期|礼拜", word)
    week = _WEEK[name[0].removesuffix("个")] if name[0] else None
    if not name[1]:
        return express(head, Weekday(week))
    if name[1] == "末":
        return express(head, Weekday(week, 5, 6))
    weekday = _WEEKDAYS[name[1]]
    return with_time_of_day(text, express(head, Weekday(week, weekday, weekday)))


def read_plan(text: str, head: re.Match[str]) -> Expression | None:
    word = head.group()
    first = 1951 + 5 * _PLANS[word[word.index("十") + 1]]
    start, end = year_point(first), year_point(first + 4)
    if "局之年" in word:
        end = start = start if "开局" in word else end
        return express(head, Fixed(start, end))
    if word.endswith(("末", "末期", "期末")):
        expression = express(head, Fixed(end, end), mod=Mod.END)
        expression.deadline = True
        return expression
    if word.endswith(("初", "初期")):
        return express(head, Fixed(start, start), mod=Mod.START)
    expression = express(head, Fixed(start, end))
    if word.endswith("以来"):
        expression.shape = Fixed(start, start)
        expression.since = expression.until_now = True
    return expression


def read_decade(text: str, head: re.Match[str]) -> Expression | None:
    word = head.group()
    century_word, found, rest = word.rpartition("世纪")
    years = numbers(rest)
    first = years[0] if years else 0
    if found:
        first += (_CENTURIES.get(century_word) or whole_number(century_word)) * 100 - 100
    elif first < 100:
        first += 1900
    mod = next((PARTS[mark] for mark in "初中末" if mark in rest), Mod.END if "后" in rest else Mod.START if "前" in rest else None)
    if not years:
        first += 1
    last = first + (9 if years else 99)
    return express(head, Fixed(year_point(first), year_point(last)), mod=mod) if 0 < first < 9900 else None


def read_years_since(text: str, head: re.Match[str]) -> Expression | None:
    word = head.group()
    expression = express(head, Years(-numbers(word)[0]), mod=Mod.APPROX if "多" in word else None)
    expression.since = True
    return expression


def read_next_years(text: str, head: re.Match[str]) -> Expression | None:
    count = numbers(head.group())[-1]
    expression = express(head, _apart(head.group(), count))
    expression.deadline = True
    if "左右" in head.group():
        expression.mod = Mod.APPROX
    return expression


def read_ago(text: str, head: re.Match[str]) -> Expression | None:
    word = head.group()
    return express(head, _apart(word, -numbers(word)[0]))


def _apart(word: str, count: int) -> Years:
    """The far end of so many months, days or years, whichever the word counts."""
    if "个月" in word:
        return Years(months=count, apart=True)
    return Years(days=count, apart=True) if "天" in word else Years(count, apart=True)
