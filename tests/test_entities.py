"""Entities: what is a name, where it begins and ends, which head or title belongs to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.data import data_root
from dashiji.gazetteer import load_gazetteer
from dashiji.rulebook.lexicon import load_lexicons
from dashiji.spans import MENTION_KINDS, Located, Mention, Token, covers
from dashiji.stages.entities import EntityFinder
from dashiji.stages.entities.pipeline import SpacyEntityFinder, make_nlp
from dashiji.stages.entities.recall import recall_persons
from dashiji.stages.segment import dictionary_words, make_cutter, segment

LEXICONS = load_lexicons(data_root() / "rules" / "lexicons")
GAZETTEER = load_gazetteer()
CUTTER = make_cutter(dictionary_words(LEXICONS, GAZETTEER))
FINDER = EntityFinder(LEXICONS, GAZETTEER)
IN_SPACY = SpacyEntityFinder(make_nlp(LEXICONS, GAZETTEER))


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """All mentions of a sentence."""
    return FINDER.find(segment(text, start, len(text) if end is None else end, CUTTER))


def named(text: str, *kinds: str) -> list[str]:
    """The mentions of some kinds, all where none is given."""
    return [text[m.start : m.end] for m in mentions(text) if not kinds or m.kind in kinds]


def words(text: str, span: Located | None) -> str | None:
    return text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("江苏省南京市雨花台区今日晴", ["江苏省南京市雨花台区"]),
        ("浙江杭州举行论坛", ["浙江杭州"]),
        ("云南省红河哈尼族彝族自治州建水县有雨", ["云南省红河哈尼族彝族自治州建水县"]),
        ("展览将到法国巴黎、日本东京都巡回", ["法国巴黎", "日本东京都"]),
        ("他在北京、上海、深圳三地考察", ["北京", "上海", "深圳"]),
        ("粤港澳大湾区建设提速", ["粤港澳大湾区"]),
        ("香港特别行政区降温", ["香港特别行政区"]),
        ("内蒙古呼伦贝尔下雪", ["内蒙古呼伦贝尔"]),
        ("我省气温回升", ["我省"]),
        ("书店在朝阳区开张", ["朝阳区"]),
        ("光伏是朝阳产业", []),
        ("乐园开园", []),
        ("青年归国创业", []),
        ("他们登山，我们入海", []),
        ("两国签署协议", []),
        ("西部多雨", []),
        ("展览25日在京开幕", ["京"]),
        ("京剧在沪上演", ["沪"]),
        ("京剧上演", []),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert named(text, "place") == places


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("国务院印发通知", ["国务院"]),
        ("江苏省教育厅昨日通报", ["江苏省教育厅"]),
        ("雨花台区数据局揭牌", ["雨花台区数据局"]),
        ("厦门市思明区住建局发布公告", ["厦门市思明区住建局"]),
        ("记者从市发改委获悉", ["市发改委"]),
        ("杭州市余杭区人民法院受理此案", ["杭州市余杭区人民法院"]),
        ("北京市朝阳区人民检察院通报", ["北京市朝阳区人民检察院"]),
        ("新设的人工智能局挂牌", ["人工智能局"]),
        ("住房和城乡建设部公布名单", ["住房和城乡建设部"]),
        ("教育部和财政部联合发文", ["教育部", "财政部"]),
        ("财政部、税务总局、海关总署公告", ["财政部", "税务总局", "海关总署"]),
        ("由南山区政府牵头", ["南山区政府"]),
        ("中共南京市委开会", ["中共南京市委"]),
        ("省政府办公厅发文", ["省政府办公厅"]),
        ("这是新的产业格局", []),
        ("他们全部署名", []),
    ],
)
def test_agencies(text: str, agencies: list[str]) -> None:
    assert named(text, "agency") == agencies


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("清华大学与华为签约", ["清华大学", "华为"]),
        ("上海纬钛科技有限公司获融资", ["上海纬钛科技有限公司"]),
        ("蓝海智能科技股份有限公司上市", ["蓝海智能科技股份有限公司"]),
        ("云帆物流公司与南山大学签约", ["云帆物流公司", "南山大学"]),
        ("长江量子计算联合实验室成立", ["长江量子计算联合实验室"]),
        ("海洋大数据中心揭牌", ["海洋大数据中心"]),
        ("长三角数据联盟成立", ["长三角数据联盟"]),
        ("滨江区人工智能产业协会成立", ["滨江区人工智能产业协会"]),
        ("浙江大学医学院附属第一医院搬迁", ["浙江大学医学院附属第一医院"]),
        ("中国信通院发布报告", ["中国信通院"]),
        ("西湖大学校长施一公致辞", ["西湖大学"]),
        ("DeepMind与Google合作", ["DeepMind", "Google"]),
        ("该公司成立于去年", ["该公司"]),
        ("智慧城市建设提速", []),
        ("临江市支持龙头企业", ["龙头企业"]),
    ],
)
def test_organizations(text: str, organizations: list[str]) -> None:
    assert named(text, "organization") == organizations


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("国家超算中心联合星河公司发布系统", ["国家超算中心", "星河公司"]),
        ("由蓝湖研究院联合南山大学共同研发", ["蓝湖研究院", "南山大学"]),
        ("南京市人民政府与华为技术有限公司签署协议", ["南京市人民政府", "华为技术有限公司"]),
        ("青岛海尔集团收购云帆物流公司", ["青岛海尔集团", "云帆物流公司"]),
        ("新成立的数据集团", ["数据集团"]),
        ("全国首个人工智能学院成立", ["人工智能学院"]),
        ("各方继续监察政府工作", ["政府"]),
        ("会议要求优化党委议事规则", ["党委"]),
        ("中国人民银行联合科技部等部门发文", ["中国人民银行", "科技部"]),
        ("林一舟代表中国政府致辞", ["中国政府"]),
        ("正在调查滨海警察局", ["滨海警察局"]),
        ("驻新疆部队换装", ["驻新疆部队"]),
        ("各方支持联合国粮食及农业组织", ["联合国粮食及农业组织"]),
        ("湖北省水利厅组织专家会商", ["湖北省水利厅"]),
        ("世界卫生组织发文", ["世界卫生组织"]),
        ("共青团组织190万个", ["共青团组织"]),
        ("昆明市组织力量救援", []),
        ("54支青年突击队出发", ["青年突击队"]),
        ("他问过南山大学", ["南山大学"]),
        ("占该示范区总额", ["该示范区"]),
        ("整个公司停工", []),
        ("构建人类命运共同体", []),
        ("民众对外部势力警惕", []),
        ("现代科学在进步", []),
        ("应急管理部会同国家粮食和物资储备局下拨", ["应急管理部", "国家粮食和物资储备局"]),
        ("去信西班牙政府", ["西班牙政府"]),
        ("一众政府高层", ["政府"]),
        ("南京一方面减税", []),
        ("重新安排行程", []),
        ("哈方期待同中方合作", ["哈方", "中方"]),
        ("有人尝试分析该委员会的意见", ["该委员会"]),
        ("民众不满警方拖延", ["警方"]),
        ("各公司单方面陈述", []),
    ],
)
def test_names_of_bodies_begin_where_the_sentence_stops(text: str, bodies: list[str]) -> None:
    assert named(text, "agency", "organization") == bodies


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“星河”智算中心启用", "“星河”智算中心"),
        ("“东方红”研究院揭牌", "“东方红”研究院"),
        ("中国（上海）自由贸易试验区扩容", "中国（上海）自由贸易试验区"),
    ],
)
def test_quoted_names_belong_to_their_body(text: str, name: str) -> None:
    assert named(text)[-1:] == [name]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("市长王小明出席", [("王小明", "市长")]),
        ("外交部发言人林剑表示", [("林剑", "外交部发言人")]),
        ("国务院副总理张国清主持", [("张国清", "国务院副总理")]),
        ("中国人民银行行长潘功胜表示", [("潘功胜", "中国人民银行行长")]),
        ("西湖大学校长施一公致辞", [("施一公", "西湖大学校长")]),
        ("海淀区委书记张革调研", [("张革", "海淀区委书记")]),
        ("上海市教委主任周亚明指出", [("周亚明", "上海市教委主任")]),
        ("中国银行业协会副秘书长周洁说", [("周洁", "中国银行业协会副秘书长")]),
        ("财经评论员陈大文指出", [("陈大文", "财经评论员")]),
        ("NVIDIA首席执行官黄仁勋表示", [("黄仁勋", "NVIDIA首席执行官")]),
        ("日本首相高市早苗访问", [("高市早苗", "日本首相")]),
        ("总经理欧阳文涛说", [("欧阳文涛", "总经理")]),
        ("研究员阿布·盖特表示", [("阿布·盖特", "研究员")]),
        ("菲勒蒙·扬表示，大会主席菲勒蒙·扬随后致辞", [("菲勒蒙·扬", None), ("菲勒蒙·扬", "主席")]),
        ("江州大学校长、海滨国总统林一舟表示", [("林一舟", "江州大学校长、海滨国总统")]),
        ("联邦主席凯勒-祖特尔表示", [("凯勒-祖特尔", "联邦主席")]),
        ("林一舟代表周明先生致辞", [("林一舟", None), ("周明", None)]),
        ("代表林一舟的大律师周明表示", [("林一舟", None), ("周明", "大律师")]),
        ("时任《海滨晚报》记者林一舟说", [("林一舟", "《海滨晚报》记者")]),
        ("市长王小明、副市长李晓红出席", [("王小明", "市长"), ("李晓红", "副市长")]),
        ("马斯克和扎克伯格会面", [("马斯克", None), ("扎克伯格", None)]),
        ("李明先生说", [("李明", None)]),
        ("王教授认为", [("王教授", None)]),
        ("同参议长莱恩、众议长迪克举行会谈", [("莱恩", "参议长"), ("迪克", "众议长")]),
        ("张女士告诉记者", [("张女士", None)]),
        ("范徐丽泰出席", [("范徐丽泰", None)]),
        ("李宝安说", [("李宝安", None)]),
        ("副总统彭斯启程前往", [("彭斯", "副总统")]),
        ("校长王小丽作了说明", [("王小丽", "校长")]),
        ("陈卓文续指并无收到", [("陈卓文", None)]),
        ("此举让特朗普认为", [("特朗普", None)]),
        ("控方邀请卢提供更多资料", []),
        ("连美国都看不过眼", []),
        ("超级区议员表态", []),
        ("病人齐齐出来谴责", []),
        ("一名男子受伤", []),
    ],
)
def test_persons_with_their_titles(text: str, persons: list[tuple[str, str | None]]) -> None:
    assert [(words(text, m), words(text, m.role)) for m in mentions(text) if m.kind == "person"] == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("集团董事会主席赵林中告诉记者", [("赵林中", "集团董事会主席")]),
        ("土木工程师倪学川指出", [("倪学川", "土木工程师")]),
        ("临江外长西雅尔多表示", [("西雅尔多", "临江外长")]),
        ("新闻秘书莱维特19日说", [("莱维特", "新闻秘书")]),
        ("旅居海滨的娜塔莉亚（Natalia）来到现场", [("娜塔莉亚", None)]),
        ("住户钟先生说", [("钟先生", None)]),
        ("最高领袖哈雷表示", [("哈雷", "最高领袖")]),
        ("高层表示", []),
        ("金方表示", []),
        ("周三说", []),
        ("有关文章指出", []),
        ("李同意指出", []),
        ("江边有人说", []),
    ],
)
def test_a_verb_of_speech_makes_names(text: str, persons: list[tuple[str, str | None]]) -> None:
    assert [(words(text, m), words(text, m.role)) for m in mentions(text) if m.kind == "person"] == persons


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("相关负责人介绍", "相关负责人"),
        ("省教育厅有关负责人表示", "省教育厅有关负责人"),
        ("公司发言人回应", "公司发言人"),
        ("商务部新闻发言人介绍", "商务部新闻发言人"),
        ("有关专家认为", "有关专家"),
        ("消息人士称", "消息人士"),
        ("祝贺他当选法国总统", "法国总统"),
    ],
)
def test_posts_stand_for_a_person_without_a_name(text: str, post: str) -> None:
    assert [(text[m.start : m.end], m.kind) for m in mentions(text)] == [(post, "post")]


def test_what_a_number_is_of_is_no_post() -> None:
    assert named("全国铁路旅客发送量增长", "post") == []
    assert named("全国铁路旅客表示满意", "post") == ["全国铁路旅客"]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("OpenAI CEO Ada Moss 表示", [("Ada Moss", "OpenAI CEO")]),
        ("谷歌 CEO Ada Lee Moss 表示", [("Ada Lee Moss", "谷歌 CEO")]),
        ("首席科学家 Ada Moss 透露", [("Ada Moss", "首席科学家")]),
        ("发布编程助手 Acme Forge", []),
        ("推出 Acme Forge", []),
        ("OpenAI CEO 表示", []),
    ],
)
def test_a_title_makes_persons_of_latin_names(text: str, persons: list[tuple[str, str | None]]) -> None:
    assert [(words(text, m), words(text, m.role)) for m in mentions(text) if m.kind == "person"] == persons


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("OpenAI发布GPT-5", ["GPT-5"]),
        ("发布GPT-4o和Claude 3.7 Sonnet", ["GPT-4o", "Claude 3.7 Sonnet"]),
        ("开源LFM2-24B-A2B", ["LFM2-24B-A2B"]),
        ("GPT-4o mini上线", ["GPT-4o mini"]),
        ("Qwen3.5-Max上线", ["Qwen3.5-Max"]),
        ("DeepSeek-V3.2发布", ["DeepSeek-V3.2"]),
        ("Llama 3.1开源", ["Llama 3.1"]),
        ("苹果公司推出iPhone 17 Pro", ["iPhone 17 Pro"]),
        ("小米SU7上市", ["SU7"]),
        ("通义千问3发布", ["通义千问3"]),
        ("豆包1.6上线", ["豆包1.6"]),
        ("混元 3D 2.0 开源", ["混元 3D 2.0"]),
        ("白虎-VTouch数据集", ["白虎-VTouch"]),
        ("新增 /loop 命令", ["/loop"]),
        ("输入或/与输出", []),
        ("see http://a/b", []),
        ("豆包3天内上线", []),
        ("AI产业发展", []),
        ("GDP增长5%", []),
        ("CPU和GPU需求上升", []),
        ("The quick brown fox jumps over the lazy dog again", []),
    ],
)
def test_products(text: str, products: list[str]) -> None:
    assert named(text, "product") == products


@pytest.mark.parametrize(
    ("text", "datasets"),
    [
        ("玄穹科技发布 SeaBench-3", ["SeaBench-3"]),
        ("在 Seaside-Bench 2.0 和 SkyEval 上达到 51%", ["Seaside-Bench 2.0", "SkyEval"]),
        ("推出 SkyWorkbench 工具", []),
    ],
)
def test_benchmarks(text: str, datasets: list[str]) -> None:
    assert named(text, "dataset") == datasets


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("雨花台区数据局揭牌", "局"),
        ("江苏省教育厅通报", "教育厅"),
        ("长江量子计算联合实验室成立", "实验室"),
        ("相关负责人介绍", "相关负责人"),
        ("王小明市长", None),
    ],
)
def test_the_head_decides_the_kind(text: str, head: str | None) -> None:
    assert words(text, mentions(text)[0].head) == head


def test_no_words_no_mentions() -> None:
    assert FINDER.find([]) == IN_SPACY.find([]) == []


def test_offsets_are_those_of_the_document() -> None:
    text = "😀𠮷\n雨花台区数据局局长王小明表示。\n又一句"
    start = text.index("雨")
    found = mentions(text, start, text.index("。") + 1)
    assert [(text[m.start : m.end], words(text, m.role)) for m in found] == [("雨花台区数据局", None), ("王小明", "雨花台区数据局局长")]


PIECES = (
    *("南京市", "雨花台区", "数据局", "局长", "王小明", "欧阳", "文涛", "先生", "清华大学", "研究院", "有限公司", "联合", "成立", "表示"),
    *("和", "、", "，", "“", "”", "（", "）", "·", "-", " ", "GPT-4o", "Qwen3.5", "v2.0", "豆包", "1.6", "3D", "AI", "该公司", "发言人"),
    *("相关负责人", "美国", "总统", "特朗普", "中国", "科技", "第一", "人民", "法院", "某", "开发区", "😀", "𠮷", "的", "由", "在", "\n"),
)
SENTENCES = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=16).map("".join)


@given(SENTENCES, st.integers(0, 8))
def test_mentions_are_in_order_apart_and_within_the_sentence(text: str, start: int) -> None:
    start = min(start, len(text))
    end = start
    for mention in mentions(text, start):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.kind in MENTION_KINDS
        assert mention.head is None or covers(mention, mention.head)
        assert mention.role is None or (start <= mention.role.start < mention.role.end <= len(text))
        assert mention.role is None or mention.role.end <= mention.start or mention.end <= mention.role.start
        end = mention.end


@given(SENTENCES)
def test_the_same_words_give_the_same_mentions(text: str) -> None:
    assert mentions(text) == mentions(text)


@given(SENTENCES)
def test_the_spacy_chain_finds_the_same(text: str) -> None:
    assert IN_SPACY.find(segment(text, 0, len(text), CUTTER)) == mentions(text)


def test_a_person_introduced_before_keeps_the_beginning_that_another_reading_cuts_off() -> None:
    text = "托马斯多蒂尔表示"
    tokens = [Token(0, 3, "托马斯", "nr"), Token(3, 6, "多蒂尔", "un"), Token(6, 8, "表示", "v")]
    read = [Mention(3, 6, "person")]
    assert recall_persons(text, tokens, read, {"托": {"托马斯多蒂尔"}}) == [Mention(0, 6, "person")]
    assert recall_persons(text, tokens, [Mention(3, 6, "organization")], {"托": {"托马斯多蒂尔"}}) == [Mention(3, 6, "organization")]
