"""Compare two sides of many records: how fast, in how much memory.

python benchmarks/diff.py [--records N] [--changed SHARE]

Makes two record files of ten records a document, one side in another order and with a share of the records changed, removed or
added, then runs `dashiji diff` on them in each format. Ends with exit code 1 where it takes more than a minute.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashiji.records import EntityValue, EventType, Evidence, IdMint, Status, TextSpan, content_digest

MOST_SECONDS = 60
_PER_DOCUMENT = 10
_CODE = "from dashiji.cli import main; main()"


def main() -> None:
    """Run and print one line for each format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000, metavar="N")
    parser.add_argument("--changed", type=float, default=0.2, metavar="SHARE")
    options = parser.parse_args()
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.jsonl", Path(folder) / "after.jsonl"
        write(before, rows(options.records, 0.0))
        write(after, list(rows(options.records, options.changed))[::-1])
        print(
            f"{options.records:,} records a side, {before.stat().st_size / options.records:,.0f} bytes each, {options.changed:.0%} changed"
        )
        for form in ("jsonl", "markdown", "html", "text"):
            target = Path(folder) / "diff"
            started = time.perf_counter()
            command = [sys.executable, "-c", _CODE, "diff", str(before), str(after), "--format", form, "-o", str(target)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            seconds = time.perf_counter() - started
            slow |= seconds > MOST_SECONDS or done.returncode != 1
            print(f"{form:10}{seconds:8.1f} s{target.stat().st_size / 1e6:10.1f} MB  {done.stderr.strip()}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:,.0f} MB")
    sys.exit(slow)


def write(path: Path, lines: Any) -> None:
    """A file of records, JSON Lines."""
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in lines), encoding="utf-8")


def rows(count: int, changed: float) -> Iterator[dict[str, Any]]:
    """Records, of which a share is removed, changed or joined by another."""
    chance = random.Random(6)
    for number in range(count):
        doc_id, ordinal = f"doc-{number // _PER_DOCUMENT:06}", number % _PER_DOCUMENT
        fate = chance.random() / changed if changed else 1.0
        if fate < 0.2:
            continue
        yield _row(doc_id, ordinal, "数据发展局" if fate < 0.8 else "海滨市数据发展局")
        if 0.8 <= fate < 1:
            yield _row(doc_id, ordinal + _PER_DOCUMENT, "海滨市数据发展局")


def _row(doc_id: str, ordinal: int, name: str) -> dict[str, Any]:
    sentence = f"据第{ordinal}份文件，二〇二六年三月五日，海滨市数据发展局在临江区揭牌成立，成为全国首家区级数据发展部门"
    at = 100 * ordinal
    start, trigger = sentence.index(name), sentence.index("揭牌成立")
    value = EntityValue(text=name, start=at + start, end=at + start + len(name), normalized=name, kind="agency")
    span = TextSpan(text="揭牌成立", start=at + trigger, end=at + trigger + 4)
    evidence = Evidence(text=sentence, start=at, end=at + len(sentence), trigger=span, rule="founding.unveiled")
    kind, status, arguments = EventType.AGENCY_FOUNDED, Status.HAPPENED, {"agency": [value], "founder": [value], "host": [value]}
    return {
        "id": IdMint(doc_id).mint(kind, sentence),
        "content_digest": content_digest(kind, status, arguments, [evidence]),
        "doc_id": doc_id,
        "type": kind,
        "status": status,
        "arguments": {role: [value.model_dump(mode="json") for value in values] for role, values in arguments.items()},
        "evidence": [evidence.model_dump(mode="json")],
        "confidence": 0.9,
        "reasons": [],
        "lineage": {"dashiji": "0.1.0", "rules": "sha256:rules", "models": {}, "input": f"sha256:{doc_id}"},
    }


if __name__ == "__main__":
    main()
