"""`dashiji gold add`: decisions become gold, and gold a regression test."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dashiji.cli import app
from dashiji.evaluate import evaluate_files
from dashiji.records import Record
from dashiji.review.catalog import Query
from dashiji.review.correcting import Correction, Field
from dashiji.review.decisions import Verdict
from dashiji.review.session import Review
from making import made, write_records, write_rows

pytest.importorskip("fastapi", reason="needs dashiji[review]")
from reviewing import SENTENCES, after, before, opened

Run = Callable[..., tuple[int, str]]
Rows = Sequence[Mapping[str, Any]]

# One more record of an article with a difference: the same on both sides, so that nobody decides on it.
SAME = made(SENTENCES["haibin"], "statement_made", doc_id="haibin", trigger="到场", speaker="林一舟", role="市长")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    write_records(tmp_path / "a.jsonl", [*before(), SAME])
    write_records(tmp_path / "b.jsonl", [*after(), SAME])

    def invoke(*arguments: str) -> tuple[int, str]:
        paths = [str(tmp_path / name) for name in ("gold.jsonl", "a.jsonl", "b.jsonl")]
        result = CliRunner().invoke(app, ["gold", "add", *paths, *arguments], prog_name="dashiji")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stderr

    return invoke


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return opened(tmp_path, [*before(), SAME], [*after(), SAME]).review


def decide(review: Review, doc_id: str, verdict: Verdict, correction: Correction | None = None) -> None:
    (entry,) = (entry for entry in review.catalog.window(Query(), 0, 10) if entry.difference.record.doc_id == doc_id)
    review.decide(entry, verdict, correction=correction)


def gold(folder: Path) -> Rows:
    return [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def brief(rows: Rows) -> list[tuple[str, str, str, bool]]:
    return [(row["doc"], row["type"], next(iter(row["args"].values()))[0]["text"], row["optional"]) for row in rows]


def errors(folder: Path, records: Sequence[Record]) -> list[tuple[str, str]]:
    """What evaluate finds wrong with records of the articles in the gold."""
    documents = {row["doc"] for row in gold(folder)}
    docs = write_rows(folder / "docs.jsonl", [{"id": name, "text": text} for name, text in SENTENCES.items() if name in documents])
    report = evaluate_files(folder / "gold.jsonl", write_records(folder / "r.jsonl", records), docs)
    return [(finding.fault.value, finding.doc) for finding in report.findings]


def test_accepted_records_are_required_and_others_optional(run: Run, review: Review, tmp_path: Path) -> None:
    decide(review, "haibin", Verdict.ACCEPT)
    assert run() == (0, "1 articles: 2 records added, 0 changed, 0 removed\n")
    assert brief(gold(tmp_path)) == [("haibin", "agency_founded", "海滨市数据局", False), ("haibin", "statement_made", "林一舟", True)]
    assert gold(tmp_path)[0]["args"]["date"] == [{"text": "2026年3月5日", "value": "2026-03-05"}]


def test_a_review_is_a_regression_test(run: Run, review: Review, tmp_path: Path) -> None:
    """Records as decided pass evaluate; what was decided to be wrong does not."""
    decide(review, "hekou", Verdict.REJECT)
    decide(review, "linjiang", Verdict.REJECT)
    decide(review, "haibin", Verdict.ACCEPT)
    run()
    docs = {row["doc"] for row in gold(tmp_path)}
    assert docs == {"haibin", "linjiang"}
    assert errors(tmp_path, [after()[0], SAME, before()[2]]) == []
    assert errors(tmp_path, [after()[0], before()[2]]) == []
    assert errors(tmp_path, after()) == [("missed", "linjiang")]


def test_what_was_found_wrong_is_spurious(run: Run, tmp_path: Path) -> None:
    more = made(SENTENCES["hekou"], "statement_made", doc_id="hekou", trigger="成立", speaker="港务集团")
    write_records(tmp_path / "a.jsonl", [])
    write_records(tmp_path / "b.jsonl", [after()[2], more])
    review = opened(tmp_path, [], [after()[2], more]).review
    good, bad = sorted(review.catalog.window(Query(), 0, 10), key=lambda entry: entry.difference.record.type)
    review.decide(good, Verdict.ACCEPT)
    review.decide(bad, Verdict.REJECT)
    run()
    assert errors(tmp_path, [after()[2]]) == []
    assert errors(tmp_path, [after()[2], more]) == [("spurious", "hekou")]


def test_an_edit_is_gold_as_the_reviewer_said(run: Run, review: Review, tmp_path: Path) -> None:
    decide(review, "dongling", Verdict.EDIT, Correction("planned", (Field("agency", "文旅局"), Field("place", "東嶺縣"))))
    run()
    (row,) = gold(tmp_path)
    assert (row["status"], row["args"]["agency"]) == ("planned", [{"text": "文旅局"}])


def test_adding_twice_changes_nothing(run: Run, review: Review, tmp_path: Path) -> None:
    decide(review, "haibin", Verdict.ACCEPT)
    decide(review, "dongling", Verdict.REJECT)
    run()
    first = (tmp_path / "gold.jsonl").read_bytes()
    assert run() == (0, "2 articles: 0 records added, 0 changed, 0 removed\n")
    assert (tmp_path / "gold.jsonl").read_bytes() == first


def test_later_decisions_settle_what_was_optional(run: Run, tmp_path: Path) -> None:
    other = made(SENTENCES["haibin"], "statement_made", doc_id="haibin", trigger="到场", speaker="市长")
    new = [after()[0], SAME, other]
    write_records(tmp_path / "a.jsonl", [before()[0]])
    write_records(tmp_path / "b.jsonl", new)
    review = opened(tmp_path, [before()[0]], new).review
    entries = {e.difference.record.anchor.text: e for e in review.catalog.window(Query(), 0, 10) if e.difference.record.anchor}
    review.decide(entries["海滨市数据局"], Verdict.ACCEPT)
    run()
    assert [row[-1] for row in brief(gold(tmp_path))] == [False, True, True]
    review.decide(entries["林一舟"], Verdict.ACCEPT)
    review.decide(entries["市长"], Verdict.REJECT)
    assert run() == (0, "1 articles: 0 records added, 1 changed, 1 removed\n")
    assert brief(gold(tmp_path))[1:] == [("haibin", "statement_made", "林一舟", False)]


def test_annotated_gold_is_kept_unless_told_otherwise(run: Run, review: Review, tmp_path: Path) -> None:
    args = '"args": {"agency": [{"text": "海滨市数据局"}]}, "evidence": ["揭牌"]'
    odd = f'{{"doc": "haibin",  "type": "agency_founded", "status": "planned", {args}}}'
    (tmp_path / "gold.jsonl").write_text(f"{odd}\n", encoding="utf-8")
    decide(review, "haibin", Verdict.ACCEPT)
    code, said = run()
    assert code == 1
    assert "haibin: agency_founded 海滨市数据局: gold has other values; --replace takes those decided on" in said
    assert (tmp_path / "gold.jsonl").read_text(encoding="utf-8") == f"{odd}\n"
    assert run("--replace")[0] == 0
    assert gold(tmp_path)[0]["status"] == "happened"


def test_contested_and_skipped_decide_nothing(run: Run, review: Review, tmp_path: Path) -> None:
    decide(review, "haibin", Verdict.ACCEPT)
    other = opened(tmp_path, [*before(), SAME], [*after(), SAME], reviewer="zhou").review
    decide(other, "haibin", Verdict.REJECT)
    decide(other, "hekou", Verdict.SKIP)
    assert run() == (0, "0 articles: 0 records added, 0 changed, 0 removed\n")


def test_the_exported_file_is_enough(run: Run, review: Review, tmp_path: Path) -> None:
    decide(review, "haibin", Verdict.ACCEPT)
    review.close()
    for file in tmp_path.glob("decisions.sqlite*"):
        file.unlink()
    assert run()[0] == 0
    assert not (tmp_path / "decisions.sqlite").exists()
    assert len(gold(tmp_path)) == 2


def test_articles_are_added_once(run: Run, review: Review, tmp_path: Path) -> None:
    decide(review, "haibin", Verdict.ACCEPT)
    decide(review, "dongling", Verdict.ACCEPT)
    articles = write_rows(tmp_path / "x.jsonl", [{"id": "haibin", "text": SENTENCES["haibin"], "date": "2026-03-05"}])
    docs = tmp_path / "docs.jsonl"
    for _ in range(2):
        code, said = run("--articles", str(articles), "--docs", str(docs))
        assert code == 0
        assert "1 articles are not in --articles: dongling" in said
    assert [json.loads(line) for line in docs.read_text(encoding="utf-8").splitlines()] == [
        {"id": "haibin", "date": "2026-03-05", "title": "", "text": SENTENCES["haibin"]}
    ]


def test_without_decisions(run: Run) -> None:
    code, said = run()
    assert code == 2
    assert "no decisions here; dashiji review makes them" in said
    assert run("--docs", "x.jsonl") == (2, "error: --docs needs the articles; name them with --articles\n")
