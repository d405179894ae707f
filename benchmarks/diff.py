"""Compare two sides of many records: how fast, in how much memory.

python benchmarks/diff.py [--records N] [--changed SHARE]

Makes two record files of ten records a document, one side in another order and with a share of the records changed, removed or
added, then runs `dashiji diff` on them in each format. Ends with exit code 1 where it takes more than a minute.
"""

import argparse
import json
import multiprocessing
import os
import random
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
    slow, most = False, 0
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.jsonl", Path(folder) / "after.jsonl"
        # In a process of its own: what a parent holds counts as memory of the children that it starts.
        maker = multiprocessing.get_context("spawn").Process(target=_make, args=(before, after, options.records, options.changed))
        maker.start()
        maker.join()
        print(
            f"{options.records:,} records a side, {before.stat().st_size / options.records:,.0f} bytes each, {options.changed:.0%} changed"
        )
        for form in ("jsonl", "markdown", "html", "text"):
            target = Path(folder) / "diff"
            command = [sys.executable, "-c", _CODE, "diff", str(before), str(after), "--format", form, "-o", str(target)]
            started = time.perf_counter()
            with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
                said = process.stderr.read().strip() if process.stderr else ""
                _, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.perf_counter() - started
            slow |= seconds > MOST_SECONDS or process.returncode != 1
            most = max(most, used.ru_maxrss)
            cpu = used.ru_utime + used.ru_stime
            print(f"{form:10}{seconds:8.1f} s, {cpu:.1f} s of CPU{target.stat().st_size / 1e6:10.1f} MB  {said}")
    print(f"peak memory {most / 1024:,.0f} MB")
    sys.exit(slow)


def _make(before: Path, after: Path, count: int, changed: float) -> None:
    write(before, rows(count, 0.0))
    write(after, list(rows(count, changed))[::-1])


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
