"""Counts of what a run found."""

from datetime import date

from dashiji.article import Article
from dashiji.records import EventType
from dashiji.store.outcome import done
from dashiji.store.statistics import count_records
from test_chronicle import day, entity, record


def test_counts() -> None:
    article = Article("https://news.example.org/1", "文", published=date(2026, 3, 5), origin="a.jsonl:1")
    other = Article("2", "文", origin="b/c.jsonl:7")
    found = [record(date=day("2026-01-27"), place=entity("南京")), record(date=day("2025")), record()]
    counts = count_records([(done(article, ()), found), (done(other, ()), [record(EventType.POLICY_ISSUED)])])
    assert counts.records == 4
    assert counts.months == {"2026-01": 1, "": 2, "2026-03": 1}
    assert counts.types == {"agency_founded": 3, "policy_issued": 1}
    assert counts.places == {"南京": 1, "": 3}
    assert counts.sources == {"news.example.org": 3, "b/c.jsonl": 1}
