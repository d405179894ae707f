"""Extract from the gold articles and show how good the records are, as docs/accuracy.md states it.

python benchmarks/accuracy.py [--raise-floors]

Scores the seed, and the development set where it lies beside the repository. With --raise-floors, tests/floors.json takes over
every figure that has risen; none is ever lowered.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
GOLD = {"seed": ROOT / "seeds", "dev": ROOT.parent / "shared" / "gold"}
FLOORS = ROOT / "tests" / "floors.json"
COMMAND = [sys.executable, "-c", "from dashiji.cli import main; main()"]


def main() -> None:
    """Run extract and evaluate for each gold set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise-floors", action="store_true", help="write the figures that have risen to tests/floors.json")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    for name, folder in GOLD.items():
        if not (folder / f"{name}.gold.jsonl").exists():
            print(f"{name}: {folder} is not there\n")
            continue
        print(f"{name}:", flush=True)
        lenient = _evaluate(name, folder)["lenient"]
        for figure, floor in floors[name].items():
            reached = lenient["status_accuracy"] if figure == "status" else lenient[figure]["f1"]
            floors[name][figure] = max(floor, math.floor(reached * 1000) / 1000)
        print()
    if options.raise_floors:
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(figures)}" for name, figures in floors.items())
        FLOORS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _evaluate(name: str, folder: Path) -> Any:
    """Print the table and give the figures."""
    gold, docs = folder / f"{name}.gold.jsonl", folder / f"{name}.docs.jsonl"
    with tempfile.TemporaryDirectory() as scratch:
        records = Path(scratch, f"{name}.records.jsonl")
        subprocess.run([*COMMAND, "extract", str(docs), "--no-table", "-o", str(records)], check=True)
        evaluation = [*COMMAND, "evaluate", str(gold), str(records), "--docs", str(docs)]
        subprocess.run([*evaluation, "--table"], check=True)
        done = subprocess.run([*evaluation, "--no-table", "--resamples", "0"], check=True, capture_output=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
