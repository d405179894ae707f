"""Roles: what a rule's slots hold around a trigger, and what the anchor's own phrase and the article tell of it."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache

from dashiji.chunks import Chunk
from dashiji.kinds import BODIES, NOUN, PERSON, PLACE, PREPOSITION, TIME, VERB
from dashiji.matches import Filler
from dashiji.records import EventType
from dashiji.rulebook.compiled import CompiledRule, Owner
from dashiji.rulebook.model import Register
from dashiji.spans import Span
from dashiji.stages.match.claims import claim_of
from dashiji.stages.match.discourse import OCCASION, Discourse
from dashiji.stages.match.phrases import title_of
from dashiji.stages.match.reading import SKIPPED, Reading
from dashiji.stages.match.site import Site
from dashiji.stages.match.slots import fill
from dashiji.stages.match.speakers import find_speaker

_GOVERNING = frozenset((VERB, PREPOSITION))
"""Kinds before a phrase that make its first words their own object (具有|开发前景的土地)."""
_SHARE = "%"


class MissingRoleError(Exception):
    """A role that the rule needs has no value; the message is its name."""


def find_anchors(
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


def fill_roles(
    rule: CompiledRule, reading: Reading, at: int, discourse: Discourse, anchors: Sequence[Filler]
) -> tuple[dict[str, tuple[Filler, ...]], bool]:
    """Values of all roles but the anchor, and whether a required one was carried over. Raises MissingRoleError."""
    roles: dict[str, tuple[Filler, ...]] = {}
    carried = False
    taken = frozenset((anchor.start, anchor.end) for anchor in anchors)
    together = rule.anchor.takes == "speaker"
    site = Site(reading, at, discourse, taken)
    opening, first = reading.chunks[reading.clause(at).start].start, reading.chunks[0].start
    for role, slot in rule.slots.items():
        if slot.takes in ("claim", "title"):
            continue
        values = _trigger_filler(reading.chunks[at]) if slot.takes == "trigger" else fill(site, slot)[0]
        values = tuple(value for value in values if (value.start, value.end) not in taken)
        if slot.doer and len(anchors) > 1:
            values = tuple(value for value in values if not _is_another(value, anchors, discourse))
        if together and anchors[0].carried:
            # A time between a speaker and a later verb of speech is part of what was said, unless the sentence opens with it.
            values = tuple(v for v in values if v.kind != TIME or v.carried or v.start >= opening or v.start == first)
        if slot.carry in OCCASION and values and values[0].carried:
            issuers = roles.get("issuer", ())
            told = _attends(reading, at, slot.carry, anchors[0], discourse) if together else any(_meets(own, discourse) for own in issuers)
            if not told:
                continue
        if values:
            roles[role] = values
            carried |= slot.required and values[0].carried
        elif slot.required:
            raise MissingRoleError(role)
    return roles, carried


def _is_another(value: Filler, anchors: Sequence[Filler], discourse: Discourse) -> bool:
    """Whether a subject found for things listed is itself measured in a clause before, or is of the kind of one of them (民企增多，外企、
    国企出口均|增长)."""
    return discourse.measures(value) or any(value.kind == anchor.kind for anchor in anchors)


def owned_type(
    rule: CompiledRule, anchor: Filler, roles: Mapping[str, Sequence[Filler]], clause: Span, discourse: Discourse
) -> EventType | None:
    """The type that one of the rule's owners gives a record: the body's name says whose it is (业主委员会), or all values of the owner's
    role are such owners in the trigger's own clause (某公司成立委员会)."""
    name = discourse.text[anchor.start : anchor.end]
    owners = (owner for owner in rule.owners if not owner.heads or name.endswith(owner.heads))
    return next(
        (owner.type for owner in owners if name.startswith(owner.opens) or _own(owner, roles.get(owner.role, ()), clause, discourse)), None
    )


def _own(owner: Owner, values: Sequence[Filler], clause: Span, discourse: Discourse) -> bool:
    """Whether there are values and all are such owners within the clause, or anywhere where the body's own name has been asked too."""
    return bool(values) and all(
        (clause.start <= value.start or owner.heads)
        and (value.kind in owner.kinds or discourse.text[value.start : value.end].endswith(owner.nouns))
        and not discourse.text[value.start : value.end].endswith(owner.not_nouns)
        for value in values
    )


def _attends(reading: Reading, at: int, register: Register, speaker: Filler, discourse: Discourse) -> bool:
    """Whether who speaks here takes part in the occasion that the register tells of; not in an assembly, if at a time of its own,
    and no hearers are the audience of their own meeting or of who speaks to somebody else."""
    if register == "hearers" and (_meets(speaker, discourse) or discourse.counterpart(speaker)):
        return False
    if _meets(speaker, discourse) or discourse.attends(register, speaker):
        return True
    if discourse.assembles(register) and all(chunk.kind is not TIME for chunk in reading.chunks[:at]):
        return True
    return any(chunk.text.endswith(discourse.phrasing.speaking_ending) for chunk in reading.chunks[:at])


def _meets(actor: Filler, discourse: Discourse) -> bool:
    """Whether the actor is a meeting, whose day is that of what it does (会议通过)."""
    return actor.kind == NOUN and discourse.text[actor.start : actor.end].endswith(("会", "会议"))


def roles_told(
    rule: CompiledRule, anchors: Sequence[Filler], body: Filler | None, roles: Mapping[str, tuple[Filler, ...]], discourse: Discourse
) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    """Roles that the article has told of the anchors before: the titles of persons who speak together, the other side of a meeting."""
    for role, slot in rule.slots.items():
        known = roles.get(role, ())
        if slot.takes == "title":
            first = known or ((body,) if body else ())
            persons = [anchor for anchor in anchors[bool(first) :] if anchor.kind == PERSON]
            told = (*first, *(title for person in persons if (title := discourse.named.title(person)) is not None))
            if told:
                yield role, told
        elif not known and slot.takes == "counterpart" and (other := discourse.counterpart(anchors[0])):
            yield role, other


def roles_of_phrase(rule: CompiledRule, reading: Reading, anchor: int) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    """Roles that are part of the anchor's own phrase, and a claim that the sentence goes on to make about it."""
    for role, slot in rule.slots.items():
        value = title_of(reading.chunks[anchor]) if slot.takes == "title" else None
        if slot.takes == "claim":
            value = claim_of(reading, anchor, slot.markers)
        if value is not None:
            yield role, (value,)


def owner_of(
    rule: CompiledRule, reading: Reading, anchor: int, trigger: int, found: Mapping[str, tuple[Filler, ...]]
) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    """Roles that the clause itself does not fill, and that the anchor's own phrase tells (某桥 in 某桥的预算|达3亿元), or is
    where a share of it does something (89%的|某国人|认为)."""
    chunk = reading.chunks[anchor]
    opened = anchor > reading.clause(anchor).start and reading.chunks[anchor - 1].kind in _GOVERNING
    acts = anchor > trigger and _acts_in_part(reading, anchor, trigger)
    owner = chunk.core if acts else None if opened or anchor > trigger else chunk.owner
    if owner is None:
        return
    name = chunk.text[owner.start - chunk.start : owner.end - chunk.start]
    for role, slot in rule.slots.items():
        told = found.get(role)
        vague = name in slot.not_words or (acts and name.endswith(slot.doer))
        if slot.owner and not vague and (not told or told[0].carried or told[0].start == owner.start):
            yield role, (Filler(owner.start, owner.end, NOUN),)


def _acts_in_part(reading: Reading, at: int, trigger: int) -> bool:
    """Whether the phrase at `at` does something of which the trigger says what share does (近八成|市民|支持)."""
    quantity, clause, core = reading.chunks[trigger].quantity, reading.clause(trigger), reading.chunks[at].core
    if quantity is None or quantity.unit != _SHARE or quantity.change is not None or core.end - core.start == 1:
        return False
    acting = next((position for position in clause if reading.chunks[position].kind is VERB), -1)
    return acting > at and all(chunk.kind in SKIPPED for chunk in reading.chunks[at + 1 : acting])


def roles_inside(rule: CompiledRule, anchor: Filler, chunk: Chunk, found: Container[str]) -> Iterator[tuple[str, tuple[Filler, ...]]]:
    """Roles not yet found that the anchor's own name opens with (海滨市 in 海滨市数据局), or its phrase (某公司 in 某公司 Forge)."""
    maker = chunk.lead if chunk.lead is not None and chunk.lead.kind in BODIES else None
    name = chunk.text[anchor.start - chunk.start : anchor.end - chunk.start]
    for role, slot in rule.slots.items():
        if role in found or anchor.kind not in slot.inside:
            continue
        if maker is not None and maker.kind in slot.kinds and maker.end < anchor.end:
            yield role, (Filler(maker.start, maker.end, maker.kind),)
        elif (PLACE in slot.kinds and slot.plain_heads) and (opening := _division(slot.plain_heads).match(name)):
            yield role, (Filler(anchor.start, anchor.start + opening.end(), PLACE),)


@cache
def _division(heads: tuple[str, ...]) -> re.Pattern[str]:
    """Matches the places, ending with one of the characters `heads`, that a name opens with (江州市临江区|数据局)."""
    ends = "".join(heads)
    part = rf"[^{ends}]+[{ends}](?<![地社园校灾城市辖片景山军战小街都超上]区)(?<![城超都上]市)"
    return re.compile(rf"(?!国家|中央|全国|中国|国务院|[百千万各]){part}(?:(?=[^{ends}]{{2,6}}[{ends}]..){part})*+(?=..)(?![场域级容值际])")


def _trigger_filler(trigger: Chunk) -> tuple[Filler, ...]:
    return (Filler(trigger.start, trigger.end, trigger.kind, trigger.time or trigger.quantity),)
