"""Extract from many articles: how fast, in how much memory, and whether anything fails or any span is wrong.

python benchmarks/archives.py [FILE…] [--articles N]

Without files: the news archives beside the repository where they are, else the seeds. Of each file N articles are taken at even
distances (0: all). Ends with exit code 1 after a failure or a wrong span.
"""

import resource
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import sampling

import dashiji
from dashiji.evaluate import wrong_spans
from dashiji.extractor import Extractor


@dataclass
class Outcome:
    """What became of one file's articles."""

    articles: int = 0
    characters: int = 0
    records: int = 0
    wrong: int = 0
    failures: int = 0
    seconds: float = 0.0


def main() -> None:
    """Run and print one line for each file."""
    parser = sampling.parser(__doc__)
    options = parser.parse_args()
    started = time.perf_counter()
    extractor = dashiji.load()
    print(f"loaded in {time.perf_counter() - started:.2f} s")
    print(f"{'':24}{'articles':>9}{'records':>9}{'wrong':>7}{'failed':>7}{'articles/s':>12}{'characters/s':>14}")
    outcomes = []
    for path in sampling.sources(options.files):
        outcome = _extract(extractor, path, options.articles)
        outcomes.append(outcome)
        print(
            f"{path.name:24}{outcome.articles:>9,}{outcome.records:>9,}{outcome.wrong:>7,}{outcome.failures:>7,}"
            f"{outcome.articles / outcome.seconds:>12,.1f}{outcome.characters / outcome.seconds:>14,.0f}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    if any(outcome.wrong or outcome.failures for outcome in outcomes):
        sys.exit(1)


def _extract(extractor: Extractor, path: Path, count: int) -> Outcome:
    outcome = Outcome()
    for article in sampling.articles([path], count):
        outcome.articles += 1
        outcome.characters += len(article.document)
        started = time.perf_counter()
        try:
            records = extractor.extract(article)
        except Exception:
            outcome.failures += 1
            print(f"{article.origin}: failed\n{traceback.format_exc()}", file=sys.stderr)
            continue
        outcome.seconds += time.perf_counter() - started
        outcome.records += len(records)
        for record in records:
            for span in wrong_spans(record, article.document):
                outcome.wrong += 1
                print(f"{article.origin}: record {record.id}: wrong span {span.start}:{span.end}", file=sys.stderr)
    return outcome


if __name__ == "__main__":
    main()
