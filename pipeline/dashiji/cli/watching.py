"""Long work in progress, shown to the people who wait for it: a live display on a terminal, now and then a plain line elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.text import Text

from dashiji.cli.console import say
from dashiji.cli.wording import count, duration

if TYPE_CHECKING:
    from dashiji.batch.progress import Progress, Watch

State = TypeVar("State")
PLAIN_EVERY = 10.0
"""Seconds between two plain lines."""


@contextmanager
def watching(console: Console) -> Iterator["Watch"]:
    """Give the function that is told of every shard."""
    if not console.is_terminal:
        yield _PlainLines(console, _on_one_line)
        return
    with Live(Text("loading rules and dictionaries"), console=console, transient=True, refresh_per_second=4) as live:
        yield lambda progress: live.update(_display(progress))


@contextmanager
def counting(console: Console) -> Iterator[Callable[[str], None]]:
    """Give the function that is told, often, how far the work is, in a line of words."""
    if not console.is_terminal:
        yield _PlainLines(console, str)
        return
    with console.status("looking through the articles") as status:
        yield status.update


class _PlainLines(Generic[State]):
    def __init__(self, console: Console, word: Callable[[State], str]) -> None:
        self._console, self._word = console, word
        self._last = time.monotonic()

    def __call__(self, state: State) -> None:
        if time.monotonic() - self._last >= PLAIN_EVERY:
            self._last = time.monotonic()
            say(self._console, self._word(state))


def _display(progress: "Progress") -> Group:
    bar = ProgressBar(total=1.0, completed=progress.share_done or 0.0, width=40, pulse=progress.share_done is None)
    return Group(bar, *map(Text, lines(progress)))


def _on_one_line(progress: "Progress") -> str:
    return "; ".join(lines(progress))


def lines(progress: "Progress") -> list[str]:
    """How far, how fast, what was found, and how long it will take."""
    now, done = progress.counts, progress.all
    seconds = max(progress.seconds, 0.001)
    unused = "".join(f", {number:,} {word}" for number, word in ((done.failed, "failed"), (done.quarantined, "in quarantine")) if number)
    kept = f" ({progress.found.articles:,} of them before)" if progress.found.articles else ""
    pace = f"{now.articles / seconds:,.1f} articles/s, {now.characters / seconds:,.0f} characters/s"
    left = "" if progress.seconds_left is None else f", {duration(progress.seconds_left)} left"
    types = ", ".join(f"{number:,} {kind.value}" for kind, number in sorted(done.types.items(), key=lambda pair: -pair[1]))
    return [f"{count(done.articles, 'article')}{kept}{unused}", f"{pace}{left}", f"{count(done.records, 'record')}: {types or 'none yet'}"]
