"""Explanation: how an article was read, sentence by sentence, for people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from dashiji.chunks import Chunk, render
from dashiji.records import Record
from dashiji.stages.match import Attempt


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """How one sentence was read: its chunks and the rules that were tried. Sentences that were not read have none."""

    text: str
    chunks: tuple[Chunk, ...]
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True)
class Explanation:
    """How an article was read."""

    sentences: tuple[SentenceReading, ...]
    records: tuple[Record, ...]

    def render(self) -> str:
        """Sentences with chunks and attempts, then the records, for people."""
        lines: list[str] = []
        for sentence in self.sentences:
            lines += [sentence.text, f"  {render(sentence.chunks)}" if sentence.chunks else "  no trigger: not read further"]
            lines += _outcomes(sentence.attempts)
            lines.append("")
        for record in self.records:
            lines.append(f"{record.type} {record.status} ({record.confidence:.2f}, {record.evidence[0].rule})")
            for role, values in record.arguments.items():
                lines.append(f"  {role}: {'; '.join(value.text for value in values)}")
        if not self.records:
            lines.append("no record")
        return "\n".join(lines)


def _outcomes(attempts: Iterable[Attempt]) -> Iterator[str]:
    """A line for each outcome at a trigger, with the rules that came to it: any figure sets some sixty rules off."""
    for trigger, group in groupby(attempts, attrgetter("trigger")):
        rules: dict[str, dict[str, None]] = {}
        for attempt in group:
            rules.setdefault(attempt.outcome, {})[attempt.rule] = None
        yield from (f"  {trigger}: {outcome}: {', '.join(names)}" for outcome, names in rules.items())
