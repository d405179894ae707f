"""Step through the differences of a review in Chromium: how long from a key to the next difference on the screen.

python benchmarks/review.py [--differences N] [--keys N]

Makes two record files, starts `dashiji review` on them and presses keys at the speed of a key held down, at the start, in the middle and
under a filter, first only stepping, then deciding. Ends with exit code 1 where the 95th percentile is 50 ms or more. Needs chromium.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from diff import rows, write
from playwright.sync_api import Page, sync_playwright

MOST_MILLISECONDS = 50
HELD_DOWN = 33
"""Milliseconds between the strokes of a key held down."""
_CODE = "from dashiji.cli import main; main()"
_WATCH = """() => {
    window.pressed = [];
    window.waits = [];
    addEventListener("keydown", (event) => pressed.push(event.timeStamp), { capture: true });
    // What changes now is painted after the next frame's callbacks.
    new MutationObserver((changes) => {
        if (!changes.some((change) => change.target.id === "queue") || pressed.length === 0) return;
        const since = pressed.shift();
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => waits.push(performance.now() - since);
            channel.port2.postMessage(0);
        });
    }).observe(document.getElementById("queue"), { childList: true });
}"""


def main() -> None:
    """Run and print a line for each way of going."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--differences", type=int, default=100_000, metavar="N")
    parser.add_argument("--keys", type=int, default=300, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.jsonl", Path(folder) / "after.jsonl"
        write(before, rows(options.differences, 0.0))
        write(after, rows(options.differences, 1.0))
        started = time.perf_counter()
        command = [sys.executable, "-c", _CODE, "review", str(before), str(after), "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            address, summary = _address(server)
            print(f"{summary}; ready after {time.perf_counter() - started:.0f} s, {_memory(server.pid)} MB")
            try:
                slow = _walk(address, options.keys, options.differences)
                print(f"server afterwards {_memory(server.pid)} MB")
            finally:
                server.send_signal(signal.SIGINT)
    sys.exit(slow)


def _address(server: "subprocess.Popen[str]") -> tuple[str, str]:
    assert server.stderr
    said = ""
    for line in server.stderr:
        found = re.search(r"http://\S+", line)
        if found:
            return found[0].rstrip("/"), said.strip()
        said = line
    raise SystemExit("the server did not start")


def _memory(pid: int) -> str:
    peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return f"{int(peak[1]) / 1024:,.0f}" if peak else "?"


def _walk(address: str, keys: int, total: int) -> bool:
    slow = False
    ways = {
        "from the start, j": ("/queue", "j"),
        "back and forth, j k": ("/queue", "jjjk"),
        "from the middle, j": (f"/queue?after={total // 2}", "j"),
        "from the middle, k": (f"/queue?after={total // 2}", "k"),
        "under a filter, j": ("/queue?text=临江区&kind=added", "j"),
        "deciding, a r": ("/queue", "ar"),
    }
    with sync_playwright() as driver:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for name, (path, pattern) in ways.items():
            page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 860})
            page.goto(path)
            page.wait_for_timeout(1000)
            waits = sorted(_press(page, pattern, keys))
            p95 = waits[int(0.95 * len(waits))]
            slow |= p95 >= MOST_MILLISECONDS
            print(
                f"{name:22}{len(waits):5} keys  p50 {statistics.median(waits):5.1f}  p95 {p95:5.1f}  most {waits[-1]:6.1f} ms", flush=True
            )
            page.close()
        browser.close()
    return slow


def _press(page: Page, pattern: str, keys: int) -> list[float]:
    page.evaluate(_WATCH)
    for number in range(keys):
        page.keyboard.press(pattern[number % len(pattern)])
        page.wait_for_timeout(HELD_DOWN)
    page.wait_for_timeout(1000)
    waits: list[float] = page.evaluate("() => waits")
    return waits


if __name__ == "__main__":
    main()
