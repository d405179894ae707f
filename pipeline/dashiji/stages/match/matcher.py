"""The matcher: every rule that a sentence's chunks set off, tried in the order of the packs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from dashiji.chunks import Chunk, ChunkKind
from dashiji.kinds import AGENCY, ORGANIZATION, PERSON, QUANTITY
from dashiji.matches import Match
from dashiji.records import FOUNDED, ROLES, EventType, Status
from dashiji.rulebook.book import Rulebook
from dashiji.rulebook.compiled import CompiledRule
from dashiji.rulebook.marks import Trial
from dashiji.spans import Span
from dashiji.stages.match.conditions import unmet
from dashiji.stages.match.discourse import OCCASIONAL, Discourse
from dashiji.stages.match.modality import Modality
from dashiji.stages.match.noting import note_clause, note_times, owns
from dashiji.stages.match.phrases import filler_of, title_of
from dashiji.stages.match.reading import ACTORS, Reading, portions
from dashiji.stages.match.roles import (
    MissingRoleError,
    fill_roles,
    find_anchors,
    owned_type,
    owner_of,
    roles_inside,
    roles_of_phrase,
    roles_told,
)
from dashiji.stages.match.telling import Telling, agrees

_CARRIED = 0.95
"""What remains of a confidence where the anchor, or a value that the rule needs, was taken over from an earlier clause."""
_POINTING = ("这", "此", "该")
"""How a sentence opens that is about the plan told before, and goes on with none of its goals (这一规划)."""
_SPEECH = 8
"""Sentences that a speech in one paragraph lasts at most."""
_NAMED = frozenset((PERSON, AGENCY, ORGANIZATION))


class Attempt(Struct, frozen=True, gc=False):
    """A rule that was tried at a trigger, and what came of it: `matched`, or why not."""

    rule: str
    trigger: str
    outcome: str


class _FailedError(Exception):
    """A rule does not apply here; the message says why."""


def match_sentence(
    chunks: Sequence[Chunk], block: int, rulebook: Rulebook, modality: Modality, discourse: Discourse, attempts: list[Attempt] | None = None
) -> list[Match]:
    """What the rules read from one sentence, in text order; `discourse` is read and brought forward.

    Where several rules read the same trigger as the same type, the first in pack order wins; a quantity belongs to one record.
    """
    discourse.enter(block)
    if chunks and chunks[0].text.startswith(_POINTING):
        discourse.drop("horizon")
    found: list[Match] = []
    for portion in portions(chunks):
        reading = Reading(portion, discourse.phrasing)
        _note_names(reading, discourse)
        own = _Portion(reading, block, rulebook, modality, discourse, attempts).match()
        found += [match for match in own if not any(_is_inside(match, other) for other in own)]
    return found


def _is_inside(match: Match, other: Match) -> bool:
    """Whether a match was read from words that are part of the other's anchor (关于批准某公约的决定); of two that hold each other, the
    later."""
    if match is other or match.type is not other.type or not _holds_trigger(other, match):
        return False
    return match.trigger > other.trigger or not _holds_trigger(match, other)


def _holds_trigger(match: Match, other: Match) -> bool:
    """Whether the trigger of `other` lies within the anchor of `match`."""
    anchor = match.anchor
    return anchor.start <= other.trigger.start and other.trigger.end <= anchor.end


@dataclass(slots=True)
class _Portion:
    """A portion of a sentence that the rules read; `used` are the starts of quantities that belong to a record, `attempts` is `None` where
    nobody asks why."""

    reading: Reading
    block: int
    rulebook: Rulebook
    modality: Modality
    discourse: Discourse
    attempts: list[Attempt] | None
    used: set[int] = field(default_factory=set)

    def match(self) -> list[Match]:
        """What the rules read, trigger by trigger; each clause is handed on to those after it."""
        reading, discourse = self.reading, self.discourse
        found: list[Match] = []
        marked = self.rulebook.marks.read(reading.chunks)
        for clause in reading.clauses:
            note_times(reading, clause, discourse)
            for at in clause:
                chunk = reading.chunks[at]
                if chunk.kind is PERSON and not (owns(reading, at) and reading.governor(at) is None):
                    discourse.named.meet(filler_of(chunk), discourse.sentence)
                if trials := self.rulebook.set_off_by(chunk):
                    found += self._read_trigger(at, trials, marked.around(at, clause))
            if clause.start < len(reading.chunks):
                note_clause(reading, clause, discourse)
        return found

    def _read_trigger(self, at: int, trials: Sequence[Trial], marks: int) -> list[Match]:
        """What the rules that the chunk at `at` sets off read; `marks` are those around it."""
        found: list[Match] = []
        chunk, telling = self.reading.chunks[at], Telling(self.modality, self.reading, at, self.discourse)
        taken: set[EventType] = set()
        for trial in trials:
            if self.attempts is None and (trial.needs & ~marks or (taken and trial.types and trial.types <= taken)):
                continue
            rule = trial.rule
            if rule.trigger_kind is QUANTITY and chunk.start in self.used:
                self._note(rule, chunk, "the quantity belongs to another record")
                continue
            if (fault := unmet(trial, marks, self.reading, at, self.discourse)) is not None:
                self._note(rule, chunk, fault)
                continue
            try:
                matches = list(self._apply(rule, at, telling))
            except _FailedError as failure:
                self._note(rule, chunk, str(failure))
                continue
            if rule.sets:
                continue
            fresh = [match for match in matches if match.type not in taken]
            self._note(rule, chunk, "matched" if fresh else "an earlier rule has read this trigger")
            found += fresh
            taken.update(match.type for match in fresh)
            for match in fresh:
                self._hand_on(match)
        return found

    def _note(self, rule: CompiledRule, trigger: Chunk, outcome: str) -> None:
        if self.attempts is not None:
            self.attempts.append(Attempt(rule.id, trigger.text, outcome))

    def _hand_on(self, match: Match) -> None:
        """Keep the quantities of a record for it alone, and its values for what the text goes on to tell."""
        discourse, fillers = self.discourse, match.fillers
        self.used.update(f.start for role in ROLES[match.type] for f in fillers.get(role, ()) if f.kind == QUANTITY)
        for role, values in fillers.items():
            discourse.put(role, values)
        if match.type is EventType.POLICY_ISSUED:
            discourse.put_policy(fillers["policy"], fillers.get("issuer", ()))
        if match.type is EventType.STATEMENT_MADE:
            discourse.put_meeting(fillers["speaker"], fillers.get("audience", ()))
        if match.type is EventType.TARGET_SET:
            discourse.put_goal(fillers.get("deadline", ()))

    def _apply(self, rule: CompiledRule, at: int, telling: Telling) -> Iterator[Match]:
        """The records that a rule whose conditions hold makes at a trigger, one for each anchor. Raises _FailedError."""
        reading, discourse = self.reading, self.discourse
        trigger = reading.chunks[at]
        anchors, positions, body = find_anchors(rule, reading, at, discourse)
        if not anchors:
            raise _FailedError(f"no {'/'.join(sorted(rule.anchor.kinds)) or 'carried value'} {rule.anchor.side} of it")
        if rule.modality and (told := telling.status(rule)[0]) not in rule.modality:
            raise _FailedError(f"told as {told}")
        if rule.sets:
            if rule.sets not in OCCASIONAL or not _is_retold(reading, at, discourse):
                discourse.put(rule.sets, anchors)
            return
        types = [rule.types[kind] for filler in anchors if (kind := ChunkKind(filler.kind)) in rule.types]
        if not types:
            raise _FailedError(f"a {anchors[0].kind} is nothing that it makes a record of")
        try:
            fillers, carried = fill_roles(rule, reading, at, discourse, anchors)
        except MissingRoleError as missing:
            raise _FailedError(f"no {missing}") from missing
        status, cue = telling.status(rule)
        clause = reading.clause(at)
        own = Span(reading.chunks[clause.start].start, reading.chunks[clause.stop - 1].end)
        if not FOUNDED.isdisjoint(rule.types.values()):
            fillers = {role: values for role, values in fillers.items() if agrees(role, values[0], status, own, discourse)}
        owners = {} if status is Status.PROPOSED else fillers  # who proposes need not found
        together = rule.anchor.takes == "speaker"
        for index, anchor in enumerate(anchors[:1] if together else anchors):
            roles = dict(fillers)
            if positions:
                roles.update(roles_of_phrase(rule, reading, positions[index]))
                roles.update(owner_of(rule, reading, positions[index], at, roles))
                roles.update(roles_inside(rule, anchor, reading.chunks[positions[index]], roles))
            roles.update(roles_told(rule, anchors if together else (anchor,), body, roles, discourse))
            made = owned_type(rule, anchor, owners, own, discourse) or rule.types.get(ChunkKind(anchor.kind), types[-1])
            reasons = tuple(f"{cue} says {status}" for _ in range(1) if cue)
            yield Match(
                rule.id,
                made,
                rule.status or status,
                Span(trigger.start, trigger.end),
                own,
                self.block,
                {ROLES[made][0]: tuple(anchors) if together else (anchor,), **roles},
                rule.confidence,
                reasons,
                discount=_CARRIED if carried or anchor.carried else 1.0,
            )


def _note_names(reading: Reading, discourse: Discourse) -> None:
    for chunk in reading.chunks:
        if chunk.kind in _NAMED:
            discourse.named.note(filler_of(chunk), discourse.sentence)
        if chunk.kind is PERSON and (title := title_of(chunk)) is not None:
            discourse.named.entitle(filler_of(chunk), title)


def _is_retold(reading: Reading, at: int, discourse: Discourse) -> bool:
    """Whether somebody speaking tells of an occasion on which others met or spoke (周明表示，上月省长会见…): nobody speaks there now."""
    speaker = discourse.spoken(_SPEECH)
    subject = reading.subject(reading.clause(at), ACTORS)
    return speaker is not None and (subject is None or not discourse.same(speaker, filler_of(reading.chunks[subject])))
