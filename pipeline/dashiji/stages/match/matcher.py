"""The matcher: every rule that a sentence's chunks set off, tried in the order of the packs."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dashiji.chunks import Chunk, ChunkKind
from dashiji.matches import Filler, Match
from dashiji.records import ROLES, EventType
from dashiji.rulebook.book import Rulebook
from dashiji.rulebook.compiled import CompiledRule
from dashiji.rulebook.model import Register
from dashiji.spans import Span
from dashiji.stages.match.claims import claim_of
from dashiji.stages.match.conditions import holds, misfit, wanted
from dashiji.stages.match.discourse import OCCASION, Discourse
from dashiji.stages.match.modality import Modality
from dashiji.stages.match.phrases import filler_of, title_of
from dashiji.stages.match.reading import Reading, portions
from dashiji.stages.match.site import Site
from dashiji.stages.match.slots import fill
from dashiji.stages.match.speakers import find_speaker

_CARRIED = 0.95
"""What remains of a confidence where the anchor, or a value that the rule needs, was taken over from an earlier clause."""
_NAMED = frozenset((ChunkKind.PERSON, ChunkKind.AGENCY, ChunkKind.ORGANIZATION))
_SPEAKING = (
    "发言",
    "发言中",
    "发言时",
    "致辞",
    "致辞中",
    "致辞时",
    "会上",
    "会后",
    "会谈中",
    "会见中",
    "讲话",
    "讲话中",
    "演讲中",
    "闭幕",
    "开幕",
)
"""How phrases end that place a speech within the occasion the article tells of."""


@dataclass(frozen=True, slots=True)
class Attempt:
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
    found: list[Match] = []
    for portion in portions(chunks):
        reading = Reading(portion)
        _note_names(reading, discourse)
        found += _match(reading, block, rulebook, modality, discourse, attempts)
    return [match for match in found if not any(_is_inside(match, other) for other in found)]


def _is_inside(match: Match, other: Match) -> bool:
    """Whether a match was read from words that are part of the other's anchor (关于批准某公约的决定); of two that hold each other, the
    later."""
    if match is other or match.type is not other.type or not _holds_trigger(other, match):
        return False
    return match.trigger > other.trigger or not _holds_trigger(match, other)


def _holds_trigger(match: Match, other: Match) -> bool:
    """Whether the trigger of `other` lies within the anchor of `match`."""
    anchor = match.fillers[ROLES[match.type][0]][0]
    return anchor.start <= other.trigger.start and other.trigger.end <= anchor.end


def _match(
    reading: Reading, block: int, rulebook: Rulebook, modality: Modality, discourse: Discourse, attempts: list[Attempt] | None
) -> list[Match]:
    found: list[Match] = []
    used: set[int] = set()
    clause = -1
    for at, chunk in enumerate(reading.chunks):
        if reading.clause_of[at] != clause:
            clause = reading.clause_of[at]
            _note_times(reading, reading.clauses[clause], discourse)
        taken: set[EventType] = set()
        for rule in _rules_of(chunk, rulebook):
            try:
                matches = list(_apply(rule, reading, at, block, modality, discourse, used))
            except _FailedError as failure:
                _note(attempts, rule, chunk, str(failure))
                continue
            if rule.sets:
                continue
            fresh = [match for match in matches if match.type not in taken]
            _note(attempts, rule, chunk, "matched" if fresh else "an earlier rule has read this trigger")
            taken.update(match.type for match in fresh)
            for match in fresh:
                found.append(match)
                used.update(f.start for role in ROLES[match.type] for f in match.fillers.get(role, ()) if f.kind == ChunkKind.QUANTITY)
                for role, fillers in match.fillers.items():
                    discourse.put(role, fillers)
        if chunk.kind is ChunkKind.BREAK or at + 1 == len(reading.chunks):
            discourse.note_clause(reading, reading.clauses[reading.clause_of[at]])
    return found


def _note_names(reading: Reading, discourse: Discourse) -> None:
    for chunk in reading.chunks:
        if chunk.kind in _NAMED:
            discourse.note_name(filler_of(chunk))
        title = title_of(chunk)
        if title is not None and chunk.kind is ChunkKind.PERSON:
            discourse.note_title(filler_of(chunk), title)


def _note_times(reading: Reading, clause: range, discourse: Discourse) -> None:
    for at in clause:
        time = reading.chunks[at].time
        if time is not None:
            discourse.note_time(time, after=reading.chunks[at - 1].text if at else "")


def _note(attempts: list[Attempt] | None, rule: CompiledRule, chunk: Chunk, outcome: str) -> None:
    if attempts is not None:
        attempts.append(Attempt(rule.id, chunk.text, outcome))


def _rules_of(chunk: Chunk, rulebook: Rulebook) -> Iterator[CompiledRule]:
    if chunk.kind not in (ChunkKind.BREAK, ChunkKind.MARK):
        yield from rulebook.by_word.get(chunk.text, ())
        yield from rulebook.by_kind.get(chunk.kind, ())


def _apply(
    rule: CompiledRule, reading: Reading, at: int, block: int, modality: Modality, discourse: Discourse, used: set[int]
) -> Iterator[Match]:
    """The records that a rule makes at a trigger, one for each anchor. Raises _FailedError."""
    trigger = reading.chunks[at]
    if trigger.quantity is not None and (fault := misfit(rule.figure, trigger, trigger.quantity)):
        raise _FailedError(fault)
    for guard in rule.requires:
        if not holds(guard, reading, at, discourse):
            raise _FailedError(f"needs {guard.why or wanted(guard)}")
    for guard in rule.unless:
        if holds(guard, reading, at, discourse):
            raise _FailedError(f"stopped by {guard.why or wanted(guard)}")
    if rule.trigger_kind is ChunkKind.QUANTITY and trigger.start in used:
        raise _FailedError("the quantity belongs to another record")
    status, cue = modality.read(reading, at)
    if rule.modality and status not in rule.modality:
        raise _FailedError(f"told as {status}")
    anchors, positions, body = _anchors(rule, reading, at, discourse)
    if not anchors:
        raise _FailedError(f"no {'/'.join(sorted(rule.anchor.kinds)) or 'carried value'} {rule.anchor.side} of it")
    if rule.sets:
        discourse.put(rule.sets, anchors)
        return
    types = [rule.types[kind] for filler in anchors if (kind := ChunkKind(filler.kind)) in rule.types]
    if not types:
        raise _FailedError(f"a {anchors[0].kind} is nothing that it makes a record of")
    fillers, carried = _fill_slots(rule, reading, at, discourse, anchors)
    clause = reading.clause(at)
    together = rule.anchor.takes == "speaker"
    for index, anchor in enumerate(anchors[:1] if together else anchors):
        roles = dict(fillers)
        if positions:
            roles.update(_belonging(rule, reading, positions[index]))
            roles.update(_named_inside(rule, anchor, reading.chunks[positions[index]], roles))
        roles.update(_known(rule, anchor, body, roles, discourse))
        made = rule.types.get(ChunkKind(anchor.kind), types[-1])
        reasons = tuple(f"{cue} says {status}" for _ in range(1) if cue)
        yield Match(
            rule.id,
            made,
            rule.status or status,
            Span(trigger.start, trigger.end),
            Span(reading.chunks[clause.start].start, reading.chunks[clause.stop - 1].end),
            block,
            {ROLES[made][0]: tuple(anchors) if together else (anchor,), **roles},
            rule.confidence,
            reasons,
            discount=_CARRIED if carried or anchor.carried else 1.0,
        )


def _anchors(
    rule: CompiledRule, reading: Reading, at: int, discourse: Discourse
) -> tuple[tuple[Filler, ...], tuple[int, ...], Filler | None]:
    """Anchors, their positions, and the body that a speaker was named with."""
    trigger = reading.chunks[at]
    if rule.anchor.takes == "trigger":
        return _trigger_filler(trigger), (at,), None
    if rule.anchor.takes == "lead":
        lead = trigger.lead
        return ((Filler(lead.start, lead.end, lead.kind),) if lead is not None and lead.kind in rule.anchor.kinds else ()), (), None
    if rule.anchor.takes == "speaker":
        speaker = find_speaker(reading, at, rule.anchor, discourse)
        if speaker is None:
            return (), (), None
        return speaker.fillers, () if speaker.position is None else (speaker.position,), speaker.body
    return *fill(Site(reading, at, discourse), rule.anchor), None


def _known(
    rule: CompiledRule, anchor: Filler, body: Filler | None, roles: Mapping[str, tuple[Filler, ...]], discourse: Discourse
) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    """Roles that the article has told of the anchor before: a person's title, the other side of a meeting."""
    for role, slot in rule.slots.items():
        if roles.get(role):
            continue
        if slot.takes == "title":
            title = body or (discourse.title(anchor) if anchor.kind == ChunkKind.PERSON else None)
            if title is not None:
                yield role, (title,)
        elif slot.takes == "counterpart" and (other := discourse.counterpart(anchor)):
            yield role, other


def _trigger_filler(trigger: Chunk) -> tuple[Filler, ...]:
    return (Filler(trigger.start, trigger.end, trigger.kind, trigger.time or trigger.quantity),)


def _fill_slots(
    rule: CompiledRule, reading: Reading, at: int, discourse: Discourse, anchors: Sequence[Filler]
) -> tuple[dict[str, tuple[Filler, ...]], bool]:
    """Values of all roles but the anchor, and whether a required one was carried over. Raises _FailedError."""
    roles: dict[str, tuple[Filler, ...]] = {}
    carried = False
    taken = frozenset((anchor.start, anchor.end) for anchor in anchors)
    together = rule.anchor.takes == "speaker"
    site = Site(reading, at, discourse, taken)
    opening = reading.chunks[reading.clause(at).start].start
    for role, slot in rule.slots.items():
        if slot.takes in ("claim", "title"):
            continue
        values = _trigger_filler(reading.chunks[at]) if slot.takes == "trigger" else fill(site, slot)[0]
        values = tuple(value for value in values if (value.start, value.end) not in taken)
        if together and anchors[0].carried:
            # A time between a speaker and a later verb of speech is part of what was said.
            values = tuple(value for value in values if value.kind != ChunkKind.TIME or value.carried or value.start >= opening)
        if slot.carry in OCCASION and values and values[0].carried and not _attends(reading, at, slot.carry, anchors[0], discourse):
            continue
        if values:
            roles[role] = values
            carried |= slot.required and values[0].carried
        elif slot.required:
            raise _FailedError(f"no {role}")
    return roles, carried


def _attends(reading: Reading, at: int, register: Register, speaker: Filler, discourse: Discourse) -> bool:
    """Whether who speaks here takes part in the occasion that the register tells of."""
    meets = speaker.kind == ChunkKind.NOUN and discourse.text[speaker.start : speaker.end].endswith(("会", "会议"))
    if meets or discourse.attends(register, speaker):
        return True
    return any(chunk.text.endswith(_SPEAKING) for chunk in reading.chunks[:at])


def _belonging(rule: CompiledRule, reading: Reading, anchor: int) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    """Roles that are part of the anchor's own phrase, and a claim that the sentence goes on to make about it."""
    for role, slot in rule.slots.items():
        value = title_of(reading.chunks[anchor]) if slot.takes == "title" else None
        if slot.takes == "claim":
            value = claim_of(reading, anchor, slot.markers)
        if value is not None:
            yield role, (value,)


def _named_inside(rule: CompiledRule, anchor: Filler, chunk: Chunk, found: Container[str]) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    """Roles not yet found that the anchor's own name opens with (海滨市 in 海滨市数据局)."""
    name = chunk.text[anchor.start - chunk.start : anchor.end - chunk.start]
    for role, slot in rule.slots.items():
        if role not in found and anchor.kind in slot.inside and (opening := _division(slot.plain_heads).match(name)):
            yield role, (Filler(anchor.start, anchor.start + opening.end(), ChunkKind.PLACE),)


@cache
def _division(heads: tuple[str, ...]) -> re.Pattern[str]:
    """Matches the places, ending with one of the characters `heads`, that a name opens with (江州市临江区|数据局)."""
    ends = "".join(heads)
    part = rf"[^{ends}]+[{ends}](?<![地社园校灾城市辖片景山军战小街都超上]区)(?<![城超都上]市)"
    return re.compile(rf"(?!国家|中央|全国|中国|国务院){part}(?:(?=[^{ends}]{{2,6}}[{ends}]..){part})*+(?=..)(?![场域级容值际])")
