"""The chronicle: order, wording and limits of the table."""

import io
from datetime import date

import pytest
from rich.console import Console

from dashiji.article import Article
from dashiji.cli import chronicle
from dashiji.cli.chronicle import Entry, print_chronicle, sort_key, when
from dashiji.records import DateValue, EntityValue, EventType, Evidence, Lineage, Record, Status, TextSpan, Value
from dashiji.spans import Mod

ANCHORS = {EventType.POLICY_ISSUED: "policy", EventType.TARGET_SET: "goal", EventType.STATEMENT_MADE: "speaker"}


def entity(text: str) -> EntityValue:
    return EntityValue(text=text, start=0, end=len(text), normalized=text, kind="agency")


def day(value: str | None, mod: Mod | None = None) -> DateValue:
    return DateValue(text="某日", start=0, end=2, value=value, mod=mod)


def record(
    kind: EventType = EventType.AGENCY_FOUNDED, anchor: str = "海滨市数据局", evidence: str = "海滨市数据局成立", **roles: Value
) -> Record:
    arguments = {ANCHORS.get(kind, "agency"): (entity(anchor),), **{role: (value,) for role, value in roles.items()}}
    clause = Evidence(text=evidence, start=0, end=len(evidence), trigger=TextSpan(text="成立", start=0, end=2), rule="a.b")
    return Record(
        id="i", content_digest="c", doc_id="d", type=kind, status=Status.HAPPENED, arguments=arguments, evidence=(clause,),
        confidence=0.9, lineage=Lineage(dashiji="0", rules="sha256:0", input="sha256:0"),
    )  # fmt: skip


def printed(entries: list[Entry], width: int = 120) -> str:
    stream = io.StringIO()
    print_chronicle(Console(file=stream, width=width), entries)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (record(), ""),
        (record(date=day(None)), ""),
        (record(date=day("2026-01-27")), "2026-01-27"),
        (record(EventType.TARGET_SET, deadline=day("2027", Mod.END)), "by late 2027"),
        (record(EventType.POLICY_ISSUED, effective=day("2026-05-01")), "from 2026-05-01"),
        (record(EventType.POLICY_ISSUED, date=day("2026-04", Mod.BEFORE), effective=day("2026-05-01")), "before 2026-04"),
    ],
)
def test_when(made: Record, words: str) -> None:
    assert when(made) == words


def test_order_of_time() -> None:
    plain, dated = Article("p", "甲"), Article("q", "甲", published=date(2026, 2, 1))
    values = ["2025-H2", "2025-Q4", "2026", "2026-01", "2026-01-27"]
    entries = [Entry(record(date=day(value)), plain) for value in values]
    entries += [Entry(record(), dated), Entry(record(EventType.TARGET_SET, deadline=day("../2027")), plain), Entry(record(), plain)]
    shuffled = [*entries[4:], *entries[:4]]
    assert sorted(shuffled, key=sort_key) == entries


def test_a_table_for_each_of_few_articles() -> None:
    first, second = Article("one", "甲", "第一篇", date(2026, 3, 5)), Article("two", "乙")
    text = printed([Entry(record(), first), Entry(record(anchor="临江区人工智能局"), second)])
    assert text.count("status") == 2
    assert "第一篇 · 2026-03-05" in text
    assert "临江区人工智能局" in text


def test_many_articles_share_a_table_that_names_them() -> None:
    text = printed([Entry(record(), Article(str(n), "甲", f"第{n}篇")) for n in range(9)])
    assert text.count("status") == 1
    assert "第7篇" in text


def test_a_long_chronicle_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chronicle, "MOST_ROWS", 3)
    text = printed([Entry(record(), Article("one", "甲"))] * 10)
    assert text.count("海滨市数据局") == 3
    assert "… and 7 more records; -o FILE writes them all" in text


def test_the_text_of_an_article_cannot_steer_the_terminal() -> None:
    text = printed([Entry(record(anchor="[red]海滨\x1b[2J\n数据局", founder=entity("市[/b]政府")), Article("a\x07b", "甲"))])
    assert "\x1b" not in text and "\x07" not in text
    assert "[red]海滨 [2J 数据局" in text
    assert "市[/b]政府" in text


def test_a_statement_shows_its_clause() -> None:
    made = record(EventType.STATEMENT_MADE, anchor="局长", evidence="局长表示" + "很" * 60)
    assert "局长表示很很" in printed([Entry(made, Article("a", "甲"))])
    assert "…" in printed([Entry(made, Article("a", "甲"))])
