"""Rules over chunks: how a sentence is laid open, what clauses hand on, and how a trigger's event is told."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.article import Article
from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.records import Record
from dashiji.spans import Span
from dashiji.stages.match.reading import LONGEST, Reading, portions

Chunks = Sequence[tuple[str, str]]


def chunks_of(*pieces: tuple[str, str]) -> list[Chunk]:
    """Chunks that follow one another: kind and text of each."""
    found, at = [], 0
    for kind, text in pieces:
        found.append(Chunk(at, at + len(text), ChunkKind(kind), text, Span(at, at + len(text))))
        at += len(text)
    return found


SENTENCE = chunks_of(
    *(("preposition", "在"), ("place", "海滨"), ("break", "，"), ("organization", "星河公司"), ("preposition", "联合")),
    *(("organization", "临江大学"), ("conjunction", "、"), ("agency", "数据局"), ("preposition", "向"), ("noun", "公众")),
    *(("conjunction", "和"), ("noun", "企业"), ("verb", "发布"), ("product", "模型")),
)


class TestReading:
    def test_breaks_part_clauses(self) -> None:
        assert Reading(SENTENCE).clauses == [range(2), range(3, 14)]

    @pytest.mark.parametrize(("at", "governor"), [(1, 0), (3, None), (5, None), (7, None), (9, 8), (11, 8), (13, None)])
    def test_prepositions_govern_through_coordination(self, at: int, governor: int | None) -> None:
        assert Reading(SENTENCE).governor(at) == governor

    @pytest.mark.parametrize(("at", "together"), [(1, [1]), (3, [3, 5, 7]), (5, [3, 5, 7]), (9, [9, 11]), (13, [13])])
    def test_what_is_coordinated(self, at: int, together: list[int]) -> None:
        assert Reading(SENTENCE).coordinated(at) == together

    def test_a_walk_passes_over_prepositional_phrases(self) -> None:
        assert [SENTENCE[at].text for at in Reading(SENTENCE).leftward(12, sentence=False)][:2] == ["数据局", "、"]

    @pytest.mark.parametrize("kinds", [frozenset({ChunkKind.OTHER}), NOMINAL | {ChunkKind.OTHER}])
    def test_a_pronoun_may_be_the_subject(self, extractor: Any, kinds: frozenset[ChunkKind]) -> None:
        reading = Reading(extractor.explain(Article("made", "", "他随后在港口发布条例。", date(2026, 3, 5))).sentences[0].chunks)
        assert reading.subject(reading.clauses[0], kinds) == 0

    def test_the_subject_stands_before_the_verb(self) -> None:
        reading = Reading(SENTENCE)
        kinds = frozenset((ChunkKind.ORGANIZATION, ChunkKind.PRODUCT, ChunkKind.PLACE))
        assert reading.subject(reading.clauses[1], kinds) == 3
        assert reading.subject(reading.clauses[0], kinds) is None

    @given(st.lists(st.sampled_from([("noun", "甲"), ("break", "，"), ("verb", "成立")]), max_size=3 * LONGEST))
    def test_portions_are_the_sentence(self, pieces: Chunks) -> None:
        chunks = chunks_of(*pieces)
        parts = list(portions(chunks))
        assert [chunk for part in parts for chunk in part] == chunks
        assert all(len(part) <= LONGEST for part in parts)


def read(extractor: Any, text: str) -> list[Record]:
    records: list[Record] = extractor.extract(Article("a", text, published=date(2026, 3, 6)))
    return records


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("海滨市成立数据局。", "happened"),
        ("海滨市将成立数据局。", "planned"),
        ("海滨市拟于今年成立数据局。", "planned"),
        ("海滨市计划成立数据局。", "planned"),
        ("警方会成立调查小组。", "planned"),
        ("临江市同意在海滨市设立数据局。", "planned"),
        ("海滨市和临江市已就成立联合委员会达成一致。", "planned"),
        ("海滨市2027年成立数据局。", "planned"),
        ("海滨市将推动数字转型，培育人才，并成立数据局。", "planned"),
        ("海滨市1998年决定成立数据局。", "happened"),
        ("团体表示支持成立独立调查委员会。", "proposed"),
        ("有关成立独立调查委员会，林一舟未作评论。", "proposed"),
        ("学者认为理应成立独立调查委员会。", "proposed"),
        ("团体强烈要求政府正视问题，成立独立调查委员会。", "proposed"),
        ("团体提出五大诉求：撤回草案、撤销指控、成立独立调查委员会。", "proposed"),
        ("团体重申五大诉求，包括成立独立调查委员会。", "proposed"),
        ("团体的诉求如下：\n一、撤回草案\n二、成立独立调查委员会", "proposed"),
        ("今年的工作如下：\n一、修订草案\n二、成立独立调查委员会", "happened"),
        ("警方撤销了旧规、成立调查小组。", "happened"),
        ("临江市愿继续扩大合作，在海滨市设立数据局。", "planned"),
        ("未来三年海滨市推出服务，在临江设立数据局。", "planned"),
        ("多名学者提出，成立独立调查委员会。", "proposed"),
        ("团体呼吁着手组建独立调查委员会。", "proposed"),
        ("团体要求新成立的数据局检视旧规。", "happened"),
        ("海滨市将其列入规划，设立数据局。", "happened"),
        ("团体的立场\n1. 要求当局回应诉求\n2. 成立独立调查委员会", "proposed"),
        ("报章认为要成立独立调查委员会。", "proposed"),
        ("成立独立调查委员会有助于平息事件。", "proposed"),
        ("海滨市政府决定“成立数据局，统筹资源”。", "planned"),
        ("海滨市机构改革主要包括：组建数据局。整合职能。", "planned"),
        ("海滨市将举办论坛。成立数据局，推动合作。", "planned"),
        ("海滨市举办了论坛。成立数据局，推动合作。", "happened"),
        ("团体要求当局回应会否将事件定性，并成立独立调查委员会。", "proposed"),
        ("林一舟列举多项建树，如成立廉政公署、兴建医院等。", "happened"),
        ("议员建议海滨市成立数据局。", "proposed"),
        ("海滨市考虑成立数据局。", "proposed"),
        ("海滨市没有成立数据局。", "negated"),
        ("海滨市尚未成立数据局。", "negated"),
        ("海滨市已成立数据局。", "happened"),
        ("海滨市成立了数据局。", "happened"),
        ("海滨市不仅成立数据局。", "happened"),
        ("海滨市制定三年行动计划，成立数据局。", "happened"),
    ],
)
def test_how_an_event_is_told(extractor: Any, text: str, status: str) -> None:
    (record,) = [record for record in read(extractor, text) if record.type == "agency_founded"]
    assert record.status == status


@pytest.mark.parametrize(
    "text",
    ["法庭裁定罪名成立。", "公司股票挂牌交易。", "气象台发布暴雨预警。", "国产科幻片推出预告片。", "线上线下同步销售。", "通过协商解决。"],
)
def test_words_that_only_look_like_triggers(extractor: Any, text: str) -> None:
    assert read(extractor, text) == []


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("海滨市成立数据局、海洋局。", ["数据局", "海洋局"]),
        ("财政部印发《数据管理办法》和《资产管理办法》。", ["数据管理办法", "资产管理办法"]),
        ("星河公司发布大模型“玄鸟”和机器人“灵犀”。", ["玄鸟", "灵犀"]),
    ],
)
def test_coordination_makes_several_records(extractor: Any, text: str, anchors: list[str]) -> None:
    assert [record.anchor.text for record in read(extractor, text)] == anchors


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("海滨市成立数据安全委员会。", ["agency_founded"]),
        ("星河公司成立数据安全委员会。", ["organization_founded"]),
        ("临海新区成立行政审批局。", ["agency_founded"]),
        ("海滨市数据安全委员会成立大会举行。星河公司成立数据安全委员会。", ["organization_founded"]),
    ],
)
def test_what_an_organization_founds_is_no_agency(extractor: Any, text: str, made: list[str]) -> None:
    assert [record.type for record in read(extractor, text)] == made


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("新成立的数据局、海洋局参加了会议。", ["数据局"]),
        ("临江大学创办了海滨学院、星河大学在海滨市设立了海洋学院。", ["海滨学院", "海洋学院"]),
        ("海滨市创建了先进的管理制度、扩建了临江的星河研究院。", []),
        ("歌剧《春潮》首演 海滨市艺术研究院揭牌。", ["海滨市艺术研究院"]),
    ],
)
def test_how_far_an_object_reaches(extractor: Any, text: str, anchors: list[str]) -> None:
    assert [record.anchor.text for record in read(extractor, text)] == anchors


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025年3月，海滨市推动改革，成立数据局。", ["2025-03"]),
        ("海滨市今年继续推动改革，成立数据局。", ["2026"]),
        ("为落实2024年的工作方案，海滨市成立数据局。", []),
    ],
)
def test_times_of_other_clauses_stand_before_their_verb(extractor: Any, text: str, value: list[str]) -> None:
    (record,) = read(extractor, text)
    assert [date.value for date in record.arguments.get("date", ())] == value


def test_a_quantity_belongs_to_one_record(extractor: Any) -> None:
    records = read(extractor, "到2027年，海滨市数据产业规模达到500亿元。")
    assert [record.type for record in records] == ["target_set"]


def figures(extractor: Any, text: str, role: str = "metric") -> list[tuple[str, str]]:
    """Each metric record as (texts of the role, quantity)."""
    records = [record for record in read(extractor, text) if record.type == "metric_reported"]
    return [("/".join(v.text for v in record.arguments.get(role, ())), record.arguments["quantity"][0].text) for record in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海滨市用电量达30亿千瓦时，同比增长5%。", [("海滨市用电量", "30亿千瓦时"), ("海滨市用电量", "同比增长5%")]),
        ("海滨市建成公园12个、学校30所。", [("公园", "12个"), ("学校", "30所")]),
        ("海滨市铁路、公路客运量分别增长5%和6%。", [("海滨市铁路", "分别增长5%"), ("公路客运量", "6%")]),
        ("海滨市用电量达30亿千瓦时，有50家企业参观。", [("海滨市用电量", "30亿千瓦时"), ("企业", "50家")]),
        ("海滨市设立百亿级基金。", []),
        ("海滨股市劲扬3％，临江指数微跌1％。", [("海滨股市", "劲扬3％"), ("临江指数", "微跌1％")]),
        ("补贴兑现率达95%，补贴申领率达到90%。", [("补贴兑现率", "95%"), ("补贴申领率", "90%")]),
        ("若收集到10万人签名，议会须要辩论。", []),
        ("海滨队近日取得6胜。", []),
        ("4B 模型在手机上运行。", []),
        ("该模式将执行速度提升了约40%。", [("执行速度", "提升了约40%")]),
        ("该模式将执行速度提升约40%。", []),
        ("23条立法尚未开始。", []),
        ("海滨市数据局对7起违规的典型问题进行通报。", []),
        ("海滨市公布40家旅游街区名单。", []),
        ("贸易逆差激增141亿元，达到创纪录的1620亿元。", [("贸易逆差", "激增141亿元"), ("贸易逆差", "1620亿元")]),
        ("今年发电量超50亿度，气温达30度。", [("发电量", "超50亿度")]),
        ("在海滨湿地越冬的候鸟已达2800只，比去年增加230只。", [("海滨湿地越冬的候鸟", "2800只"), ("海滨湿地越冬的候鸟", "增加230只")]),
        ("业务活动预期指数为56%。", [("业务活动预期指数", "56%")]),
        ("海滨市监测到鱼类344种，受理举报1200件。", [("鱼类", "344种"), ("受理举报", "1200件")]),
        ("约500名代表出席，记者200人旁听。", [("代表", "约500名"), ("旁听", "200人")]),
        ("今年和明年的收入目标分别为 300 亿元和 620 亿元。", []),
        ("会上有两名专家、3位代表发言。", []),
        ("海滨市500千伏输电工程投运，4米高的彩灯点亮。", []),
        ("列车驶过海拔3300米的高原。", []),
        ("风电装机突破500万千瓦大关。", [("风电装机", "突破500万千瓦")]),
        ("粮食产量首次迈上5000万斤的新台阶。", [("粮食产量", "5000万斤")]),
        ("海滨市持续采用8K技术。", []),
        ("星河公司完成5亿美元融资。", [("融资", "5亿美元")]),
        ("海滨龙舟节已完成超过四分之三的比赛项目。", [("比赛项目", "超过四分之三")]),
        ("海滨市建成9座10公里以上的隧道，发生100多次5级以上余震。", [("隧道", "9座"), ("余震", "100多次")]),
        ("山火造成30人死亡、近100栋房屋被烧。", [("死亡", "30人"), ("房屋", "近100栋")]),
        ("月球在28亿年前仍有火山活动。", []),
        ("海滨市968公里新线投入运营。", [("新线", "968公里")]),
        ("海滨市约36万户受到影响，21人遭到逮捕。", [("影响", "约36万户"), ("逮捕", "21人")]),
    ],
)
def test_what_a_figure_measures(extractor: Any, text: str, expected: list[tuple[str, str]]) -> None:
    assert figures(extractor, text) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("海滨市发布工业数据", "大家十分高兴。\n用电量达30亿千瓦时。", ["海滨市"]),
        ("海滨市发布工业数据", "临江市成立数据局。用电量达30亿千瓦时。", ["临江市"]),
        ("", "海滨市发展工业。\n用电量达30亿千瓦时。", [""]),
        ("联播快讯", "海滨市用电量增长5%\n记者今天看到，用电量增长5%。\n大桥通车\n记者今天看到，车辆达30万辆。", ["海滨市", ""]),
        ("玄穹公司发布 SeaMind 2 模型", "玄穹公司发布模型，准确率提升11%。", ["SeaMind 2 模型"]),
        ("玄穹公司发布 SeaMind 2 模型", "该模型准确率提升11%。", ["SeaMind 2 模型"]),
        ("玄穹公司去年收入增长", "该公司收入30亿元。", ["玄穹公司"]),
        ("玄穹公司发布 SeaMind 2 模型", "玄穹公司去年收入30亿元。", ["玄穹公司"]),
    ],
)
def test_whom_the_headline_is_about(extractor: Any, title: str, text: str, expected: list[str]) -> None:
    records = extractor.extract(Article("a", text, title=title, published=date(2026, 3, 6)))
    figures = [record for record in records if record.type == "metric_reported"]
    assert ["/".join(value.text for value in record.arguments.get("subject", ())) for record in figures] == expected


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("海关总署公布数据，今年1月海滨市出口额达5亿元。", "source", ["海关总署"]),
        ("海关总署公布数据，今年1月海滨市出口额达5亿元。", "subject", ["海滨市"]),
        ("据海关总署统计，进口额达3亿元。\n港口繁忙。\n车队出发。\n天气晴朗。\n出口额达5亿元。", "source", ["海关总署", "海关总署"]),
        ("据海关总署统计，进口额达3亿元。\n港口繁忙。\n车队出发。\n天气晴朗。\n工人休息。\n出口额达5亿元。", "source", ["海关总署", ""]),
        ("据海关总署统计，海滨市进口额达3亿元。\n市长林一舟表示，海滨市出口额达5亿元。", "source", ["海关总署", "林一舟"]),
        ("据海关总署统计，海滨市进口额达3亿元。市长林一舟表示欢迎。海滨市出口额达5亿元。", "source", ["海关总署", ""]),
        ("第九届海滨博览会5日开幕。来自40个国家的500家企业参展。", "period", ["5日", "5日"]),
        ("据统计局数据，1至2月，市场平稳运行。销售收入达5亿元。", "period", ["1至2月"]),
        ("据统计局数据，2025年1至2月，市场平稳运行。销售收入达5亿元。", "period", [""]),
        ("据统计局数据，2月份，市场平稳运行。天气好。外贸回升。销售收入达5亿元。", "period", ["2月份"]),
        ("1月份，渔业利润由去年全年亏减转为增长9%。", "period", ["1月份"]),
        ("海滨国防空系统在甲州等6个州击落70架无人机。", "subject", ["海滨国防空系统", "海滨国防空系统"]),
        ("据统计局数据，春节假期，市场平稳运行。销售收入达5亿元。", "period", ["春节假期"]),
        ("海滨市、临江市等20个示范区开工。", "subject", [""]),
        ("第九届海滨博览会5日开幕。来自全国各地的500家企业参展。", "subject", ["海滨博览会"]),
        ("交通局表示，89%的临江人认为票价过高。", "subject", ["临江人"]),
        ("89%的临江人认为票价过高。", "subject", ["临江人"]),
        ("海滨市带来低于2%的临江人。", "subject", ["海滨市"]),
        ("电影《潮声》票房超11亿元。", "subject", ["电影《潮声》"]),
        ("约200名居民入住酒店，另有600名居民入住学校。", "subject", ["", ""]),
        ("玄鸟模型的计算量约为白虎模型的两倍。", "subject", ["玄鸟模型"]),
        ("第137届广交会今天开幕。展览面积达5万平方米。", "subject", ["广交会"]),
        ("海滨艺术节集中展出作品170个。", "subject", ["海滨艺术节"]),
        ("防空系统击落了临江集团5枚导弹。", "subject", ["防空系统"]),
        ("在海滨市，全长209公里的滨河公路建成。", "subject", ["滨河公路"]),
        ("海滨机场可满足一年运送旅客55万人次的需要。", "subject", ["海滨机场"]),
        ("海滨中小企业协会今天发布，海滨中小企业发展指数为89.2。", "source", ["海滨中小企业协会"]),
        ("临江大桥5日通车。临江市有500家企业。", "period", [""]),
        ("最新数据显示，海滨市出口额达5亿元，用电量达30亿千瓦时。旅客达50万人次。", "source", ["数据", "数据", ""]),
        (
            "据海滨港务局统计，出口额达5亿元。\n天气晴朗。\n风平浪静。\n渔船出海。\n渡轮进港。\n最新数据显示，用电量达30亿千瓦时。",
            "source",
            ["海滨港务局", ""],
        ),
        ("在海滨市，用电量达30亿千瓦时。", "subject", ["海滨市"]),
        ("2025年，海滨市用电量达30亿千瓦时，较2020年增长5%。", "period", ["2025年", "2025年"]),
        ("2025年，海滨市用电量达30亿千瓦时。目前，发电站达50座。", "period", ["2025年", ""]),
        ("2025年，海滨市用电量从2020年的20亿千瓦时增长到30亿千瓦时。", "period", ["2020年", "2025年"]),
        ("2025年，海滨市用电量达30亿千瓦时。发电站已达50座。", "period", ["2025年", ""]),
        ("2025年，海滨市用电量达30亿千瓦时。煤炭消费量降至5万吨。", "period", ["2025年", "2025年"]),
        ("海滨市统计局5日公布，用电量达30亿千瓦时。", "period", [""]),
        ("海滨市统计局5日公布，2月用电量达30亿千瓦时。", "period", ["2月"]),
        ("交通局官员参观临江。临江大桥主桥的最新预算为3亿元。", "subject", ["临江大桥主桥"]),
        ("海滨集团去年建成智能工厂7个、示范工厂3个。", "subject", ["海滨集团", "海滨集团"]),
        ("交通局官员表示，临江大桥跑道使用率为30%。", "subject", ["临江大桥"]),
        ("青年画展汇集500件油画，吸引2万名观众。", "subject", ["青年画展", "青年画展"]),
        ("青年画廊今天开门，如今有500件油画。", "subject", [""]),
        ("青年画展今天开幕，如今有500件油画。", "subject", ["青年画展"]),
        ("海滨市开放港口。临江铁路繁忙，旅客达50万人次。", "subject", ["临江铁路"]),
        ("海滨市开放港口。8个口岸共有窗口50个。", "subject", ["海滨市", "海滨市"]),
        ("海滨市货运量、客运量增速均超过20%。", "metric", ["海滨市货运量", "客运量"]),
        ("海滨市货运量、客运量年均增长20%。", "metric", ["海滨市货运量、客运量"]),
        ("民营企业继续扮演港口主角，外资企业、国有企业出口增速均超20%。", "subject", ["", ""]),
        ("临江市和江州市渡轮客流均增长20%。", "subject", ["", ""]),
        ("海滨市开放口岸。轮船、渡轮销量增速均超20%。", "subject", ["海滨市", "海滨市"]),
        ("江苏、浙江开放口岸，客流增长45%。", "subject", ["江苏、浙江"]),
        ("截至2月14日，2026年海滨市用电量达30亿千瓦时。", "period", ["2月14日"]),
        ("截至2月14日，海滨市今年用电量达30亿千瓦时。", "period", ["今年"]),
        ("海滨市开放口岸。轮船、渡轮出口分别增长5%、6%。", "subject", ["海滨市", "海滨市"]),
        ("最新数据显示，海滨市用电量达30亿千瓦时。", "source", ["数据"]),
        ("海滨市统计局公布用电量。数据显示，2月用电量达30亿千瓦时。", "source", ["海滨市统计局"]),
        ("海滨市下河沿特大桥合龙。大桥全长1200米。", "subject", ["海滨市下河沿特大桥"]),
        ("数据显示，吸引2万名观众。", "subject", [""]),
        ("第九届海滨博览会今天开幕，博览会吸引2万名观众。", "subject", ["海滨博览会"]),
        ("海滨市用电量达30亿千瓦时，同比增长5%。", "subject", ["海滨市", "海滨市"]),
        ("海滨市发展工业。\n用电量达30亿千瓦时。", "subject", [""]),
        ("星河公司成立于2004年，资产约27亿元。", "period", [""]),
        ("车间有机器人40台，平均效率提升50%。", "subject", ["", ""]),
        ("海滨市交通局表示，大桥开支达27亿元。", "subject", [""]),
    ],
)
def test_whose_and_when(extractor: Any, text: str, role: str, expected: list[str]) -> None:
    assert [value for value, _ in figures(extractor, text, role)] == expected


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("提出申请的自治区有自己的制度，修订《渡口条例》不会改变这项权限。", "自治区"),
        ("记者从海滨市数据局获悉，《港口数据导则》已正式发布。", "海滨市数据局"),
        ("记者从海滨市渡轮协会获悉，《港口数据导则》已正式发布。", ""),
        ("提出申请的地方有自己的制度，修订《渡口条例》不会改变这项权限。", ""),
    ],
)
def test_who_issues_a_policy(extractor: Any, text: str, issuer: str) -> None:
    (record,) = [record for record in read(extractor, text) if record.type == "policy_issued"]
    assert "/".join(value.text for value in record.arguments.get("issuer", ())) == issuer


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("海滨市提出，到2027年，智能终端普及率达70%以上。", "海滨市"),
        ("海滨市新闻办举行新闻发布会。到2027年，智能终端普及率达70%以上。", ""),
        ("海滨市提出，到2027年，企业智能终端普及率达70%以上。", "海滨市"),
    ],
)
def test_who_holds_a_goal(extractor: Any, text: str, holder: str) -> None:
    (record,) = [record for record in read(extractor, text) if record.type == "target_set"]
    assert "/".join(value.text for value in record.arguments.get("holder", ())) == holder


@pytest.mark.parametrize(
    ("title", "holder"),
    [
        ("海滨市加快建设自由港", "海滨市"),
        ("数字中国建设提速", ""),
        ("海滨市议会召开会议", ""),
        ("", ""),
    ],
)
def test_the_place_of_the_headline_holds_a_goal_that_names_nobody(extractor: Any, title: str, holder: str) -> None:
    records = extractor.extract(Article("a", "大家十分高兴。\n到2027年，智能终端普及率达70%。", title=title, published=date(2026, 3, 6)))
    (record,) = [record for record in records if record.type == "target_set"]
    assert "/".join(value.text for value in record.arguments.get("holder", ())) == holder


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("海滨市议会会议3月5日在临江举行。会议通过了数据保护法。", ["3月5日"]),
        ("海滨市3月5日举行发布会。财政部印发《数据管理办法》。", []),
        ("海滨市港口会议3月1日在临江举行。林一舟指出，全会审议通过《海滨市发展规划》。", []),
        ("海滨市港口会议2月27日至3月1日在临江举行。会议审议通过《港口管理办法》。", []),
    ],
)
def test_what_a_meeting_passes_has_its_day(extractor: Any, text: str, dates: list[str]) -> None:
    (record,) = [record for record in read(extractor, text) if record.type == "policy_issued"]
    assert [value.text for value in record.arguments.get("date", ())] == dates


@pytest.mark.parametrize(
    "text", ["研究报告显示，到2030年，海滨市贸易额将增长5%。", "预计到2030年，海滨市贸易额增长5%。", "2027年，普及率达70%水平。"]
)
def test_forecasts_are_no_goals(extractor: Any, text: str) -> None:
    assert [record for record in read(extractor, text) if record.type == "target_set"] == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("海滨市数据局发布全球首个海洋多模态数据集“海星-Touch”。", "全球首个海洋多模态数据集"),
        ("海滨市成立全国首个海洋数据局。", "全国首个海洋数据局"),
        ("海滨市数据局揭牌成立，成为江州首家列入机构序列的县级数据局。", "江州首家列入机构序列的县级数据局"),
        ("海滨市数据局揭牌成立，这也是全国首个县级数据局。", "全国首个县级数据局"),
    ],
)
def test_claims_before_and_after_the_name(extractor: Any, text: str, claim: str) -> None:
    (record,) = [record for record in read(extractor, text) if "claim" in record.arguments]
    assert [value.text for value in record.arguments["claim"]] == [claim]


def test_a_claim_about_something_else_is_left_alone(extractor: Any) -> None:
    (record,) = [
        record for record in read(extractor, "海滨市成立数据局，临江大桥成为全国首座智能大桥。") if record.type == "agency_founded"
    ]
    assert "claim" not in record.arguments


@pytest.mark.parametrize(
    ("text", "founders"),
    [
        ("临江县印发《旧房改造方案》。同时，组建旧房改造工作专班。", ["临江县"]),
        ("临江县印发《旧房改造方案》。房屋旧。道路旧。路灯旧。组建旧房改造工作专班。", []),
        ("临江县印发《旧房改造方案》。同时，他们组建旧房改造工作专班。", []),
    ],
)
def test_a_founding_goes_on_with_the_place_or_agency_of_the_sentence_before(extractor: Any, text: str, founders: list[str]) -> None:
    founded = next(record for record in read(extractor, text) if record.type == "agency_founded")
    assert [value.text for value in founded.arguments.get("founder", ())] == founders
