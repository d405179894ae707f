"""Run archives as `dashiji run` does: how fast with more workers, in how much memory, and whether the records are the same.

python benchmarks/scale.py [FILE…] [--articles N] [--workers 1 2 4] [--shard-sizes 200 37] [--engines local ray]

Without files: the news archives beside the repository where they are, else the seeds. Of all files together the first N articles at
even distances are taken (0: all). Each combination runs in a process of its own. Ends with exit code 1 where records differ.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import sampling

from dashiji.batch.archive import Options, run_archive
from dashiji.batch.engine import Engine
from dashiji.store.directory import RunDirectory


def main() -> None:
    """Run every combination and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=500, metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--shard-sizes", type=int, nargs="+", default=[50])
    parser.add_argument("--engines", nargs="+", choices=list(Engine), default=[Engine.LOCAL])
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _run_one(*options.one)
        return
    with tempfile.TemporaryDirectory() as folder:
        source = sample(options.files, options.articles, Path(folder) / "sample.jsonl")
        columns = (
            ("engine", 6),
            ("workers", 8),
            ("shard", 7),
            ("articles", 10),
            ("records", 9),
            ("seconds", 9),
            ("articles/s", 12),
            ("driver MB", 11),
        )
        print("".join(f"{name:>{width}}" for name, width in (*columns, ("worker MB", 11))), " digest")
        digests = {
            _measure(source, Path(folder), engine, workers, size)
            for engine in options.engines
            for workers in options.workers
            for size in options.shard_sizes
        }
    if len(digests) > 1:
        sys.exit("the records differ")


def sample(files: Sequence[Path], count: int, target: Path) -> Path:
    """Write so many articles of all files together; all where `count` is 0."""
    with target.open("w", encoding="utf-8") as file:
        for article in sampling.articles(files, count):
            row = {"id": article.id, "date": str(article.published or ""), "title": article.title, "text": article.text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return target


def _measure(source: Path, folder: Path, engine: str, workers: int, size: int) -> str:
    run = folder / f"run-{engine}-{workers}-{size}"
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(source), str(run), engine, str(workers), str(size)],
        capture_output=True,
        text=True,
        check=True,
    )
    facts = json.loads(done.stdout)
    print(
        f"{engine:>6}{workers:>8}{size:>7}{facts['articles']:>10,}{facts['records']:>9,}{facts['seconds']:>9.1f}"
        f"{facts['pace']:>12.1f}{facts['driver']:>11.0f}{facts['worker']:>11.0f}  {facts['digest'][:12]}",
        flush=True,
    )
    return str(facts["digest"])


def _run_one(source: str, run: str, engine: str, workers: str, size: str) -> None:
    """Run once and print what it took; the pace leaves out the first shard of each worker, during which it loads."""
    marks: list[tuple[int, float]] = []
    options = Options(workers=int(workers), shard_size=int(size), engine=Engine(engine))
    watch = lambda progress: marks.append((progress.counts.articles, progress.seconds))  # noqa: E731
    manifest, progress = run_archive([source], Path(run), options, print, watch)
    (first, start), (last, end) = marks[min(len(marks), int(workers)) - 1], marks[-1]
    state = hashlib.sha256()
    for record in RunDirectory(Path(run)).records():
        state.update(record.to_json().encode())
    megabytes = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    facts = {
        "articles": manifest.counts.articles,
        "records": manifest.counts.records,
        "seconds": progress.seconds,
        "pace": (last - first) / (end - start) if end > start else last / end,
        "driver": megabytes[0],
        "worker": megabytes[1],
        "digest": state.hexdigest(),
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
