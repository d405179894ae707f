"""How an expression of time goes on after its head, and which words around it matter."""

import re
from typing import Final

from dashiji.numerals import DIGIT
from dashiji.stages.times.fragments import (
    CLOCK,
    DASH,
    DAY,
    DAY_PART,
    FIRST_MONTHS,
    HALF,
    HOLIDAY,
    LISTING,
    MONTH_WORD,
    MONTHS_WORD,
    NO_WORD_WITH_BEFORE,
    NUMBERS,
    PART_OF_PERIOD,
    QUARTER,
    QUARTER_OF_YEAR,
    SPACE,
)

AFTER_YEAR: Final = re.compile(
    rf"{SPACE}的?{SPACE}(?:(?P<months>{MONTHS_WORD})|(?P<month>{MONTH_WORD})|(?P<first_months>{FIRST_MONTHS})"
    rf"|(?P<quarter>{QUARTER}|{QUARTER_OF_YEAR})|(?P<half>{HALF}|[前后]半年)|(?P<whole>全年(?!龄))"
    rf"|(?P<year_part>年[初底末终]|年中(?!国)|岁末|(?<!的)年?内(?![地部外容蒙需资阁心卷涵政存核陆战])|{PART_OF_PERIOD})"
    rf"|(?P<season>[春夏秋冬][季天]?(?=[，,、。；的以])|同期)|(?P<holiday>{HOLIDAY}))"
)
"""What may stand in a year that was just named."""

AFTER_MONTH: Final = re.compile(
    rf"{SPACE}的?{SPACE}(?:(?P<days>{DAY}{SPACE}[日号]?{SPACE}{LISTING}{SPACE}{DAY}{SPACE}[日号](?![元圆]))|(?P<day>{DAY}{SPACE}[日号])"
    rf"|(?P<month_part>[上中下]旬|月[初底末]|{PART_OF_PERIOD}))"
)
"""What may stand in a month that was just named."""

NUMBER: Final = re.compile(rf"[{DIGIT}]+|[{NUMBERS}元首]+")
_CLOCKS = rf"{CLOCK}(?:{DASH}{CLOCK})?"
AFTER_DAY: Final = re.compile(
    rf"(?:{SPACE}[，,]?{SPACE}(?:周|星期|礼拜)[一二三四五六日天](?!{DASH}|鹅))?(?:{SPACE}(?:{DAY_PART}{SPACE}(?:{_CLOCKS})?|{_CLOCKS}))?"
)
"""Weekday, part of the day and hour of a day that was just named; may be empty."""
RANGE: Final = re.compile(rf"{SPACE}{DASH}{SPACE}")
LIST_MARKS: Final = ("、", "和", "与", "及")
COUPLES: Final = "和与及"
COUPLE: Final = re.compile(f"[{COUPLES}]")
OPEN: Final = re.compile(rf"{SPACE}[（(]{SPACE}")
CLOSE: Final = re.compile(rf"{SPACE}(?:[，,、 ]?(?:周|星期|礼拜)[一二三四五六日天])?[）)]")

BETWEEN: Final = re.compile("之?间(?![隔谍接断歇])")
DURING: Final = re.compile(f"期间|{BETWEEN.pattern}")
SINCE: Final = re.compile("以来|(?<=[年月度])来(?=[，,、])|至今(?![年天日晚早晨])")
RELATION: Final = re.compile(
    rf"(?P<about>前后|左右)|(?P<by>或[之以]前)|(?P<before>[之以]前|前夕|前(?!{NO_WORD_WITH_BEFORE}))"
    "|(?P<after>[之以]后|后(?![勤续期来方台面天备果盾援者疫代卫半]))"
)
EVERY_YEAR: Final = re.compile(r"(?:每年|每逢|历年)[在的于]?\Z")
OPENS: Final = re.compile("起(?![草诉码步源飞义伏点重初因火来到止降航])|开始")
FUTURE_BEFORE: Final = re.compile(r"(?:将|拟|计划|预计|预期|有望|力争|争取|预定|安排)[于在到至]?\Z|(?<![确决肯规判])定[于在]\Z")
"""What stands right before, in the same line: `$` would look over a line break."""
FUTURE_AFTER: Final = re.compile("起?[，,]?(?:将|拟(?!人)|有望|预计|料)|起(?:正式)?(?:施行|实施|生效|执行)")
NO_GOAL: Final = re.compile(
    "(?:[达得看回来提收想见遇受感找做谈讲说了直等]到|截[至到]|截止[至到]|甚至|乃至|直至|以至|[增升降减涨跌延]至|[加长升降少减涨跌高大展伸充]到)$"
)
