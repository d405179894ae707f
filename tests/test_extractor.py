"""The pipeline from article to records."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashiji
from dashiji.article import Article
from dashiji.errors import ArticleError
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


def test_half_a_surrogate_pair_is_the_article_s_fault(extractor: Any) -> None:
    article = Article("a", "海滨市成立数据局\ud83d。", title="揭牌", origin="a.jsonl:7")
    for read in (extractor.extract, extractor.explain):
        with pytest.raises(ArticleError, match=r"a\.jsonl:7: bad character: character 12 is half a surrogate pair; repair or remove it"):
            read(article)


@pytest.fixture(scope="module")
def other_rules(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rules with words of its own in the lexicons that stages before the rules read."""
    rules = shutil.copytree(root / "rules", tmp_path_factory.mktemp("own") / "rules")
    for file, lexicon, word in (
        ("units", "unit_measure", "炁"),
        ("times", "vague_times", "槐花开时"),
        ("layout", "byline_labels", "誊录"),
        ("script", "script_variants", "甪角"),
    ):
        path = rules / "lexicons" / f"{file}.yaml"
        before, name, rest = path.read_text(encoding="utf-8").partition(f"{lexicon}:\n")
        flow, block = ("words: [", f"words: [{word}, "), ("words:\n", f"words:\n    - {word}\n")
        old, new = min(flow, block, key=lambda pair: rest.index(pair[0]) if pair[0] in rest else len(rest))
        path.write_text(before + name + rest.replace(old, new, 1), encoding="utf-8")
    return rules


def test_lexicons_are_those_of_the_rules(extractor: Any, other_rules: Path) -> None:
    text = "槐花开时，海滨市数据局在甪里成立。\n誊录：临江市数据局成立\n全市数据产量达到30炁。"
    shipped, own = (each.explain(Article("a", text)).render() for each in (extractor, dashiji.load(other_rules)))
    for word in ("[time 槐花开时]", "角里", "[quantity 30炁]"):
        assert (word in shipped, word in own) == (False, True), word
    assert ("[agency 临江市数据局]" in shipped, "[agency 临江市数据局]" in own) == (True, False)


def test_the_library_reads_many_articles(extractor: Any) -> None:
    articles = [Article(name, f"{name}市成立数据局。") for name in ("海滨", "临江")]
    assert [record.doc_id for record in extractor.extract_all(articles)] == ["海滨", "临江"]
    assert dashiji.Article is Article


def test_a_pronoun_speaks_for_whom_a_sentence_without_a_trigger_names(extractor: Any) -> None:
    article = Article("a", "国家主席林一舟高度关注深空探测。他指出，要再接再厉。")
    assert [(record.type, record.anchor.text) for record in extractor.extract(article)] == [("statement_made", "林一舟")]


def test_a_pronoun_speaks_for_nobody_named_long_before_or_only_as_an_owner(extractor: Any) -> None:
    far = Article("a", "省长林一舟出席会议。\n" + "海风很大。\n" * 6 + "他表示，要再接再厉。")
    owner = Article("a", "林一舟的雕像昨天落成。他表示，要再接再厉。")
    near = Article("a", "省长林一舟出席会议。\n省长来到海边。他表示，要再接再厉。")
    assert [list(extractor.extract(article)) for article in (far, owner)] == [[], []]
    assert [record.anchor.text for record in extractor.extract(near)] == ["林一舟"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("立法會議員林一舟出席會議。林認為，不妥。", "林一舟"),
        ("立法會議員林一舟出席會議。林女士說，不妥。", "林一舟"),
        ("立法會議員林一舟和林明出席會議。林認為，不妥。", "林"),
        ("林一舟出席活動。她的發言人周明表示，不妥。", "周明"),
        ("国务院总理林一舟出席座谈会，他强调，要坚持。", "林一舟"),
        ("海风吹过，海滨国央行行长瑟比加很高兴。\n瑟比加表示，要坚持。", "瑟比加"),
        ("海滨国央行行长甲乙丙表示，要坚持。", "甲乙丙"),
        ("海滨观察发表声明，认为言论不当。", "海滨观察"),
        ("海滨国总统和大家说，要坚持。", "海滨国总统"),
        ("海滨社引述省长林一舟称，要坚持。", "林一舟"),
        ("曾在海滨任教的省长林一舟，他表示，要坚持。", "林一舟"),
        ("海滨大学讲师陈舟一说，要坚持。", "陈舟一"),
    ],
)
def test_speakers_are_known_by_what_the_text_has_told_of_them(extractor: Any, text: str, speaker: str) -> None:
    told = [[value.text for value in record.arguments["speaker"]] for record in extractor.extract(Article("a", text))]
    assert told == [[speaker]]


def test_a_meeting_told_of_in_a_speech_has_other_sides(extractor: Any) -> None:
    text = "省长林一舟5日在临江会见来参加年会的企业家周明。\n林一舟表示，欢迎投资。昨天，市长王海在京会见企业家李江。\n周明表示，愿意投资。"
    records = extractor.extract(Article("a", text, published=date(2026, 3, 6)))
    told = [[record.arguments[role][0].text for role in ("speaker", "audience", "date", "place")] for record in records]
    assert told == [["林一舟", "周明", "5日", "临江"], ["周明", "林一舟", "5日", "临江"]]


@pytest.mark.parametrize(("side", "told"), [("欧方", ("林一舟", "5日", "临江")), ("美方", ("", "", ""))])
def test_the_side_of_a_guest_answers_the_host(extractor: Any, side: str, told: tuple[str, ...]) -> None:
    text = f"省长林一舟5日在临江会见欧洲理事会主席周明。\n林一舟指出，合作很好。\n{side}表示，愿意合作。"
    *_, record = extractor.extract(Article("a", text, published=date(2026, 3, 6)))
    roles = (record.arguments.get(role, ()) for role in ("audience", "date", "place"))
    assert tuple("".join(value.text for value in values) for values in roles) == told


def test_an_explanation_shows_chunks_rules_and_records(extractor: Any) -> None:
    shown = extractor.explain(Article("a", "投诉成立。海滨市成立数据局。今天天气很好。")).render()
    assert "[agency 数据局]" in shown
    assert "成立: matched: founding.established" in shown
    assert "founding.unveiled" in shown
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
