"""Chunks: sentences as typed pieces, with claims, names and titles, and never a character lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji import kinds
from dashiji.chunks import NOMINAL, Chunk, ChunkKind, render
from dashiji.data import data_root
from dashiji.gazetteer import load_gazetteer
from dashiji.rulebook.lexicon import load_lexicons
from dashiji.spans import Located, LocatedT, Span, covers
from dashiji.stages.chunk import Findings, categories, chunk_sentence
from dashiji.stages.entities import EntityFinder
from dashiji.stages.layout import lay_out
from dashiji.stages.quantities import find_quantities
from dashiji.stages.scan import Scanner
from dashiji.stages.segment import dictionary_words, make_cutter, segment
from dashiji.stages.times import find_times
from dashiji.words import Words

LEXICONS = load_lexicons(data_root() / "rules" / "lexicons")
GAZETTEER = load_gazetteer()
CUTTER = make_cutter(dictionary_words(LEXICONS, GAZETTEER))
FINDER = EntityFinder(LEXICONS, GAZETTEER)
SCANNER = Scanner(word for name in LEXICONS if name.startswith(("founding_", "release_", "policy_", "cue_")) for word in LEXICONS[name])
WORDS = Words(LEXICONS)


def chunk(text: str, span: Span) -> tuple[Chunk, ...]:
    """The chunks of one sentence, whether or not it has a trigger."""

    def within(spans: list[LocatedT]) -> list[LocatedT]:
        return [found for found in spans if covers(span, found)]

    layout = lay_out(text, 0)
    titles = layout.masked_titles()
    times = find_times(text, date(2026, 3, 2), titles)
    quantities = find_quantities(text, [*titles, *times])
    tokens = segment(text, span.start, span.end, CUTTER)
    mentions = FINDER.find(tokens)
    brackets, hits = within(list(layout.brackets)), within(SCANNER.scan(text))
    findings = Findings(within(times), within(quantities), mentions, brackets, hits)
    return chunk_sentence(text, span, tokens, findings, WORDS)


def chunks(text: str) -> tuple[Chunk, ...]:
    """The chunks of a text that is one sentence."""
    return chunk(text, Span(0, len(text)))


def words(text: str, span: Located | None) -> str | None:
    return text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("海滨市发布港口发展规划。", "[place 海滨市] [verb 发布] [policy 港口发展规划] [break 。]"),
        ("展望“十五五”，海滨市建设港口。", "[adverb 展望] [time “十五五”] [break ，] [place 海滨市] [verb 建设] [noun 港口] [break 。]"),
        ("海滨市规划建设港口。", "[place 海滨市] [adverb 规划] [verb 建设] [noun 港口] [break 。]"),
        ("南京市数据局揭牌", "[agency 南京市数据局] [verb 揭牌]"),
        (
            "云帆公司于3月1日发布新一代操作系统",
            "[organization 云帆公司] [preposition 于] [time 3月1日] [verb 发布] [product 新一代操作系统]",
        ),
        ("云帆公司发布了（见图）新系统", "[organization 云帆公司] [verb 发布] [particle 了] [paren （见图）] [product 新系统]"),
        (
            "由清华大学牵头成立的联合实验室",
            "[preposition 由] [organization 清华大学] [verb 牵头成立] [particle 的] [organization 联合实验室]",
        ),
        ("外交部发言人林剑表示，中方已注意", "[person 外交部发言人林剑] [verb 表示] [break ，] [agency 中方] [adverb 已] [verb 注意]"),
        ("相关负责人回应", "[post 相关负责人] [verb 回应]"),
        ("云帆公司将于明年推出新系统", "[organization 云帆公司] [adverb 将于] [time 明年] [verb 推出] [product 新系统]"),
        ("我们今年会发布新系统", "[other 我们] [time 今年] [adverb 会] [verb 发布] [product 新系统]"),
        ("茶馆 发布\u3000新品", "[noun 茶馆] [verb 发布] [product 新品]"),
        ("学校不再发布榜单", "[organization 学校] [adverb 不再] [verb 发布] [report 榜单]"),
        ("团队开源“麦浪”系统", "[organization 团队] [verb 开源] [product “麦浪”系统]"),
        ("公司开源Qwen3.5-Max模型", "[organization 公司] [verb 开源] [product Qwen3.5-Max模型]"),
        ("公司发布星河大模型2.0", "[organization 公司] [verb 发布] [product 星河大模型2.0]"),
        ("公司发布Qwen3.5和GLM-5模型", "[organization 公司] [verb 发布] [product Qwen3.5] [conjunction 和] [product GLM-5模型]"),
        ("四川地区生产总值达6万亿元", "[noun 四川地区生产总值] [verb 达] [quantity 6万亿元]"),
        ("材料电子化率达90%", "[noun 材料电子化率] [verb 达] [quantity 90%]"),
        ("房屋署目标在2026年完成建设", "[agency 房屋署] [adverb 目标] [preposition 在] [time 2026年] [verb 完成] [verb 建设]"),
        ("海滨市将科学培育48个品种", "[place 海滨市] [adverb 将] [adverb 科学] [verb 培育] [quantity 48个] [noun 品种]"),
        ("海滨市将重点实施48个项目", "[place 海滨市] [adverb 将] [adverb 重点] [verb 实施] [quantity 48个] [noun 项目]"),
        ("重点项目开工", "[noun 重点项目] [verb 开工]"),
        ("第三届中国—中亚水运论坛开幕", "[noun 第三届中国—中亚水运论坛] [verb 开幕]"),
        ("暴雨影响江苏常州", "[noun 暴雨] [verb 影响] [place 江苏常州]"),
        ("星河公司官方宣布降价", "[organization 星河公司] [adverb 官方] [verb 宣布] [noun 降价]"),
        ("将深度嵌入浏览器", "[adverb 将] [adverb 深度] [verb 嵌入] [product 浏览器]"),
        ("向免费计划用户开放", "[preposition 向] [noun 免费计划用户] [verb 开放]"),
    ],
)
def test_typed_pieces(text: str, rendered: str) -> None:
    assert render(chunks(text)) == rendered


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("海洋法院", ChunkKind.AGENCY),
        ("海洋观测研究院", ChunkKind.ORGANIZATION),
        ("水稻育种数据集", ChunkKind.DATASET),
        ("人形机器人", ChunkKind.PRODUCT),
        ("城市供水管理条例", ChunkKind.POLICY),
        ("渔业发展蓝皮书", ChunkKind.REPORT),
        ("渔业产值", ChunkKind.NOUN),
        ("江苏省", ChunkKind.PLACE),
    ],
)
def test_the_head_gives_a_phrase_its_kind(text: str, kind: ChunkKind) -> None:
    (only,) = chunks(text)
    assert only.kind == kind
    assert kind in NOMINAL


@pytest.mark.parametrize(
    ("text", "claim", "core"),
    [
        ("全国首个海洋法院", "全国首个海洋法院", "海洋法院"),
        ("首个国家级数据集", "首个国家级数据集", "国家级数据集"),
        ("首款国产量子计算机", "首款国产量子计算机", "国产量子计算机"),
        ("国内首批人形机器人", "国内首批人形机器人", "人形机器人"),
        ("世界上第一款折叠屏手机", "世界上第一款折叠屏手机", "折叠屏手机"),
        ("全球首个水稻育种数据集“金穗”", "全球首个水稻育种数据集", "金穗"),
        ("海洋法院", None, "海洋法院"),
        ("该系统", None, "系统"),
    ],
)
def test_claims_open_a_phrase_and_are_no_part_of_its_core(text: str, claim: str | None, core: str) -> None:
    (only,) = chunks(text)
    assert (words(text, only.claim), words(text, only.core)) == (claim, core)


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("智能终端、智能体等应用普及率超70%", "[noun 智能终端、智能体等应用普及率] [quantity 超70%]"),
        ("系统在南京、苏州等城市上线", "[product 系统] [preposition 在] [noun 南京、苏州等城市] [verb 上线]"),
        ("机器人、无人机等产品产量回升", "[noun 机器人、无人机等产品产量] [verb 回升]"),
        ("国家数据局、财政部等六部门", "[agency 国家数据局] [conjunction 、] [agency 财政部] [other 等] [agency 六部门]"),
        ("教育部、财政部等相关部门", "[agency 教育部] [conjunction 、] [agency 财政部] [other 等] [agency 相关部门]"),
        ("教育部、财政部等部门", "[agency 教育部] [conjunction 、] [agency 财政部] [other 等] [agency 部门]"),
        ("出台港口保护法等一系列法规", "[verb 出台] [policy 港口保护法] [other 等] [policy 一系列法规]"),
        ("教育部、财政部发布通知", "[agency 教育部] [conjunction 、] [agency 财政部] [verb 发布] [policy 通知]"),
    ],
)
def test_coordination_with_deng_leads_to_its_noun(text: str, rendered: str) -> None:
    assert render(chunks(text)) == rendered


@pytest.mark.parametrize(
    ("text", "kind", "core"),
    [
        ("《噪声污染防治办法》", ChunkKind.POLICY, "噪声污染防治办法"),
        ("《城市供水管理条例（修订草案）》", ChunkKind.POLICY, "城市供水管理条例（修订草案）"),
        ("《机器人产业规划（2026—2030年）》", ChunkKind.POLICY, "机器人产业规划（2026—2030年）"),
        ("强制性国家标准《电器使用要求》", ChunkKind.POLICY, "电器使用要求"),
        ("新版《电动车技术规范》国家标准", ChunkKind.POLICY, "电动车技术规范"),
        ("《关于支持青年创业的若干措施》", ChunkKind.POLICY, "关于支持青年创业的若干措施"),
        ("《咖啡产业年度报告》", ChunkKind.REPORT, "咖啡产业年度报告"),
        ("《养老服务白皮书》", ChunkKind.REPORT, "养老服务白皮书"),
        ("《春江花月夜》", ChunkKind.WORK, "春江花月夜"),
    ],
)
def test_titles_are_policies_reports_or_works(text: str, kind: ChunkKind, core: str) -> None:
    (only,) = chunks(text)
    assert (only.kind, words(text, only.core)) == (kind, core)


@pytest.mark.parametrize(
    ("text", "kind", "core"),
    [
        ("“金穗”", ChunkKind.NAME, "金穗"),
        ("数据集“金穗”", ChunkKind.DATASET, "金穗"),
        ("“金穗”数据集", ChunkKind.DATASET, "“金穗”数据集"),
        ("「金穗」数据集", ChunkKind.DATASET, "「金穗」数据集"),
        ("“星河”系统", ChunkKind.PRODUCT, "“星河”系统"),
        ("“星河”智算中心", ChunkKind.ORGANIZATION, "“星河”智算中心"),
        ("智能体框架LFM2-24B-A2B", ChunkKind.PRODUCT, "LFM2-24B-A2B"),
        ("Google Drive", ChunkKind.PRODUCT, "Google Drive"),
        ("Google Vega-3", ChunkKind.PRODUCT, "Vega-3"),
    ],
)
def test_quoted_and_latin_names(text: str, kind: ChunkKind, core: str) -> None:
    (only,) = chunks(text)
    assert (only.kind, words(text, only.core)) == (kind, core)


def test_a_quotation_with_a_break_is_no_name() -> None:
    assert ChunkKind.NAME not in {piece.kind for piece in chunks("他说“茶要热，水要清”")}


@pytest.mark.parametrize(
    ("text", "kind", "pieces"),
    [
        ("2025年渔业产值350亿元，同比增长13.6%", ChunkKind.QUANTITY, ["350亿元", "同比增长13.6%"]),
        ("2025年渔业产值350亿元，今年以来稳定", ChunkKind.TIME, ["2025年", "今年以来"]),
        ("培育30家龙头企业、100个园区", ChunkKind.QUANTITY, ["30家", "100个"]),
        ("《2026年工作要点》明确30项任务", ChunkKind.TIME, []),
    ],
)
def test_quantities_and_times_are_chunks_of_their_own(text: str, kind: ChunkKind, pieces: list[str]) -> None:
    found = [piece for piece in chunks(text) if piece.kind == kind]
    assert [piece.text for piece in found] == pieces
    assert all((piece.quantity if kind == ChunkKind.QUANTITY else piece.time) is piece.payload is not None for piece in found)


def test_a_phrase_knows_the_entity_it_opens_with() -> None:
    text = "四川地区生产总值增长"
    first = chunks(text)[0]
    assert (words(text, first.lead), first.mention) == ("四川", None)


def test_offsets_are_those_of_the_document() -> None:
    text = "😀𠮷\n云帆公司发布《噪声防治办法》。\n又一句"
    found = chunk(text, Span(3, text.index("。") + 1))
    assert [(piece.start, text[piece.start : piece.end]) for piece in found] == [
        (3, "云帆公司"),
        (7, "发布"),
        (9, "《噪声防治办法》"),
        (17, "。"),
    ]


PIECES = (
    *(
        "南京市",
        "数据局",
        "市长",
        "王小明",
        "云帆公司",
        "“金穗”",
        "数据集",
        "《噪声防治办法》",
        "（试行）",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
    ),
    *(
        "3月1日",
        "到2027年",
        "30家",
        "超70%",
        "3500亿元",
        "全国",
        "首个",
        "第一",
        "该",
        "新",
        "大模型",
        "2.0",
        "GPT-4o",
        "、",
        "等",
        "的",
        "了",
    ),
    *(
        "发布",
        "成立",
        "开源",
        "将",
        "未",
        "在",
        "由",
        "和",
        "，",
        "；",
        "：",
        "。",
        " ",
        "\u3000",
        "\n",
        "😀",
        "𠮷",
        "普及",
        "率",
        "产品",
        "同比增长",
    ),
)
SENTENCES = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=20).map("".join)


@given(SENTENCES, st.integers(0, 6))
def test_chunks_cover_every_visible_character_in_order_without_overlap(text: str, start: int) -> None:
    at = min(start, len(text))
    for piece in chunk(text, Span(at, len(text))):
        assert not text[at : piece.start].strip()
        assert at <= piece.start < piece.end
        assert piece.text == text[piece.start : piece.end]
        assert piece.start <= piece.core.start < piece.core.end <= piece.end
        assert piece.claim is None or covers(piece, piece.claim)
        assert piece.lead is None or covers(piece, piece.lead)
        at = piece.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("，修订《港口条例》", "[break ，] [verb 修订] [policy 《港口条例》]"),
        ("就修订《港口条例》举行会议", "[preposition 就] [policy 修订《港口条例》] [verb 举行] [noun 会议]"),
        ("港口保护三年行动计划发布", "[policy 港口保护三年行动计划] [verb 发布]"),
        ("用三年规划建设", "[preposition 用] [quantity 三年] [adverb 规划] [verb 建设]"),
        ("《港口行动方案2026》发布", "[policy 《港口行动方案2026》] [verb 发布]"),
        ("推送最新的 3.1 Pro 模型", "[verb 推送] [adverb 最新] [particle 的] [product 3.1 Pro 模型]"),
        ("推出 SkyChannels 支持手机操控", "[verb 推出] [product SkyChannels] [verb 支持] [noun 手机操控]"),
        ("发布了名为 Silo 的私有训练方式", "[verb 发布] [particle 了] [product 名为 Silo 的私有训练方式]"),
        ("首款 AI 硬件“小云 AI 眼镜”", "[product 首款 AI 硬件“小云 AI 眼镜”]"),
    ],
)
def test_documents_drafted_or_dated_and_products_by_their_names(text: str, rendered: str) -> None:
    assert render(chunks(text)) == rendered


def test_an_edition_leaves_a_document_a_document() -> None:
    assert [chunk.kind for chunk in chunks("海滨市出台人工智能应用指南2.0版。") if "指南" in chunk.text] == [ChunkKind.POLICY]


def test_each_kind_and_category_goes_by_its_own_name() -> None:
    assert {name: getattr(kinds, name) for name in ChunkKind.__members__} == dict(ChunkKind.__members__)
    assert {name: getattr(categories, name) for name in categories.Category.__members__} == dict(categories.Category.__members__)
