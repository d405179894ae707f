"""Modality: whether a trigger's event is told as done, planned, proposed or negated."""

from dashiji.chunks import NOMINAL, ChunkKind
from dashiji.records import Status
from dashiji.stages.match.reading import ACTORS, Reading

_CUES = (
    ("cue_negated", Status.NEGATED),
    ("cue_proposed", Status.PROPOSED),
    ("cue_forecast", Status.PROPOSED),
    ("cue_planned", Status.PLANNED),
    ("target_cue_strong", Status.PLANNED),
    ("cue_happened", Status.HAPPENED),
)
_INSIDE = frozenset(("在", "于", "由", "经", "自", "从"))
"""Prepositions whose phrase may stand between a cue and the verb of a relative clause (将 在某地 发布的)."""
_DONE = frozenset(("了", "过"))
_SUCCEEDED = ("成功",)
_NAMED = NOMINAL - {ChunkKind.NOUN, ChunkKind.NAME}
"""Kinds that 将 marks as an object when it stands before them (将卫星发射升空); a plain noun may also be an adverb (将重点推出)."""


class Modality:
    """Reads cues around a trigger."""

    def __init__(self, planned: frozenset[str]) -> None:
        self._planned = tuple(sorted(planned, key=lambda word: (-len(word), word)))

    def read(self, reading: Reading, trigger: int) -> tuple[Status, str]:
        """The status, and the cue that gave it (`""` where none did).

        The nearest cue before the trigger in its clause decides; an aspect mark after it says that it is done.
        """
        chunks = reading.chunks
        if trigger + 1 < len(chunks) and chunks[trigger + 1].text in _DONE:
            return Status.HAPPENED, chunks[trigger + 1].text
        word = chunks[trigger].text
        if word.startswith(_SUCCEEDED):
            return self._ahead(reading, trigger) or (Status.HAPPENED, "")
        for cue in self._planned:
            if word.startswith(cue) and word != cue:
                return self._doubted(reading, trigger) or (Status.PLANNED, cue)
        clause = reading.clause(trigger)
        relative = trigger + 1 < len(chunks) and chunks[trigger + 1].text == "的"
        for at in range(trigger - 1, clause.start - 1, -1):
            if relative and self._is_outside(reading, at):
                break  # what stands before a relative clause is not about its verb (将 向政府成立的基金 捐款)
            status = self._cue(reading, at, trigger)
            if status is Status.PLANNED:
                return self._doubted(reading, at) or (status, chunks[at].text)
            if status is not None:
                return status, chunks[at].text
        if reading.subject(range(clause.start, trigger), NOMINAL) is None and clause.start > 1:
            return self._inherited(reading, trigger)
        return Status.HAPPENED, ""

    def _ahead(self, reading: Reading, trigger: int) -> tuple[Status, str] | None:
        """The plan that stands directly before a word of success (将成功首飞)."""
        status = self._cue(reading, trigger - 1, trigger) if trigger else None
        return (status, reading.chunks[trigger - 1].text) if status is Status.PLANNED else None

    @staticmethod
    def _is_outside(reading: Reading, at: int) -> bool:
        """Whether the chunk at `at` shows that the relative clause to its right has begun after it."""
        chunk = reading.chunks[at]
        if chunk.kind is ChunkKind.PREPOSITION:
            return chunk.text not in _INSIDE
        return chunk.kind is ChunkKind.VERB or (chunk.kind in ACTORS and reading.governor(at) != at - 1)

    def _doubted(self, reading: Reading, trigger: int) -> tuple[Status, str] | None:
        """The cue before a planned event that makes it hearsay (传即将推出), if there is one."""
        for at in range(trigger - 1, reading.clause(trigger).start - 1, -1):
            if "cue_rumour" in reading.chunks[at].classes:
                return Status.PROPOSED, reading.chunks[at].text
        return None

    def _cue(self, reading: Reading, at: int, trigger: int) -> Status | None:
        chunk = reading.chunks[at]
        if not chunk.classes or chunk.kind in NOMINAL or "cue_false_friend" in chunk.classes:
            return None
        if "cue_verb_or_noun" in chunk.classes and not self._before_verb(reading, at, trigger):
            return None
        if chunk.text == "将" and reading.chunks[at + 1].kind in _NAMED and reading.chunks[trigger].kind is ChunkKind.VERB:
            return None
        if "cue_negated_weak" in chunk.classes:
            return Status.NEGATED if at + 1 == trigger else None
        return next((status for name, status in _CUES if name in chunk.classes), None)

    @staticmethod
    def _before_verb(reading: Reading, at: int, trigger: int) -> bool:
        following = at + 1
        while following < trigger and reading.chunks[following].kind in (ChunkKind.ADVERB, ChunkKind.TIME, ChunkKind.PREPOSITION):
            following += 1
        chunk = reading.chunks[following]
        return following == trigger or chunk.kind is ChunkKind.VERB or chunk.kind in NOMINAL

    def _inherited(self, reading: Reading, trigger: int) -> tuple[Status, str]:
        """A plan told in the clause before reaches a clause without a subject of its own (将成立…,并组建…)."""
        before = reading.clauses[reading.clause_of[trigger] - 1]
        for at in reversed(before):
            status = self._cue(reading, at, before.stop)
            if status is Status.PLANNED and "cue_planned" not in reading.chunks[at].classes:
                continue  # an aim (瞄准) is no plan for what the next clause tells
            if status is Status.PROPOSED and "cue_verb_or_noun" in reading.chunks[at].classes:
                continue  # what was studied (研究) may be passed in the next clause
            if status in (Status.PLANNED, Status.PROPOSED):
                return status, reading.chunks[at].text
            if status is not None:
                break
        return Status.HAPPENED, ""
