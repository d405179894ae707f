"""The run directory: what is written comes back, whole or not at all."""

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dashiji.article import Article, Duplicate, DuplicateKind
from dashiji.errors import InputError, UsageError
from dashiji.records import (
    CLAIM_ROLES,
    DATE_ROLES,
    QUANTITY_ROLES,
    ROLES,
    ClaimValue,
    DateValue,
    EntityValue,
    EventType,
    Evidence,
    Lineage,
    QuantityValue,
    Record,
    Status,
    TextSpan,
    Value,
)
from dashiji.spans import Basis, Change, Mod, Op
from dashiji.stages.read import Failure
from dashiji.store.atomic import write_atomically
from dashiji.store.directory import RunDirectory
from dashiji.store.manifest import NAME, Configuration, Counts, Manifest, Package, RunState, differences
from dashiji.store.outcome import Outcome, State, done, failed, quarantined
from dashiji.store.parts import find_part, part_digest, part_file, write_part
from dashiji.store.rows import to_record, to_row
from dashiji.store.schema import ARTICLES, RECORDS


def value(role: str, number: int) -> Value:
    text, end = f"某{role}{number}", len(f"某{role}{number}")
    if role in DATE_ROLES:
        return DateValue(
            text=text, start=0, end=end, value="2026-01" if number else None, mod=Mod.END if number else None, basis=Basis.PUBLISHED
        )
    if role in QUANTITY_ROLES:
        exact: str | tuple[str, str] = ("1.50", "2") if number else "70"
        return QuantityValue(
            text=text, start=0, end=end, op=Op.RANGE if number else Op.EQ, value=exact, unit="亿元", change=Change.UP if number else None
        )
    if role in CLAIM_ROLES:
        return ClaimValue(text=text, start=0, end=end, rank=1 if number else None, scope="江苏" if number else "")
    return EntityValue(text=text, start=0, end=end, normalized=text, kind="agency")


def record(kind: EventType, doc_id: str = "d", number: int = 1) -> Record:
    clause = Evidence(text="某局成立", start=3, end=7, trigger=TextSpan(text="成立", start=5, end=7), rule="a.b")
    return Record(
        id=f"i{number}", content_digest="c", doc_id=doc_id, type=kind, status=Status.HAPPENED,
        arguments={role: tuple(value(role, n) for n in range(number + 1)) for role in ROLES[kind]},
        evidence=(clause, clause), confidence=0.97, reasons=("一", "二") if number else (),
        lineage=Lineage(dashiji="0", rules="sha256:0", models={"b": "2", "a": "1"} if number else {}, input="sha256:1"),
    )  # fmt: skip


CONFIGURATION = Configuration(
    dashiji="0.1.0", python="3.11", code="sha256:c", rules="sha256:r", files={"packs/a.yaml": "sha256:a"},
    packages={"jieba": Package(version="1", digest="x")}, columns={"id": "id"}, time_limit=60, memory_limit=1024,
)  # fmt: skip
MANIFEST = Manifest(
    state=RunState.UNFINISHED, inputs=("a.jsonl",), shard_size=2, configuration=CONFIGURATION, configuration_digest="sha256:k"
)


def outcomes(doc_id: str) -> list[Outcome]:
    article = Article(doc_id, "某局成立", "标题", date(2026, 3, 5), "a.jsonl:1", "周望川", Duplicate("first", DuplicateKind.NEAR))
    bad = Article(f"{doc_id}-bad", "乙", origin="a.jsonl:2")
    return [
        done(article, (record(EventType.AGENCY_FOUNDED, doc_id), record(EventType.TARGET_SET, doc_id))),
        failed(Failure("a.jsonl:3", "broken JSON")),
        quarantined(bad, "died twice"),
        failed(Failure("a.jsonl:4", "stumbled", "s"), bad),
    ]


@pytest.fixture
def run(tmp_path: Path) -> RunDirectory:
    return RunDirectory(tmp_path / "run")


def write(run: RunDirectory, name: str, start: int) -> None:
    write_part(run.folder, name, start, f"sha256:{name}", outcomes(name))


class TestRows:
    @pytest.mark.parametrize("kind", EventType)
    @pytest.mark.parametrize("number", [0, 1])
    def test_a_record_comes_back_character_for_character(self, kind: EventType, number: int) -> None:
        made = record(kind, number=number)
        assert to_record(to_row(made)).to_json() == made.to_json().replace('{"b":"2","a":"1"}', '{"a":"1","b":"2"}')

    def test_the_schema_has_every_field_of_the_record(self) -> None:
        assert RECORDS.names == list(Record.model_fields)
        for kind in EventType:
            row = to_row(record(kind))
            for role, values in row["arguments"].items():
                assert {field.name for field in RECORDS.field("arguments").type.field(role).type.value_type} == set(values[0])

    def test_the_schema_has_every_field_of_an_article(self) -> None:
        assert list(outcomes("d")[0].to_row()) == ARTICLES.names


class TestAtomic:
    def test_a_write_that_fails_leaves_the_old_file(self, tmp_path: Path) -> None:
        target = tmp_path / "a"
        target.write_text("old")

        def stumble(path: Path) -> None:
            path.write_text("half")
            raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            write_atomically(target, tmp_path, stumble)
        assert target.read_text() == "old"


class TestParts:
    def test_the_same_outcomes_give_the_same_bytes(self, run: RunDirectory, tmp_path: Path) -> None:
        other = RunDirectory(tmp_path / "other")
        for each in (run, other):
            with each.writing():
                write(each, "p", 0)
        for folder in ("records", "articles"):
            assert part_digest(run.folder, part_file(folder, "p")) == part_digest(other.folder, part_file(folder, "p"))

    def test_counts(self, run: RunDirectory) -> None:
        with run.writing():
            write(run, "p", 8)
        part = find_part(run.folder, "p")
        assert part is not None
        types = {EventType.AGENCY_FOUNDED: 1, EventType.TARGET_SET: 1}
        assert part.counts == Counts(articles=4, ok=1, failed=2, quarantined=1, duplicates=1, records=2, characters=7, types=types)
        assert (part.start, part.end, part.input) == (8, 12, "sha256:p")

    @pytest.mark.parametrize("folder", ["records", "articles"])
    @pytest.mark.parametrize("harm", ["missing", "torn", "other"])
    def test_a_part_that_is_not_whole_is_not_there(self, run: RunDirectory, tmp_path: Path, folder: str, harm: str) -> None:
        with run.writing():
            write(run, "p", 0)
            write(run, "q", 4)
        path = tmp_path / "run" / part_file(folder, "p")
        if harm == "missing":
            path.unlink()
        elif harm == "torn":
            path.write_bytes(path.read_bytes()[:-40])
        else:
            path.write_bytes(b"something else")
        assert find_part(run.folder, "p") is None
        assert find_part(run.folder, "q") is not None


class TestDirectory:
    @pytest.fixture
    def complete(self, run: RunDirectory) -> RunDirectory:
        with run.writing():
            for name, start in (("q", 4), ("p", 0), ("stale", 0)):
                write(run, name, start)
            run.save(MANIFEST)
            parts = [part for name in ("q", "p") if (part := find_part(run.folder, name))]
            _, removed = run.complete(MANIFEST, parts)
            assert removed == 1
        return run

    def test_a_complete_run(self, complete: RunDirectory, tmp_path: Path) -> None:
        manifest = complete.manifest()
        counts = manifest.counts
        assert manifest.state is RunState.COMPLETE
        assert counts.articles == counts.ok + counts.failed + counts.quarantined == 8
        assert [part.name for part in manifest.parts] == ["p", "q"]
        for part in manifest.parts:
            assert part_digest(complete.folder, part_file("articles", part.name)) == part.articles_sha256
            assert part_digest(complete.folder, part_file("records", part.name)) == part.records_sha256
        assert sorted(path.name for path in (tmp_path / "run").iterdir()) == [
            "articles", "failures.parquet", "manifest.json", "quarantine.parquet", "records",
        ]  # fmt: skip

    def test_what_failed_is_listed(self, complete: RunDirectory, tmp_path: Path) -> None:
        rows = pq.read_table(tmp_path / "run" / "failures.parquet").to_pylist()
        assert [(row["doc_id"], row["origin"], row["reason"]) for row in rows[:2]] == [
            (None, "a.jsonl:3", "broken JSON"), ("p-bad", "a.jsonl:2", "stumbled"),
        ]  # fmt: skip
        assert len(rows) == 4
        assert [row["reason"] for row in pq.read_table(tmp_path / "run" / "quarantine.parquet").to_pylist()] == ["died twice"] * 2

    def test_reading_back(self, complete: RunDirectory) -> None:
        assert [made.doc_id for made in complete.records()] == ["p", "p", "q", "q"]
        assert [article.state for article in complete.articles()] == [State.OK, State.FAILED, State.QUARANTINED, State.FAILED] * 2
        pairs = list(complete.articles_with_records())
        assert [(article.doc_id, article.published, len(records)) for article, records in pairs] == [
            (name, date(2026, 3, 5), 2) for name in ("p", "q")
        ]
        assert [(article.author, article.duplicate) for article, _ in pairs] == [("周望川", Duplicate("first", DuplicateKind.NEAR))] * 2

    def test_leaving_duplicates_out(self, complete: RunDirectory, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="not marked in this run; make one with dashiji run --mark-duplicates"):
            next(complete.articles_with_records(duplicates=False))
        marked = CONFIGURATION.model_copy(update={"mark_duplicates": True})
        (tmp_path / "run" / NAME).write_text(complete.manifest().model_copy(update={"configuration": marked}).to_json(), encoding="utf-8")
        assert list(complete.articles_with_records(duplicates=False)) == []

    def test_a_torn_file_is_named(self, complete: RunDirectory, tmp_path: Path) -> None:
        (tmp_path / "run" / part_file("records", "q")).write_bytes(b"PAR1")
        with pytest.raises(InputError, match=r"q\.parquet: cannot be read: .*; run dashiji run again"):
            list(complete.records())

    def test_an_unfinished_run_is_read_as_far_as_it_is(self, run: RunDirectory) -> None:
        with run.writing():
            run.save(MANIFEST)
            write(run, "p", 0)
            assert len(list(run.records())) == 2

    def test_one_writer_at_a_time(self, run: RunDirectory) -> None:
        with run.writing(), pytest.raises(UsageError, match="another dashiji run is writing"), run.writing():
            pass

    def test_a_folder_of_other_things_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.txt").write_text("mine")
        with pytest.raises(InputError, match="is not empty and holds no run"), RunDirectory(tmp_path).writing():
            pass

    def test_sessions(self, run: RunDirectory, tmp_path: Path) -> None:
        with run.writing():
            run.note_session(started="now")
        with (tmp_path / "run" / "sessions.jsonl").open("a") as file:
            file.write('{"torn')
        assert run.sessions() == [{"started": "now"}]


class TestManifest:
    @pytest.mark.parametrize(
        ("content", "message"), [(None, "holds no manifest.json"), ("{}", "state: Field required"), ("x", "file: Invalid")]
    )
    def test_no_run(self, tmp_path: Path, content: str | None, message: str) -> None:
        if content is not None:
            (tmp_path / "manifest.json").write_text(content)
        with pytest.raises(InputError, match=message):
            RunDirectory(tmp_path).manifest()

    def test_it_comes_back(self, run: RunDirectory, tmp_path: Path) -> None:
        with run.writing():
            run.save(MANIFEST)
        assert run.manifest() == MANIFEST
        assert json.loads((tmp_path / "run" / "manifest.json").read_text())["state"] == "unfinished"

    def test_differences_are_told_by_name(self) -> None:
        files = {"packs/b.yaml": "sha256:0123456789abcdef"}
        changed = CONFIGURATION.model_copy(update={"files": files, "time_limit": 5.0})
        assert differences(CONFIGURATION, changed) == [
            "files packs/a.yaml: a → none", "files packs/b.yaml: none → 0123456789ab", "time_limit: 60.0 → 5.0",
        ]  # fmt: skip
