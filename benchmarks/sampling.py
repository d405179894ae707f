"""Sampling: articles at even distances of the news archives beside the repository, else the seeds; and the options that ask for them."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashiji.article import Article
from dashiji.stages.read import read

ROOT = Path(__file__).parents[1]
ARCHIVES = ROOT.parent / "shared" / "data" / "news"
SEEDS = ROOT / "seeds" / "seed.docs.jsonl"


def parser(about: str | None, *, articles: int | None = 500, rounds: int | None = None, figures: bool = False) -> argparse.ArgumentParser:
    """The options that benchmarks share: files, and where they are asked for, how many articles and rounds and where figures go."""
    options = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path, metavar="FILE")
    if articles is not None:
        options.add_argument("--articles", type=int, default=articles, metavar="N")
    if rounds is not None:
        options.add_argument("--rounds", type=int, default=rounds, metavar="N")
    if figures:
        options.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return options


def sources(files: Sequence[Path]) -> list[Path]:
    """The files given, else the archives, else the seeds."""
    return [*files] or sorted(ARCHIVES.glob("*.jsonl.gz")) or [SEEDS]


def stream(files: Sequence[Path], count: int) -> Iterator[Article]:
    """So many articles of all files together, one after the other; all where `count` is 0 or too many. Reads the files twice."""
    total = sum(1 for _ in _every(files)) if count else 0
    if not 0 < count < total:
        yield from _every(files)
        return
    wanted = (number * total // count for number in range(count))
    following = next(wanted)
    for place, article in enumerate(_every(files)):
        if place == following:
            yield article
            following = next(wanted, -1)


def articles(files: Sequence[Path], count: int) -> list[Article]:
    """The articles of `stream`, held in memory."""
    return [*stream(files, count)]


def _every(files: Sequence[Path]) -> Iterator[Article]:
    return (item for item in read(sources(files)) if isinstance(item, Article))
