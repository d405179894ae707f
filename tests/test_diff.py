"""Comparing records: alignment, changes, bounded sorting, causes and reports."""

import gzip
import itertools
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.diff import (
    Cause,
    Comparison,
    Difference,
    Edit,
    Kind,
    Part,
    Side,
    SideRecord,
    attribute,
    compare,
    compare_records,
    find_changes,
)
from dashiji.diff.aligning import align
from dashiji.diff.attribution import Evidence, unknown_input
from dashiji.diff.folders import RuleEdit
from dashiji.diff.html import html
from dashiji.diff.lines import Making, RecordLine
from dashiji.diff.markdown import markdown
from dashiji.diff.passage import passage
from dashiji.diff.report import Filters, Report, collect, wanted
from dashiji.diff.sorting import by_document
from dashiji.diff.wording import in_words
from dashiji.errors import InputError
from dashiji.records import Lineage
from making import LINEAGE, made, side, write_records

SENTENCE = "3月5日海滨市数据局在临江成立"
TWINS = "海滨市成立数据局、文旅局"


def kinds(before: Sequence[SideRecord], after: Sequence[SideRecord]) -> list[str]:
    return [difference.kind.value for difference in compare_records("a", before, after).differences]


class TestAligning:
    def test_a_changed_anchor_is_a_change(self) -> None:
        old, new = side(SENTENCE, agency="海滨市数据局"), side(SENTENCE, agency="数据局")
        assert kinds([old], [new]) == ["changed"]

    def test_an_anchor_that_shares_nothing_is_a_change_where_the_trigger_is_the_same(self) -> None:
        assert kinds([side(SENTENCE, agency="海滨市数据局")], [side(SENTENCE, agency="临江")]) == ["changed"]

    def test_another_sentence_about_something_else_is_no_change(self) -> None:
        old, new = side(SENTENCE, agency="海滨市数据局"), side("东岭县成立林长办", agency="林长办", offset=80)
        assert kinds([old], [new]) == ["removed", "added"]

    def test_another_type_is_no_change(self) -> None:
        new = side(SENTENCE, "organization_founded", organization="海滨市数据局")
        assert sorted(kinds([side(SENTENCE, agency="海滨市数据局")], [new])) == ["added", "removed"]

    def test_the_ordinal_in_ids_misleads_nobody(self) -> None:
        first, second = side(TWINS, agency="数据局"), side(TWINS, agency="文旅局", ordinal=1)
        left = side(TWINS, agency="文旅局")
        assert left.id == first.id
        pairs = align([first, second], [left])
        assert sorted(pairs, key=str) == sorted([(second, left), (first, None)], key=str)

    def test_twins_that_both_changed_keep_to_their_own(self) -> None:
        before = [side(TWINS, agency="数据局"), side(TWINS, agency="文旅局", ordinal=1)]
        after = [side(TWINS, agency="文旅局", founder="海滨市")]
        assert kinds(before, after) == ["changed", "removed"] or kinds(before, after) == ["removed", "changed"]
        changed = next(d for d in compare_records("a", before, after).differences if d.kind is Kind.CHANGED)
        assert changed.before is before[1]

    def test_a_record_that_moved_with_its_paragraph_is_unchanged(self) -> None:
        lineage = Lineage(dashiji="0.1.0", rules="sha256:rules", input="sha256:other")
        assert kinds([side(SENTENCE, agency="数据局")], [side(SENTENCE, agency="数据局", offset=30, lineage=lineage)]) == ["unchanged"]

    def test_many_records_of_a_document_take_no_square_of_time(self) -> None:
        before = [side(f"第{n}号数据局成立", agency=f"第{n}号数据局", offset=20 * n) for n in range(1200)]
        after = [side(f"第{n}号数据局成立", agency=f"{n}号数据局", offset=20 * n) for n in range(1200)]
        assert set(kinds(before, after)) == {"changed"}

    @given(st.data())
    def test_every_record_comes_out_once(self, data: st.DataObject) -> None:
        clauses = [f"{name}成立" for name in ("数据局", "海滨市数据局", "文旅局", "临江数据局")]
        choose = st.lists(st.tuples(st.sampled_from(clauses), st.integers(0, 2), st.integers(0, 60)), max_size=6)
        before, after = (
            [side(c, agency=c[:-2], ordinal=n, offset=at) for c, n, at in data.draw(choose)] for _ in range(2)
        )  # fmt: skip
        pairs = align(before, after)
        assert sorted(id(left) for left, _ in pairs if left) == sorted(map(id, before))
        assert sorted(id(right) for _, right in pairs if right) == sorted(map(id, after))
        assert all(left.type == right.type for left, right in pairs if left and right)
        assert all(left is right for left, right in align(before, before))


class TestChanges:
    def words(self, old: SideRecord, new: SideRecord, **options: Any) -> list[str]:
        return [f"{line.label}: {line.before} → {line.after}" for line in map(in_words, find_changes(old, new, **options))]

    def test_nothing(self) -> None:
        assert find_changes(side(SENTENCE, agency="数据局"), side(SENTENCE, agency="数据局")) == ()

    def test_status_rule_and_values(self) -> None:
        old = side(SENTENCE, agency="海滨市数据局", date="3月5日")
        new = side(SENTENCE, agency="海滨市数据局", place="临江", status="planned", rule="founding.established")
        assert self.words(old, new) == [
            "status: happened → planned",
            "date: 3月5日 [2026-03-05] → ",
            "place:  → 临江",
            "evidence: rule founding.unveiled → rule founding.established",
        ]

    def test_a_detail_of_a_value(self) -> None:
        old = side(SENTENCE, agency="数据局", date="3月5日")
        value = old.arguments["date"][0].model_copy(update={"value": "2025-03-05", "basis": None})
        new = old.model_copy(update={"content_digest": "x", "arguments": {**old.arguments, "date": (value,)}})
        assert self.words(old, new)[0].startswith("date 3月5日: value 2026-03-05, basis published → value ")

    def test_values_pair_with_the_most_alike(self) -> None:
        text = "海滨市、临江区和东岭县成立数据局"
        old = side(text, agency="数据局", founder=["海滨市", "临江区", "东岭县"])
        new = side(text, agency="数据局", founder=["海滨市", "临江"])
        assert self.words(old, new) == ["founder: 临江区 → 临江", "founder: 东岭县 → "]

    def test_the_same_words_elsewhere_are_a_change_in_the_same_article_only(self) -> None:
        old, new = side(SENTENCE, agency="数据局"), side(SENTENCE, agency="数据局", offset=50)
        assert self.words(old, new)[0] == "agency 数据局: at 7–10 → at 57–60"

    def test_confidence_counts_where_asked_for(self) -> None:
        old, new = side(SENTENCE, agency="数据局"), side(SENTENCE, agency="数据局", confidence=0.7)
        assert self.words(old, new) == []
        assert self.words(old, new, confidence=0.1) == ["confidence: 0.9 → 0.7"]
        assert self.words(old, new, confidence=0.3) == []


class TestComparing:
    def test_the_order_of_files_and_lines_does_not_matter(self, tmp_path: Path) -> None:
        records = [made(f"{name}成立", doc_id=name, agency=name) for name in ("丙局", "甲局", "乙局")]
        first = write_records(tmp_path / "a.jsonl", records)
        folder = tmp_path / "run"
        folder.mkdir()
        write_records(folder / "1.jsonl", records[:1])
        with gzip.open(folder / "2.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write("".join(f"\n{record.to_json()}\n" for record in records[:0:-1]))
        comparisons = list(compare(Side.read(first), Side.read(folder)))
        assert [(c.doc_id, c.same, c.differences) for c in comparisons] == [(n, 1, ()) for n in sorted(r.doc_id for r in records)]
        assert [d.kind for c in compare(Side.read(first), Side.read(folder), unchanged=True) for d in c.differences] == [Kind.UNCHANGED] * 3

    def test_documents_of_one_side_only(self, tmp_path: Path) -> None:
        records = [made(f"{name}成立", doc_id=name, agency=name) for name in "甲乙丙"]
        before, after = write_records(tmp_path / "a", records[:2]), write_records(tmp_path / "b", records[1:])
        found = [d for c in compare(Side.read(before), Side.read(after)) for d in c.differences]
        assert sorted((d.kind.value, d.record.doc_id) for d in found) == [("added", "丙"), ("removed", "甲")]

    @given(st.lists(st.integers(0, 9)), st.integers(1, 4))
    def test_sorting_in_portions_loses_nothing(self, numbers: list[int], chunk: int) -> None:
        lines = [RecordLine(str(number), str(index), "", 1.0, "", b"", "") for index, number in enumerate(numbers)]
        found = list(by_document(lines, chunk))
        assert [doc_id for doc_id, _ in found] == sorted(set(map(str, numbers)))
        for doc_id, group in found:
            assert group == [line for line in lines if line.doc_id == doc_id]

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("{", "a.jsonl:1: not a JSON object on one line"),
            ("[]", "a.jsonl:1: no doc_id; give records as dashiji extract writes them"),
            ('{"doc_id": "a", "id": "b"}', "a.jsonl:1: no content_digest"),
            ('{"doc_id": "a", "id": "b", "content_digest": "c"}', "a.jsonl:1: type: Field required"),
        ],
    )
    def test_broken_lines_are_named(self, tmp_path: Path, line: str, message: str) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(line)
        with pytest.raises(InputError, match=re.escape(message)):
            list(compare(Side.read(path), Side.read(write_records(tmp_path / "b", []))))

    def test_records_of_other_versions_are_read(self, tmp_path: Path) -> None:
        row = json.loads(made(SENTENCE, agency="数据局").to_json())
        row |= {"type": "earthquake", "new_field": 1, "arguments": {"magnitude": [{"text": "5", "start": 0, "end": 1, "scale": "Ms"}]}}
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps(row))
        (comparison,) = compare(Side.read(path), Side.read(write_records(tmp_path / "b", [])))
        record = comparison.differences[0].record
        assert (record.type, record.anchor and record.anchor.details) == ("earthquake", {"scale": "Ms"})


def caused(before: Sequence[SideRecord], after: Sequence[SideRecord], /, **options: Any) -> list[str]:
    same = {Making("0.1.0", "sha256:rules", ())}
    makings = same, options.pop("made", same)
    (comparison,) = attribute([compare_records("a", before, after)], makings, Evidence(fold=lambda text: text, **options))
    return ["; ".join(map(str, difference.causes)) for difference in comparison.differences]


def of(**lineage: Any) -> Lineage:
    return LINEAGE.model_copy(update=lineage)


class TestCauses:
    OLD = side(SENTENCE, agency="数据局")
    EDITS = (RuleEdit(Part.RULE, Edit.EDITED, "founding.unveiled"), RuleEdit(Part.LEXICON, Edit.ADDED, "heads", "文旅局"))

    @pytest.mark.parametrize(
        ("lineage", "cause"),
        [
            ({"input": "sha256:other"}, "input edited"),
            ({"dashiji": "0.2.0"}, "program 0.1.0 → 0.2.0 edited"),
            ({"models": {"names": "sha256:1"}}, "model names added"),
            ({"rules": "sha256:other"}, "rules founding.unveiled edited (perhaps)"),
            ({}, "unknown"),
        ],
    )
    def test_the_lineage_tells(self, lineage: dict[str, Any], cause: str) -> None:
        assert caused([self.OLD], [side(SENTENCE, agency="海滨市数据局", lineage=of(**lineage))]) == [cause]

    def test_several_parts_that_changed_are_all_named(self) -> None:
        new = side(SENTENCE, agency="海滨市数据局", lineage=of(input="sha256:other", dashiji="0.2.0"))
        assert caused([self.OLD], [new]) == ["program 0.1.0 → 0.2.0 edited (perhaps); input edited (perhaps)"]

    def test_an_unchanged_record_has_no_cause(self) -> None:
        assert caused([self.OLD], [side(SENTENCE, agency="数据局", lineage=of(dashiji="0.2.0"))]) == [""]

    def test_where_nothing_else_changed_it_is_the_input(self) -> None:
        assert caused([self.OLD], []) == ["input removed (perhaps)"]
        assert caused([self.OLD], [], inputs=(unknown_input, lambda doc_id: "")) == ["input removed"]
        assert caused([], [self.OLD]) == ["input added (perhaps)"]

    def test_a_document_without_records_was_made_as_the_others(self) -> None:
        made_later = {Making("0.2.0", "sha256:rules", ())}
        assert caused([self.OLD], [], made=made_later) == ["program 0.1.0 → 0.2.0 edited"]

    def test_libraries_are_named(self) -> None:
        libraries = {"opencc": "0.1.7", "jieba": "0.42"}, {"opencc": "0.1.8", "jieba": "0.42"}
        assert caused([self.OLD], [], libraries=libraries) == ["program opencc 0.1.7 → 0.1.8 edited"]
        assert caused([self.OLD], [], libraries=({}, libraries[1])) == ["input removed (perhaps)"]

    def test_an_only_edit_is_the_cause(self) -> None:
        new = side(SENTENCE, agency="海滨市数据局", lineage=of(rules="sha256:other"))
        assert caused([self.OLD], [new], edits=self.EDITS[1:]) == ["lexicon heads: 文旅局 added"]

    def test_the_evidence_chooses_among_edits(self) -> None:
        new = side(SENTENCE, agency="海滨市数据局", lineage=of(rules="sha256:other"))
        assert caused([self.OLD], [new], edits=self.EDITS) == ["rule founding.unveiled edited"]

    def test_edits_are_taken_back_where_articles_can_be_read_again(self) -> None:
        new = side(SENTENCE, agency="海滨市数据局", lineage=of(rules="sha256:other"))
        asked: list[RuleEdit | None] = []

        def rerun(edit: RuleEdit | None, doc_ids: Sequence[str]) -> dict[str, list[SideRecord]]:
            asked.append(edit)
            return {"a": [self.OLD if edit == self.EDITS[1] else new]}

        options = {"edits": self.EDITS, "rerun": rerun, "inputs": (unknown_input, lambda doc_id: "sha256:input")}
        assert caused([self.OLD], [new], **options) == ["lexicon heads: 文旅局 added"]
        assert asked == list(self.EDITS)

    @pytest.mark.parametrize(("undone", "cause"), [(True, "rules founding.unveiled edited (perhaps)"), (False, "input edited")])
    def test_rules_are_swapped_where_rules_and_input_changed(self, undone: bool, cause: str) -> None:
        new = side(SENTENCE, agency="海滨市数据局", lineage=of(rules="sha256:other", input="sha256:other"))
        again = side(SENTENCE, agency="数据局", lineage=of(input="sha256:other")) if undone else new
        options = {"rerun": lambda edit, doc_ids: {"a": [again]}, "inputs": (unknown_input, lambda doc_id: "sha256:other")}
        assert caused([self.OLD], [new], **options) == [cause]


HOSTILE = "</blockquote><script>alert(1)</script>`*[x](javascript:1)|<img src=x onerror=y>&amp;\x1b[31m成立"


def reported(*differences: Difference, limit: int = 100) -> Report:
    report = Report("a.jsonl", "b.jsonl")
    collect(wanted([Comparison("a", differences=differences, same=3)], Filters(), report.summary), report, limit)
    return report


class TestReports:
    CHANGED = Difference(
        side(SENTENCE, agency="数据局"),
        side(SENTENCE, agency="海滨市数据局", status="planned"),
        find_changes(side(SENTENCE, agency="数据局"), side(SENTENCE, agency="海滨市数据局", status="planned")),
        (Cause(Part.RULE, Edit.EDITED, "founding.unveiled"),),
    )
    HOSTILE = Difference(None, side(HOSTILE, agency=HOSTILE[:-2], doc_id="<b>"))

    def test_the_fingerprint_knows_contents_only(self) -> None:
        before, after = self.CHANGED.before, self.CHANGED.after
        assert before and after
        other = Difference(before.model_copy(update={"lineage": of(rules="x"), "id": "y"}), after)
        assert other.fingerprint == self.CHANGED.fingerprint != Difference(after, before).fingerprint

    def test_json_holds_everything(self) -> None:
        row = json.loads(json.dumps(self.CHANGED.to_dict()))
        assert (row["kind"], row["type"], row["anchor"], row["rules"]) == (
            "changed",
            "agency_founded",
            "海滨市数据局",
            ["founding.unveiled"],
        )
        assert row["changes"][0] == {"field": "status", "before": "happened", "after": "planned", "parts": []}
        assert row["causes"] == [{"part": "rule", "edit": "edited", "name": "founding.unveiled", "sure": True}]
        assert row["before"]["arguments"]["agency"][0]["normalized"] == "数据局"

    def test_markdown(self) -> None:
        text = "\n".join(markdown(reported(self.CHANGED)))
        assert "| agency\\_founded | 0 | 0 | 1 |" in text
        assert "- status: **happened** → **planned**" in text
        assert "- cause: rule founding\\.unveiled edited" in text
        assert "0 added, 0 removed, 1 changed, 3 unchanged." in text

    def test_markdown_of_hostile_text_is_text(self) -> None:
        text = "\n".join(markdown(reported(self.HOSTILE)))
        assert not re.search(r"(?<!\\)[<`\[]", text)

    def test_html_is_one_file_without_network_or_script(self) -> None:
        page = html(reported(self.CHANGED, self.HOSTILE))
        tags = Tags(page)
        assert tags.names.isdisjoint({"script", "img", "link", "iframe", "object", "base", "form"})
        assert not {name for name in tags.attributes if name.startswith("on") or name in ("src", "href", "style")}
        assert "default-src 'none'" in page
        assert "prefers-color-scheme: dark" in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert page.count("<article ") == 2

    def test_more_than_the_limit_is_counted(self) -> None:
        report = reported(*itertools.repeat(self.CHANGED, 5), limit=2)
        assert (len(report.differences), report.hidden, report.summary.differences) == (2, 3, 5)
        assert "… and 3 more" in html(report)
        assert "… and 3 more" in "\n".join(markdown(report))

    def test_overlapping_spans_are_flattened(self) -> None:
        record = side(SENTENCE, agency="海滨市数据局", place="海滨市")
        pieces = [(piece.text, piece.roles) for piece in passage(record, SENTENCE)]
        assert ("海滨市", ("agency", "place")) in pieces
        assert ("数据局", ("agency",)) in pieces
        assert ("成立", ("trigger",)) in pieces
        assert "".join(text for text, _ in pieces) == SENTENCE

    def test_the_article_gives_more_text_unless_it_is_another(self) -> None:
        record = side(SENTENCE, agency="数据局", offset=3)
        assert "".join(piece.text for piece in passage(record, f"前文。{SENTENCE}。后文")) == f"前文。{SENTENCE}。后文"
        assert "".join(piece.text for piece in passage(record, "别的文章")) == SENTENCE

    @pytest.mark.parametrize(
        ("filters", "count"),
        [
            (Filters(), 2),
            (Filters(kinds={Kind.ADDED}), 1),
            (Filters(types={"agency_founded"}), 2),
            (Filters(types={"policy_issued"}), 0),
            (Filters(rules={"founding.unveiled"}), 2),
            (Filters(rules={"founding.named"}), 0),
            (Filters(causes={"rule"}), 1),
            (Filters(causes={"founding.unveiled", "input"}), 1),
            (Filters(causes={"input"}), 0),
        ],
    )
    def test_filters(self, filters: Filters, count: int) -> None:
        report = Report("a", "b")
        comparison = Comparison("a", differences=(self.CHANGED, self.HOSTILE))
        assert len(list(wanted([comparison], filters, report.summary))) == report.summary.differences == count


class Tags(HTMLParser):
    """The names of all elements and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
