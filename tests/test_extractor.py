"""The pipeline from article to records."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashiji
from dashiji.article import Article
from dashiji.evaluate import wrong_spans
from dashiji.records import EventType, Record, Status

TITLE = "海滨市数据局揭牌"
TEXT = "3月5日，海滨市数据局在临江揭牌成立。市长林一舟表示，到2027年，全市数据产业规模达到500亿元。"
PIECES = (
    *("海滨市", "数据局", "成立", "揭牌", "发布", "《", "》", "“", "”", "（", "）", "2027年", "到", "达", "70%", "500亿元", "，", "。"),
    *("\n", "\r\n", "表示", "模型", "GPT-4o", "😀", "𠮷", "é", "　", "將", "條例", "印發", "通過", "、", "和", "的", "了", "今年"),
    *("１２３", "\u0301"),
)


@pytest.fixture(scope="module")
def records(extractor: Any) -> list[Record]:
    found: list[Record] = extractor.extract(Article("a", TEXT, title=TITLE, published=date(2026, 3, 6)))
    return found


def test_an_article_becomes_records(records: list[Record]) -> None:
    assert [(record.type, record.status) for record in records] == [
        (EventType.AGENCY_FOUNDED, Status.HAPPENED),
        (EventType.STATEMENT_MADE, Status.HAPPENED),
        (EventType.TARGET_SET, Status.PLANNED),
    ]
    founding, statement, target = records
    assert founding.arguments["date"][0].value == "2026-03-05"
    assert statement.anchor.text == "林一舟"
    assert target.arguments["quantity"][0].value == "50000000000"
    assert target.arguments["deadline"][0].value == "2027"


def test_title_and_body_make_one_record(records: list[Record]) -> None:
    assert [evidence.text for evidence in records[0].evidence] == ["海滨市数据局在临江揭牌成立", "海滨市数据局揭牌"]


def test_every_record_names_what_made_it(records: list[Record], extractor: Any) -> None:
    for record in records:
        assert record.doc_id == "a"
        assert record.lineage.rules == extractor.rulebook.digest
        assert record.lineage.input.startswith("sha256:")
        assert {evidence.rule for evidence in record.evidence} <= {rule.id for rule in extractor.rulebook.rules}
        assert 0 < record.confidence <= 1


def test_the_library_reads_many_articles(extractor: Any) -> None:
    articles = [Article(name, f"{name}市成立数据局。") for name in ("海滨", "临江")]
    assert [record.doc_id for record in extractor.extract_all(articles)] == ["海滨", "临江"]
    assert dashiji.Article is Article


def test_an_explanation_shows_chunks_rules_and_records(extractor: Any) -> None:
    shown = extractor.explain(Article("a", "投诉成立。海滨市成立数据局。今天天气很好。")).render()
    assert "[agency 数据局]" in shown
    assert "成立: founding.established: matched" in shown
    assert "founding.unveiled: " in shown
    assert "no trigger: not read further" in shown
    assert "agency: 数据局" in shown


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_text_breaks_offsets(extractor: Any, text: str, title: str) -> None:
    article = Article("a", text, title=title, published=date(2026, 3, 6))
    for record in extractor.extract(article):
        assert wrong_spans(record, article.document) == []
        assert Record.model_validate_json(record.to_json()) == record


@given(st.text(max_size=80))
def test_no_text_is_a_crash(extractor: Any, text: str) -> None:
    article = Article("a", f"海滨市成立数据局{text}，发布产品{text}达5亿元")
    for record in extractor.extract(article):
        assert wrong_spans(record, article.document) == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n" * 5000, "“" * 10000, "（" * 10000 + "）" * 10000, "《" * 5000 + "发布" + "》" * 5000, "a" * 100000),
        *("成立" * 5000, "，" * 20000, "增长5%、" * 5000, "表示" * 5000, "A和B、" * 5000, "第一届" * 5000),
        *("海滨市成立数据局，" * 2000, "到2027年达到5%；" * 3000),
    ],
)
def test_hostile_articles_come_to_an_end(extractor: Any, text: str) -> None:
    article = Article("a", text)
    for record in extractor.extract(article):
        assert wrong_spans(record, article.document) == []


def test_records_are_json_that_others_read(records: list[Record]) -> None:
    for record in records:
        line = record.to_json()
        assert "\n" not in line
        assert json.loads(line)["arguments"]
