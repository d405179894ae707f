"""Run speed.py, growth.py and footprint.py and write what they found to docs/performance.md, with a plot beside it.

python benchmarks/performance.py [--articles N] [--rounds N] [--most-articles N] [--most-bytes N]

`make bench` runs it. What the page says below its tables is kept.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dashiji.cli.chart import Panel, to_svg

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"


def main() -> None:
    """Measure, then write page and plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", default="500", metavar="N")
    parser.add_argument("--rounds", default="3", metavar="N")
    parser.add_argument("--most-articles", default="10000", metavar="N")
    parser.add_argument("--most-bytes", default="4000000", metavar="N")
    options = parser.parse_args()
    speed = _run("speed.py", "--articles", options.articles, "--rounds", options.rounds)
    footprint = _run("footprint.py", "--articles", options.articles, "--rounds", options.rounds)
    growth = _run("growth.py", "--most-articles", options.most_articles, "--most-bytes", options.most_bytes)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    figures = "\n".join((*_speed(speed), *_footprint(footprint), *_growth(growth)))
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    contenders = Panel("characters a second of CPU time", tuple((n, round(speed[n]["characters"])) for n in ("baseline", "dashiji")), 2)
    shares = tuple((stage, round(1000 * share)) for stage, share in speed["stages"].items())
    PLOT.write_text(to_svg([contenders, Panel("thousandths of the time by stage", shares, len(shares))], "dashiji"), encoding="utf-8")


def _run(script: str, *arguments: str) -> Any:
    """Run a benchmark, its table shown, and give its figures."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "figures.json")
        subprocess.run([sys.executable, str(Path(__file__).with_name(script)), *arguments, "--json", str(target)], check=True)
        return json.loads(target.read_text(encoding="utf-8"))


def _speed(found: Any) -> Iterable[str]:
    articles, words = found["articles"], found["words"]
    yield f"{articles} articles, {found['characters']:,} characters, medians of {found['rounds']} rounds, CPU time. The sentences that"
    yield f"dashiji reads have {words:,} words; `cutting` folds, scans and cuts, and no more:\n"
    rows = []
    for name in ("baseline", "dashiji", "cutting"):
        each, times = 1e6 * articles / found[name]["articles"] / words, found[name]["articles"] / found["baseline"]["articles"]
        rows.append((name, f"{found[name]['articles']:,.0f}", f"{found[name]['characters']:,.0f}", f"{each:.1f}", f"{times:.2f}"))
    yield from _table(("", "articles/s", "characters/s", "µs a word", "times the baseline"), rows)
    yield f"In turn, dashiji read {found['ratio']:.2f} times as fast as the baseline (median of the rounds' ratios).\n"
    yield from _table(("stage", "share of dashiji's time"), [(stage, f"{share:.1%}") for stage, share in found["stages"].items()])


def _footprint(rows: Any) -> Iterable[str]:
    yield from _table(("process", "CPU seconds", "peak MB"), [(r["case"], f"{r['seconds']:.2f}", f"{r['peak']:.0f}") for r in rows])


def _growth(rows: Any) -> Iterable[str]:
    cells = []
    for row in rows:
        each = 1e6 * row["seconds"] / row["characters"]
        cells.append((row["case"], f"{row['size']:,}", f"{row['seconds']:.2f}", f"{each:.1f}", f"{row['peak']:.0f}"))
    yield from _table(("growth", "size", "CPU seconds", "µs a character", "peak MB"), cells)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


if __name__ == "__main__":
    main()
