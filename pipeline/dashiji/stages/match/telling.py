"""Telling: how a trigger's event is told, as something that happened or is to come, and which values agree with that."""

from functools import cached_property

from dashiji.kinds import VERB
from dashiji.matches import Filler
from dashiji.records import FOUNDED, RELEASES, EventType, Status
from dashiji.rulebook.compiled import CompiledRule
from dashiji.spans import Span, Time
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.modality import Modality
from dashiji.stages.match.reading import Reading
from dashiji.stages.match.tenses import DAY

_EVENTS = FOUNDED | RELEASES | {EventType.POLICY_ISSUED}
"""What happens once: with a deadline it is still to happen."""
_AHEAD = frozenset((Status.PLANNED, Status.PROPOSED))


class Telling:
    """How the event of a trigger is told, read when the first rule asks."""

    def __init__(self, modality: Modality, reading: Reading, trigger: int, discourse: Discourse) -> None:
        self._modality, self._reading, self._trigger, self._discourse = modality, reading, trigger, discourse

    @cached_property
    def _by_cues(self) -> tuple[Status, str]:
        return self._modality.read(self._reading, self._trigger, self._discourse)

    def status(self, rule: CompiledRule) -> tuple[Status, str]:
        """The status for a rule, and the cue that gave it: what happens once, and has a deadline still to come, is planned."""
        status, cue = self._by_cues
        if status is not Status.HAPPENED or cue or _EVENTS.isdisjoint(rule.types.values()):
            return status, cue
        if not FOUNDED.isdisjoint(rule.types.values()) and self._is_aim():
            return status, cue
        due = self._due()
        return (Status.PLANNED, due) if due else (status, cue)

    def _due(self) -> str:
        """The deadline still to come by which the sentence says an event is to be (到今年年底，上线某平台), `""` where there is none."""
        for filler in self._discourse.get("deadline"):
            if isinstance(filler.payload, Time) and self._discourse.fits(filler.payload, "deadline"):
                return self._discourse.text[filler.start : filler.end]
        return ""

    def _is_aim(self) -> bool:
        """Whether the deadline told before belongs to another verb's goal (锚定2035年建成某国，成立某会), or to what is told of a founded
        body (12月前捐给|成立的某基金), or the founding has a day of the past (今年3月，某会成立)."""
        reading, at, discourse = self._reading, self._trigger, self._discourse
        if any((time := reading.chunks[b].time) is not None and discourse.is_over(time) and reading.frames(b, at) for b in range(at)):
            return True
        if at + 1 < len(reading.chunks) and reading.chunks[at + 1].text == "的":
            return True
        deadline = next((filler.start for filler in discourse.get("deadline")), -1)
        clause = next((clause for clause in reading.clauses[: reading.clause_of[at]] if _holds(reading, clause, deadline)), None)
        return clause is not None and any(reading.chunks[verb].kind is VERB for verb in clause)


def _holds(reading: Reading, clause: range, start: int) -> bool:
    return any(reading.chunks[at].start == start for at in clause)


def agrees(role: str, value: Filler, status: Status, clause: Span, discourse: Discourse) -> bool:
    """Whether a role's value may be that of a founding of the status: what is still to happen has no day on which it was announced
    (某人12日说，将成立某会), what has happened none to come, and who asks for it elsewhere does not found it.
    """
    outside = value.start < clause.start
    if role == "founder":
        return status is not Status.PROPOSED or not outside
    if role != "date" or not isinstance(value.payload, Time):
        return True
    ahead = discourse.fits(value.payload, "future")
    if status not in _AHEAD:
        return not (ahead and outside)
    announced = outside and len(value.payload.value or "") >= DAY
    return ahead or not (announced or discourse.is_over(value.payload))
