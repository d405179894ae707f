"""The garbage collector in processes that do nothing but extract."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

import fakes
from dashiji.batch.shards import Batch
from dashiji.cli.loading import load_extractor
from dashiji.garbage import settle
from dashiji.run.limits import Limits

_DEFAULT = (700, 10, 10)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*_DEFAULT)  # other tests may have run commands
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_is_loaded_is_passed_over() -> None:
    loaded: list[list[int]] = [[] for _ in range(100)]
    settle()
    assert gc.get_freeze_count() >= len(loaded)
    assert not any(item is loaded for item in gc.get_objects())


def test_commands_and_workers_settle(tmp_path: Path) -> None:
    load_extractor(None)
    assert gc.get_threshold() > _DEFAULT
    gc.set_threshold(*_DEFAULT)
    Batch(str(tmp_path), "one", Limits(), load=fakes.load)()
    assert gc.get_threshold() > _DEFAULT
