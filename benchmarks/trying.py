"""Try single edits of rules on the records of a run: how many articles each reads again, and how long it takes.

python benchmarks/trying.py [--articles N] [--edits N]

Runs the archive (`../shared/data/news` where present) once, then edits rules drawn at random, one way each, and tries every edit. Prints
a Markdown table of medians and slowest by kind of edit. `drop` takes the whole rule out, the others change a word.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from sampling import articles

from dashiji.data import data_root
from dashiji.diff.folders import RuleFolder

_CODE = "from dashiji.cli import main\nif __name__ == '__main__': main()"
_SAMPLE = 500
_SEED = 5


def _drop(folder: RuleFolder, rule: dict[str, Any]) -> None:
    folder.packs[folder.pack_of(rule["id"])]["rules"].remove(rule)


def _one_trigger_less(folder: RuleFolder, rule: dict[str, Any]) -> None:
    if len(rule["trigger"].get("words", [])) < 2:
        name = rule["trigger"]["lexicons"][0]
        lexicon = next(file[name] for file in folder.lexicons.values() if name in file)
        lexicon["words"] = lexicon["words"][1:]
    else:
        rule["trigger"] = {**rule["trigger"], "words": rule["trigger"]["words"][1:]}


def _stopped_by_a_word(folder: RuleFolder, rule: dict[str, Any]) -> None:
    rule["unless"] = [*rule.get("unless", []), {"words": ["据了解"], "window": "sentence"}]


_EDITS: Mapping[str, Callable[[RuleFolder, dict[str, Any]], None]] = {
    "one trigger less": _one_trigger_less,
    "stopped by one word more": _stopped_by_a_word,
    "dropped": _drop,
}


def main() -> None:
    """Run, then try every edit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--edits", type=int, default=12, metavar="N", help="edits of each kind")
    options = parser.parse_args()
    shipped, draw = RuleFolder.read(data_root() / "rules"), random.Random(_SEED)
    found: defaultdict[str, list[tuple[float, int, str]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as root:
        archive, run = Path(root) / "archive.jsonl", Path(root) / "run"
        with archive.open("w", encoding="utf-8") as file:
            for article in articles([], options.articles):
                day = article.published.isoformat() if article.published else None
                row = {"id": article.id, "date": day, "title": article.title, "text": article.text}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        _dashiji("run", str(archive), "--out", str(run))
        for kind, edit in _EDITS.items():
            able = [rule for rule in shipped.rules if "kind" not in shipped.rules[rule]["trigger"] or "less" not in kind]
            for rule_id in draw.sample(able, options.edits):
                folder, rules = deepcopy(shipped), Path(root) / f"{kind} {rule_id}"
                edit(folder, folder.rules[rule_id])  # type: ignore[arg-type]
                folder.write(rules)
                found[kind].append(_try(run, archive, rules, rule_id))
                if kind == "dropped":
                    found[f"dropped, --sample {_SAMPLE}"].append(_try(run, archive, rules, rule_id, "--sample", str(_SAMPLE)))
    print("| edit of one rule | edits | articles read again, median | seconds, median | seconds, slowest |\n|---|---|---|---|---|")
    for kind, rows in found.items():
        slowest, _, name = max(rows)
        seconds, read = (statistics.median(row[part] for row in rows) for part in (0, 1))
        print(f"| {kind} | {len(rows)} | {read:,.0f} | {seconds:.1f} | {slowest:.1f} (`{name}`) |")


def _try(run: Path, archive: Path, rules: Path, rule_id: str, *options: str) -> tuple[float, int, str]:
    started = time.perf_counter()
    said = _dashiji("try", str(run), "--articles", str(archive), "--rules", str(rules), "-o", str(rules / "out.jsonl"), *options)
    seconds = time.perf_counter() - started
    (line,) = (line for line in said.splitlines() if "articles read again" in line and "edits;" in line)
    print(f"{seconds:6.1f} s  {rules.name}: {line}", file=sys.stderr, flush=True)
    return seconds, int(line.split("; ")[1].split(" of ")[0].replace(",", "")), rule_id


def _dashiji(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", _CODE, *arguments], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return done.stderr


if __name__ == "__main__":
    main()
