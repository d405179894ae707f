"""How far a run is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from dashiji.store.manifest import Counts, Part


@dataclass
class Progress:
    """Counts of a run in progress; `found` are those of parts that an earlier session left.

    `share` is how much of the input has been taken in, from 0 to 1, `None` where nobody knows.
    """

    counts: Counts = field(default_factory=Counts)
    found: Counts = field(default_factory=Counts)
    parts: int = 0
    taken: int = 0
    share: float | None = None
    started: float = field(default_factory=time.monotonic)

    def add(self, part: Part) -> None:
        """A shard was done."""
        self.counts += part.counts
        self.parts += 1

    def add_found(self, part: Part) -> None:
        """A shard was there already."""
        self.found += part.counts
        self.parts += 1

    @property
    def seconds(self) -> float:
        """Since the session began."""
        return time.monotonic() - self.started

    @property
    def all(self) -> Counts:
        """Counts of this session and those before it."""
        return self.counts + self.found

    @property
    def share_done(self) -> float | None:
        """How much of the input is done, from 0 to 1; `None` where nobody knows."""
        return None if not self.share or not self.taken else min(1.0, self.share * self.all.articles / self.taken)

    @property
    def seconds_left(self) -> float | None:
        """Until the end at the pace so far; `None` where nothing has been done or the size of the input is not known."""
        if not self.counts.articles or not self.share or not self.taken:
            return None
        missing = max(0.0, self.taken / self.share - self.all.articles)
        return missing * self.seconds / self.counts.articles


Watch = Callable[[Progress], object]
"""Is told of every shard that was done."""
