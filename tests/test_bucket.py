"""Runs in object stores: put if absent, nothing torn, and the same bytes as in a folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

import fakes
from dashiji.batch.archive import Options, run_archive
from dashiji.batch.shards import Batch, do_shard
from dashiji.errors import InputError, UsageError
from dashiji.run.limits import Limits
from dashiji.run.shard import Shard, cut
from dashiji.stages.read import read
from dashiji.store.bucket import Bucket
from dashiji.store.directory import RunDirectory, run_at
from dashiji.store.manifest import Manifest, RunState
from dashiji.store.parts import part_digest, part_file
from test_batch import LIMITS, archive, lines, texts
from test_store import MANIFEST

URL = "memory://bucket/runs/first"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def files() -> Iterator[Any]:
    """An object store in memory, seen by this process alone."""
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/bucket", recursive=True)


@pytest.fixture
def bucket(files: Any, tmp_path: Path) -> Bucket:
    files.makedirs("/bucket")
    return Bucket(files, "/bucket", tmp_path)


def run(source: Path, out: str | Path, workers: int = 2, size: int = 7) -> Manifest:
    options = Options(workers=workers, shard_size=size, limits=LIMITS, load=fakes.load, mark_duplicates=True)
    return run_archive([str(source)], out, options, print, lambda _: None)[0]


class TestBucket:
    def test_the_first_to_come_wins(self, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
        puts: list[str] = []
        monkeypatch.setattr(Bucket, "_put", _counting(puts))
        for _ in range(2):
            bucket.create("a/b", lambda path: path.write_bytes(b"same"))
        assert puts == ["create", "create"]
        assert bucket.files.cat_file("/bucket/a/b") == b"same"

    def test_what_is_torn_is_replaced(self, bucket: Bucket) -> None:
        bucket.files.pipe_file("/bucket/a/b", b"sa")
        bucket.create("a/b", lambda path: path.write_bytes(b"same"))
        assert bucket.files.cat_file("/bucket/a/b") == b"same"

    def test_names(self, bucket: Bucket) -> None:
        assert bucket.names("none") == []
        for name in ("a/b", "a/c", "d"):
            bucket.write(name, lambda path: path.write_bytes(b""))
        assert (sorted(bucket.names()), sorted(bucket.names("a"))) == (["a", "d"], ["b", "c"])
        bucket.remove("a/b")
        assert bucket.names("a") == ["c"]

    def test_lines_are_added(self, bucket: Bucket) -> None:
        for line in ("甲", "乙"):
            bucket.append("log", line)
        assert bucket.open("log").read().decode() == "甲\n乙\n"

    def test_no_temporary_file_is_left(self, bucket: Bucket, tmp_path: Path) -> None:
        bucket.write("a/b", lambda path: path.write_bytes(b"x"))
        assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


def _counting(puts: list[str]) -> Any:
    put = Bucket._put

    def counted(self: Bucket, name: str, data: bytes, mode: str) -> None:
        puts.append(mode)
        put(self, name, data, mode)

    return counted


class TestRun:
    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        return archive(tmp_path / "a.jsonl", [*texts(30), fakes.IS_BAD, "第3区数据局成立"])

    def test_the_bytes_are_those_of_a_folder(self, source: Path, tmp_path: Path) -> None:
        near = run(source, tmp_path / "near")
        far = run(source, f"file://{tmp_path}/far", workers=1)
        assert near == far
        assert lines(tmp_path / "far") == lines(tmp_path / "near")
        for name in ("manifest.json", "failures.parquet", "quarantine.parquet"):
            assert (tmp_path / "near" / name).read_bytes() == (tmp_path / "far" / name).read_bytes()
        assert not (tmp_path / "far" / ".work").exists()
        assert run_at(f"file://{tmp_path}/far").manifest() == far
        assert list((tmp_path / "cache" / "dashiji").iterdir()) == []

    def test_it_goes_on(self, source: Path, tmp_path: Path) -> None:
        url = f"file://{tmp_path}/far"
        before = run(source, url)
        torn, missing = sorted((tmp_path / "far" / "articles").iterdir())[:2]
        torn.write_bytes(torn.read_bytes()[:-9])
        missing.unlink()
        assert run(source, url) == before
        assert [session["articles"] for session in run_at(url).sessions()] == [32, 14]

    def test_an_article_that_kills_is_quarantined(self, tmp_path: Path) -> None:
        source = archive(tmp_path / "a.jsonl", ["甲局成立", fakes.KILLS, "乙局成立"])
        counts = run(source, f"file://{tmp_path}/far").counts
        assert (counts.ok, counts.quarantined) == (2, 1)

    def test_a_run_inside_its_input_is_refused(self) -> None:
        with pytest.raises(UsageError, match="lies inside the input memory://bucket"):
            run_archive(["memory://bucket/"], URL, Options(), print, lambda _: None)

    def test_a_prefix_of_other_things_is_left_alone(self, files: Any) -> None:
        files.pipe_file("/bucket/runs/first/thesis.txt", b"mine")
        with pytest.raises(InputError, match="is not empty and holds no run"), run_at(URL).writing():
            pass

    def test_a_protocol_that_nobody_speaks(self) -> None:
        with pytest.raises(InputError, match="write a path, or the URL of a protocol that fsspec knows"):
            run_at("nonsense://x").exists()

    def test_two_drivers_do_each_other_no_harm(self, files: Any, source: Path) -> None:
        shards = list(cut(read(source), 7, "c"))
        batch = Batch(URL, "s" * 32, Limits(0, 0), load=fakes.load)
        directory = run_at(URL)
        with directory.writing():
            directory.save(MANIFEST)
            parts = [_done_twice(shard, batch, directory) for shard in shards]
            manifest, removed = directory.complete(MANIFEST, parts)
        assert removed == 0
        assert (manifest.state, manifest.counts.articles, manifest.counts.failed) == (RunState.COMPLETE, 32, 1)
        assert len({record.id for record in directory.records()}) == manifest.counts.records


def _done_twice(shard: Shard, batch: Batch, directory: RunDirectory) -> Any:
    """Do a shard, then again as one who has not seen that it is done."""
    part = do_shard(shard, batch, fakes.load())
    articles = part_file("articles", shard.name)
    before = part_digest(directory.folder, articles)
    directory.folder.remove(articles)
    assert do_shard(shard, batch, fakes.load()) == part
    assert part_digest(directory.folder, articles) == before
    return part
