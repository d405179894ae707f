"""Pieces that the patterns of time expressions are built from; simplified script, half- and full-width.

Each is bounded in length, so that reading one expression takes constant time.
"""

from typing import Final

from dashiji.numerals import DIGIT

CHINESE: Final = "一二三四五六七八九"
NUMBERS: Final = f"{CHINESE}十百千两零〇○廿卅"
SPACE: Final = r"[ \u00a0\u3000]?"
DASH: Final = r"(?:[—–―\-－~～]{1,2}|至|到)"
LISTING: Final = rf"(?:{DASH}|[、和/])"
BARE: Final = rf"(?<![{DIGIT}.．{NUMBERS}])"
"""A number begins here: it is not the end of a longer one."""
COUNT: Final = rf"(?:[{DIGIT}]{{1,3}}|[{CHINESE}]?十[{CHINESE}]?|[{CHINESE}两百])"

NOT_AFTER_YEAR: Final = (
    "(?![轻龄味迈级鉴糕]|份(?!额)|纪(?!念)|货(?![物运币])|老(?![旧年])|幼(?!儿)|会(?![议展计场])|报(?![名考告道废销])|代(?!表))"
)
"""What follows 年 where both make a word (年会, 年货); longer words that only begin so (会议, 货物) do not count."""
_NOT_AFTER_MONTH = "(?![球亮薪饼票嫂租费龄光宫台面牙])"
NO_WORD_WITH_BEFORE: Final = (
    f"(?:[往来期景瞻沿任方线进列提总半锋副外赴端董主司身者置卫场几后夕两十{CHINESE}{DIGIT}]|所(?!有)|首[相席脑富任])"
)
"""What follows 前 where it does not mean before: 前往, 前期, 前三季度."""
PART_OF_PERIOD: Final = f"初(?![{CHINESE}十步中级心创期选赛审衷始试])|底(?![特层部气下线蕴座色])|末(?![端日位期代年])"

YEAR: Final = rf"(?:[12１２][{DIGIT}]{{3}}|[一二][零〇○{CHINESE}]{{3}})"
MONTH: Final = rf"(?:[1１][0-2０-２]|[0０]?[1-9１-９]|十[一二]?|[{CHINESE}元])"
DAY: Final = rf"(?:[12１２][{DIGIT}]|[3３][01０１]|[0０]?[1-9１-９]|(?:[二三]?十|廿|卅)[{CHINESE}]?|[{CHINESE}])"
LONE_DAY: Final = rf"(?:[12１２][{DIGIT}]|[3３][01０１]|[0０]?[1-9１-９]|[二三]十[{CHINESE}]?|十[{CHINESE}])"
"""A day that stands without its month: 三日 and the like are durations there."""
REIGNS: Final = "康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|洪武|永乐|嘉靖|万历|崇祯|贞观|开元|明治|大正|昭和|平成|令和"
"""Eras whose years count from a ruler's first; they are told from years of the calendar, and have no value."""
_QUARTER = "[一二三四1-4１-４]"

MONTH_WORD: Final = rf"{MONTH}{SPACE}月份?{_NOT_AFTER_MONTH}"
MONTHS_WORD: Final = rf"{MONTH}{SPACE}{LISTING}{SPACE}{MONTH}{SPACE}月份?(?!{SPACE}{DAY}{SPACE}[日号]){_NOT_AFTER_MONTH}"
FIRST_MONTHS: Final = rf"[前头首]{SPACE}{COUNT}{SPACE}(?:个{SPACE}月|月份?(?![{DIGIT}日底初末中])|个?季度|季(?![{CHINESE}]))"
QUARTER: Final = rf"(?:第?{_QUARTER}(?:{LISTING}?第?{_QUARTER})?季度|第{_QUARTER}个季度|首个?季度)[初末]?"
QUARTER_OF_YEAR: Final = rf"(?:第{_QUARTER}季|首季|末季|{_QUARTER}季|[QＱ]{SPACE}[1-4１-４](?![{DIGIT}A-Za-z.]))"
HALF: Final = "[上下]半年度?"

QUOTES: Final = "“\"「『‘'"
_CLOSING_QUOTES = "”\"」』’'"
HOLIDAY_NAMES: Final = (
    "元旦|五一国际劳动节|国际劳动节|劳动节|五一|六一国际儿童节|六一儿童节|六一|儿童节|七一|八一建军节|八一|建军节|国庆|十一|圣诞|平安夜|"
    "三八妇女节|三八|妇女节|春节|春运|暑运|新春|清明|端午|中秋|元宵|重阳|七夕|佛诞|复活节|农历新年|农历年"
)
_HOLIDAY = rf"(?:(?:{HOLIDAY_NAMES})|[{QUOTES}](?:{HOLIDAY_NAMES})[{_CLOSING_QUOTES}])节?"
HOLIDAY: Final = rf"{_HOLIDAY}(?:、?{_HOLIDAY})?(?:小长假|长假|假期|假日|黄金周|期间|当天|当日|前夕|前后){{0,2}}"
_UNQUOTED_PLAN = rf"(?<![{NUMBERS}{QUOTES}])十[{CHINESE}]五(?![岁个名位万亿分年月日、%{_CLOSING_QUOTES}])"
PLAN_NAME: Final = rf"(?:[{QUOTES}]十[{CHINESE}]五[{_CLOSING_QUOTES}]|{_UNQUOTED_PLAN})"

DAY_PART: Final = (
    "(?:凌晨|清晨|半夜|早晨|早上|早间|上午|中午|正午|午间|午后|下午|傍晚|晚上|晚间|深夜|夜间|夜里|午夜"
    "|晚(?![宴会餐报年期些])|夜(?![以的幕空])|早(?![在已期前日报些盘有就教])|晨)"
)
CLOCK: Final = (
    rf"(?:(?:[{DIGIT}]{{1,2}}|[{CHINESE}十]{{1,3}}|[零两]){SPACE}(?:时(?![间期代光])|点(?![位赞评击燃明五]))"
    rf"(?:{SPACE}[{DIGIT}{CHINESE}十]{{1,3}}{SPACE}分(?![之别]))?(?:{SPACE}[{DIGIT}]{{1,2}}{SPACE}秒)?[半整]?(?:许|左右|前后|多)?"
    rf"|[{DIGIT}]{{1,2}}[:：][{DIGIT}]{{2}}(?:[:：][{DIGIT}]{{2}})?)"
)
