"""Quantities: what they span, what they are worth, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.spans import Change, Op, Quantity, Span
from dashiji.stages.quantities import find_quantities, is_duration

Stated = tuple[str, str, str, str]


def stated(text: str) -> list[Stated]:
    """Each quantity as (characters, op, value, unit); the bounds of a range joined by `..`."""
    return [(text[q.start : q.end], q.op.value, "..".join(q.value), q.unit) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("带动投资3500亿元", ("3500亿元", "=", "350000000000", "元")),
        ("建设1所示范性托养机构", ("1所", "=", "1", "所")),
        ("满意度为83.3分", ("83.3分", "=", "83.3", "分")),
        ("得了96分", ("96分", "=", "96", "分")),
        ("总产值达4.2万亿元", ("4.2万亿元", "=", "4200000000000", "元")),
        ("覆盖超过340万户", ("超过340万户", ">", "3400000", "户")),
        ("入网用户突破34万用户", ("突破34万用户", ">", "340000", "户")),
        ("国产化率达70%以上", ("70%以上", ">=", "70", "%")),
        ("建成不少于30个", ("不少于30个", ">=", "30", "个")),
        ("规模突破万亿元", ("突破万亿元", ">", "1000000000000", "元")),
        ("近一半来自县城", ("近一半", "~", "50", "%")),
        ("造成至少8人受伤", ("至少8人", ">=", "8", "人")),
        ("误差低于 1%", ("低于 1%", "<", "1", "%")),
        ("300多人参加", ("300多人", ">", "300", "人")),
        ("6000余人报名", ("6000余人", ">", "6000", "人")),
        ("支持 1600 多种语言", ("1600 多种", ">", "1600", "种")),
        ("推出十余款车型", ("十余款", ">", "10", "款")),
        ("占比近20%", ("近20%", "~", "20", "%")),
        ("培育约5000个站点", ("约5000个", "~", "5000", "个")),
        ("收藏1600块石碑", ("1600块", "=", "1600", "块")),
        ("花了50块钱", ("50块钱", "=", "50", "元")),
        ("100个左右的村庄", ("100个左右", "~", "100", "个")),
        ("4.5%至4.75%之间", ("4.5%至4.75%之间", "range", "4.5..4.75", "%")),
        ("最高气温6—10℃", ("6—10℃", "range", "6..10", "℃")),
        ("扶持30到50家", ("30到50家", "range", "30..50", "家")),
        ("补助3至5万元", ("3至5万元", "range", "30000..50000", "元")),
        ("补助5000元至1万元不等", ("5000元至1万元不等", "range", "5000..10000", "元")),
        ("需要七八个人手", ("七八个", "range", "7..8", "个")),
        ("发电1.2亿千瓦时", ("1.2亿千瓦时", "=", "120000000", "千瓦时")),
        ("装机3万千瓦", ("3万千瓦", "=", "30000", "千瓦")),
        ("旅客2.6万人次", ("2.6万人次", "=", "26000", "人次")),
        ("浓度为53微克/立方米", ("53微克/立方米", "=", "53", "微克/立方米")),
        ("流量超过4万立方米每秒", ("超过4万立方米每秒", ">", "40000", "立方米每秒")),
        ("均价3.5万元/平方米", ("3.5万元/平方米", "=", "35000", "元/平方米")),
        ("设计速度120公里/小时以上", ("120公里/小时以上", ">=", "120", "公里/小时")),
        ("收藏32万册/件", ("32万册", "=", "320000", "册")),
        ("入驻3万家每年增收", ("3万家", "=", "30000", "家")),
        ("投资50亿元人民币", ("50亿元人民币", "=", "5000000000", "元")),
        ("耗资约20亿人民币", ("约20亿人民币", "~", "2000000000", "元")),
        ("拨款8亿港币", ("8亿港币", "=", "800000000", "港元")),
        ("融资 3000 万美元", ("3000 万美元", "=", "30000000", "美元")),
        ("融资$1.5亿", ("$1.5亿", "=", "150000000", "美元")),
        ("票价HK$200", ("HK$200", "=", "200", "港元")),
        ("人民币5万元", ("人民币5万元", "=", "50000", "元")),
        ("三成受访者", ("三成", "=", "30", "%")),
        ("超八成企业", ("超八成", ">", "80", "%")),
        ("约八成五的学校", ("约八成五", "~", "85", "%")),
        ("四分之一的耕地", ("四分之一", "=", "25", "%")),
        ("占三分之二", ("三分之二", "=", "66.67", "%")),
        ("误差仅百万分之三", ("百万分之三", "=", "0.0003", "%")),
        ("票价8元5角", ("8元5角", "=", "8.5", "元")),
        ("药价三元六角五分", ("三元六角五分", "=", "3.65", "元")),
        ("融资300万美圆", ("300万美圆", "=", "3000000", "美元")),
        ("供水率达到百分百", ("百分百", "=", "100", "%")),
        ("百分之五的股份", ("百分之五", "=", "5", "%")),
        ("百分之三至百分之五", ("百分之三至百分之五", "range", "3..5", "%")),
        ("过半数学校", ("过半数", ">", "50", "%")),
        ("万亿级市场", ("万亿级", "~", "1000000000000", "元")),
        ("20万吨级码头", ("20万吨级", "~", "200000", "吨")),
        ("零下20℃", ("零下20℃", "=", "-20", "℃")),
        ("收益率为-3.50%", ("-3.50%", "=", "-3.5", "%")),
        ("总参数 30B", ("30B", "=", "30000000000", "")),
        ("支持 1M tokens 上下文", ("1M tokens", "=", "1000000", "tokens")),
        ("数据集含15.5 万条", ("15.5 万条", "=", "155000", "条")),
        ("数据量8.1ZB", ("8.1ZB", "=", "8.1", "ZB")),
        ("服务2.34万老年人", ("2.34万", "=", "23400", "人")),
        ("惠及1800多万人口", ("1800多万人口", ">", "18000000", "人")),
        ("登记146.04余万户", ("146.04余万户", ">", "1460400", "户")),
        ("下载量1.35亿", ("1.35亿", "=", "135000000", "")),
        ("恒指报25,630.5", ("25,630.5", "=", "25630.5", "")),
        ("近1700多万元", ("近1700多万元", "~", "17000000", "元")),
        ("约5亿多亩", ("约5亿多亩", ">", "500000000", "亩")),
        ("耗时两年半", ("两年半", "=", "2.5", "年")),
        ("耗时6个多月", ("6个多月", ">", "6", "个月")),
        ("15个工作日内办结", ("15个工作日内", "<=", "15", "个工作日")),
        ("仅一家企业", ("一家", "=", "1", "家")),
        ("逾130点", ("逾130点", ">", "130", "点")),
        ("１，２００人", ("１，２００人", "=", "1200", "人")),
        ("港铁被罚$800万", ("$800万", "=", "8000000", "元")),
        ("拘捕两、三人", ("两、三人", "range", "2..3", "人")),
        ("图书4、5万册", ("4、5万册", "range", "40000..50000", "册")),
        ("十五六万人", ("十五六万人", "range", "150000..160000", "人")),
        ("百兆瓦时级储能电站", ("百兆瓦时级", "~", "100", "兆瓦时")),
        ("约1200万百姓受益", ("约1200万", "~", "12000000", "")),
        ("吞吐量达2.9亿标箱", ("2.9亿标箱", "=", "290000000", "标箱")),
        ("开行旅客列车6107对。", ("6107对", "=", "6107", "对")),
        ("付费用户 3100万", ("3100万", "=", "31000000", "户")),
        ("技能人才已达273万", ("273万", "=", "2730000", "人")),
        ("3个亿的订单", ("3个亿", "=", "300000000", "")),
    ],
)
def test_reads_one(text: str, quantity: Stated) -> None:
    assert stated(text) == [quantity]


@pytest.mark.parametrize(
    ("text", "span", "change"),
    [
        ("出口同比增长13.6%", "同比增长13.6%", Change.UP),
        ("产量增长了40%", "增长了40%", Change.UP),
        ("占比较上年提高2个百分点", "较上年提高2个百分点", Change.UP),
        ("成本下降超过25%", "下降超过25%", Change.DOWN),
        ("年均增幅达到21.09%", "年均增幅达到21.09%", Change.UP),
        ("降幅为3.2%", "降幅为3.2%", Change.DOWN),
        ("产能翻一番", "翻一番", Change.UP),
        ("装机增长2.7倍", "增长2.7倍", Change.UP),
        ("美联储加息25个基点", "加息25个基点", Change.UP),
        ("以5%的增速扩张", "5%", Change.UP),
        ("里程增长到460万公里", "460万公里", None),
        ("占比提高至35%", "35%", None),
        ("油价为每公升27元", "27元", None),
        ("新增30家门店", "30家", None),
    ],
)
def test_change(text: str, span: str, change: Change | None) -> None:
    (quantity,) = find_quantities(text)
    assert (text[quantity.start : quantity.end], quantity.change) == (span, change)


def test_list_states_its_unit_once() -> None:
    assert stated("分别回落0.2和0.4个百分点") == [("分别回落0.2", "=", "0.2", "个百分点"), ("0.4个百分点", "=", "0.4", "个百分点")]


def test_doubling_counts_in_times() -> None:
    assert [(q.op, q.value, q.unit) for q in find_quantities("专利数约翻了一番，产值翻两番")] == [
        (Op.APPROX, ("2",), "倍"),
        (Op.EQ, ("4",), "倍"),
    ]


def test_change_carries_over_a_list() -> None:
    found = find_quantities("分别增长5%、6%和7.5%，其中8%来自西部")
    assert [q.change for q in found] == [Change.UP, Change.UP, Change.UP, None]


def test_levels_need_no_unit() -> None:
    assert stated("指数从去年的50.4微升到今年上半年的61.5") == [("50.4", "=", "50.4", ""), ("61.5", "=", "61.5", "")]
    assert stated("从 0.809 升至 0.818") == [("0.809", "=", "0.809", ""), ("0.818", "=", "0.818", "")]
    assert stated("由60岁的1.0版改为2.0版") == stated("由60岁")


def test_from_to_is_two_levels() -> None:
    assert stated("从3%到5%") == [("3%", "=", "3", "%"), ("5%", "=", "5", "%")]


@pytest.mark.parametrize(
    "text",
    [
        "陈晓晓夺得女子200米冠军",
        "代表团抵达2026米兰冬奥会",
        "如图1所示，",
        "推进三步走战略",
        "一东一西两翼",
        "一软一硬",
        "打造机器人第一城",
        "实施五大行动",
        "激活千商万店",
        "走进千家万户",
        "支持4/5G通信",
        "建设5G基站",
        "发布Qwen3.5和v2.0",
        "推出GPT-4o",
        "试用3.5 Flash",
        "LFM2-24B-A2B上线",
        "致电010-12345678",
        "2026年1月27日下午3点",
        "2023—2025年",
        "二〇二六年",
        "1—6月",
        "感染H5N1",
        "一些企业和一批项目",
        "一种方法、一项政策、一名学生",
        "一带一路",
        "两会期间两国双方",
        "二十大以来",
        "十四五规划",
        "四中全会",
        "发展三农，两岸交流",
        "百年大计",
        "万一下雨，千万别去",
        "连续第4次夺冠",
        "第三批名单",
        "第3至5名",
        "数十家单位和上百名学员",
        "周三个人展",
        "早上8:30开门",
        "主队3:1取胜",
        "二期工程",
        "启动三级响应",
        "学习“三个代表”",
        "90后青年",
        "一般每千瓦时电价",
        "八部门印发",
        "114年7月",
        "前11个月",
        "最近三星发布会",
        "4K超高清频道",
        "长三角和五角大楼",
        "零部件厂",
        "红十字会",
        "二十四节气",
        "054B型护卫舰和歼-20飞机",
        "千兆用户",
        "这两年那三家",
        "位列第2、3名",
        "51对49",
        "保持两位数增长",
        "六四集会",
        "94至98年",
        "他们二人",
        "台阶",
        "根据基本法158条释法",
        "途经72、73A、73P、74X线",
        "2025全国移民管理机构",
        "会议8时30分开始",
        "全场90分 钟",
    ],
)
def test_reads_none(text: str) -> None:
    assert stated(text) == []


def test_several_in_one_sentence() -> None:
    text = "超1000家企业、100个园区和1000款产品"
    assert [words for words, *_ in stated(text)] == ["超1000家", "100个", "1000款"]


def test_number_is_the_bare_numeral() -> None:
    text = "同比增长超3000 万美元以上"
    (quantity,) = find_quantities(text)
    assert text[quantity.number.start : quantity.number.end] == "3000 万"


def test_masked_regions_yield_nothing() -> None:
    text = "《关于30家企业的通知》提出培育30家企业"
    assert [q.start for q in find_quantities(text, [Span(0, 12)])] == [text.rindex("30")]


def test_a_date_in_the_opening_does_not_hide_the_figure() -> None:
    text = "较去年同期增长32%"
    (quantity,) = find_quantities(text, [Span(1, 5)])
    assert (text[quantity.start : quantity.end], quantity.change) == ("增长32%", Change.UP)


@pytest.mark.parametrize(("text", "duration"), [("为期90天", True), ("两年多", True), ("历时2小时", True), ("共90人", False)])
def test_durations(text: str, duration: bool) -> None:
    (quantity,) = find_quantities(text)
    assert is_duration(quantity) is duration


ALPHABET = (
    "零一二两三四五六七八九十百千万亿0123456789０９.,，、-—:/%％第前超近约"
    "不低于以上下至到多余个人元年月日成分之倍翻番半增长了达同比较“”《》$ABk \n"
)


@given(st.text(ALPHABET, max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_spans_are_sorted_in_range_and_apart(text: str, masks: list[tuple[int, int]]) -> None:
    masked = [Span(start, end) for start, end in masks]
    found = find_quantities(text, masked)
    end = 0
    for quantity in found:
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.start <= quantity.number.start < quantity.number.end <= quantity.end
        assert len(quantity.value) == (2 if quantity.op is Op.RANGE else 1)
        assert all(mask.end <= quantity.start or quantity.end <= mask.start for mask in masked if mask.start < mask.end)
        end = quantity.end


@given(st.integers(0, 10**9), st.sampled_from(["家", "元", "公里", "%", "个"]), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_value_is_exact(number: int, unit: str, multiplier: tuple[str, int]) -> None:
    name, factor = multiplier
    found: list[Quantity] = find_quantities(f"共有{number}{name}{unit}。")
    assert [(q.value, q.unit) for q in found] == [((str(number * factor),), unit)]


@pytest.mark.parametrize(
    "text", ["增长3%、" * 50_000, "1" * 200_000, "一" * 200_000, "1,234" * 50_000, "百分之" * 60_000, "1万" * 90_000, "近" * 200_000]
)
def test_long_runs_are_read_to_the_end(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
