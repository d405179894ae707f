"""Measure how time and memory grow: with the length of an article, the size of an archive, and on texts made to be slow.

python benchmarks/growth.py [FILE…] [--most-articles N] [--most-bytes N] [--json FILE]

Without files: the news archives beside the repository where they are, else the seeds. Articles of 1 kB to 4 MB are sentences of such
articles one after the other. Time is CPU time; each size runs in a process of its own, whose peak of memory is given.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import adversarial
import sampling

if TYPE_CHECKING:
    from dashiji.article import Article

SIZES = (1_000, 10_000, 100_000, 1_000_000, 4_000_000)
"""Bytes in UTF-8."""
ARCHIVES = (100, 1_000, 10_000)
LENGTHS = (10_000, 20_000)
"""Characters of the texts made to be slow."""
_BYTES = 3
"""Bytes of a Chinese character in UTF-8."""


def main() -> None:
    """Run each case and print one line for it."""
    parser = sampling.parser(__doc__, articles=None, figures=True)
    parser.add_argument("--most-articles", type=int, default=ARCHIVES[-1], metavar="N")
    parser.add_argument("--most-bytes", type=int, default=SIZES[-1], metavar="N")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_measure(options.one[0], int(options.one[1]), options.files)))
        return
    rows = []
    print(f"{'case':32}{'size':>12}{'characters':>12}{'seconds':>10}{'µs/character':>14}{'peak MB':>10}")
    for case, size in _cases(options.most_articles, options.most_bytes):
        command = [sys.executable, __file__, *map(str, options.files), "--one", case, str(size)]
        row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        rows.append(row)
        each = 1e6 * row["seconds"] / row["characters"]
        print(f"{case:32}{size:>12,}{row['characters']:>12,}{row['seconds']:>10.2f}{each:>14.1f}{row['peak']:>10.0f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _cases(most_articles: int, most_bytes: int) -> Iterator[tuple[str, int]]:
    yield from (("article, bytes", size) for size in SIZES if size <= most_bytes)
    yield from (("archive, articles", count) for count in ARCHIVES if count <= most_articles)
    yield from ((name, length) for name in adversarial.TEXTS for length in LENGTHS)


def _measure(case: str, size: int, files: list[Path]) -> dict[str, object]:
    import dashiji

    extractor = dashiji.load()
    extractor.extract(next(sampling.stream(files, 0)))
    seconds, characters = 0.0, 0
    for article in _articles(case, size, files):
        started = time.process_time()
        extractor.extract(article)
        seconds += time.process_time() - started
        characters += len(article.document)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"case": case, "size": size, "characters": characters, "seconds": seconds, "peak": peak}


def _articles(case: str, size: int, files: list[Path]) -> "Iterator[Article]":
    """The articles of a case; those of an archive, over and over where it has fewer, are never held together."""
    from dashiji.article import Article

    if case.startswith("archive"):
        yield from islice(chain.from_iterable(sampling.stream(files, size) for _ in count()), size)
        return
    found = sampling.articles(files, 2_000)
    if case.startswith("article"):
        text = "\n".join(article.text for article in found)
        text = (text * (1 + size // _BYTES // len(text)))[: size // _BYTES]
    else:
        text = adversarial.TEXTS[case](size)
    published = found[0].published
    del found
    yield Article("one", text, published=published)


if __name__ == "__main__":
    main()
