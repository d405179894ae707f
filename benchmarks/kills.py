"""Kill a run at random moments, its workers and its driver, and see whether anything is lost or there twice.

python benchmarks/kills.py [FILE…] [--articles N] [--workers-killed 100] [--drivers-killed 50] [--unit SECONDS] [--stand-in] [--seed 1]

Without files: the news archives beside the repository where they are, else the seeds. With `--stand-in` articles are invented, and the
pipeline is one that loads at once and sleeps over each, for machines that have other work to do: all else, the run with its workers,
shards and files, is the real one. First a run is left in peace; then runs are killed until the numbers are reached, and each must end
with the very parts, byte for byte, of the one left in peace. Ends with exit code 1 where one does not. Linux only: workers are found
in /proc.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sampling
from scale import sample

import dashiji
from dashiji.article import Article
from dashiji.batch.archive import Options, run_archive
from dashiji.cli.group import FAILED_ARTICLES
from dashiji.records import Record
from dashiji.store.directory import RunDirectory

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"
sys.path.append(str(TESTS))

import kills  # noqa: E402  # this module under the name that workers know it by

import fakes  # noqa: E402  # of the tests

_RUN = "from dashiji.cli import main; main()"
_RUN_STAND_IN = f"import dashiji, kills; dashiji.load = kills.load_stand_in; {_RUN}"
_SECONDS = 0.02
"""What the stand-in takes for an article."""
_PAUSES = {"worker": (0.2, 2.2), "driver": (0.9, 1.8)}
"""Time between two kills, at least and at most, in units of what the run left in peace took for its first shard, loading included:
most die at work, some while they load."""


_PATHS = [str(HERE), str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])]
_ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(_PATHS)}


class StandIn(fakes.FakeExtractor):
    """Finds a founding wherever 成立 stands, after a while."""

    def extract(self, article: Article) -> list[Record]:
        """The records of one article."""
        time.sleep(_SECONDS)
        return super().extract(article)


def load_stand_in(rules: Path | None = None) -> StandIn:
    """What `dashiji.load` is for the real pipeline."""
    return StandIn(rules)


def _invent(files: object, count: int, target: Path) -> Path:
    """Write so many articles of the stand-in's own."""
    rows = [{"id": f"n{n}", "date": "2026-03-05", "text": f"第{n}区数据局成立。" + "其后又有新局成立。" * (n % 3)} for n in range(count)]
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return target


def main() -> None:
    """Run, kill, compare."""
    parser = sampling.parser(__doc__, articles=1000)
    parser.add_argument("--workers-killed", type=int, default=100, metavar="N")
    parser.add_argument("--drivers-killed", type=int, default=50, metavar="N")
    parser.add_argument("--unit", type=float, metavar="SECONDS", help="Time for a first shard, where it is not to be measured.")
    parser.add_argument("--stand-in", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, stand_in = random.Random(options.seed), options.stand_in
    with tempfile.TemporaryDirectory() as folder:
        source = (_invent if stand_in else sample)(options.files, options.articles, Path(folder) / "sample.jsonl")
        peace = Path(folder) / "peace"
        marks: list[float] = []
        run_archive(
            [str(source)],
            peace,
            Options(workers=2, shard_size=10, load=kills.load_stand_in if stand_in else dashiji.load),
            print,
            lambda progress: marks.append(progress.seconds),
        )
        print(f"in peace: {marks[-1]:.1f} s, the first shard after {marks[0]:.1f} s", flush=True)
        faults = 0
        for what, wanted in (("worker", options.workers_killed), ("driver", options.drivers_killed)):
            killed = runs = 0
            while killed < wanted:
                out = Path(folder) / f"{what}-{runs}"
                killed += _run_under_fire(source, out, what, wanted - killed, options.unit or marks[0], chance, stand_in)
                runs += 1
                fault = _difference(peace, out)
                faults += bool(fault)
                print(f"{what}s killed: {killed} in {runs} runs; {fault or 'nothing lost, nothing twice'}", flush=True)
    if faults:
        sys.exit(f"{faults} runs differ")


def _run_under_fire(source: Path, out: Path, what: str, most: int, unit: float, chance: random.Random, stand_in: bool) -> int:
    """Run to the end, started again whenever its driver was killed, or gave up because none of its workers lived; how many were killed."""
    killed = 0
    while True:
        command = ["run", str(source), "--out", str(out), "--workers", "2", "--shard-size", "10"]
        code = _RUN_STAND_IN if stand_in else _RUN
        driver = subprocess.Popen([sys.executable, "-c", code, *command], stderr=subprocess.DEVNULL, env=_ENVIRONMENT)
        while driver.poll() is None:
            time.sleep(unit * chance.uniform(*_PAUSES[what]))
            if killed < most and driver.poll() is None:
                killed += _kill(driver, what, chance)
        if driver.returncode in (0, FAILED_ARTICLES):
            return killed


def _kill(driver: "subprocess.Popen[bytes]", what: str, chance: random.Random) -> int:
    if what == "driver":
        driver.kill()
        driver.wait()
        return 1
    workers = [pid for pid in _children(driver.pid) if "spawn_main" in _command(pid)]
    if not workers:
        return 0
    subprocess.run(["kill", "-KILL", chance.choice(workers)], check=False, stderr=subprocess.DEVNULL)
    return 1


def _children(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []


def _command(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return ""


def _difference(peace: Path, out: Path) -> str:
    """What sets a run apart from the one left in peace; `""` where nothing does."""
    expected, found = RunDirectory(peace).manifest(), RunDirectory(out).manifest()
    if found.counts != expected.counts:
        return f"counts differ: {found.counts} instead of {expected.counts}"
    if found.parts != expected.parts:
        return "parts differ"
    same = all((out / name).read_bytes() == (peace / name).read_bytes() for name in _files(peace))
    return "" if same and _files(out) == _files(peace) else "files differ"


def _files(run: Path) -> list[str]:
    return sorted(path.relative_to(run).as_posix() for path in run.rglob("*.parquet"))


if __name__ == "__main__":
    main()
