"""Measure start-up and memory of one process: what is imported, how long to the first record, how much stays resident.

python benchmarks/footprint.py [FILE…] [--articles N] [--rounds N] [--json FILE]

Without files: the news archives beside the repository where they are, else the seeds. Each figure is the median of so many new processes.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import sampling

_CLOCK = "import time; started = time.process_time()\n"
_END = "\nimport resource; print(time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
_HELP = "import sys; sys.argv = ['dashiji', '--help']\nfrom dashiji.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass"
_FIRST = "import dashiji\nassert dashiji.load().extract(dashiji.Article('a', '海滨市数据局3月2日揭牌成立。'))"
_MANY = (
    "import sys; sys.path.insert(0, {folder!r})\nimport sampling, dashiji\nfrom pathlib import Path\nextractor = dashiji.load()\n"
    "for article in sampling.stream([Path(name) for name in {files!r}], {count}): extractor.extract(article)"
)


def main() -> None:
    """Measure and print one line for each case."""
    parser = sampling.parser(__doc__, rounds=3, figures=True)
    options = parser.parse_args()
    many = _MANY.format(folder=str(Path(__file__).parent), files=[str(file) for file in options.files], count=options.articles)
    cases = {
        "import spacy": ("import spacy", options.rounds),
        "dashiji --help": (_HELP, options.rounds),
        "first record": (_FIRST, options.rounds),
        f"{options.articles} articles": (many, 1),
    }
    rows = []
    print(f"{'case':24}{'CPU seconds':>12}{'peak MB':>10}")
    for case, (code, rounds) in cases.items():
        seconds, peak = _measure(code, rounds)
        rows.append({"case": case, "seconds": seconds, "peak": peak})
        print(f"{case:24}{seconds:>12.2f}{peak:>10.0f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _measure(code: str, rounds: int) -> tuple[float, float]:
    """Median CPU seconds and peak megabytes of a process that runs the code."""
    command: Sequence[str] = [sys.executable, "-c", _CLOCK + code + _END]
    lines = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-2:] for _ in range(rounds)]
    seconds, peaks = zip(*((float(first), float(second)) for first, second in lines), strict=True)
    return median(seconds), median(peaks)


if __name__ == "__main__":
    main()
