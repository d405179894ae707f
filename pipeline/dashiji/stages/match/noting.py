"""Noting: what a clause that has been read hands on to those after it, its topic, its times and who does what it tells."""

from msgspec.structs import replace

from dashiji.chunks import Chunk
from dashiji.kinds import AGENCY, NOUN, ORGANIZATION, PERSON, PLACE, PLAIN, POST, PRODUCT, QUANTITY, TIME, VERB
from dashiji.matches import Filler
from dashiji.spans import Time
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.reading import ACTORS, Reading
from dashiji.stages.match.tenses import fits

BASES = frozenset(("较", "比", "较之", "同", "与", "跟", "相比", "同比", "对比"))
"""Words before a time or figure that something is compared with."""
_SUBJECTS = {PERSON: "person", AGENCY: "body", ORGANIZATION: "body"}
"""Registers that keep a clause's subject by its kind."""
_THINGS = frozenset((PRODUCT, ORGANIZATION))
_BODIES = ("place", "agency", "organization")
_TELLING = "telling_verb"
_THERE = frozenset(("当地", "本地"))
"""Words for the place told before, which they do not replace."""
_UNTIL = frozenset(("到", "至", "到了"))


def note_clause(reading: Reading, clause: range, discourse: Discourse) -> None:
    """Take over topic, doers, times and deadline from a clause that has been read."""
    subject = _subject(reading, clause, discourse)
    if subject is not None:
        briefing = any(reading.chunks[at].text.endswith(discourse.phrasing.briefing_ending) for at in clause)
        _note_subject(reading.chunks[subject], discourse, briefing=briefing)
        listed = reading.coordinated(subject)
        if all(reading.chunks[at].kind is PLACE for at in listed):
            discourse.put("topic", [reading.listed(listed)])
    if discourse.block == discourse.heading:
        _note_theme(discourse)
    if (doers := reading.doers(clause)) and reading.chunks[doers[0]].lead is None:
        discourse.put("doer", [reading.listed(doers)])
    note_times(reading, clause, discourse)


def note_times(reading: Reading, clause: range, discourse: Discourse) -> None:
    """Take over the times of a clause, but for the one at which what follows was told (25日称)."""
    times = [(at, time) for at, time in reading.times.items() if at in clause]
    if not times:
        return
    told = max((at for at in clause if _TELLING in reading.chunks[at].classes), default=-1)
    for at, time in times:
        if at <= told or reading.is_base(at) or reading.is_start(at):
            continue
        before = reading.chunks[at - 1] if at else None
        if before is None or before.kind is not VERB or not reading.dates_event(at):
            _note_time(time, before.text if before else "", discourse)


def owns(reading: Reading, at: int) -> bool:
    """Whether the person at `at` only has what the clause is about (某人的雕像)."""
    owned = at + 1 < len(reading.chunks) and reading.chunks[at + 1].text == "的"
    return owned and reading.chunks[at].kind is PERSON


def _subject(reading: Reading, clause: range, discourse: Discourse) -> int | None:
    """Position of what the clause is about, `None` where that is nothing to go on with."""
    for find in (_frame, _actor, _affair, _lead):
        at = find(reading, clause, discourse)
        if at is not None:
            break
    else:
        return None
    chunk = reading.chunks[at]
    reports = chunk.kind is AGENCY and any(_TELLING in reading.chunks[other].classes for other in clause)
    nothing = chunk.text in _THERE or _is_kind(chunk) or _is_source(chunk, discourse)
    passing = reports or nothing or _is_counted(reading, at) or owns(reading, at)
    return None if passing else at


def _frame(reading: Reading, clause: range, _: Discourse) -> int | None:
    """The place or body that a clause of its own sets for those after it (在北京，…)."""
    if len(clause) not in (2, 3) or reading.chunks[clause[-2]].text != "在":
        return None
    last = reading.chunks[clause[-1]]
    return clause[-1] if last.kind in ACTORS or (last.lead is not None and last.lead.kind == "place") else None


def _actor(reading: Reading, clause: range, _: Discourse) -> int | None:
    return reading.subject(clause, ACTORS)


def _affair(reading: Reading, clause: range, discourse: Discourse) -> int | None:
    """The fair, meeting or games by name that the clause is about."""
    subject = reading.subject(clause, PLAIN)
    return subject if subject is not None and discourse.names_affair(reading.chunks[subject]) else None


def _lead(reading: Reading, clause: range, _: Discourse) -> int | None:
    """The first phrase that opens with a place or body and stands before the verb."""
    for at in clause:
        chunk = reading.chunks[at]
        if chunk.kind is VERB:
            return None
        if chunk.lead is not None and chunk.lead.kind in _BODIES and reading.governor(at) is None:
            return at
    return None


def _is_counted(reading: Reading, at: int) -> bool:
    """Whether the phrase is a thing whose number follows (机器人40台); what is told next is of those who have it."""
    counted = at + 1 < len(reading.chunks) and reading.chunks[at + 1].kind is QUANTITY
    return counted and reading.chunks[at].kind in _THINGS


def _is_kind(chunk: Chunk) -> bool:
    """Whether the phrase is a class of products (收割机), not one of them (该收割机)."""
    return chunk.bare and chunk.core.start == chunk.start


def _is_source(chunk: Chunk, discourse: Discourse) -> bool:
    """Whether the phrase only says who a figure is from (国家统计局数据显示); what it tells of is something else."""
    return any(chunk.start <= source.start < chunk.end for source in discourse.get("source"))


def _note_subject(chunk: Chunk, discourse: Discourse, *, briefing: bool) -> None:
    """Keep what a clause is about; whoever holds a briefing is not whom it is about."""
    if briefing and chunk.kind is not PERSON:
        return
    _renew(chunk, discourse)
    if chunk.kind in PLAIN and discourse.names_affair(chunk):
        discourse.put("topic", [Filler(chunk.core.start, chunk.core.end, NOUN)])
    elif chunk.kind in ACTORS:
        core = chunk.mention if chunk.kind is PERSON and chunk.mention else chunk.core
        actor = Filler(core.start, core.end, chunk.kind)
        if not briefing:
            discourse.put("topic", [actor])
        if (register := _SUBJECTS.get(chunk.kind)) and not discourse.quoted(chunk) and not _is_told(chunk, discourse):
            discourse.put(register, [actor])
    elif chunk.lead is not None:
        discourse.put("topic", [Filler(chunk.lead.start, chunk.lead.end, chunk.lead.kind)])


def _is_told(chunk: Chunk, discourse: Discourse) -> bool:
    """Whether a chunk stands in what somebody says in this sentence."""
    speaker = discourse.spoken(0)
    return speaker is not None and speaker.start < chunk.start


def _renew(chunk: Chunk, discourse: Discourse) -> None:
    """Keep the person last talked about in reach where the clause is about the post that the person was named with (总书记)."""
    person = discourse.held("person")
    title = discourse.named.title(person[0]) if person and chunk.kind is POST else None
    if title is not None and discourse.text[title.start : title.end].endswith(chunk.text):
        discourse.put("person", [replace(person[0], carried=False)])


def _note_theme(discourse: Discourse) -> None:
    """Keep whom a headline is about first, or better the product that it tells the release of."""
    theme = discourse.get("product") or (() if discourse.held("theme") else discourse.get("topic"))
    discourse.put("theme", [replace(filler, carried=False) for filler in theme])


def _note_time(time: Time, after: str, discourse: Discourse) -> None:
    """Keep a time, as deadline where it or the word `after` which it stands makes it one.

    A time without value (目前) ends the one before; the basis of a comparison (较2020年) is no time of the clause.
    """
    if time.value is None:
        discourse.drop("time")
    elif after not in BASES:
        ahead = time.deadline or after in _UNTIL or fits(time, "future", discourse.today)
        register = "deadline" if ahead and not fits(time, "past", discourse.today) else "time"
        discourse.put(register, [Filler(time.start, time.end, TIME, time)])
