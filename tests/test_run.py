"""Runs: shards, strikes, limits, and an engine whose workers may die at any moment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.article import Article, Duplicate, DuplicateKind
from dashiji.errors import DashijiError, RuleError
from dashiji.run import local
from dashiji.run.hand import MOST_DEATHS_EMPTY_HANDED, Cause, Hand
from dashiji.run.limits import Limits, held
from dashiji.run.local import run_local
from dashiji.run.shard import Item, Shard, cut
from dashiji.stages.read import Failure

ITEMS = st.lists(
    st.builds(Article, st.text(max_size=3), st.text(max_size=5), st.text(max_size=2), origin=st.text(max_size=3))
    | st.builds(Failure, st.text(max_size=3), st.text(max_size=3), st.none() | st.text(max_size=2)),
    max_size=20,
)


def articles(count: int) -> list[Article]:
    return [Article(str(number), f"第{number}篇") for number in range(count)]


class TestShards:
    @given(ITEMS, st.integers(1, 25))
    def test_every_item_is_in_one_shard(self, items: list[Item], size: int) -> None:
        shards = list(cut(items, size, "c"))
        assert [item for shard in shards for item in shard.items] == items
        assert [shard.start for shard in shards] == list(range(0, len(items), size))
        assert all(len(shard.items) == size for shard in shards[:-1])
        assert sorted(shard.name for shard in shards) == [shard.name for shard in shards]

    @given(ITEMS.filter(bool), ITEMS.filter(bool))
    def test_the_name_says_what_is_in_a_shard(self, items: list[Item], others: list[Item]) -> None:
        def content(item: Item) -> tuple[object, ...]:
            known = (item.id, item.title, item.text, item.published) if isinstance(item, Article) else (item.id or "", item.reason)
            return type(item), *known

        shard, other = Shard(0, tuple(items), "c"), Shard(0, tuple(others), "c")
        assert (shard.name == other.name) == ([*map(content, items)] == [*map(content, others)])
        assert len({shard.name, Shard(1, tuple(items), "c").name, Shard(0, tuple(items), "d").name}) == 3

    def test_the_name_does_not_hang_on_where_the_input_lies(self) -> None:
        here, there = (Article("a", "甲局成立", origin=f"{folder}/a.jsonl:1") for folder in ("here", "there"))
        assert Shard(0, (here,), "c").name == Shard(0, (there,), "c").name

    def test_all_that_is_written_of_an_article_changes_the_name(self) -> None:
        plain = Article("a", "甲局成立")
        marked = replace(plain, duplicate=Duplicate("b", DuplicateKind.NEAR))
        articles = (plain, replace(plain, author="周望川"), marked, replace(plain, duplicate=Duplicate("b", DuplicateKind.EXACT)))
        assert len({Shard(0, (article,), "c").name for article in articles}) == 4


class TestHand:
    def hand(self, folder: Path, session: str = "a" * 32) -> Hand:
        return Hand(folder, "shard", session)

    def die(self, hand: Hand, index: int, cause: str = "") -> None:
        """Leave the files as a process does that dies with this item in hand."""
        with suppress(SystemExit), hand.open() as grip:
            grip.take(index, cause)
            raise SystemExit

    def test_two_deaths_over_an_item_quarantine_it(self, tmp_path: Path) -> None:
        self.die(self.hand(tmp_path), 7)
        once = self.hand(tmp_path)
        assert (once.suspects, once.quarantine(7)) == ([7], [])
        self.die(once, 7, Cause.MEMORY)
        twice = self.hand(tmp_path)
        assert (twice.suspects, twice.quarantine(7)) == ([], [Cause.DEATH, Cause.MEMORY])

    def test_an_item_that_passes_is_cleared(self, tmp_path: Path) -> None:
        self.die(self.hand(tmp_path), 7)
        once = self.hand(tmp_path)
        once.clear(7)
        self.die(once, 7)
        assert self.hand(tmp_path).quarantine(7) == []

    def test_what_a_killed_session_held_is_no_strike(self, tmp_path: Path) -> None:
        self.die(self.hand(tmp_path), 7)
        assert self.hand(tmp_path, "b" * 32).suspects == []

    def test_strikes_outlast_the_session(self, tmp_path: Path) -> None:
        self.die(self.hand(tmp_path), 7)
        self.hand(tmp_path)
        assert self.hand(tmp_path, "b" * 32).suspects == [7]

    def test_deaths_without_an_item_in_hand_end_the_run(self, tmp_path: Path) -> None:
        for _ in range(MOST_DEATHS_EMPTY_HANDED):
            self.die(self.hand(tmp_path), -1)
        with pytest.raises(DashijiError, match="no article in hand"):
            self.hand(tmp_path)

    def test_a_suspect_is_tried_apart(self, tmp_path: Path) -> None:
        self.die(self.hand(tmp_path), 7)
        hand = self.hand(tmp_path)
        assert hand.try_apart(7, lambda grip: "read") == "read"
        assert hand.try_apart(7, lambda grip: os.kill(os.getpid(), signal.SIGKILL)) is None
        assert hand.quarantine(7) == self.hand(tmp_path).quarantine(7) == [Cause.DEATH, Cause.DEATH]

    def test_what_kills_the_process_that_waits_says_nothing_of_the_suspect(self, tmp_path: Path) -> None:
        self.die(self.hand(tmp_path), 7)
        with subprocess.Popen([sys.executable, "-c", _WAITING, tmp_path]) as waiting:
            while not (tmp_path / "child").exists():
                time.sleep(0.01)
            waiting.kill()
        assert (self.hand(tmp_path).suspects, self.hand(tmp_path).quarantine(7)) == ([7], [])
        if sys.platform == "linux":
            child = Path("/proc", (tmp_path / "child").read_text(encoding="ascii"), "stat")
            while child.exists() and " Z " not in child.read_text(encoding="utf-8"):
                time.sleep(0.01)

    def test_nothing_is_left_of_a_shard_that_was_done(self, tmp_path: Path) -> None:
        self.die(self.hand(tmp_path), 7)
        with self.hand(tmp_path).open() as grip, held(grip, 3, Limits()):
            pass
        assert list(tmp_path.iterdir()) == []


_WAITING = """
import os, sys, time
from pathlib import Path
from dashiji.run.hand import Hand

folder = Path(sys.argv[1])

def attempt(grip):
    grip.take(7)
    (folder / "new").write_text(str(os.getpid()), encoding="ascii")
    (folder / "new").rename(folder / "child")
    time.sleep(600)

hand = Hand(folder, "shard", "a" * 32)
with hand.open():
    hand.try_apart(7, attempt)
"""
"""Tries a suspect that takes its time."""


@dataclass(frozen=True)
class Sizes:
    """A setup whose function gives the size of a shard, or does what the first article says."""

    marks: Path

    def __call__(self) -> Callable[[Shard], tuple[int, int]]:
        return self.size

    def size(self, shard: Shard) -> tuple[int, int]:
        first = shard.items[0]
        mark = self.marks / str(shard.start)
        if isinstance(first, Article) and first.text == "die" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(first, Article) and first.text == "stop":
            raise RuleError("the rules are gone")
        if isinstance(first, Article) and first.text == "fault":
            raise ZeroDivisionError
        return shard.start, len(shard.items)


def grow() -> Callable[[Shard], int]:
    """A setup whose function needs 60 MB and tells its process."""
    return lambda shard: os.getpid() * (sum(bytearray(60 << 20)) + 1)


def never_ready() -> Callable[[Shard], int]:
    os._exit(3)


class TestLocal:
    def test_every_shard_is_done_once(self, tmp_path: Path) -> None:
        assert sorted(run_local(cut(articles(20), 3, "c"), Sizes(tmp_path), 2)) == [(n, 3) for n in range(0, 18, 3)] + [(18, 2)]

    def test_a_worker_that_has_grown_is_replaced(self) -> None:
        shards = list(cut(articles(4), 1, "c"))
        assert len(set(run_local(shards, grow, 1))) == 1
        assert len(set(run_local(shards, grow, 1, growth=50))) == 4

    def test_nothing_to_do_starts_nothing(self, tmp_path: Path) -> None:
        assert list(run_local([], Sizes(tmp_path), 2)) == []

    def test_a_shard_whose_worker_dies_is_done_by_another(self, tmp_path: Path) -> None:
        shards = [Shard(n, (Article("a", "die" if n % 2 else "live"),), "c") for n in range(4)]
        assert sorted(run_local(shards, Sizes(tmp_path), 1)) == [(n, 1) for n in range(4)]

    def test_shards_are_not_taken_before_they_are_needed(self, tmp_path: Path) -> None:
        taken = 0

        def source() -> object:
            nonlocal taken
            for shard in cut(articles(50), 1, "c"):
                taken += 1
                yield shard

        results = run_local(source(), Sizes(tmp_path), 2)  # type: ignore[arg-type]
        next(results)
        assert taken <= 5
        results.close()  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("text", "error", "message"), [("stop", RuleError, "the rules are gone"), ("fault", RuntimeError, "ZeroDivision")]
    )
    def test_an_error_of_the_function_ends_the_run(self, tmp_path: Path, text: str, error: type[Exception], message: str) -> None:
        with pytest.raises(error, match=message):
            list(run_local([Shard(0, (Article("a", text),), "c")], Sizes(tmp_path), 1))

    def test_workers_that_never_begin_end_the_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(local, "MOST_DEATHS", 2)
        with pytest.raises(DashijiError, match=r"2 worker processes died .* exit code 3"):
            list(run_local(cut(articles(2), 1, "c"), never_ready, 1))

    @pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
    def test_workers_die_with_their_driver(self, tmp_path: Path) -> None:
        code = (
            "import sys, time\n"
            "from pathlib import Path\n"
            "from test_run import Busy, articles, cut, run_local\n"
            f"list(run_local(cut(articles(2), 1, 'c'), Busy(Path({str(tmp_path)!r})), 2))\n"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])}
        driver = subprocess.Popen([sys.executable, "-c", code], env=environment)
        assert eventually(lambda: len(list(tmp_path.iterdir())) == 2)
        driver.kill()
        driver.wait()
        assert eventually(lambda: not any(Path("/proc", mark.name).exists() for mark in tmp_path.iterdir()))


@dataclass(frozen=True)
class Busy:
    """A setup whose function leaves its process number and never gives up the interpreter."""

    marks: Path

    def __call__(self) -> Callable[[Shard], int]:
        return self.spin

    def spin(self, shard: Shard) -> int:
        (self.marks / str(os.getpid())).touch()
        return sum(10**7 % n for n in iter(lambda: 7, 0))


def eventually(holds: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it holds before the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False
