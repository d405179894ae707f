"""Small steps that all readers of expressions share."""

import re
from datetime import date
from typing import Final, NamedTuple

from dashiji.spans import Mod
from dashiji.stages.times.fragments import SPACE
from dashiji.stages.times.grammar import AFTER_DAY, NUMBER
from dashiji.stages.times.shapes import Expression, Relative, Shape
from dashiji.stages.times.values import Grain, Point, whole_number

PARTS: Final = {"初": Mod.START, "上": Mod.START, "中": Mod.MID, "底": Mod.END, "末": Mod.END, "终": Mod.END, "下": Mod.END}
"""Which part of a period the marking character of a word names."""

_LIST_MARKS = "、和/"
_DAY_WORD = re.compile(rf"{SPACE}[日号]")
_TODAY = {"大前": -3, "前": -2, "昨": -1, "去": -1, "上": -1, "今": 0, "本": 0, "这": 0, "明": 1, "下": 1, "来": 1, "大后": 3, "后": 2}
_LAST_MENTIONED = {"同": 0, "当": 0, "该": 0, "那": 0, "是": 0, "即": 0, "次": 1, "翌": 1, "第": 1}


def numbers(text: str) -> list[int]:
    """All whole numbers in the text, in order."""
    return [whole_number(number) for number in NUMBER.findall(text)]


class Run(NamedTuple):
    """Two numbers that bound a run (1—11月), or the first alone where a list only sets them side by side (9、12日)."""

    first: int
    last: int | None
    end: int


def run(match: re.Match[str], group: str | int = 0) -> Run | None:
    """The run that a match states; `end` is where its text ends. `None` where it runs backwards."""
    text = match[group]
    one, two = NUMBER.finditer(text)
    first, last = whole_number(one.group()), whole_number(two.group())
    listed = any(mark in text for mark in _LIST_MARKS)
    if listed and last != first + 1:
        return Run(first, None, match.start(group) + (_DAY_WORD.match(text, one.end()) or one).end())
    return Run(first, last, match.end()) if first < last else None


def express(head: re.Match[str], shape: Shape, *, end: int | None = None, mod: Mod | None = None) -> Expression:
    """The expression that a match covers, or that reaches on to `end`."""
    return Expression(head.start(), head.end() if end is None else end, shape, mod)


def relative(word: str) -> Relative:
    """The word's first characters say how far, and from where, it counts."""
    if word[0] in _LAST_MENTIONED:
        return Relative(_LAST_MENTIONED[word[0]], from_mention=True, recent=word[0] == "即")
    return Relative(_TODAY[word[:2]] if word[:2] in _TODAY else _TODAY[word[0]])


def with_time_of_day(text: str, expression: Expression) -> Expression:
    """Take in 星期五, 上午, 16时许 and the like; the value stays the day."""
    more = AFTER_DAY.match(text, expression.end)
    if more is not None:
        expression.end = more.end()
    return expression


def year_point(year: int) -> Point:
    """The year as a point of the calendar."""
    return Point(Grain.YEAR, date(year, 1, 1))
