"""Archives to run directories: nothing lost, nothing twice, the same records however the run went."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fakes
from dashiji.article import Article
from dashiji.batch.archive import Options, run_archive
from dashiji.batch.attempt import attempt
from dashiji.batch.configuration import configuration_digest, configure
from dashiji.batch.progress import Progress
from dashiji.batch.shards import Batch, do_shard
from dashiji.errors import InputError, UsageError
from dashiji.run.limits import Limits
from dashiji.run.shard import cut
from dashiji.stages.read import DEFAULT_COLUMNS, Failure
from dashiji.store.directory import RunDirectory
from dashiji.store.manifest import Counts, Manifest, Part, RunState
from dashiji.store.outcome import State

LIMITS = Limits(seconds=20, megabytes=1024)


def archive(path: Path, texts: Sequence[str]) -> Path:
    rows = [{"id": f"n{number}", "date": "2026-03-05", "text": text} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def texts(count: int) -> list[str]:
    return [f"第{number}区数据局成立。" + "其后又有新局成立。" * (number % 3) for number in range(count)]


def run(source: Path, out: Path, warn: object = print, limits: Limits = LIMITS, **options: object) -> tuple[Manifest, Progress]:
    return run_archive([str(source)], out, Options(limits=limits, load=fakes.load, **options), print, lambda _: None)  # type: ignore[arg-type]


def lines(out: Path) -> list[str]:
    return [record.to_json() for record in RunDirectory(out).records()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return archive(tmp_path / "a.jsonl", texts(30))


@pytest.fixture
def expected(source: Path) -> list[str]:
    extractor = fakes.load()
    rows = map(json.loads, source.read_text(encoding="utf-8").splitlines())
    found = [Article(row["id"], row["text"], published=date(2026, 3, 5)) for row in rows]
    return [record.to_json() for article in found for record in extractor.extract(article)]


class TestRecords:
    @pytest.mark.parametrize(("workers", "size"), [(1, 200), (2, 7), (4, 1)])
    def test_they_hang_on_neither_workers_nor_shards(
        self, source: Path, expected: list[str], tmp_path: Path, workers: int, size: int
    ) -> None:
        manifest, _ = run(source, tmp_path / "run", workers=workers, shard_size=size)
        assert lines(tmp_path / "run") == expected
        assert manifest.counts.articles == manifest.counts.ok == 30
        assert manifest.counts.records == len(expected)

    def test_workers_change_no_byte_of_the_directory(self, source: Path, tmp_path: Path) -> None:
        def content(out: Path) -> dict[str, bytes]:
            files = (path for path in out.rglob("*") if path.is_file() and path.name != "sessions.jsonl")
            return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}

        for workers in (1, 3):
            run(source, tmp_path / f"run{workers}", workers=workers, shard_size=4)
        assert content(tmp_path / "run1") == content(tmp_path / "run3")

    @pytest.mark.parametrize(("workers", "size"), [(1, 200), (3, 2)])
    def test_duplicates_are_marked_over_the_whole_archive(self, tmp_path: Path, workers: int, size: int) -> None:
        source = archive(
            tmp_path / "a.jsonl", ["甲局成立。", "乙局成立。", "丙局成立。", "乙局，成立", fakes.IS_BAD, "丙局成立", fakes.IS_BAD]
        )
        manifest, _ = run(source, tmp_path / "run", workers=workers, shard_size=size, mark_duplicates=True)
        found = {article.doc_id: article.duplicate and article.duplicate.of for article in RunDirectory(tmp_path / "run").articles()}
        assert found == {"n0": None, "n1": None, "n2": None, "n3": "n1", "n4": None, "n5": "n2", "n6": "n4"}
        assert (manifest.counts.duplicates, manifest.counts.records) == (3, 5)
        with pytest.raises(UsageError, match=r"made otherwise \(mark_duplicates: True → False\)"):
            run(source, tmp_path / "run")

    def test_the_order_of_inputs_does_not_matter(self, tmp_path: Path) -> None:
        names = [str(archive(tmp_path / f"{name}.jsonl", texts(number))) for name, number in (("a", 3), ("b", 1))]
        for out, inputs in (("x", names), ("y", names[::-1])):
            run_archive(inputs, tmp_path / out, Options(load=fakes.load), lambda line: None, lambda progress: None)
        assert (tmp_path / "x" / "manifest.json").read_bytes() == (tmp_path / "y" / "manifest.json").read_bytes()

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
    @given(st.lists(st.sampled_from(["甲局成立", "无事", fakes.IS_BAD, fakes.STUMBLES]), max_size=12), st.integers(1, 13), st.randoms())
    def test_a_shard_tried_again_is_the_same(
        self, tmp_path_factory: pytest.TempPathFactory, found: list[str], size: int, chance: random.Random
    ) -> None:
        items = [Article(str(number), text) for number, text in enumerate(found)]
        directory = RunDirectory(tmp_path_factory.mktemp("run"))
        batch = Batch(directory.path, "s" * 32, Limits(0, 0), load=fakes.load)
        with directory.writing():
            shards = list(cut(items, size, "c"))
            chance.shuffle(shards)
            parts = {shard.name: do_shard(shard, batch, fakes.load()) for shard in shards}
            assert all(do_shard(shard, batch, fakes.load()) == parts[shard.name] for shard in shards)
            for shard in shards[::2]:
                (directory.path / "records" / f"{shard.name}.parquet").unlink()
            assert all(do_shard(shard, batch, fakes.load()) == parts[shard.name] for shard in shards)
        counts = sum((part.counts for part in parts.values()), Counts())
        assert counts.articles == counts.ok + counts.failed == len(items)


class TestFaults:
    @pytest.fixture
    def faulty(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (tmp_path / "marks").mkdir()
        monkeypatch.setenv("DASHIJI_TEST_MARKS", str(tmp_path / "marks"))
        words = ["甲局成立", fakes.KILLS, fakes.IS_BAD, fakes.KILLS_ONCE + "成立", fakes.HANGS, fakes.STUMBLES, fakes.GROWS, "乙局成立", ""]
        return archive(tmp_path / "a.jsonl", words)

    def test_each_is_accounted_for_and_the_rest_goes_on(self, faulty: Path, tmp_path: Path) -> None:
        manifest, _ = run(faulty, tmp_path / "run", workers=2, shard_size=5, limits=Limits(seconds=0.5, megabytes=1024))
        found = {article.doc_id: article for article in RunDirectory(tmp_path / "run").articles()}
        reasons = {name: (article.state, article.reason) for name, article in found.items() if article.state is not State.OK}
        expected = {
            "n1": (State.QUARANTINED, "the process that read it died, twice; look at it with dashiji explain FILE --id n1"),
            "n2": (State.FAILED, "the article is bad; mend it"),
            "n4": (State.QUARANTINED, "took longer than 0.5 s, twice; raise --time-limit"),
            "n5": (State.FAILED, "internal error at fakes.py:"),
            "n6": (State.QUARANTINED, "took more than 1024 MB, twice; raise --memory-limit"),
            "n8": (State.FAILED, "empty article: there is no text"),
        }
        assert reasons.keys() == expected.keys()
        for name, (state, reason) in expected.items():
            assert reasons[name][0] is state
            assert reasons[name][1].startswith(reason)
        counts = manifest.counts
        assert (counts.articles, counts.ok, counts.failed, counts.quarantined) == (9, 3, 3, 3)

    @pytest.mark.parametrize("text", ["甲局成立", fakes.IS_BAD, fakes.STUMBLES])
    def test_attempt(self, text: str) -> None:
        result = attempt(fakes.load(), Article("a", text, origin="x:1"))
        assert isinstance(result, Failure) == (text != "甲局成立")
        if isinstance(result, Failure):
            assert (result.origin, result.id) == ("x:1", "a")


class TestGoingOn:
    def test_a_complete_run_is_left_as_it_is(self, source: Path, tmp_path: Path) -> None:
        first, _ = run(source, tmp_path / "run", shard_size=7)
        manifest, progress = run(source, tmp_path / "run")
        assert (manifest, progress.counts, progress.found.articles) == (first, Counts(), 30)

    def test_only_what_is_missing_is_done(self, source: Path, tmp_path: Path, expected: list[str]) -> None:
        run(source, tmp_path / "run", shard_size=7)
        torn, missing = sorted((tmp_path / "run" / "records").iterdir())[1:3]
        torn.write_bytes(torn.read_bytes()[:99])
        missing.unlink()
        _, progress = run(source, tmp_path / "run")
        assert (progress.counts.articles, progress.found.articles) == (14, 16)
        assert lines(tmp_path / "run") == expected

    def test_a_changed_article_changes_its_shard_alone(self, source: Path, tmp_path: Path) -> None:
        run(source, tmp_path / "run", shard_size=5)
        source.write_text(source.read_text(encoding="utf-8").replace("第12区", "第十二区"), encoding="utf-8")
        told: list[str] = []
        options = Options(load=fakes.load, limits=LIMITS)
        _, progress = run_archive([str(source)], tmp_path / "run", options, told.append, lambda _: None)
        assert (progress.counts.articles, progress.found.articles) == (5, 25)
        assert told == [f"{tmp_path / 'run'}: 1 parts of the input as it was before were removed"]
        assert len(list((tmp_path / "run" / "articles").iterdir())) == 6

    def test_another_run_is_not_overwritten(self, source: Path, tmp_path: Path) -> None:
        run(source, tmp_path / "run", shard_size=7)
        with pytest.raises(UsageError, match=r"holds a run that was made otherwise \(time_limit: 20\.0 → 1\.0\); choose another --out"):
            run(source, tmp_path / "run", limits=Limits(1, 1024))
        with pytest.raises(UsageError, match="holds a run with --shard-size 7"):
            run(source, tmp_path / "run", shard_size=8)
        with pytest.raises(UsageError, match=r"holds a run over .*a\.jsonl; choose another --out"):
            run(archive(tmp_path / "b.jsonl", texts(1)), tmp_path / "run")

    def test_a_run_inside_its_input_is_refused(self, source: Path) -> None:
        with pytest.raises(UsageError, match="lies inside the input"):
            run(source.parent, source.parent / "run")

    def test_missing_inputs_leave_no_directory(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file"):
            run(tmp_path / "none", tmp_path / "run")
        assert not (tmp_path / "run").exists()

    def test_an_interruption_is_noted(self, source: Path, tmp_path: Path, expected: list[str]) -> None:
        def interrupt(progress: Progress) -> None:
            raise KeyboardInterrupt

        options = Options(load=fakes.load, limits=LIMITS, shard_size=7)
        with pytest.raises(KeyboardInterrupt):
            run_archive([str(source)], tmp_path / "run", options, print, interrupt)
        directory = RunDirectory(tmp_path / "run")
        assert directory.manifest().state is RunState.UNFINISHED
        _, progress = run(source, tmp_path / "run")
        assert progress.found.articles >= 7
        assert lines(tmp_path / "run") == expected
        assert [session["ended"] for session in directory.sessions()] == ["interrupted", "complete"]


class TestKills:
    def test_of_workers(self, tmp_path: Path) -> None:
        source = archive(tmp_path / "a.jsonl", texts(400))
        manifest_before, _ = run(source, tmp_path / "quiet", shard_size=10)
        chance, over = random.Random(5), threading.Event()

        def kill() -> None:
            for _ in range(6):
                over.wait(chance.uniform(0.3, 1.2))
                for process in multiprocessing.active_children()[:1]:
                    process.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        manifest, _ = run(source, tmp_path / "run", workers=2, shard_size=10)
        over.set()
        killer.join()
        assert manifest.parts == manifest_before.parts
        assert lines(tmp_path / "run") == lines(tmp_path / "quiet")

    def test_of_the_driver(self, tmp_path: Path) -> None:
        source = archive(tmp_path / "a.jsonl", texts(400))
        run(source, tmp_path / "quiet", shard_size=10)
        code = (
            "import sys, fakes\nfrom pathlib import Path\nfrom test_batch import run\n"
            "run(Path(sys.argv[1]), Path(sys.argv[2]), workers=2, shard_size=10)\n"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])}
        chance, kills = random.Random(7), 0
        while True:
            driver = subprocess.Popen([sys.executable, "-c", code, str(source), str(tmp_path / "run")], env=environment)
            if kills < 3:
                time.sleep(chance.uniform(0.9, 2.0))
                driver.send_signal(signal.SIGKILL)
                kills += 1
            if driver.wait() == 0:
                break
        assert lines(tmp_path / "run") == lines(tmp_path / "quiet")
        assert RunDirectory(tmp_path / "run").manifest().parts == RunDirectory(tmp_path / "quiet").manifest().parts


class TestConfiguration:
    def test_it_names_what_records_depend_on(self, root: Path) -> None:
        made = configure(None, DEFAULT_COLUMNS, LIMITS)
        assert {"spacy", "jieba", "pydantic"} <= made.packages.keys()
        assert any(name.startswith("packs/") for name in made.files)
        assert made == configure(root / "rules", DEFAULT_COLUMNS, LIMITS)

    def test_the_digest_takes_libraries_by_version(self) -> None:
        made = configure(None, DEFAULT_COLUMNS, LIMITS)
        spacy = made.packages["spacy"]
        for update, same in (({"digest": "other"}, True), ({"version": "0"}, False)):
            changed = made.model_copy(update={"packages": {**made.packages, "spacy": spacy.model_copy(update=update)}})
            assert (configuration_digest(changed) == configuration_digest(made)) == same


class TestProgress:
    def test_time_left(self) -> None:
        part = Part(name="p", start=0, end=10, input="", counts=Counts(articles=10), records_sha256="")
        progress = Progress(taken=20, share=0.5, started=time.monotonic() - 10)
        assert progress.seconds_left is None
        progress.add(part)
        progress.add_found(part)
        assert progress.seconds_left == pytest.approx(20, rel=0.1)


@pytest.fixture(autouse=True)
def _no_children_are_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []
