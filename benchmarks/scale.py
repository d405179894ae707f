"""Run archives as `dashiji run` does: how fast with more workers, in how much memory, and whether the records are the same.

python benchmarks/scale.py [FILE…] [--articles N] [--workers 1 2 4] [--shard-sizes 200 37] [--engines local ray] [--repeat N]

Without files: the news archives beside the repository where they are, else the seeds. Of all files together the first N articles at
even distances are taken (0: all). Each combination runs in a process of its own, all of them in turn as often as is to be repeated, so
that other work on the machine weighs on all alike; the last lines are medians. Articles a second and CPU an article, of all processes
together (Linux), are counted once all workers have loaded. Ends with exit code 1 where records differ.
"""

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import sampling

from dashiji.batch.archive import Options, run_archive
from dashiji.batch.engine import Engine
from dashiji.batch.progress import Progress
from dashiji.store.directory import RunDirectory

_MARK = "DASHIJI_BENCHMARK"
"""Environment variable by which the processes of one measurement are known."""
_EVEN = {"RAY_worker_niceness": "0"}
"""Ray gives way to all other work on the machine unless it is told not to."""
_COLUMNS = (
    ("engine", 6),
    ("workers", 8),
    ("shard", 7),
    ("articles", 10),
    ("records", 9),
    ("seconds", 9),
    ("articles/s", 12),
    ("CPU ms", 10),
    ("driver MB", 11),
    ("worker MB", 11),
)
_MEASURED = ("seconds", "pace", "cpu", "driver", "worker")
_Combination = tuple[str, int, int]
_Facts = dict[str, Any]


def main() -> None:
    """Run every combination and print one line for each."""
    parser = sampling.parser(__doc__)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--shard-sizes", type=int, nargs="+", default=[50])
    parser.add_argument("--engines", nargs="+", choices=list(Engine), default=[Engine.LOCAL])
    parser.add_argument("--repeat", type=int, default=1, metavar="N")
    parser.add_argument("--memory", action="store_true", help="Also say what the processes hold as the run goes on (Linux).")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _run_one(*options.one)
        return
    with tempfile.TemporaryDirectory() as folder:
        source = sample(options.files, options.articles, Path(folder) / "sample.jsonl")
        print("".join(f"{name:>{width}}" for name, width in _COLUMNS), " digest")
        combinations = list(product(options.engines, options.workers, options.shard_sizes))
        measured: dict[_Combination, list[_Facts]] = defaultdict(list)
        for _ in range(options.repeat):
            for combination in combinations:
                measured[combination].append(_measure(source, Path(folder), *combination))
                _print(combination, measured[combination][-1])
                if options.memory:
                    _print_memory(measured[combination][-1]["held"])
        if options.repeat > 1:
            print("medians")
            for combination, facts in measured.items():
                _print(combination, facts[0] | {name: statistics.median(fact[name] for fact in facts) for name in _MEASURED})
    if len({fact["digest"] for facts in measured.values() for fact in facts}) > 1:
        sys.exit("the records differ")


def _print(combination: _Combination, facts: _Facts) -> None:
    engine, workers, size = combination
    print(
        f"{engine:>6}{workers:>8}{size:>7}{facts['articles']:>10,}{facts['records']:>9,}{facts['seconds']:>9.1f}{facts['pace']:>12.1f}"
        f"{facts['cpu']:>10.2f}{facts['driver']:>11.0f}{facts['worker']:>11.0f}  {facts['digest'][:12]}",
        flush=True,
    )


def _print_memory(held: Sequence[tuple[int, float, float]]) -> None:
    """What was held once so many articles were done, at ten even distances at most; peaks of single articles are not in it."""
    print(f"{'articles':>31}{'driver holds MB':>24}{'worker holds MB':>18}")
    for count in sorted({max(1, tenth * len(held) // 10) for tenth in range(1, 11)}):
        articles, driver, worker = held[count - 1]
        print(f"{articles:>31,}{driver:>24.0f}{worker:>18.0f}")


def sample(files: Sequence[Path], count: int, target: Path) -> Path:
    """Write so many articles of all files together; all where `count` is 0."""
    with target.open("w", encoding="utf-8") as file:
        for article in sampling.articles(files, count):
            row = {"id": article.id, "date": str(article.published or ""), "title": article.title, "text": article.text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return target


def _measure(source: Path, folder: Path, engine: str, workers: int, size: int) -> _Facts:
    run = folder / f"run-{uuid.uuid4().hex}"
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(source), str(run), engine, str(workers), str(size)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **_EVEN, _MARK: uuid.uuid4().hex},
    )
    facts: _Facts = json.loads(done.stdout)
    return facts


def _run_one(source: str, run: str, engine: str, workers: str, size: str) -> None:
    """Run once and print what it took; pace and CPU leave out the first shard of each worker, during which it loads."""
    marks: list[tuple[int, float, float]] = []
    held: list[tuple[int, float, float]] = []

    def watch(progress: Progress) -> None:
        marks.append((progress.counts.articles, progress.seconds, _cpu_seconds()))
        held.append((progress.counts.articles, *_resident()))

    options = Options(workers=int(workers), shard_size=int(size), engine=Engine(engine))
    manifest, progress = run_archive([source], Path(run), options, print, watch)
    (first, start, spent), (last, end, spent_last) = marks[min(len(marks), int(workers)) - 1], marks[-1]
    state = hashlib.sha256()
    for record in RunDirectory(Path(run)).records():
        state.update(record.to_json().encode())
    megabytes = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    facts = {
        "articles": manifest.counts.articles,
        "records": manifest.counts.records,
        "seconds": progress.seconds,
        "pace": (last - first) / (end - start) if end > start else last / end,
        "cpu": 1000 * (spent_last - spent) / max(1, last - first),
        "driver": megabytes[0],
        "worker": megabytes[1],
        "digest": state.hexdigest(),
        "held": held,
    }
    print(json.dumps(facts))


def _cpu_seconds() -> float:
    """What all living processes of this measurement, Ray's among them, have spent; 0 where there is no /proc."""
    return sum(sum(map(int, _stat(process)[11:13])) for process in _processes()) / os.sysconf("SC_CLK_TCK")


def _resident() -> tuple[float, float]:
    """Megabytes that this process, the driver, and the largest other one of this measurement hold just now."""
    held = {process.name: int(_stat(process)[21]) * resource.getpagesize() / (1 << 20) for process in _processes()}
    driver = held.pop(str(os.getpid()), 0.0)
    return driver, max(held.values(), default=0.0)


def _stat(process: Path) -> list[str]:
    """The fields of /proc/PID/stat from the state on; zeros where the process has just ended."""
    try:
        return (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return ["0"] * 50


def _processes() -> list[Path]:
    """The living processes of this measurement."""
    mark, found = f"{_MARK}={os.environ[_MARK]}".encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append(process)
        except OSError:
            continue
    return found


if __name__ == "__main__":
    main()
