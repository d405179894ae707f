"""Sampling: articles at even distances of the news archives beside the repository, else the seeds."""

from collections.abc import Sequence
from pathlib import Path

from dashiji.article import Article
from dashiji.stages.read import read

ROOT = Path(__file__).parents[1]
ARCHIVES = ROOT.parent / "shared" / "data" / "news"
SEEDS = ROOT / "seeds" / "seed.docs.jsonl"


def sources(files: Sequence[Path]) -> list[Path]:
    """The files given, else the archives, else the seeds."""
    return [*files] or sorted(ARCHIVES.glob("*.jsonl.gz")) or [SEEDS]


def articles(files: Sequence[Path], count: int) -> list[Article]:
    """So many articles of all files together; all where `count` is 0 or too many."""
    found = [item for item in read(sources(files)) if isinstance(item, Article)]
    return [found[number * len(found) // count] for number in range(count)] if 0 < count < len(found) else found
