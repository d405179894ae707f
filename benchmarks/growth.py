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
from collections.abc import Callable, Iterator
from pathlib import Path

import adversarial
import sampling

SIZES = (1_000, 10_000, 100_000, 1_000_000, 4_000_000)
"""Bytes in UTF-8."""
ARCHIVES = (100, 1_000, 10_000)
LENGTHS = (10_000, 20_000)
"""Characters of the texts made to be slow."""
_BYTES = 3
"""Bytes of a Chinese character in UTF-8."""


def main() -> None:
    """Run each case and print one line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--most-articles", type=int, default=ARCHIVES[-1], metavar="N")
    parser.add_argument("--most-bytes", type=int, default=SIZES[-1], metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
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
    from dashiji.article import Article

    found = sampling.articles(files, size if case.startswith("archive") else 2_000)
    if case.startswith("article"):
        text = "\n".join(article.text for article in found)
        articles = [Article("one", (text * (1 + size // _BYTES // len(text)))[: size // _BYTES], published=found[0].published)]
    elif case.startswith("archive"):
        articles = [found[number % len(found)] for number in range(size)]
    else:
        articles = [Article("one", adversarial.TEXTS[case](size), published=found[0].published)]
    extractor = dashiji.load()
    extractor.extract(found[0])
    seconds = _seconds(lambda: [extractor.extract(article) for article in articles] and None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"case": case, "size": size, "characters": sum(len(a.document) for a in articles), "seconds": seconds, "peak": peak}


def _seconds(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
