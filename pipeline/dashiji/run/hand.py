"""The article in hand, kept where it outlives the process that reads it, and the strikes against articles.

Both are small files of the shard in the run's workshop, so that the next process to try the shard, on whatever machine, knows
what the last one died of.
"""

import json
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from dashiji.errors import DashijiError
from dashiji.run.apart import call_apart
from dashiji.run.worker import ResultT

QUARANTINE_AT = 2
"""So many strikes put an article into quarantine."""
MOST_DEATHS_EMPTY_HANDED = 5
"""So many deaths over a shard, with none of its articles in hand, end the run."""
_STATE = struct.Struct("<32s i 8s")
_NOTHING = -1


class Cause(StrEnum):
    """What an article did to the process that read it."""

    DEATH = "death"
    TIME = "time"
    MEMORY = "memory"


@dataclass
class Hand:
    """What a process has in hand, an index into a shard's items, and the causes of the strikes against each.

    `session` is the run's: what a process held when the whole session was killed is no strike.
    """

    workshop: Path
    shard: str
    session: str
    strikes: dict[int, list[Cause]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._path = self.workshop / f"{self.shard}.hand"
        self._strikes_path = self.workshop / f"{self.shard}.strikes"
        self._trace_path = self.workshop / f"{self.shard}.trace"
        self._apart_path = self.workshop / f"{self.shard}.apart"
        if self._strikes_path.exists():
            saved = json.loads(self._strikes_path.read_text(encoding="ascii"))
            self.strikes = {int(index): [Cause(cause) for cause in causes] for index, causes in saved.items()}
        self._count_the_last_death()

    def _count_the_last_death(self) -> None:
        """Give a strike for what the process before this one had in hand, if it died in this session."""
        if not self._path.exists():
            return
        session, index, cause = self._held(self._path)
        self._path.unlink()
        if session == self.session:
            self._strike(index, cause)
            if len(self.strikes.get(_NOTHING, [])) >= MOST_DEATHS_EMPTY_HANDED:
                raise DashijiError(
                    f"shard {self.shard}: {MOST_DEATHS_EMPTY_HANDED} processes died over it with no article in hand; "
                    "if memory or disk space is short, take fewer --workers or a smaller --shard-size"
                )

    def _held(self, path: Path) -> tuple[str, int, Cause]:
        """The session, the item and the cause of death that a process has left in a file of a hand."""
        data = path.read_bytes()
        session, index, cause = _STATE.unpack(data) if len(data) == _STATE.size else (b"", _NOTHING, b"")
        timed_out = self._trace_path.exists() and self._trace_path.stat().st_size > 0
        return session.decode("ascii"), index, Cause.TIME if timed_out else Cause(cause.rstrip(b"\0").decode("ascii") or Cause.DEATH)

    def _strike(self, index: int, cause: Cause) -> None:
        self.strikes.setdefault(index, []).append(cause)
        self._save_strikes()

    def _save_strikes(self) -> None:
        temporary = self._strikes_path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(self.strikes), encoding="ascii")
        temporary.replace(self._strikes_path)

    @property
    def suspects(self) -> list[int]:
        """Items with a strike that are not in quarantine: to be tried before all others, so that the innocent clear themselves."""
        return [index for index, causes in self.strikes.items() if index != _NOTHING and len(causes) < QUARANTINE_AT]

    def quarantine(self, index: int) -> list[Cause]:
        """The causes for which an item is in quarantine; none where it is not."""
        causes = self.strikes.get(index, [])
        return causes if len(causes) >= QUARANTINE_AT else []

    def clear(self, index: int) -> None:
        """Drop the strikes against an item that has now been read."""
        if self.strikes.pop(index, None):
            self._save_strikes()

    @contextmanager
    def open(self) -> Iterator["Grip"]:
        """Hold items while the block runs; afterwards nothing is left of the shard's small files."""
        with self._grip(self._path) as grip:
            yield grip
        for path in (self._path, self._strikes_path, self._trace_path, self._apart_path):
            path.unlink(missing_ok=True)

    def try_apart(self, index: int, attempt: Callable[["Grip"], ResultT]) -> ResultT | None:
        """What `attempt` makes of a suspect in a child of this process; `None` where the child died, and the suspect has another strike.

        Who kills this process while it waits says nothing about the suspect: nothing is in this process's hand.
        """
        with self._grip(self._apart_path) as grip:
            result = call_apart(lambda: attempt(grip))
            if result is None:
                self._strike(index, self._held(self._apart_path)[2])
                os.ftruncate(grip.trace, 0)
            return result

    @contextmanager
    def _grip(self, path: Path) -> Iterator["Grip"]:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        trace = os.open(self._trace_path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            yield Grip(descriptor, trace, self.session)
        finally:
            os.close(descriptor)
            os.close(trace)


@dataclass(frozen=True, slots=True)
class Grip:
    """An open hand: writing to it takes a millionth of a second. `trace` is where the time limit leaves its mark."""

    descriptor: int
    trace: int
    session: str

    def take(self, index: int, cause: str = "") -> None:
        """Have this item in hand from now on; `cause` says of what the process is about to die."""
        os.pwrite(self.descriptor, _STATE.pack(self.session.encode("ascii"), index, cause.encode("ascii")), 0)

    def lay_down(self) -> None:
        """Have nothing in hand."""
        self.take(_NOTHING)
