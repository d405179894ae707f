"""How expressions of time begin: one cheap pattern finds the places, then one small pattern for the character there decides."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from dashiji.numerals import DIGIT
from dashiji.stages.times.fragments import (
    BARE,
    CHINESE,
    CLOCK,
    COUNT,
    DASH,
    DAY,
    DAY_PART,
    FIRST_MONTHS,
    HALF,
    HOLIDAY,
    HOLIDAY_NAMES,
    LISTING,
    LONE_DAY,
    MONTH,
    MONTH_WORD,
    MONTHS_WORD,
    NO_WORD_WITH_BEFORE,
    NOT_AFTER_YEAR,
    NUMBERS,
    PLAN_NAME,
    QUARTER,
    QUOTES,
    REIGNS,
    SPACE,
    YEAR,
)

_ARABIC = "0123456789０１２３４５６７８９"
_NUMERIC = f"{_ARABIC}{NUMBERS}元"
_REIGN_FIRSTS = "".join(sorted({name[0] for name in REIGNS.split("|")}))
_AIMING = "|".join(
    f"(?<={word})"
    for cue in ("计划", "力争", "争取", "目标", "承诺", "预计", "将", "拟", "要", "确保", "宣布", "提出", "明确", "同意")
    for word in (cue, f"{cue}在", f"{cue}于")
)
"""Words before the years within which something is to be done (计划在三年内)."""
_DOING = "[将要再力]|培育|培养|实现|建成|完成|新增|新建|打造|投入|引进|建设|向|形成|达到|投资|培训|改造"
"""Words after such years where they open a clause (提出，三年内培育)."""
_PUBLIC = "[起在于]|出席|表示|宣布|公布|召开|举行|发表|回应"
"""Words before which 今 alone says today (某人今在某地出庭, 某局今公布, 今起)."""
_HOLIDAY_FIRSTS = "".join(sorted({name[0] for name in HOLIDAY_NAMES.split("|")}))


class Head(NamedTuple):
    """A way to begin: the characters it may begin with, and its pattern."""

    characters: str
    pattern: str


HEADS: Final = {
    "iso": Head(
        "12", rf"(?<![{DIGIT}A-Za-z.\-/])[12][0-9]{{3}}(?P<separator>[-/.])[0-9]{{1,2}}(?P=separator)[0-9]{{1,2}}(?![{DIGIT}.\-/A-Za-z])"
    ),
    "years": Head(
        "12１２一二", rf"{BARE}{YEAR}{SPACE}{LISTING}{SPACE}{YEAR}(?:{SPACE}年(?:度|间)?{NOT_AFTER_YEAR}|冰雪季|雪季|赛季|学年|财年)"
    ),
    "decade": Head(
        f"上本{_ARABIC}{CHINESE}十",
        rf"(?:(?:上个?|本|{BARE}(?:[{DIGIT}]{{2}}|[二一]?十[{CHINESE}]?))世纪"
        rf"(?:{SPACE}(?:[1-9１-９][0０]|[{CHINESE}]十){SPACE}年代|(?=[初末]|中叶|以来|[前后]半叶))"
        rf"|{BARE}(?:(?:1[89]|20)?[1-9]0{SPACE}|[{CHINESE}]十)年代)(?:初期?|中叶|中期?|末期?|后期|[前后]半叶)?",
    ),
    "year": Head("12１２一二", rf"{BARE}{YEAR}{SPACE}年度?{NOT_AFTER_YEAR}"),
    "republic": Head("民", rf"民国{SPACE}(?:{COUNT}|一百[{NUMBERS}]{{1,3}}){SPACE}年"),
    "short_year": Head(
        "0123456789",
        rf"{BARE}(?:1[0-3][0-9]{SPACE}年度?(?={SPACE}(?:{MONTH}{SPACE}月|[底初末]|第[一二三四1-4]季|[上下]半年))"
        rf"|[0-9]{{2}}{SPACE}年(?={SPACE}{MONTH_WORD})|0[0-9]年(?![代级]))",
    ),
    "months": Head(_NUMERIC, rf"{BARE}{MONTHS_WORD}"),
    "month": Head(_NUMERIC, rf"{BARE}(?<![每近第数过满这那整几]){MONTH_WORD}"),
    "days": Head(_NUMERIC, rf"{BARE}(?<![第需约仅]){LONE_DAY}日?{SPACE}{LISTING}{SPACE}{LONE_DAY}{SPACE}日(?![元圆内游])"),
    "day": Head(
        _NUMERIC,
        rf"{BARE}(?<![每近第数共满这达逾余前后约个续期时去来连]){LONE_DAY}{SPACE}日"
        "(?![内后游龄间圆]|办结|元(?!旦)|之内|以内|以上|均线|行程|检疫|隔离|医学观察|线)",
    ),
    "first_months": Head("前头首", rf"(?<![此之以目日]){FIRST_MONTHS}"),
    "quarter": Head("第首一二三四1234１２３４", rf"{BARE}(?<![连续近前后过每]){QUARTER}"),
    "half": Head("上下", HALF),
    "relative_year": Head(
        "大今去前明后本上来次翌同当该那",
        "(?:[今去明]年(?=会)|(?:大前年|今年度?|(?<![失离逝])去年度?|(?<![之以目提])前年|(?<!文)明年度?|(?<![之以战今产成用运工网])后年|(?<![日基资成])本年度|本年(?!度)|"
        rf"(?<![晚网线会史])上年度?|(?<!以)来年|(?<![首每一])次年|翌年|(?<![不共])同年|(?<![应相])当年|该年|那一?年){NOT_AFTER_YEAR})",
    ),
    "pair": Head("今去岁年明", "今冬明春|去冬今春|今明两[年天]|明后[年天]|明后两[年天]|岁末年初|年末年初|年末岁[尾初]|年终岁尾"),
    "season": Head("今去明", "[今去明][春夏秋冬]"),
    "year_part": Head(
        "全年岁开新",
        rf"(?<![{DIGIT}{NUMBERS}多几数半周青少成童老中幼每整])(?:全年(?!龄)|年初(?![{CHINESE}十创始级])|年底|年末|年终(?!奖|总结)|"
        r"年中(?=[，,。前、])|年内|岁末|开年(?:以来|之初|后|之际)?|新年伊始|新的一年)",
    ),
    "relative_month": Head(
        "本上下这当同次翌月",
        "(?:本月份?|(?<![天晚])上个?月份?|下个?月份?|这个?月|(?<![应相])当月|同月|次月|翌月"
        rf"|(?<![{DIGIT}{NUMBERS}个满本上下当每正腊冬])月[初底末](?![{CHINESE}])){NOT_AFTER_YEAR}(?![球亮饼票光宫台面牙])",
    ),
    "bracketed_day": Head("今昨前明", rf"[今昨前明]{SPACE}[（(]{SPACE}(?:{MONTH}月)?{LONE_DAY}日?{SPACE}[）)](?:[天日早晨晚夜午](?!本))?"),
    "relative_day": Head(
        "大今昨前明后当同次翌第即",
        rf"(?:大前天|大后天|今[天日晨晚夜午早](?!本|宴)|(?<![如现当迄古而至于到从自抚距去我昔时及是])今(?={_PUBLIC})|"
        "昨[天日早晨晚夜午](?!本)|(?<!今是)昨(?!非)|(?<![之以目提])前[天晚]|(?<![之以目])前日(?!本)|"
        "(?<![文光黎])明[天晨晚]|(?<![文光])明早(?!期)|明日(?![本中韩美俄方])|(?<![之以先])后天|(?<![应相])当[天日晚夜](?!本|宴)|"
        "(?<!不)同一?[天日](?!本)|(?<![首本每此一二三四两多这])次[日晨](?!本)|翌[日晨](?!本)|第二天(?=[，,早上晚凌清中下])|即日)",
    ),
    "weekday": Head(
        "上下本这周星礼",
        rf"(?<![每逢隔一两二三四五六几数多半整首个{DIGIT}])"
        "(?:(?:上上个?|下下个?|上个?|下个?|(?<!日)本|这个?)(?:周|星期|礼拜)(?:[一二三四五六日天末]|(?![边刊岁年期]))"
        "|(?:周|星期|礼拜)[一二三四五六日天](?!鹅))",
    ),
    "plan": Head(
        f"{QUOTES}十",
        rf"{PLAN_NAME}(?!的?[一-鿿]{{0,4}}?规划(?!期)|纲要)(?:期间|时期|规划期间?|初期?|末期?|期末|开局之年|收官之年|以来)?",
    ),
    "holiday": Head(f"{QUOTES}{_HOLIDAY_FIRSTS}", rf"(?<![{NUMBERS}第]){HOLIDAY}"),
    "years_since": Head(f"近过最这{_NUMERIC}", rf"(?:近|过去|最近|这|{BARE}(?<![数几])){SPACE}{COUNT}{SPACE}多?年多?以?来"),
    "last_years": Head("近过最", rf"(?:(?<![附靠接临])近|过去|最近){SPACE}{COUNT}{SPACE}年(?!之?前)[间里]?{NOT_AFTER_YEAR}"),
    "next_years": Head(
        "未今",
        rf"(?:未来|今后){SPACE}(?:{COUNT}{SPACE}(?:至|到|{DASH}){SPACE})?{COUNT}{SPACE}(?:年[间里内]?{NOT_AFTER_YEAR}|个月[间里内]?|天[之以]?内)",
    ),
    "within_years": Head(
        _NUMERIC,
        rf"(?:(?<=用)|(?<=通过))(?:{COUNT}{SPACE}(?:年{SPACE})?{DASH}{SPACE})?{COUNT}{SPACE}年(?:左右)?的?(?:时间|努力)|(?:{_AIMING}){COUNT}{SPACE}(?:年|个月)[之以]?内"
        rf"|(?<=[，,：:]){COUNT}{SPACE}年[之以]?内(?={_DOING})|(?:(?<=计划)|(?<=力争)|(?<=争取)){COUNT}{SPACE}年(?={_DOING})",
    ),
    "ago": Head(_NUMERIC, rf"{BARE}(?<![第满数几]){COUNT}{SPACE}(?:年|个月|天)[之以]?前(?!{NO_WORD_WITH_BEFORE})"),
    "until_now": Head("至迄", "[至迄]今(?:为止)?(?![年天日晚早晨])"),
    "lunar": Head(
        "农正腊冬大",
        rf"(?:农历)?(?:正|腊|冬)月(?:(?:初|十|廿|二十)[{CHINESE}]|[初二三]十|[初底末])?|农历[{CHINESE}十]+月(?:(?:初|十|廿|二十)[{CHINESE}]|[初二三]十)?",
    ),
    "reign": Head(_REIGN_FIRSTS, rf"(?:{REIGNS})(?:元|{COUNT}){SPACE}年(?:{MONTH}{SPACE}月(?:{DAY}{SPACE}日)?)?"),
    "clock": Head(
        f"凌清半早上中正午下傍晚深夜晨{_ARABIC}",
        rf"(?:(?:{DAY_PART}(?=[{DIGIT}])|(?![早晚夜晨][{CHINESE}十零两]){DAY_PART}){CLOCK}|{BARE}[{DIGIT}]{{1,2}}时[{DIGIT}]{{1,2}}分(?:[{DIGIT}]{{1,2}}秒)?(?![之别])许?)",
    ),
}
"""How an expression may begin, by name; where several match at a place, the first wins."""

_UNIT = r"[ \u00a0\u3000]?[年月日世天季个时多—–―\-－~～至到、和/.]"
_ANCHORS: Final = (
    (_ARABIC, rf"(?<![{DIGIT}.．][{DIGIT}])[{DIGIT}]{{0,3}}{_UNIT}"),
    (NUMBERS, rf"(?<![{NUMBERS}][{NUMBERS}])[{NUMBERS}]{{0,3}}{_UNIT}"),
    ("十", f"[{CHINESE}]五"),
    (QUOTES, f"(?:十[{CHINESE}]五|{HOLIDAY_NAMES})"),
    ("今去明", "(?:[年春夏秋冬]|后两?[年天]|明两)"),
    ("今昨前明", rf"(?:[天日晨晚夜午早]|{SPACE}[（(])"),
    ("昨", ""),
    ("今", f"(?:{_PUBLIC})"),
    ("前后来本上该", "年"),
    ("次翌同当那", "一?[年月天日晨晚夜]"),
    ("大", "[前后][年天]"),
    ("后", "天"),
    ("本上下这", "(?:个?月|[上下]?个?(?:周|星期|礼拜)|个?世纪)"),
    ("上下", "半年"),
    ("周", "[一二三四五六日天]"),
    ("星礼", "[期拜][一二三四五六日天]"),
    ("年", "[初底末终中内]"),
    ("月", "[初底末]"),
    ("全开", "年"),
    ("岁新民第即农元", "(?:末|年伊始|的一年|国|二天|日|历|月)"),
    ("正腊冬", "月"),
    ("至迄", "今"),
    ("近这前头首", rf"{SPACE}[{DIGIT}{NUMBERS}]"),
    ("过最未今", rf"[去近来后]{SPACE}[{DIGIT}{NUMBERS}]"),
    ("第", "[一二三四1-4１-４]个?[季、至和—-]"),
    ("首", "个?季"),
    ("凌清半早上中正午下傍晚深夜晨", rf"[晨上间午后晚夜里]?{SPACE}[{DIGIT}{CHINESE}十零两]"),
)
"""Where a head may stand, cheaply told: a character, and what must follow it. A superset of the places where heads match."""


class Heads:
    """All heads and lexicon words, by the character that they begin with."""

    def __init__(self, vague: Iterable[str], false_friends: Iterable[str]) -> None:
        self._vague = _by_first(vague)
        self._friends = _by_first(false_friends)
        self._patterns: dict[str, re.Pattern[str]] = {}
        followers: defaultdict[str, list[str]] = defaultdict(list)
        for characters, rest in _ANCHORS:
            for character in characters:
                followers[character].append(rest)
        for source in (self._friends, self._vague, _by_first(HOLIDAY_NAMES.split("|")), _by_first(REIGNS.split("|"))):
            for character, words in source.items():
                followers[character] += [re.escape(word[1:]) for word in words]
        # One alternative for each character, because the regular expression engine skips fast to alternatives that begin so.
        self.anchor = re.compile("|".join(f"{character}(?={'|'.join(rests)})" for character, rests in followers.items()))
        """Matches wherever a head may begin, and in more places."""

    def match(self, text: str, position: int) -> re.Match[str] | None:
        """The head at this place; `lastgroup` names it: `not_time` for a false friend, `vague` for a lexicon word."""
        character = text[position : position + 1]
        pattern = self._patterns.get(character)
        if pattern is None:
            pattern = self._patterns[character] = self._pattern(character)
        return pattern.match(text, position)

    def _pattern(self, character: str) -> re.Pattern[str]:
        named = {name: head.pattern for name, head in HEADS.items() if character and character in head.characters}
        for name, words in (("not_time", self._friends), ("vague", self._vague)):
            if character in words:
                named[name] = "|".join(map(re.escape, words[character]))
        order = sorted(named, key=lambda name: name != "not_time")
        return re.compile("|".join(f"(?P<{name}>{named[name]})" for name in order) or "(?!)")


def _by_first(words: Iterable[str]) -> dict[str, list[str]]:
    """Words grouped by their first character, longer ones first."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups[word[0]].append(word)
    return groups
