"""Expressions of time: what is found, how far it reaches, what it resolves to."""

from datetime import date

import pytest

from dashiji.spans import Basis, Mod, Span, Time
from dashiji.stages.times import find_times, granularity

PUBLISHED = "2026-03-02"
"""A Monday; the date of every article that names no other."""


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """Texts and values of all expressions."""
    times = find_times(text, date.fromisoformat(published) if published else None)
    return [(text[time.start : time.end], time.value) for time in times]


def only(text: str, published: str | None = PUBLISHED) -> Time:
    """The one expression of the text."""
    (time,) = find_times(text, date.fromisoformat(published) if published else None)
    return time


@pytest.mark.parametrize(
    ("published", "text", "mention", "value"),
    [
        ("2025-11-26", "展会于2026年1月27日开幕", "2026年1月27日", "2026-01-27"),
        ("2025-11-26", "展会于２０２６年１月２７日开幕", "２０２６年１月２７日", "2026-01-27"),
        ("2026-01-03", "去年12月28日，工厂投产", "去年12月28日", "2025-12-28"),
        ("2026-03-02", "今年底前首星下线", "今年底前", "2026"),
        ("2026-03-02", "今年底前所有站点建成", "今年底前", "2026"),
        ("2026-03-02", "用3年时间建成百座站", "3年时间", "2029"),
        ("2026-03-02", "通过3年左右时间建成百座站", "3年左右时间", "2029"),
        ("2026-03-02", "通过5年努力，建成百座站", "5年努力", "2031"),
        ("2026-03-02", "用3到5年时间建成百座站", "3到5年时间", "2031"),
        ("2026-03-02", "用三至五年时间建成百座站", "三至五年时间", "2031"),
        ("2026-01-03", "12月28日，工厂投产", "12月28日", "2025-12-28"),
        ("2020-11-05", "办法12月1日起施行", "12月1日", "2020-12-01"),
        ("2025-11-26", "25日上午，大桥通车", "25日上午", "2025-11-25"),
        ("2026-02-26", "模型于 3月 4日 上线", "3月 4日", "2026-03-04"),
        ("2022-11-22", "昨天（11月21日），新增五例", "昨天（11月21日）", "2022-11-21"),
        ("2022-11-22", "案件今在海滨法院续审", "今", "2022-11-22"),
        ("2023-12-16", "1—11月，出口增长", "1—11月", "2023-01/2023-11"),
        ("2022-02-25", "114年7月起实施", "114年7月", "2025-07"),
        ("2026-12-28", "1月5日，大桥通车", "1月5日", "2027-01-05"),
        ("2026-03-02", "大桥将于12月28日通车", "12月28日", "2026-12-28"),
        ("2026-03-29", "机构下调预期\n28日，机构发布报告", "28日", "2026-03-28"),
        ("2025-12-02", "第三季度营收回升", "第三季度", "2025-Q3"),
        ("2026-07-20", "上半年用电量回升", "上半年", "2026-H1"),
        ("2025-11-02", "前三季度出口增长", "前三季度", "2025-01/2025-09"),
        ("2025-11-02", "前10个月出口增长", "前10个月", "2025-01/2025-10"),
    ],
)
def test_one_mention(published: str, text: str, mention: str, value: str) -> None:
    assert found(text, published) == [(mention, value)]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2025-01-17", "2024年产值增长5%，二季度增长4%", "2024-Q2"),
        ("2025-01-17", "2024年产值增长5%，将于4月扩建", "2025-04"),
        ("2025-06-17", "2024年产值增长5%，8月扩建", "2025-08"),
    ],
)
def test_months_still_to_come_are_last_years_where_that_is_told_of(published: str, text: str, value: str) -> None:
    assert found(text, published)[-1][1] == value


@pytest.mark.parametrize(
    ("mention", "value"),
    [
        ("2026年3月1日", "2026-03-01"),
        ("2026-03-01", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("2026.3.1", "2026-03-01"),
        ("1784-03-01", "1784-03-01"),
        ("二〇二六年三月一日", "2026-03-01"),
        ("3月1日", "2026-03-01"),
        ("三月一日", "2026-03-01"),
        ("二月廿八日", "2026-02-28"),
        ("3月1日晚", "2026-03-01"),
        ("3月1日零时", "2026-03-01"),
        ("2026年3月1日上午9时30分", "2026-03-01"),
        ("25日", "2026-02-25"),
        ("2026年3月", "2026-03"),
        ("26年3月", "2026-03"),
        ("3月份", "2026-03"),
        ("明年3月", "2027-03"),
        ("2026年第一季度", "2026-Q1"),
        ("2026年1季度", "2026-Q1"),
        ("2026年Q1", "2026-Q1"),
        ("今年二季度", "2026-Q2"),
        ("去年四季度", "2025-Q4"),
        ("一季度", "2026-Q1"),
        ("2025年上半年", "2025-H1"),
        ("去年下半年", "2025-H2"),
        ("去年后半年", "2025-H2"),
        ("2025年", "2025"),
        ("2025年度", "2025"),
        ("2025年全年", "2025"),
        ("二〇二六年", "2026"),
        ("二零二六年", "2026"),
        ("一九九八年", "1998"),
        ("90年代", "1990/1999"),
        ("上世纪80年代", "1980/1989"),
    ],
)
def test_periods_of_the_calendar(mention: str, value: str) -> None:
    assert found(f"合作社{mention}，产量稳定") == [(mention, value)]


@pytest.mark.parametrize(
    ("mention", "value"),
    [
        ("今天", "2026-03-02"),
        ("今天上午", "2026-03-02"),
        ("昨日", "2026-03-01"),
        ("前天", "2026-02-28"),
        ("明天", "2026-03-03"),
        ("后天", "2026-03-04"),
        ("周日", "2026-03-01"),
        ("上周五", "2026-02-27"),
        ("上上个周五", "2026-02-20"),
        ("2月29日", "2024-02-29"),
        ("下周一", "2026-03-09"),
        ("本周", "2026-03-02/2026-03-08"),
        ("本月", "2026-03"),
        ("上个月", "2026-02"),
        ("下月", "2026-04"),
        ("今年", "2026"),
        ("去年", "2025"),
        ("前年", "2024"),
        ("明年", "2027"),
        ("去年同期", "2025"),
        ("今年以来", "2026"),
        ("今年前两个月", "2026-01/2026-02"),
        ("去年前三季度", "2025-01/2025-09"),
        ("元旦", "2026-01-01"),
        ("3个月前", "2025-12"),
        ("二十年前", "2006"),
        ("近三年", "2023/2026"),
        ("过去五年", "2021/2026"),
        ("未来三到五年", "2031"),
        ("未来40天内", "2026-04-11"),
        ("今明两年", "2026/2027"),
        ("新的一年", "2026"),
    ],
)
def test_counted_from_the_date_of_the_article(mention: str, value: str) -> None:
    time = only(f"{mention}，水库蓄水")
    assert (time.start, time.end, time.value, time.basis) == (0, len(mention), value, Basis.PUBLISHED)


def test_in_december_the_new_year_is_the_next() -> None:
    assert only("新的一年，海滨市扩大灌区", "2025-12-30").value == "2026"


def test_today_in_one_character_only_before_a_start() -> None:
    assert found("《公园条例》今起施行") == [("今", "2026-03-02")]
    assert found("古今起落，今不如昔") == []


@pytest.mark.parametrize(
    ("mention", "value"),
    [
        ("2023年至2027年", "2023/2027"),
        ("2023—2027年", "2023/2027"),
        ("2023-2027年", "2023/2027"),
        ("二〇二六至二〇三〇年", "2026/2030"),
        ("2024年和2025年", "2024/2025"),
        ("2025年10月至2026年2月", "2025-10/2026-02"),
        ("2025年11月至次年3月", "2025-11/2026-03"),
        ("12月至次年2月", "2025-12/2026-02"),
        ("1至2月", "2026-01/2026-02"),
        ("1—2月份", "2026-01/2026-02"),
        ("一月到二月", "2026-01/2026-02"),
        ("去年1—11月", "2025-01/2025-11"),
        ("2025年前11个月", "2025-01/2025-11"),
        ("第二、三季度", "2025-Q2/2025-Q3"),
        ("2月和4月之间", "2026-02/2026-04"),
        ("2021年与2024年间", "2021/2024"),
        ("11月和次年2月之间", "2025-11/2026-02"),
        ("3月10日至15日", "2026-03-10/2026-03-15"),
        ("3月10日至4月2日", "2026-03-10/2026-04-02"),
        ("12月30日至次年1月2日", "2025-12-30/2026-01-02"),
        ("2026年3月1日至5日", "2026-03-01/2026-03-05"),
    ],
)
def test_ranges(mention: str, value: str) -> None:
    assert found(f"{mention}，航线停飞") == [(mention, value)]


@pytest.mark.parametrize(
    ("text", "mention", "value", "mod"),
    [
        ("十四五期间，水质改善", "十四五期间", "2021/2025", None),
        ("“十四五”期间，水质改善", "“十四五”期间", "2021/2025", None),
        ("“十五五”时期，水质改善", "“十五五”时期", "2026/2030", None),
        ("“十四五”以来，水质改善", "“十四五”以来", "2021/2026", None),
        ("“十五五”开局之年，水质改善", "“十五五”开局之年", "2026", None),
        ("“十三五”末，水质改善", "“十三五”末", "2020", Mod.END),
        ("“十四五”初，水质改善", "“十四五”初", "2021", Mod.START),
        ("十二五，水质改善", "十二五", "2011/2015", None),
    ],
)
def test_five_year_plans(text: str, mention: str, value: str, mod: Mod | None) -> None:
    time = only(text)
    assert (text[time.start : time.end], time.value, time.mod, time.basis) == (mention, value, mod, Basis.EXPLICIT)


@pytest.mark.parametrize(
    ("mention", "value"),
    [
        ("民国115年1月", "2026-01"),
        ("民国113年", "2024"),
        ("民国一百一十五年", "2026"),
        ("民国三十八年", "1949"),
        ("114年7月1日", "2025-07-01"),
        ("114年底", "2025"),
        ("113年第二季", "2024-Q2"),
    ],
)
def test_years_of_the_republic(mention: str, value: str) -> None:
    assert found(f"补助{mention}，逐步发放") == [(mention, value)]


@pytest.mark.parametrize(
    ("mention", "value", "mod"),
    [
        ("年初", "2026", Mod.START),
        ("今年年初", "2026", Mod.START),
        ("2026年初", "2026", Mod.START),
        ("2026年年中", "2026", Mod.MID),
        ("今年年底", "2026", Mod.END),
        ("2026年末", "2026", Mod.END),
        ("去年底", "2025", Mod.END),
        ("3月上旬", "2026-03", Mod.START),
        ("3月中旬", "2026-03", Mod.MID),
        ("2月下旬", "2026-02", Mod.END),
        ("本月初", "2026-03", Mod.START),
        ("上月底", "2026-02", Mod.END),
        ("2026年一季度末", "2026-Q1", Mod.END),
        ("20世纪90年代初", "1990/1999", Mod.START),
        ("本世纪中叶", "2001/2100", Mod.MID),
        ("2025年左右", "2025", Mod.APPROX),
        ("3月前后", "2026-03", Mod.APPROX),
        ("6月之后", "2026-06", Mod.AFTER),
        ("2030年前", "2030", Mod.BEFORE),
    ],
)
def test_parts_of_a_period(mention: str, value: str, mod: Mod) -> None:
    time = only(f"{mention}，渔船归港")
    assert (time.start, time.end, time.value, time.mod) == (0, len(mention), value, mod)


@pytest.mark.parametrize(
    ("text", "mention", "deadline"),
    [
        ("到2027年，覆盖率达标", "2027年", True),
        ("到2027年底，覆盖率达标", "2027年底", True),
        ("至2035年建成", "2035年", True),
        ("2030年前建成", "2030年前", True),
        ("2028年以前建成", "2028年以前", True),
        ("今年6月底前完成", "今年6月底前", True),
        ("7月1日或之前交件", "7月1日或之前", True),
        ("年内完工", "年内", True),
        ("未来三年建成", "未来三年", True),
        ("计划在三年内建成", "三年内", True),
        ("未来两个月内撤离", "未来两个月内", True),
        ("未来三到五年建成", "未来三到五年", True),
        ("未来40天内办展", "未来40天内", True),
        ("力争3年培训一千人", "3年", True),
        ("到“十五五”末建成", "“十五五”末", True),
        ("2027年建成", "2027年", False),
        ("截至2025年底，已有三处", "2025年底", False),
        ("看到2025年的成绩", "2025年", False),
        ("直到2025年才完工", "2025年", False),
        ("从300株提高到今年的500株", "今年", False),
        ("3月10日至15日停航", "3月10日至15日", False),
        ("12月至次年2月停航", "12月至次年2月", False),
    ],
)
def test_deadlines(text: str, mention: str, deadline: bool) -> None:
    time = only(text)
    assert (text[time.start : time.end], time.deadline) == (mention, deadline)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("办法自2026年5月1日起施行", True),
        ("办法5月1日起施行", True),
        ("2018年以来，渔获减少", True),
        ("今年以来，渔获减少", True),
        ("2018年，渔获减少", False),
        ("办法5月1日施行", False),
    ],
)
def test_open_periods(text: str, since: bool) -> None:
    assert only(text).since is since


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("3月1日、3日和5日开放", [("3月1日", "2026-03-01"), ("3日", "2026-03-03"), ("5日", "2026-03-05")]),
        ("5日、9日和12日开放", [("5日", "2026-03-05"), ("9日", "2026-03-09"), ("12日", "2026-03-12")]),
        ("3月5日、4月9日开放", [("3月5日", "2026-03-05"), ("4月9日", "2026-04-09")]),
        ("3月1日、2日开放", [("3月1日、2日", "2026-03-01/2026-03-02")]),
        ("1月、2月和3月开放", [("1月", "2026-01"), ("2月", "2026-02"), ("3月", "2026-03")]),
        ("2024年1月、3月和5月开放", [("2024年1月", "2024-01"), ("3月", "2024-03"), ("5月", "2024-05")]),
        ("2023年、2024年、2025年开放", [("2023年", "2023"), ("2024年", "2024"), ("2025年", "2025")]),
        ("2027年试点，2030年推开", [("2027年", "2027"), ("2030年", "2030")]),
    ],
)
def test_lists(text: str, times: list[tuple[str, str]]) -> None:
    assert found(text) == times


@pytest.mark.parametrize(
    ("published", "text", "value", "basis"),
    [
        (PUBLISHED, "2025年12月1日开馆", "2025-12-01", Basis.EXPLICIT),
        (PUBLISHED, "12月1日开馆", "2025-12-01", Basis.PUBLISHED),
        (PUBLISHED, "3月1日开工，次日停工", "2026-03-02", Basis.CONTEXT),
        (PUBLISHED, "3月1日开工，当天停工", "2026-03-01", Basis.CONTEXT),
        (PUBLISHED, "2025年5月开工，同年10月完工", "2025-10", Basis.CONTEXT),
        (PUBLISHED, "2019年开工，翌年完工", "2020", Basis.CONTEXT),
        (PUBLISHED, "1998年6月3日开工，10月完工", "1998-10", Basis.CONTEXT),
        (None, "2024年开工，5月完工", "2024-05", Basis.CONTEXT),
        (None, "2024年5月6日开工，今年底完工", "2024", Basis.CONTEXT),
        (PUBLISHED, "2025年开工，全年生产", "2025", Basis.CONTEXT),
        (PUBLISHED, "2023年开工，全年生产", "2026", Basis.PUBLISHED),
        (None, "今天（2024年11月4日）开工，昨天验收", "2024-11-03", Basis.CONTEXT),
        (None, "5月6日开工", None, None),
        (None, "今天开工", None, None),
        (None, "去年开工", None, None),
        (None, "上周五开工", None, None),
        (PUBLISHED, "近日开工", None, None),
        (PUBLISHED, "近年来开工不足", None, None),
        (PUBLISHED, "截至目前尚未开工", None, None),
        (PUBLISHED, "每年5月1日开工", None, None),
        (PUBLISHED, "2月30日开工", None, None),
        (PUBLISHED, "乾隆21年3月开工", None, None),
        (PUBLISHED, "光绪三年五月六日开工", None, None),
    ],
)
def test_what_is_left_out_comes_from_the_article_or_stays_open(
    published: str | None, text: str, value: str | None, basis: Basis | None
) -> None:
    last = find_times(text, date.fromisoformat(published) if published else None)[-1]
    assert (last.value, last.basis) == (value, basis)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("2025年货物进出口回升", "2025年"),
        ("2025年报名人数回升", "2025年"),
        ("2026年老旧小区改造提速", "2026年"),
        ("2025年代表团来访", "2025年"),
        ("今年会发布新版", "今年"),
        ("去年会议不多", "去年"),
    ],
)
def test_a_word_may_begin_right_after_the_year(text: str, mention: str) -> None:
    assert found(text) == [(mention, only(text).value)]


@pytest.mark.parametrize(
    "text",
    [
        "2025年会落幕",
        "2025年货上架",
        "今年轻人更爱骑行",
        "他与父亲同年代不同",
        "成效体现在三个方面",
        "考古队发现在册文物",
        "今日头条推送了消息",
        "抚今追昔在海滨举行",
        "项目前期投入不小",
        "三月街上人来人往",
        "“十五五”规划正在编制",
        "为期3天",
        "5日内答复",
        "企业开办1日办结",
        "连续3日降雨",
        "第3日比赛",
        "3日游线路",
        "距今800年",
        "孩子8.5岁",
        "编号12345年",
        "他3年未归",
        "计划3年期贷款",
        "未来三天有雨",
        "每月最后一个星期五休馆",
        "每年年底盘点",
        "项目投产后年发电超10亿度",
        "建成后年均接待百万人次",
    ],
)
def test_no_time(text: str) -> None:
    assert found(text) == []


def test_masked_regions_hold_no_time() -> None:
    text = "《城市更新2026年行动方案》于3月1日发布"
    assert [text[t.start : t.end] for t in find_times(text, date(2026, 3, 2), [Span(0, 14)])] == ["3月1日"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026", "year"),
        ("2026-01", "month"),
        ("2026-01-27", "day"),
        ("2026-Q1", "quarter"),
        ("2026-H1", "half"),
        ("2023/2027", "interval"),
        (None, None),
        ("soon", None),
    ],
)
def test_granularity(value: str | None, expected: str | None) -> None:
    assert granularity(value) == expected
