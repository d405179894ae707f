"""Patterns of time expressions in simplified script, half- and full-width.

`HEAD` names every way in which an expression can begin; the other patterns continue it. All are bounded in length, so that
reading one expression takes constant time.
"""

import re
from collections.abc import Iterable
from typing import Final

from dashiji.numerals import DIGIT

_CHINESE = "一二三四五六七八九"
_NUMBERS = f"{_CHINESE}十百千两零〇○廿卅"
SPACE: Final = r"[ \u00a0\u3000]?"
_DASH = r"(?:[—–―\-－~～]{1,2}|至|到)"
_LIST = rf"(?:{_DASH}|[、和/])"
_BARE = rf"(?<![{DIGIT}.．{_NUMBERS}])"
"""A number begins here: it is not the end of a longer one."""

_YEAR = rf"(?:[12１２][{DIGIT}]{{3}}|[一二][零〇○{_CHINESE}]{{3}})"
_MONTH = rf"(?:[1１][0-2０-２]|[0０]?[1-9１-９]|十[一二]?|[{_CHINESE}元])"
_DAY = rf"(?:[12１２][{DIGIT}]|[3３][01０１]|[0０]?[1-9１-９]|(?:[二三]?十|廿|卅)[{_CHINESE}]?|[{_CHINESE}])"
_ARABIC_DAY = rf"(?:[12１２][{DIGIT}]|[3３][01０１]|[0０]?[1-9１-９]|[二三]十[{_CHINESE}]?|十[{_CHINESE}])"
_COUNT = rf"(?:[{DIGIT}]{{1,3}}|[{_CHINESE}十百两]{{1,4}})"
_QUARTER = "[一二三四1-4１-４]"
_AFTER_YEAR_WORD = "(?![份轻龄纪货味迈老幼级会报鉴糕代])"
_AFTER_MONTH_WORD = "(?![球亮薪饼票嫂租费龄光宫台面牙])"
_OPEN_QUOTE = "[“\"「『‘']"
_CLOSE_QUOTE = "[”\"」』’']"
_NO_WORD_OF_BEFORE = "往来期景瞻沿任方线进列提首总半锋副外赴端董主司所身者置卫场几"

_months = rf"{_MONTH}{SPACE}{_LIST}{SPACE}{_MONTH}{SPACE}月份?(?!{SPACE}{_DAY}{SPACE}[日号]){_AFTER_MONTH_WORD}"
_month = rf"{_MONTH}{SPACE}月份?{_AFTER_MONTH_WORD}"
_first_months = rf"[前头首]{SPACE}{_COUNT}{SPACE}(?:个{SPACE}月|月份?(?![{DIGIT}日底初末中])|个?季度|季(?![{_CHINESE}]))"
_quarter = rf"(?:第?{_QUARTER}(?:{_LIST}?第?{_QUARTER})?季度|第{_QUARTER}个季度|首季度|首个季度)(?:[初末]|(?=.))?"
_quarter_of_year = rf"(?:第{_QUARTER}季|首季|末季|{_QUARTER}季|[QＱ]{SPACE}[1-4１-４](?![{DIGIT}A-Za-z.]))"
_half = "[上下]半年度?"
_holiday_name = (
    "元旦|五一国际劳动节|国际劳动节|劳动节|五一|六一儿童节|六一|儿童节|七一|八一建军节|八一|建军节|国庆|十一|圣诞|平安夜|妇女节|三八|"
    "春节|新春|清明|端午|中秋|元宵|重阳|七夕|佛诞|复活节|农历新年|农历年"
)
_holiday_tail = "(?:小长假|长假|假期|假日|黄金周|期间|当天|当日|前夕|前后)"
_one_holiday = rf"{_OPEN_QUOTE}?(?:{_holiday_name}){_CLOSE_QUOTE}?节?"
_holiday = rf"{_one_holiday}(?:、?{_one_holiday})?{_holiday_tail}{{0,2}}"

_CLOCK = (
    rf"(?:(?:[{DIGIT}]{{1,2}}|[{_CHINESE}十]{{1,3}}){SPACE}(?:时(?![间期代光])|点(?![位赞评击燃明五]))"
    rf"(?:{SPACE}[{DIGIT}{_CHINESE}十]{{1,3}}{SPACE}分(?![之别]))?(?:{SPACE}[{DIGIT}]{{1,2}}{SPACE}秒)?[半整]?(?:许|左右|前后|多)?"
    rf"|[{DIGIT}]{{1,2}}[:：][{DIGIT}]{{2}}(?:[:：][{DIGIT}]{{2}})?)"
)
_DAY_PART = (
    "(?:凌晨|清晨|早晨|早上|早间|上午|中午|正午|午间|午后|下午|傍晚|晚上|晚间|深夜|夜间|夜里|午夜"
    "|晚(?![宴会餐报年期])|夜(?![以的幕空])|早(?![在已期前日报些盘有就教])|晨)"
)

HEADS: Final = {
    "iso": rf"(?<![{DIGIT}A-Za-z.\-/])[12][0-9]{{3}}(?P<separator>[-/.])[0-9]{{1,2}}(?P=separator)[0-9]{{1,2}}(?![{DIGIT}.\-/A-Za-z])",
    "years": rf"{_BARE}{_YEAR}{SPACE}{_LIST}{SPACE}{_YEAR}(?:{SPACE}年(?:度|间)?{_AFTER_YEAR_WORD}|冰雪季|雪季|赛季|学年|财年)",
    "decade": (
        rf"(?:(?:上个?|本|{_BARE}(?:[{DIGIT}]{{2}}|[二一]?十[{_CHINESE}]?))世纪(?:{SPACE}(?:[1-9１-９][0０]|[{_CHINESE}]十){SPACE}年代|(?=初|末|中叶|以来|[前后]半叶))"
        rf"|{_BARE}(?:1[89]|20)?[1-9][0]{SPACE}年代|(?<![{_NUMBERS}])[{_CHINESE}]十年代)(?:初期?|中期?|末期?|后期|中叶|[前后]半叶)?"
    ),
    "year": rf"{_BARE}{_YEAR}{SPACE}年度?{_AFTER_YEAR_WORD}",
    "republic": rf"民国{SPACE}(?:[{DIGIT}]{{1,3}}|[{_NUMBERS}]{{1,4}}){SPACE}年",
    "short_year": (
        rf"{_BARE}(?:1[0-3][0-9]{SPACE}年度?(?={SPACE}(?:{_MONTH}{SPACE}月|底|初|末|第{_QUARTER}季|[上下]半年))"
        rf"|[0-9]{{2}}{SPACE}年(?={SPACE}{_MONTH}{SPACE}月{_AFTER_MONTH_WORD})|0[0-9]年(?![代级]))"
    ),
    "months": rf"{_BARE}{_months}",
    "month": rf"{_BARE}(?<![每近第数过满这那整几]){_month}",
    "days": rf"{_BARE}(?<![第]){_ARABIC_DAY}日?{SPACE}{_LIST}{SPACE}{_ARABIC_DAY}{SPACE}日(?![元圆])",
    "day": (
        rf"{_BARE}(?<![每近第数共满这达逾余前后约个续期时去来连]){_ARABIC_DAY}{SPACE}日"
        "(?![内后游龄间圆]|元(?!旦)|之内|以内|以上|均线|行程|检疫|隔离|医学观察|线)"
    ),
    "first_months": rf"(?<![此之以目日]){_first_months}",
    "quarter": rf"{_BARE}(?<![连续近前后过每]){_quarter}",
    "half": _half,
    "relative_year": (
        "(?:大前年|今年度?|(?<![失离逝])去年度?|(?<![之以目提])前年|明年度?|(?<![之以战今])后年|(?<![日基资成])本年度|本年(?!度)|"
        "(?<![晚网线会史])上年度?|(?<![以])来年|(?<![首每一])次年|翌年|(?<![不共])同年|当年|该年|那一?年)" + _AFTER_YEAR_WORD
    ),
    "season": "(?:今|去|明)[春夏秋冬](?:今[春夏秋冬])?",
    "year_part": (
        rf"(?<![{DIGIT}{_NUMBERS}多几数半周青少成童老中幼每整])(?:全年(?!龄)|年初(?![{_CHINESE}十创始级])|年底|年末|年终(?!奖|总结)|年中(?=[，,。前、])|"
        r"年内|岁末|开年(?:以来|之初|后|之际)?|新年伊始)"
    ),
    "relative_month": rf"(?:本月份?|上个?月份?|下个?月份?|这个?月|当月|同月|次月|翌月"
    rf"|(?<![{DIGIT}{_NUMBERS}个满本上下当每])月[初底末](?![一二三])){_AFTER_MONTH_WORD}",
    "bracketed_day": rf"[今昨前明]{SPACE}[（(]{SPACE}(?:{_MONTH}月)?{_ARABIC_DAY}日?{SPACE}[）)](?:[天日早晨晚夜午](?!本))?",
    "relative_day": (
        "(?:大前天|大后天|今[天日晨晚夜午](?!本|宴)|今早|昨[天日早晨晚夜午](?!本)|(?<!今是)昨(?!非)|(?<![之以目提])前[天晚]|(?<![之以目])前日(?!本)|"
        "明[天早晨晚]|明日(?!本)|(?<![之以先])后天|当[天日晚夜](?!本|宴)|同一?[天日](?!本)|(?<![首本每此一二三四两多这])次[日晨](?!本)|翌[日晨](?!本)|"
        "第二天|即日|是日(?!本))"
    ),
    "weekday": (
        rf"(?<![每逢隔一两二三四五六几数多半整首{DIGIT}])(?:(?:(?:上上|下下|上个?|下个?|(?<!日)本|这个?)(?:周|星期|礼拜)(?:[一二三四五六日天末]|(?![边刊岁年期])))|"
        r"(?:周|星期|礼拜)[一二三四五六日天](?!鹅))"
    ),
    "plan": (
        rf"(?:{_OPEN_QUOTE}十[{_CHINESE}]五{_CLOSE_QUOTE}|(?<![{_NUMBERS}])十[{_CHINESE}]五(?![岁个名位万亿分年月日、%]))"
        "(?!的?[一-鿿]{0,4}?规划(?!期)|纲要)(?:期间|时期|规划期间?|初期?|末期?|期末|开局之年|收官之年|以来)?"
    ),
    "holiday": _holiday,
    "years_since": rf"(?:近|过去|最近|这)?{SPACE}{_COUNT}{SPACE}多?年多?以?来",
    "last_years": rf"(?:(?<![附靠接临])近|过去|最近){SPACE}{_COUNT}{SPACE}年(?:间|里)?{_AFTER_YEAR_WORD}",
    "next_years": rf"(?:未来|今后){SPACE}{_COUNT}{SPACE}(?:至{_COUNT})?年(?:间|里|内)?{_AFTER_YEAR_WORD}",
    "within_years": rf"(?<=用){_COUNT}{SPACE}年(?:左右)?的?时间|(?:(?<=争取)|(?<=力争)){_COUNT}{SPACE}年[之以]?内",
    "ago": rf"{_BARE}(?<![第满近]){_COUNT}{SPACE}(?:年|个月|天)(?:之|以)?前(?![{_NO_WORD_OF_BEFORE}后十{_CHINESE}{DIGIT}])",
    "clock": rf"(?:{_DAY_PART}{_CLOCK}|{_BARE}[{DIGIT}]{{1,2}}时[{DIGIT}]{{1,2}}分(?:[{DIGIT}]{{1,2}}秒)?(?![之别])许?)",
}
"""How an expression may begin, first match wins."""

AFTER_YEAR: Final = re.compile(
    rf"{SPACE}的?{SPACE}(?:(?P<months>{_months})|(?P<month>{_month})|(?P<first_months>{_first_months})|(?P<quarter>{_quarter}|{_quarter_of_year})"
    rf"|(?P<half>{_half})|(?P<whole>全年)|(?P<year_part>年[初底末终]|年中(?!国)|岁末|初(?![{_CHINESE}十步中级心创期选赛审衷始试])|底(?![特层部气下线蕴座色])|末(?![端日位期代年]))"
    rf"|(?P<season>[春夏秋冬][季天]?(?=[，,、。；的以])|同期)|(?P<holiday>{_holiday}))"
)
"""What may stand in a year that was just named."""

AFTER_MONTH: Final = re.compile(
    rf"{SPACE}的?{SPACE}(?:(?P<days>{_DAY}{SPACE}(?:日|号)?{SPACE}{_LIST}{SPACE}{_DAY}{SPACE}[日号](?![元圆]))|(?P<day>{_DAY}{SPACE}[日号])"
    rf"|(?P<month_part>[上中下]旬|月[初底末]|初(?![{_CHINESE}十步中级心创期选赛审衷始试])|底(?![特层部气下线蕴座色])|末(?![端日位期代年])))"
)
NUMBER: Final = re.compile(rf"[{DIGIT}]+|[{_NUMBERS}元首]+")
TIME_OF_DAY: Final = re.compile(rf"{SPACE}(?:{_DAY_PART}{SPACE}(?:{_CLOCK}(?:{_DASH}{_CLOCK})?)?|{_CLOCK}(?:{_DASH}{_CLOCK})?)")
RANGE: Final = re.compile(rf"{SPACE}{_DASH}{SPACE}")
COUPLES: Final = "和与及"
COUPLE: Final = re.compile(f"[{COUPLES}]")
OPEN: Final = re.compile(rf"{SPACE}[（(]{SPACE}")
CLOSE: Final = re.compile(rf"{SPACE}(?:[，,、 ]?(?:周|星期|礼拜)[一二三四五六日天])?[）)]")

DURING: Final = re.compile("期间|间(?![隔谍接断歇])")
SINCE: Final = re.compile("以来|来(?=[，,、])|至今(?![年天日晚早晨])")
RELATION: Final = re.compile(
    rf"(?P<about>前后|左右)|(?P<by>或[之以]前)|(?P<before>[之以]前|前夕|前(?![{_NO_WORD_OF_BEFORE}后夕十{_CHINESE}{DIGIT}]))"
    "|(?P<after>[之以]后|后(?![勤续期来方台面天备果盾援者疫代卫]))"
)
OPENS: Final = re.compile("起(?![草诉码步源飞义伏点重初因火来到止降航])|开始")
FUTURE_BEFORE: Final = re.compile("(?:将|拟|定|计划|预计|预期|有望|力争|争取|预定|安排|择)[于在到至]?$")
FUTURE_AFTER: Final = re.compile("起?[，,]?(?:将|拟(?!人)|有望|预计|料)|起(?:正式)?(?:施行|实施|生效|执行)")
NO_GOAL: Final = re.compile("(?:[达得看回来提收想见遇受感找做谈讲说了直等]到|截[至到]|截止[至到]|甚至|乃至|直至|以至)$")


def head_pattern(vague: Iterable[str], false_friends: Iterable[str]) -> re.Pattern[str]:
    """The pattern that finds where expressions begin; group `not_time` holds words that only look like one."""
    words = "|".join(sorted(map(re.escape, vague), key=len, reverse=True))
    friends = "|".join(sorted(map(re.escape, false_friends), key=len, reverse=True))
    named = "|".join(f"(?P<{name}>{pattern})" for name, pattern in HEADS.items())
    return re.compile(f"(?P<not_time>{friends})|{named}|(?P<vague>{words})")
