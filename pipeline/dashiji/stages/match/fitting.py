"""Fitting: whether a chunk, or a value carried over, is what a slot takes."""

import re

from dashiji.chunks import NOMINAL, Chunk
from dashiji.kinds import BODIES, NAME, NOUN, ORGANIZATION, OTHER, PARTICLE, PEOPLE, PLACE, PLAIN, POLICY, PRODUCT, QUANTITY
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.spans import Quantity, Time
from dashiji.stages.match.listing import listed_names
from dashiji.stages.match.noting import BASES
from dashiji.stages.match.phrases import core_text, is_titled, unbracketed
from dashiji.stages.match.reading import ACTORS, SKIPPED
from dashiji.stages.match.site import Site

_NAMES_ALONE = frozenset((NAME,))
_LONGEST_OPENING = 5
"""Characters before a quoted name up to which they only say what it is; more tell something else (其系会成立时“发扬光大”)."""
_COMMON = PLAIN | {OTHER}
"""Kinds of phrases that name nobody (当地居民, 各地)."""
RATIOS = frozenset(("%", "倍", "个百分点", "个基点", ""))
_QUOTES = frozenset("“「《")
_LONG = 10
"""Characters from which a phrase with a weak head says enough to tell what it is."""
NUMBERED = re.compile("第[0-9零〇一二三四五六七八九十百千]+号")
"""How a document opens that is known by its number (第21号公告)."""
UP_TO = frozenset(("截至", "截止", "截止到", "截至到"))
"""Prepositions of the time up to which something is counted."""
_PLAN_YEARS = re.compile("十[一二三四五六]五(?!.*以来)")
_GRAINS = {"year": len("2026"), "month": len("2026-01"), "day": len("2026-01-27")}
_POINTING = ("这家", "这个", "其他", "其它", "以上", "上述")
"""How phrases open that name nobody who acts (这家公司, 其他政党)."""
_NOUNS = frozenset((NOUN, PRODUCT, ORGANIZATION, NAME, OTHER))


def fits(site: Site, slot: Slot, at: int) -> bool:
    return fits_but_for_name(site, slot, at) and not _is_vague(site, slot, at)


def _is_vague(site: Site, slot: Slot, at: int) -> bool:
    """Whether the phrase only says what kind of thing it is; in title marks even a kind (《意见》) names the document told of before."""
    if is_some(site, slot, at, at):
        return True
    chunk = site.reading.chunks[at]
    if is_titled(chunk):
        return False
    if NUMBERED.match(chunk.text):
        return False
    core = core_text(chunk)
    quoted = any(mark in core for mark in _QUOTES)
    if slot.weak and core.endswith(slot.weak) and not (quoted or len(core) >= _LONG or counted(site, at)):
        return True
    return slot.generic is not None and slot.generic.fullmatch(core) is not None and not has_clauses(site, slot, at)


def is_some(site: Site, slot: Slot, first: int, last: int) -> bool:
    """Whether the phrase from `first` to `last` has a weak head and names nothing (一批改革举措), or counts the measures of a document
    that the sentence has named (发布某方案，推出58条举措)."""
    chunks = site.reading.chunks
    if not slot.weak or not core_text(chunks[last]).endswith(slot.weak) or is_titled(chunks[last]):
        return False
    contained = counted(site, last) and any(chunk.kind is POLICY for chunk in chunks[: site.trigger])
    return contained or chunks[first].text.startswith(site.discourse.phrasing.some_opening)


def fits_but_for_name(site: Site, slot: Slot, at: int) -> bool:
    chunks = site.reading.chunks
    chunk = chunks[at]
    if chunk.kind not in slot.kinds and not slot.nouns and not slot.lead:
        return False
    if slot.followed_by and (at + 1 >= len(chunks) or chunks[at + 1].text not in slot.followed_by):
        return False
    if (slot.words and chunk.text not in slot.words) or chunk.text in slot.not_words or _is_held(site, slot, chunk.start, chunk.end):
        return False
    if slot.subject and core_text(chunk) in slot.not_words and not (slot.nouns and chunk.text.endswith(slot.nouns)):
        return False  # 十二|部门
    if slot.moment and chunk.time and (_lasts(chunk, chunk.time) or _is_reported(site, at)):
        return False
    if slot.titled and not is_titled(chunk):
        return False
    if slot.agent and (chunk.text.startswith(_POINTING) or _is_all_of_it(site, at)):
        return False
    core = core_text(chunk)
    if slot.heads and not unbracketed(core).endswith(slot.heads):
        return False
    if slot.generic is not None and len(core) == 1:
        return False
    if slot.modified and _belongs(chunk) and not is_part(site, at):
        return False
    if slot.kinds == _NAMES_ALONE and chunk.core.start - chunk.start > _LONGEST_OPENING:
        return False
    if slot.not_heads and core.endswith(slot.not_heads):
        return False
    if slot.plain_heads and chunk.kind in _COMMON and not core.endswith(slot.plain_heads):
        return False
    if slot.named and chunk.bare and not _described(site, at) and not listed_names(site.reading, at):
        return False
    if at + 1 < len(chunks) and chunks[at + 1].kind in slot.unless_before:
        return False
    if slot.grain and chunk.time and len((chunk.time.value or "").partition("/")[0]) < _GRAINS[slot.grain]:
        return False
    if slot.tense and chunk.time and not site.discourse.fits(chunk.time, slot.tense):
        return False
    if slot.tense and at and chunks[at - 1].text in BASES:
        return False
    if slot.nouns and chunk.kind in _NOUNS and chunk.text.endswith(slot.nouns):
        return True
    if chunk.kind in slot.kinds:
        return chunk.kind not in NOMINAL or not any(start <= chunk.core.start and chunk.core.end <= end for start, end in site.taken)
    lead = chunk.lead if slot.lead else None
    return lead is not None and lead.kind in slot.kinds and chunk.text[: lead.end - chunk.start] not in slot.not_words


def _is_all_of_it(site: Site, at: int) -> bool:
    """Whether the chunk only says that the place right before it is meant everywhere (某省|各地)."""
    chunks = site.reading.chunks
    if chunks[at].kind is not OTHER or not at:
        return False
    return chunks[at - 1].kind is PLACE and chunks[at - 1].end == chunks[at].start


def _lasts(chunk: Chunk, time: Time) -> bool:
    """Whether a time says how long, not when; the years of a plan (“十四五”期间) say when as well as news can."""
    return "/" in (time.value or "") and _PLAN_YEARS.search(chunk.text) is None


def _is_reported(site: Site, at: int) -> bool:
    """Whether the time at `at` says when the reporter learned of the event (记者今天从某局获悉), or up to when he counts (截至上周五), not
    when it was."""
    clause = site.reading.clause(at)
    if at and site.reading.chunks[at - 1].text in UP_TO:
        return True
    stop = site.trigger if at < site.trigger in clause else clause.stop
    if at == clause.start and at + 1 not in clause:
        stop = site.reading.clause(min(at + 2, site.trigger)).stop  # 3月1日，从某局|获悉
    return any(chunk.text in site.discourse.phrasing.learning_verb for chunk in site.reading.chunks[at + 1 : stop])


def is_part(site: Site, at: int) -> bool:
    """Whether the phrase at `at` tells before its 的 what it is a part of (成立|隶属|某学院的研究中心)."""
    chunks, belonging = site.reading.chunks, site.discourse.phrasing.belonging_opening
    return at > 0 and chunks[at - 1].text.startswith(belonging) and chunks[at].owner is not None


def _belongs(chunk: Chunk) -> bool:
    """Whether the phrase opens with a body and 的: the trigger is about that body (开设办事处|的公司)."""
    lead = chunk.lead
    return lead is not None and lead.kind in BODIES and chunk.text[lead.end - chunk.start : lead.end - chunk.start + 1] == "的"


def _described(site: Site, at: int) -> bool:
    return at > 0 and site.reading.chunks[at - 1].kind is PARTICLE and at - 1 > site.trigger + 1


def has_clauses(site: Site, slot: Slot, at: int) -> bool:
    """Whether a number of clauses stands before the phrase (15条措施), or, for a weak head, of measures (15项措施)."""
    before = nearest_before(site, at)
    if before is None or before.kind is not QUANTITY or before.text.startswith(site.discourse.phrasing.rough_opening):
        return False
    return before.text.endswith("条") or (before.text.endswith("项") and core_text(site.reading.chunks[at]).endswith(slot.weak))


def counted(site: Site, at: int) -> bool:
    return any(chunk.kind is QUANTITY for chunk in site.reading.chunks[site.trigger + 1 : at])


def nearest_before(site: Site, at: int) -> Chunk | None:
    """The nearest chunk before `at` in its clause that is no adverb, particle or time."""
    for before in range(at - 1, site.reading.clause(at).start - 1, -1):
        if site.reading.chunks[before].kind not in SKIPPED:
            return site.reading.chunks[before]
    return None


def _is_held(site: Site, slot: Slot, start: int, end: int) -> bool:
    """Whether a register that the slot keeps clear of holds something within the span, or the same name."""
    if slot.not_in is None:
        return False
    text, held = site.discourse.text, site.discourse.get(slot.not_in)
    return any(start <= other.start < end or text[other.start : other.end] == text[start:end] for other in held)


def may_carry(site: Site, slot: Slot, filler: Filler) -> bool:
    """Whether a carried value is of the tense, and a topic of the kinds, that the slot asks for; a moment told before is not that of
    what somebody speaks of."""
    if isinstance(filler.payload, Time) and (not site.discourse.fits(filler.payload, slot.tense) or _stands(site, slot)):
        return False
    if isinstance(filler.payload, Time) and slot.moment and ("/" in (filler.payload.value or "") or site.discourse.spoken(0) is not None):
        return False
    plain = slot.carry == "horizon" and isinstance(filler.payload, Time) and not filler.payload.deadline
    if plain and (slot.required or _has_actor(site)):
        return False  # a year told before makes no goal, nor is it by when somebody else reaches one
    name = site.discourse.text[filler.start : filler.end]
    if _is_held(site, slot, filler.start, filler.end) or name in slot.not_words or (slot.not_heads and name.endswith(slot.not_heads)):
        return False
    if slot.carry == "metric" and not _same_measure(site):
        return False
    if slot.plain_heads and filler.kind in PLAIN and not name.endswith(slot.plain_heads):
        return False
    if slot.carry not in ("topic", "holder") or filler.kind in slot.kinds - (PEOPLE if slot.agent else frozenset()):
        return True
    return slot.affairs and filler.kind == NOUN


def _has_actor(site: Site) -> bool:
    """Whether the trigger's clause has a subject of its own, who need not act when the one told of before does."""
    return site.reading.subject(site.reading.clause(site.trigger), ACTORS) is not None


def _stands(site: Site, slot: Slot) -> bool:
    """Whether a figure of the past is a level reached by now (已有20个部门), which no time told before bounds."""
    if slot.tense != "past":
        return False
    clause, phrasing = site.reading.clause(site.trigger), site.discourse.phrasing
    own = site.reading.chunks[clause.start : clause.stop]
    return any(chunk.text in phrasing.reached_word or chunk.text.endswith(phrasing.stock_ending) for chunk in own)


def _same_measure(site: Site) -> bool:
    """Whether the trigger may measure what the last figure did: both count in one unit, or one is a ratio or a change."""
    own = site.reading.chunks[site.trigger].quantity
    last = next((filler.payload for filler in site.discourse.get("quantity")), None)
    if own is None or not isinstance(last, Quantity) or own.change or last.change:
        return True
    return own.unit == last.unit or not RATIOS.isdisjoint((own.unit, last.unit))
