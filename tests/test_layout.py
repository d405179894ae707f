"""Layout: blocks by kind, sentences, clauses and brackets, on any text."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.data import data_root
from dashiji.spans import BlockKind, BracketKind, Layout, Span, covers
from dashiji.stages.layout import breaking_spaces, lay_out
from dashiji.stages.layout.clauses import split_clauses
from dashiji.stages.script import fold


def kinds(text: str, body_start: int = 0) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in lay_out(text, body_start).blocks]


def sentences(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in lay_out(text, 0).sentences()]


def clauses(text: str, body_start: int = 0) -> list[str]:
    layout = lay_out(text, body_start)
    return [text[clause.start : clause.end] for sentence, headline in read(layout) for clause in split(text, layout, sentence, headline)]


def read(layout: Layout) -> list[tuple[Span, bool]]:
    """Every sentence, and whether it is a headline."""
    return [(own, block.kind in (BlockKind.TITLE, BlockKind.HEADING)) for block in layout.blocks for own in block.sentences]


def split(text: str, layout: Layout, sentence: Span, headline: bool) -> tuple[Span, ...]:
    return split_clauses(text, sentence, [bracket for bracket in layout.brackets if covers(sentence, bracket)], headline)


def brackets(text: str) -> list[tuple[str, int]]:
    return [(text[bracket.start : bracket.end], bracket.depth) for bracket in lay_out(text, 0).brackets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲市设局。乙市设院！丙市呢？丁市没有", ["甲市设局。", "乙市设院！", "丙市呢？", "丁市没有"]),
        ("增长13.6%。达到2.5亿元", ["增长13.6%。", "达到2.5亿元"]),
        ("甲说：“好。明天就去。”乙同意。", ["甲说：“好。", "明天就去。”", "乙同意。"]),
        ("他提出“怎么办？”的问题。", ["他提出“怎么办？”的问题。"]),
        ("他以“谁来养老？”为题演讲。", ["他以“谁来养老？”为题演讲。"]),
        ("他直呼：“太快了！”办证只要一天。", ["他直呼：“太快了！”", "办证只要一天。"]),
        ("“设局。”，他说。", ["“设局。”，他说。"]),
        ("发布《你好！世界》一书。", ["发布《你好！世界》一书。"]),
        ("全文（略有删节。原文见附录）如下。", ["全文（略有删节。原文见附录）如下。"]),
        ("甲市设局。（据市政府网站。）乙市没有。", ["甲市设局。", "（据市政府网站。）", "乙市没有。"]),
        ("真的吗？！是的……也许吧。", ["真的吗？！", "是的……也许吧。"]),
        ("公司推出模型. 价格未定.", ["公司推出模型.", "价格未定."]),
        ("Mr. Wong 与 J. K. 罗林见面。", ["Mr. Wong 与 J. K. 罗林见面。"]),
        ("Yahoo!奇摩与Qwen3.5发布", ["Yahoo!奇摩与Qwen3.5发布"]),
        ("到2027年,A达70%;到2030年,B突破万亿。", ["到2027年,A达70%;到2030年,B突破万亿。"]),
        ("他说「设局。 」乙市没有。", ["他说「设局。 」", "乙市没有。"]),
        ("他说“快设局！”。乙市没有。", ["他说“快设局！”。", "乙市没有。"]),
        ("甲市设局\r\n乙市设院", ["甲市设局", "乙市设院"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨日,甲市设局；乙市：设院——全省首个。", ["昨日", "甲市设局", "乙市", "设院", "全省首个"]),
        ("共28,000人,12:00到场，比分1：30", ["共28,000人", "12:00到场", "比分1：30"]),
        ("2025,100家企业", ["2025", "100家企业"]),
        ("坚持“软件,平台”融合", ["坚持“软件,平台”融合"]),
        ("《甲,乙：丙》与地区生产总值(GDP,现价)齐升", ["《甲,乙：丙》与地区生产总值(GDP,现价)齐升"]),
        (
            "他说：“甲市今年设立了专门的局，乙市也将在明年设立类似的机构。”",
            ["他说", "甲市今年设立了专门的局", "乙市也将在明年设立类似的机构"],
        ),
        ("“甲市今年已经设局。”", ["甲市今年已经设局"]),
        ("见https://example.org/a:b ，谢谢", ["见https://example.org/a:b", "谢谢"]),
        ("甲、乙、丙三市", ["甲、乙、丙三市"]),
        ("。。。", []),
        ("江一乾　毛二伟　王　伟", ["江一乾", "毛二伟　王　伟"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("油价创新高 95号汽油涨价", ["油价创新高", "95号汽油涨价"]),
        ("某区五级火｜市民献花　警方调查", ["某区五级火", "市民献花", "警方调查"]),
        ("OpenAI 发布超过 20 种模型", ["OpenAI 发布超过 20 种模型"]),
    ],
)
def test_spaces_part_headlines(title: str, expected: list[str]) -> None:
    assert clauses(title + "\n", len(title) + 1) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“甲‘乙’丙”", [("“甲‘乙’丙”", 0), ("‘乙’", 1)]),
        ("《甲《乙》", [("《乙》", 0)]),
        ("甲》乙“丙”", [("“丙”", 0)]),
        ("“甲（乙”丙）", [("“甲（乙”", 0)]),
        ('"甲"与"乙"及"', [('"甲"', 0), ('"乙"', 0)]),
        ("don't 说'甲'", [("'甲'", 0)]),
        ('27"屏幕与"甲"', [('"甲"', 0)]),
        ("（甲)[乙]【丙】", [("（甲)", 0), ("[乙]", 0), ("【丙】", 0)]),
        ("《甲\n乙》", []),
        ("《甲。乙》", []),
    ],
)
def test_brackets(text: str, expected: list[tuple[str, int]]) -> None:
    assert brackets(text) == expected


@pytest.mark.parametrize(
    "line",
    ["记者 张三", "编辑：李四", "【撰文：王五】", "(记者 张三 李四)", "图文：本报记者张三", "原标题：某市设局", "摘自"],
)
def test_bylines(line: str) -> None:
    assert ("byline", line) in kinds(f"某市今天设立数据局。\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "特别声明:以上内容为用户上传。",
        "Notice: The content above is uploaded by a user.",
        "(更新时间戳: 1691672142259)",
        "版权所有，未经许可不得转载。",
        "*作者为某大学教授*",
        "延伸阅读：",
        "https://example.org/",
        "-----",
    ],
)
def test_boilerplate(line: str) -> None:
    assert ("boilerplate", line) in kinds(f"某市今天设立数据局。\n{line}\n")


@pytest.mark.parametrize("line", ["![](a.jpg)", "图：某市数据局揭牌", "(图/某社)", "▲某市数据局揭牌。"])
def test_images(line: str) -> None:
    assert ("image", line) in kinds(f"某市今天设立数据局。\n{line}\n")


@pytest.mark.parametrize(
    "dateline",
    [
        "央视网消息：",
        "央视网消息（新闻联播）：",
        "新华社北京1月27日电",
        "新华社北京1月27日电（记者 张三）",
        "（中央社记者张三台北27日电）",
        "【本报讯】",
        "「本报讯」",
    ],
)
def test_datelines_are_cut_off(dateline: str) -> None:
    text = f"{dateline}某市数据局昨天揭牌。"
    assert kinds(text) == [("byline", dateline), ("lead", "某市数据局昨天揭牌。")]


def test_an_outlet_that_speaks_is_no_dateline() -> None:
    assert [kind for kind, _ in kinds("新华社记者在某市见到了他。")] == ["lead"]


def test_credit_runs_over_the_lines_that_follow() -> None:
    text = "某市今天设立数据局。摘自\n《某某报》\n2020.05.08\n记者 张三\n李四"
    assert kinds(text) == [
        ("lead", "某市今天设立数据局。"),
        ("byline", "摘自"),
        ("byline", "《某某报》"),
        ("byline", "2020.05.08"),
        ("byline", "记者 张三"),
        ("byline", "李四"),
    ]


@pytest.mark.parametrize("gap", ["", " "])
def test_doubled_heading_is_cut_out(gap: str) -> None:
    assert kinds(f"某市设立数据局。{gap}优化服务 再造流程优化服务再造流程今年以来，某市设立专班。") == [
        ("lead", "某市设立数据局。"),
        ("heading", "优化服务 再造流程"),
        ("heading", "优化服务再造流程"),
        ("paragraph", "今年以来，某市设立专班。"),
    ]


def test_digest_alternates_headings_and_paragraphs() -> None:
    text = "国际快讯\n甲国举行选举\n甲国今天举行选举。\n乙国发生地震 多人受伤\n乙国昨天发生地震。\n完毕"
    assert [kind for kind, _ in kinds(text, 5)] == ["title", "heading", "lead", "heading", "paragraph", "paragraph"]


def test_lists() -> None:
    text = "某市公布三项措施：\n一、设局；\n二、建院；\n• 招商。\n（一）目标\n到明年建成。\n"
    assert [kind for kind, _ in kinds(text)] == ["lead", "item", "item", "item", "heading", "paragraph"]


def test_linked_headlines_are_boilerplate() -> None:
    text = "某市今天设立数据局。\n相关文章：\n乙市成立人工智能局\n丙市发布行动方案\n"
    assert [kind for kind, _ in kinds(text)] == ["lead", "boilerplate", "boilerplate", "boilerplate"]


def test_repeated_title_is_cut_off() -> None:
    title = "某省某市数据局今天正式揭牌"
    text = f"{title}\n{title}今天上午，揭牌仪式举行。"
    assert kinds(text, len(title) + 1) == [("title", title), ("heading", title), ("lead", "今天上午，揭牌仪式举行。")]


def test_indented_paragraphs_of_one_line() -> None:
    assert kinds("甲市设局。　　乙市设院。") == [("lead", "甲市设局。"), ("paragraph", "乙市设院。")]


@pytest.mark.parametrize(
    ("text", "headline", "expected"),
    [
        ("江一乾　毛二伟，王　伟", False, [3]),
        ("海滨设局 临江设院", True, [4]),
        ("海滨设局 临江设院", False, []),
        ("海滨设局，临江设院", True, []),
    ],
)
def test_white_space_that_ends_a_clause(text: str, headline: bool, expected: list[int]) -> None:
    assert sorted(breaking_spaces(text, Span(0, len(text)), (), headline)) == expected


def test_seed() -> None:
    article = json.loads((data_root() / "seeds" / "seed.docs.jsonl").read_text(encoding="utf-8"))
    text = fold(article["text"])
    layout = lay_out(text, 0)
    by_kind = {kind: [text[b.start : b.end] for b in layout.blocks if b.kind is kind] for kind in BlockKind}
    assert by_kind[BlockKind.LEAD][0].startswith("新年伊始")
    assert by_kind[BlockKind.HEADING] == ["破解产业发展统筹难题", "多城市差异化布局", "冲刺万亿智能经济目标"]
    assert by_kind[BlockKind.BYLINE] == ["记者 潘洁", "编辑 潘晟"]
    assert by_kind[BlockKind.IMAGE] == ["![]()"]
    assert len(by_kind[BlockKind.BOILERPLATE]) == 2
    assert "《雨花台区聚力打造人工智能产业高地2026年行动方案》" in [text[t.start : t.end] for t in layout.masked_titles()]


NEWS_TEXT = st.text() | st.text(alphabet="甲乙年。！？.,，：；:;“”\"'‘’「」《》（）()【】 \n\r　—…12aB丨|记者摘自图电讯的、!?")


def check(text: str, layout: Layout, body_start: int) -> None:
    reach = 0
    for block in layout.blocks:
        assert reach <= block.start < block.end
        assert not text[reach : block.start].strip().strip("\ufeff").strip()
        reach = block.end
        assert (block.kind is BlockKind.TITLE) == (block.start < body_start)
        inside = block.start
        for sentence in block.sentences:
            assert not text[inside : sentence.start].strip()
            inside = sentence.end
            within = sentence.start
            for clause in split(text, layout, sentence, block.kind is BlockKind.TITLE):
                assert within <= clause.start < clause.end <= sentence.end
                assert not text[clause.start].isspace() and not text[clause.end - 1].isspace()
                within = clause.end
        if block.sentences:
            assert not text[inside : block.end].strip()
    assert not text[reach:].strip().strip("\ufeff").strip()
    for bracket in layout.brackets:
        assert any(covers(block, bracket) for block in layout.blocks)
    assert list(layout.brackets) == sorted(layout.brackets, key=lambda bracket: bracket.start)


@given(NEWS_TEXT)
def test_any_text_is_covered_once(text: str) -> None:
    check(text, lay_out(text, 0), 0)


@given(NEWS_TEXT.map(lambda title: " ".join(title.split())), NEWS_TEXT)
def test_any_titled_text_is_covered_once(title: str, body: str) -> None:
    text, body_start = (f"{title}\n{body}", len(title) + 1) if title else (body, 0)
    check(text, lay_out(text, body_start), body_start)


@pytest.mark.parametrize(
    "text",
    [
        "《" * 10_000,
        "“（《" * 30_000,
        "“" * 50_000 + "”" * 50_000,
        "？”" * 50_000,
        "甲，" * 100_000,
        "记者、" * 30_000,
        "2020" * 50_000,
        "数" * 1_000_000,
    ],
    ids=["open", "open kinds", "nested", "final marks", "commas", "labels", "digits", "one sentence"],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    lay_out(text, 0)
    assert time.perf_counter() - began < 5


def test_titles_are_masked_once() -> None:
    text = "《甲〈乙〉丙》与《丁》及（《戊》）“《己》”"
    layout = lay_out(text, 0)
    assert [text[t.start : t.end] for t in layout.masked_titles()] == ["《甲〈乙〉丙》", "《丁》", "《戊》", "《己》"]
    assert {b.kind for b in layout.brackets} == {BracketKind.TITLE, BracketKind.PAREN, BracketKind.QUOTE}
