"""From matches to records: names that are one, events that are one, claims, and phrases that point back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.article import Article
from dashiji.records import Record
from dashiji.stages.resolve.claims import read_claim
from dashiji.stages.resolve.naming import alike, bare, same_body, same_document, same_name

NAMES = st.text("海滨市数据局人工智能发展中心", max_size=8)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("海滨市数据局", "海滨市数据局", True),
        ("数据局", "海滨市数据局", True),
        ("国地中心", "国家地方共建机器人创新中心", True),
        ("海滨市数据局", "临江市数据局", False),
        ("海洋局", "海滨市数据局", False),
        ("局", "海滨市数据局", False),
    ],
)
def test_names_that_are_one(first: str, second: str, same: bool) -> None:
    assert same_name(first, second) is same
    assert same_name(second, first) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Acme Reef Coalition", "Acme Reef 联盟", True),
        ("Acme Reef Coalition", "Acme Lagoon 联盟", False),
        ("Acme Reef", "Acme Reef 联盟", False),
    ],
)
def test_body_called_in_two_languages(first: str, second: str, same: bool) -> None:
    assert same_body(bare(first), bare(second)) is same
    assert same_body(bare(second), bare(first)) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("条例", "海滨市数据条例", True),
        ("海滨市数据条例", "海滨市数据条例2026年版", True),
        ("商务部2026年第1号公告", "商务部第2号公告", False),
        ("十四五港口发展规划", "十五五港口发展规划", False),
    ],
)
def test_documents_that_are_one(first: str, second: str, same: bool) -> None:
    assert same_document(first, second) is same


@given(NAMES, NAMES)
def test_likeness_is_symmetric_and_bounded(first: str, second: str) -> None:
    assert alike(first, second) == alike(second, first)
    assert 0 <= alike(first, second) <= 1
    assert (alike(first, second) == 1) == (first == second != "")


@pytest.mark.parametrize(("text", "expected"), [("“AI＋”局", "ai局"), ("数据 局", "数据局"), ("", "")])
def test_bare_names(text: str, expected: str) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize(
    ("text", "rank", "scope"),
    [
        ("全国首个地市级数据局", 1, "全国"),
        ("全球最大规模数据集", 1, "全球"),
        ("第三家海洋研究院", 3, ""),
        ("亚洲第二大数据中心", 2, "亚洲"),
        ("唯一的数据局", 1, ""),
    ],
)
def test_claims(text: str, rank: int, scope: str) -> None:
    assert read_claim(text) == (rank, scope)


def read(extractor: Any, text: str, title: str = "") -> list[Record]:
    records: list[Record] = extractor.extract(Article("a", text, title=title, published=date(2026, 3, 6)))
    return records


def test_lead_and_body_are_one_record(extractor: Any) -> None:
    (record,) = read(extractor, "海滨市成立海洋数据局。\n3月1日，海洋数据局在临江揭牌成立。")
    assert len(record.evidence) == 2
    assert record.arguments["date"][0].value == "2026-03-01"


def test_a_heading_that_sums_up_a_statement_is_its_evidence(extractor: Any) -> None:
    text = "今日快讯\n海滨国总统表示愿意停火\n海滨国总统林一舟5日表示，将停火。\n临江方面称不停火\n临江国防部5日称，不停火。"
    records = extractor.extract(Article("a", text, published=date(2026, 3, 6)))
    told = [([value.text for value in record.arguments["speaker"]], len(record.evidence)) for record in records]
    assert told == [(["林一舟"], 2), (["临江国防部"], 2)]


def test_an_occasion_ends_with_its_item_of_a_digest(extractor: Any) -> None:
    text = "今日快讯\n海滨论坛开幕\n海滨论坛5日在临江市举行。市长林一舟表示，欢迎投资。\n校长接受专访\n海滨大学校长周明表示，数据将开放。"
    records = extractor.extract(Article("a", text, published=date(2026, 3, 6)))
    assert [sorted(record.arguments) for record in records] == [["date", "place", "role", "speaker"], ["role", "speaker"]]


def test_an_occasion_told_in_a_title_holds_below_its_second_line(extractor: Any) -> None:
    text = "海滨年会在临江隆重举行\n海滨年会在临江隆重举行\n林一舟发表讲话\n林一舟强调，要种好树。"
    (record,) = extractor.extract(Article("a", text, published=date(2026, 3, 6)))
    assert [value.text for value in record.arguments["place"]] == ["临江"]


def test_who_goes_on_under_a_short_name_has_the_same_turn(extractor: Any) -> None:
    told = "临江国国防部18日称，演习已经开始。临国防部还称，将通报结果。"
    assert [[v.text for v in r.arguments["speaker"]] for r in extractor.extract(Article("a", told))] == [["临江国国防部"]]
    other = "临江国国防部18日称，演习已经开始。海滨国防部还称，将通报结果。"
    assert len(list(extractor.extract(Article("a", other)))) == 2


def test_who_speaks_again_after_much_else_has_another_turn(extractor: Any) -> None:
    rest = "海风吹过海边的小城，人们在海边散步。" * 15
    near, far = (Article("a", f"省长林一舟指出，海风很大。\n{between}他强调，海水很冷。") for between in ("", f"{rest}\n林一舟来到海边。"))
    assert [len(extractor.extract(article)) for article in (near, far)] == [1, 2]


@pytest.mark.parametrize(
    ("then", "turns"),
    [
        ("2月，在海滨，校长指出，海水很冷。", 2),
        ("在2月5日举行的会议上，林一舟强调，海水很冷。", 2),
        ("林一舟2月说，海水很冷。", 2),
        ("林一舟1月8日说，海水很冷。", 1),
        ("自2月起，海风很大，林一舟强调，要小心。", 1),
    ],
)
def test_who_speaks_on_another_day_has_another_turn(extractor: Any, then: str, turns: int) -> None:
    records = read(extractor, f"海滨大学校长林一舟1月指出，海风很大。{then}")
    assert [record.anchor.text for record in records] == ["林一舟"] * turns


def test_who_speak_together_keep_their_titles(extractor: Any) -> None:
    (record,) = read(extractor, "甲国总统林一舟和乙国总理周大明证实，协议已经签署。")
    assert [[value.text for value in record.arguments[role]] for role in ("speaker", "role")] == [
        ["林一舟", "周大明"],
        ["甲国总统", "乙国总理"],
    ]


def test_an_office_alone_means_the_only_one_who_holds_it(extractor: Any) -> None:
    records = read(extractor, "海滨大学校长林一舟指出，海风很大。临江大学副校长周明说，不大。校长指出，很大。")
    assert [record.anchor.text for record in records] == ["林一舟", "周明", "林一舟"]
    records = read(extractor, "海滨大学校长林一舟指出，海风很大。临江大学校长周明说，不大。校长指出，很大。")
    assert [record.anchor.text for record in records] == ["林一舟", "周明", "校长"]


def test_of_two_times_the_one_told_more_closely_is_the_date(extractor: Any) -> None:
    (record,) = read(extractor, "《海滨市公园条例》9月起施行\n《海滨市公园条例》9月1日起施行，共8章。\n《海滨市公园条例》2026年9月起施行。")
    assert record.arguments["effective"][0].value == "2026-09-01"


def test_different_bodies_stay_apart(extractor: Any) -> None:
    records = read(extractor, "海滨市成立海洋局。临江区成立数据局。")
    assert [record.anchor.text for record in records] == ["海洋局", "数据局"]


def test_equal_figures_of_different_things_stay_apart(extractor: Any) -> None:
    records = read(extractor, "海滨市软件业产值达500亿元。临江区造船业利润达500亿元。")
    assert len([record for record in records if record.type == "metric_reported"]) == 2


@pytest.mark.parametrize(("after", "counts"), [("", [2]), ("。", [1, 1])])
def test_a_heading_tells_the_figure_of_the_paragraph_below(extractor: Any, after: str, counts: list[int]) -> None:
    text = f"海滨市一季度发放创业贷263亿元{after}\n据海滨银行统计，一季度，共发放小微企业资金263亿元。"
    records = extractor.extract(Article("a", text, title="联播快讯", published=date(2026, 5, 6)))
    assert [len(record.evidence) for record in records] == counts
    assert [value.text for value in records[-1].arguments["source"]] == ["海滨银行"]


def test_ids_survive_what_does_not_matter(extractor: Any) -> None:
    (before,) = read(extractor, "海滨市成立海洋局。")
    (after,) = read(extractor, "今天天气很好。海滨市成立海洋局。")
    assert before.id == after.id
    assert before.evidence[0].start != after.evidence[0].start


def test_equal_sentences_have_ids_of_their_own(extractor: Any) -> None:
    records = read(extractor, "林一舟表示，很好。\n陈小满表示，很好。\n林一舟表示，很好。")
    assert len({record.id for record in records}) == len(records)


@pytest.mark.parametrize(
    ("text", "role", "normalized"),
    [
        ("国家海洋机器人创新中心揭牌。国海中心相关负责人今天参会。国海中心表示，进展顺利。", "speaker", "国家海洋机器人创新中心"),
        ("局长林一舟出席。林一舟表示，进展顺利。", "speaker", "林一舟"),
    ],
)
def test_short_names_lead_to_the_long_form(extractor: Any, text: str, role: str, normalized: str) -> None:
    values = [value for record in read(extractor, text) for value in record.arguments.get(role, ())]
    assert normalized in [value.normalized for value in values]


def test_documents_issued_side_by_side_are_different(extractor: Any) -> None:
    text = "10月1日，《海滨省龙山国家公园条例》和《临江省龙山国家公园条例》同时施行。"
    policies = [record.arguments["policy"][0].text for record in read(extractor, text) if record.type == "policy_issued"]
    assert policies == ["海滨省龙山国家公园条例", "临江省龙山国家公园条例"]


def test_a_heading_that_counts_the_measures_of_a_document_tells_of_it(extractor: Any) -> None:
    text = "海滨市出台23项举措促进消费\n海滨市日前印发《海滨市促进消费实施方案》，要求各地落实。"
    policies = [record.arguments["policy"][0].text for record in read(extractor, text) if record.type == "policy_issued"]
    assert policies == ["海滨市促进消费实施方案"]


def test_the_body_named_below_a_heading_issues_what_the_heading_says_of_the_country(extractor: Any) -> None:
    text = "我国发布渔业数字化转型实施方案\n近日，海滨市工业局等三部门联合印发《渔业数字化转型实施方案》。"
    issuers = [[value.text for value in record.arguments["issuer"]] for record in read(extractor, text) if record.type == "policy_issued"]
    assert issuers == [["海滨市工业局"]]
