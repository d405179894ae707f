"""The Ray engine: the same records, also when nodes come and go. Skipped where Ray is not installed."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import fakes
from dashiji.batch.archive import Options, run_archive
from dashiji.batch.engine import Engine
from dashiji.batch.progress import Progress
from dashiji.errors import UsageError
from dashiji.run.cluster import run_ray
from dashiji.store.directory import RunDirectory
from dashiji.store.manifest import Manifest
from test_batch import LIMITS, archive, lines, texts

TESTS = str(Path(__file__).parent)


def run(source: Path, out: Path | str, engine: Engine, watch: object = lambda progress: None) -> Manifest:
    options = Options(workers=2, shard_size=5, engine=engine, limits=LIMITS, load=fakes.load)
    return run_archive([str(source)], out, options, print, watch)[0]  # type: ignore[arg-type]


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    ray = pytest.importorskip("ray")
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    monkeypatch.setenv("PYTHONPATH", f"{TESTS}:{Path(fakes.__file__).parents[1] / 'pipeline'}")
    yield ray
    ray.shutdown()


@pytest.mark.parametrize("protocol", ["", "file://"])
def test_the_same_as_local(ray: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, protocol: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    source = archive(tmp_path / "a.jsonl", [*texts(30), fakes.KILLS, "丙局成立", fakes.IS_BAD])
    near = run(source, tmp_path / "near", Engine.LOCAL)
    far = run(source, f"{protocol}{tmp_path}/far" if protocol else tmp_path / "far", Engine.RAY)
    assert near == far
    assert (far.counts.ok, far.counts.failed, far.counts.quarantined) == (31, 1, 1)
    assert lines(tmp_path / "near") == lines(tmp_path / "far")


def test_a_node_dies_and_another_joins(ray: object, tmp_path: Path) -> None:
    from ray.cluster_utils import Cluster

    source = archive(tmp_path / "a.jsonl", texts(400))
    expected = run(source, tmp_path / "near", Engine.LOCAL)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    doomed = cluster.add_node(num_cpus=2)
    changed = threading.Event()

    def change(progress: Progress) -> None:
        if not changed.is_set():
            changed.set()
            cluster.remove_node(doomed, allow_graceful=False)
            cluster.add_node(num_cpus=2)

    try:
        ray.init(address=cluster.address, log_to_driver=False)  # type: ignore[attr-defined]
        started = time.monotonic()
        assert run(source, tmp_path / "far", Engine.RAY, change).parts == expected.parts
        assert changed.is_set()
        assert time.monotonic() - started < 120
    finally:
        ray.shutdown()  # type: ignore[attr-defined]
        cluster.shutdown()
    assert RunDirectory(tmp_path / "far").manifest() == RunDirectory(tmp_path / "near").manifest()


def test_without_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"pip install 'dashiji\[ray\]'"):
        next(run_ray([], lambda: lambda shard: shard, 1))
