"""Reviews: decisions are kept, carried over, taken back and exchanged; differences are found, sorted and paged."""

import json
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="needs dashiji[review]")

from dashiji.diff import SideRecord, side_record
from dashiji.diff.passage import CONTEXT, TRIGGER
from dashiji.errors import InputError
from dashiji.review.catalog import Catalog, Query
from dashiji.review.correcting import Correction, Field
from dashiji.review.decisions import State, Subject, Verdict
from dashiji.review.drawing import draw, draw_whole, undrawn_spans
from dashiji.review.exchange import read_decisions
from dashiji.review.journal import Journal, Stale
from dashiji.review.session import Review
from dashiji.stages.script import fold
from making import made
from reviewing import SENTENCES, after, before, catalog, opened

SUBJECT = Subject("f1", "haibin", "changed", "agency_founded", "海滨市数据局")


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return opened(tmp_path).review


def entries(catalog: Catalog) -> list[str]:
    return [entry.fingerprint for entry in catalog.window(Query(), 0, 100)]


class TestJournal:
    def test_rows_are_only_added(self, tmp_path: Path) -> None:
        journal = Journal(tmp_path / "d.sqlite")
        journal.decide([SUBJECT], "lin", Verdict.ACCEPT, "r")
        base = sqlite3.connect(tmp_path / "d.sqlite")
        for statement in ("delete from decisions", "update decisions set verdict = 'reject'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                base.execute(statement)

    def test_another_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "d.sqlite").write_text("not a database, and long enough to be told from an empty one")
        with pytest.raises(InputError, match="name another file with --decisions"):
            Journal(tmp_path / "d.sqlite")

    def test_a_later_decision_makes_what_was_seen_stale(self, tmp_path: Path) -> None:
        journal = Journal(tmp_path / "d.sqlite")
        journal.decide([SUBJECT], "lin", Verdict.ACCEPT, "r", seen=0)
        with pytest.raises(Stale):
            journal.decide([SUBJECT], "lin", Verdict.REJECT, "r", seen=0)
        journal.decide([SUBJECT], "lin", Verdict.REJECT, "r", seen=1)
        assert [decision.verdict for decision in journal.since(0)] == [Verdict.ACCEPT, Verdict.REJECT]

    def test_many_writers_lose_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "d.sqlite"
        Journal(path).close()

        def write(name: str) -> None:
            journal = Journal(path)
            for number in range(25):
                journal.decide([Subject(f"{name}-{number}")], name, Verdict.ACCEPT, "r")

        threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rows = list(Journal(path).since(0))
        assert len({row.subject.fingerprint for row in rows}) == 100
        assert [row.number for row in rows] == list(range(1, 101))


class TestDecisions:
    def test_they_survive_a_restart(self, tmp_path: Path) -> None:
        first = opened(tmp_path).review
        entry = first.catalog.window(Query(), 0, 1)[0]
        first.decide(entry, Verdict.ACCEPT)
        again = opened(tmp_path).review
        held = again.held(entry)
        assert [(d.verdict, held.carried(d)) for d in held.decisions] == [(Verdict.ACCEPT, False)]
        assert again.catalog.get(entry.fingerprint).state is State.ACCEPTED  # type: ignore[union-attr]

    def test_they_carry_over_to_the_same_difference_of_another_review(self, tmp_path: Path) -> None:
        first = opened(tmp_path).review
        for entry in first.catalog.window(Query(), 0, 100):
            first.decide(entry, Verdict.REJECT)
        later = opened(tmp_path, new=after()[:2]).review
        assert set(entries(later.catalog)) < set(entries(first.catalog))
        carried = [later.held(entry) for entry in later.catalog.window(Query(), 0, 100)]
        assert all(held.carried(decision) for held in carried for decision in held.decisions)
        assert later.carried() == len(carried) == len(later.catalog)
        assert later.catalog.review != first.catalog.review

    def test_the_key_is_the_content(self, tmp_path: Path) -> None:
        """The same contents under other rules and another version are the same difference; another value is another."""
        lineage = before()[0].lineage.model_copy(update={"rules": "sha256:others", "dashiji": "9.9"})
        others = [record.model_copy(update={"lineage": lineage, "confidence": 0.5}) for record in after()]
        assert entries(catalog(before(), others)) == entries(catalog(before(), after()))
        moved = made(SENTENCES["haibin"], doc_id="haibin", trigger="揭牌", agency="数据局")
        assert set(entries(catalog(before()[:1], [moved]))).isdisjoint(entries(catalog(before()[:1], after()[:1])))

    def test_two_who_disagree_reopen_it(self, tmp_path: Path) -> None:
        first, second = opened(tmp_path).review, opened(tmp_path, reviewer="zhou").review
        entry = first.catalog.window(Query(), 0, 1)[0]
        first.decide(entry, Verdict.ACCEPT)
        second.refresh()
        second.decide(entry, Verdict.REJECT)
        first.refresh()
        assert first.catalog.get(entry.fingerprint).state is State.CONTESTED  # type: ignore[union-attr]
        assert entry.fingerprint in [e.fingerprint for e in first.catalog.window(Query(state="undecided"), 0, 100)]
        first.decide(entry, Verdict.REJECT)
        assert first.catalog.get(entry.fingerprint).state is State.REJECTED  # type: ignore[union-attr]

    def test_who_skips_says_nothing(self, tmp_path: Path) -> None:
        first, second = opened(tmp_path).review, opened(tmp_path, reviewer="zhou").review
        entry = first.catalog.window(Query(), 0, 1)[0]
        first.decide(entry, Verdict.SKIP)
        assert first.catalog.get(entry.fingerprint).state is State.SKIPPED  # type: ignore[union-attr]
        second.decide(entry, Verdict.ACCEPT)
        assert second.catalog.get(entry.fingerprint).state is State.ACCEPTED  # type: ignore[union-attr]
        assert '"skip"' not in first.lines()

    def test_undo_brings_back_what_stood_before(self, review: Review) -> None:
        entry = review.catalog.window(Query(), 0, 1)[0]
        review.decide(entry, Verdict.ACCEPT)
        review.decide(entry, Verdict.REJECT)
        assert review.undo() == entry.fingerprint
        assert review.catalog.get(entry.fingerprint).state is State.ACCEPTED  # type: ignore[union-attr]
        assert review.undo() == entry.fingerprint
        assert review.catalog.get(entry.fingerprint).state is State.OPEN  # type: ignore[union-attr]
        assert review.undo() is None

    def test_one_decision_settles_a_family_and_is_undone_as_one(self, review: Review) -> None:
        (family,) = [family for family in review.catalog.families(10) if family.total > 1]
        assert (family.kind, family.pattern, family.left) == ("changed", "evidence trigger", 2)
        assert review.decide_family(family.name, Verdict.ACCEPT) == 2
        assert review.catalog.left_in(family.name) == 0
        assert review.decide_family(family.name, Verdict.REJECT) == 0
        review.undo()
        assert review.catalog.left_in(family.name) == 2

    @settings(max_examples=15)
    @given(
        st.lists(
            st.tuples(st.sampled_from(("lin", "zhou")), st.sampled_from(("accept", "reject", "skip", "undo")), st.integers(0, 3)),
            max_size=25,
        )
    )
    def test_what_is_read_again_is_what_stood(self, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str, int]]) -> None:
        folder = tmp_path_factory.mktemp("review")
        reviews = {name: opened(folder, reviewer=name).review for name in ("lin", "zhou")}
        for name, verdict, number in acts:
            review = reviews[name]
            review.refresh()
            if verdict == "undo":
                review.undo()
            else:
                review.decide(review.catalog.window(Query(), number, 1)[0], Verdict(verdict))
        for review in reviews.values():
            review.refresh()
        again = opened(folder).review
        for review in reviews.values():
            assert review.lines() == again.lines()
            assert review.catalog.states() == again.catalog.states()


class TestExchange:
    def test_the_file_is_sorted_and_read_again(self, tmp_path: Path) -> None:
        (tmp_path / "one").mkdir()
        (tmp_path / "two").mkdir()
        first = opened(tmp_path / "one").review
        for entry in reversed(first.catalog.window(Query(), 0, 100)):
            first.decide(entry, Verdict.ACCEPT)
        first.close()
        exported = tmp_path / "one" / "decisions.jsonl"
        rows = [json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines()]
        assert [row["fingerprint"] for row in rows] == sorted(row["fingerprint"] for row in rows)
        assert {row["reviewer"] for row in rows} == {"lin"}
        (tmp_path / "two" / "decisions.jsonl").write_bytes(exported.read_bytes())
        second = opened(tmp_path / "two", reviewer="zhou").review
        assert second.lines() == exported.read_text(encoding="utf-8")
        assert opened(tmp_path / "two").review.lines() == second.lines()

    def test_an_older_line_does_not_bring_back_what_was_undone(self, tmp_path: Path) -> None:
        review = opened(tmp_path).review
        review.decide(review.catalog.window(Query(), 0, 1)[0], Verdict.ACCEPT)
        review.export()
        review.undo()
        assert opened(tmp_path).review.lines() == ""

    def test_a_broken_line_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "d.jsonl").write_text('\n{"fingerprint": "f"}\n', encoding="utf-8")
        with pytest.raises(InputError, match=r"d\.jsonl:2: doc_id: Field required"):
            read_decisions(tmp_path / "d.jsonl")


class TestCatalog:
    def test_filters(self) -> None:
        found = catalog(before(), after(), SENTENCES)
        assert len(found) == found.count(Query()) == 4
        for query, expected in (
            (Query(kind="changed"), 2),
            (Query(type="organization_founded"), 2),
            (Query(rule="founding.unveiled"), 4),
            (Query(rule="none"), 0),
            (Query(cause="none"), 0),
            (Query(text="东岭县"), 1),
            (Query(text="東嶺縣"), 1),
            (Query(text="%"), 0),
            (Query(text="2026-03"), 1),
            (Query(state="undecided"), 4),
            (Query(state="accepted"), 0),
            (Query(undrawn="1"), 0),
            (Query(kind="' or 1=1 --"), 0),
        ):
            assert found.count(query) == len(found.rows(query, 0, 10)) == len(found.window(query, 0, 10)) == expected, query

    def test_windows_walk_both_ways(self) -> None:
        found = catalog(before(), after())
        assert [entry.position for entry in found.window(Query(), 1, 2)] == [2, 3]
        assert [entry.position for entry in found.window(Query(), 4, 2, backwards=True)] == [3, 2]
        assert found.window(Query(), 4, 2) == []

    def test_equal_records_share_an_entry(self) -> None:
        twice = [*after(), after()[2].model_copy(update={"id": "another"})]
        assert [entry.times for entry in catalog(before(), twice).window(Query(type="organization_founded", kind="added"), 0, 10)] == [2]

    def test_evidence_that_cannot_be_drawn_is_listed(self) -> None:
        documents = {**SENTENCES, "hekou": "别的文章。"}
        found = catalog(before(), after(), documents)
        (entry,) = found.window(Query(undrawn="1"), 0, 10)
        assert entry.difference.record.doc_id == "hekou"
        assert entry.undrawn == 4


class TestDrawing:
    def record(self) -> SideRecord:
        return side_record(before()[1])

    def test_overlapping_spans_are_flattened(self) -> None:
        text = f"前文。{SENTENCES['dongling']}后文。"
        record = side_record(made(SENTENCES["dongling"], offset=3, trigger="揭牌成立", agency="東嶺縣文旅局", place="東嶺縣"))
        (drawn,) = draw(record, text, fold)
        assert "".join(piece.text for piece in drawn.pieces) == text
        assert [(p.text, p.roles) for p in drawn.pieces][:4] == [
            ("前文。", (CONTEXT,)),
            ("東嶺縣", ("agency", "place")),
            ("文旅局", ("agency",)),
            ("同日", ()),
        ]
        assert [p.text for p in drawn.pieces if TRIGGER in p.roles] == ["揭牌成立"]
        assert "".join(piece.text for piece in draw_whole(record, text, fold).pieces) == text

    def test_the_folded_form_has_the_same_pieces(self) -> None:
        (drawn,) = draw(self.record(), None, fold)
        assert drawn.folded
        assert [p.text for p in drawn.folded][:2] == ["东岭县", "文旅局"]
        assert [p.roles for p in drawn.folded] == [p.roles for p in drawn.pieces]
        assert draw(side_record(before()[0]), None, fold)[0].folded is None

    def test_spans_elsewhere(self) -> None:
        assert undrawn_spans(self.record(), SENTENCES["dongling"]) == undrawn_spans(self.record(), None) == []
        assert {name for name, _ in undrawn_spans(self.record(), "x" + SENTENCES["dongling"])} == {"evidence", "trigger", "agency", "place"}

    def test_what_is_elsewhere_is_not_drawn_where_it_is_not(self) -> None:
        (drawn,) = draw(self.record(), "别的" + SENTENCES["dongling"], fold)
        assert "".join(piece.text for piece in drawn.pieces) == SENTENCES["dongling"]
        assert [p.roles for p in draw_whole(self.record(), "别的" + SENTENCES["dongling"], fold).pieces] == [(CONTEXT,)]


class TestCorrection:
    def test_it_starts_with_the_record_and_becomes_gold(self) -> None:
        record = side_record(before()[0])
        correction = Correction.of(record)
        gold = correction.gold(record)
        assert [(role, value.text, value.value) for role, values in gold.args.items() for value in values] == [
            ("agency", "海滨市数据局", None),
            ("place", "海滨市", None),
            ("date", "2026年3月5日", "2026-03-05"),
        ]
        assert Correction.from_dict(json.loads(json.dumps(correction.to_dict()))) == correction

    @pytest.mark.parametrize(
        ("field", "message"),
        [
            (Field("agency", "海滨市财政局"), "agency: '海滨市财政局' is not in the article; copy the words from it"),
            (Field("agency", ""), "the anchor role 'agency' is empty"),
            (Field("price", "数据局"), "unknown role 'price'"),
        ],
    )
    def test_what_cannot_be_is_refused(self, field: Field, message: str) -> None:
        correction = Correction("happened", (field,) if field.role == "agency" else (Field("agency", "海滨市数据局"), field))
        with pytest.raises(InputError, match=message):
            correction.check(side_record(before()[0]), SENTENCES["haibin"])
