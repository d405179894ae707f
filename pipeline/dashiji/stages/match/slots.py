"""Slots: which chunks fill a role of a rule, seen from its trigger."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dashiji.chunks import NOMINAL
from dashiji.kinds import CONJUNCTION, ORGANIZATION, PREPOSITION, PRODUCT, QUANTITY, TIME, VERB
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.stages.match.fitting import RATIOS, UP_TO, fits, may_carry
from dashiji.stages.match.listing import summed_up
from dashiji.stages.match.markers import find_marked
from dashiji.stages.match.objects import find_listed, find_modified, in_attribute, is_own_object
from dashiji.stages.match.phrases import filler_of
from dashiji.stages.match.reading import SKIPPED
from dashiji.stages.match.site import Site
from dashiji.stages.match.subjects import find_affair, find_agent, find_clausal, find_doers, find_leader, find_subject, goes_on
from dashiji.stages.match.values import MORE, coordinated, values_of

_DATING = frozenset(("于", "在", "已于", "将于"))
"""Prepositions before the time of an act."""
_BEING = frozenset(("是", "系", "为"))
_LINKS = frozenset((PREPOSITION, QUANTITY))
_YEAR = len("2026")


def fill(site: Site, slot: Slot) -> tuple[tuple[Filler, ...], tuple[int, ...]]:
    """Values of a slot in text order, and the positions of the chunks they were read from (none when carried over)."""
    if slot.doer and (named := _named_by_kind(site, slot)):
        return named, ()
    for side in ("left", "right") if slot.side == "either" else (slot.side,):
        if slot.whole and side == "right":
            return find_listed(site, slot)
        found = _find(site, slot, side)
        own = None if found is None or slot.many else site.reading.counterpart(found, site.trigger)
        value = None if own is None else filler_of(site.reading.chunks[own])
        if value is not None and (value.start, value.end) in site.taken:
            found = None  # what 分别 gives the figure is the anchor itself
        if found is not None:
            if slot.moment and (time := site.reading.chunks[found].time) and time.value is None:
                return (), ()
            if own is not None and value is not None:
                return (replace(value, kind=site.reading.chunks[found].kind),), (own,)
            each = site.reading.each(found, site.trigger) if site.reading.chunks[found].kind in slot.kinds and not slot.many else []
            if each:
                return tuple(filler_of(site.reading.chunks[at]) for at in each), tuple(each)
            led = slot.lead and site.reading.chunks[found].kind not in slot.kinds  # what a longer phrase opens with is listed with nothing
            positions = _marked(site, slot, coordinated(site, slot, found)) if slot.many and not led else [found]
            if slot.agent and (leader := find_leader(site, slot, positions[0])) is not None:
                positions.insert(0, leader)
            values = [(filler, at) for at in positions for filler in values_of(site, slot, at)]
            return tuple(filler for filler, _ in values), tuple(at for _, at in values)
    carries = not slot.goes_on or goes_on(site)
    share = _share(site) if slot.carry == "metric" else None
    for carried in site.discourse.handed(slot.carry, share) if slot.carry and carries else ():
        if fitting := tuple(filler for filler in carried if may_carry(site, slot, filler)):
            return (_made(site, fitting) if slot.doer else fitting), ()
    return (_otherwise(site, slot) if slot.doer else ()), ()


def _marked(site: Site, slot: Slot, positions: list[int]) -> list[int]:
    """Of coordinated hearers those from the first marked one on: 和 may join them to who speaks to them (市长和大家说)."""
    if not slot.followed_by:
        return positions
    first = next((index for index, at in enumerate(positions) if at and site.reading.chunks[at - 1].text in slot.markers), 0)
    return positions[first:]


def _named_by_kind(site: Site, slot: Slot) -> tuple[Filler, ...]:
    """The product that the headline is about where the clause calls it by its kind (该模型)."""
    found, theme = find_subject(site, slot), site.discourse.get("theme")
    if found is None or not theme or theme[0].kind != PRODUCT:
        return ()
    chunk = site.reading.chunks[found]
    return theme if chunk.kind is PRODUCT and chunk.bare else ()


def _made(site: Site, makers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Instead of who made the product that the headline is about the product, where a ratio or score is told."""
    quantity, theme = site.reading.chunks[site.trigger].quantity, site.discourse.get("theme")
    ratio = quantity is not None and quantity.unit in RATIOS
    made = ratio and theme and theme[0].kind == PRODUCT and makers[0].kind == ORGANIZATION
    return theme if made else makers


def _otherwise(site: Site, slot: Slot) -> tuple[Filler, ...]:
    """Who does what the clause tells or goes on to do it, else whom the headline is about."""
    affair = find_affair(site, alone=True)
    if affair is not None:
        return (filler_of(site.reading.chunks[affair]),)
    if doers := find_doers(site, slot):
        return (site.reading.listed(doers),)
    clause = site.reading.clause(site.trigger)
    goes_on = site.reading.subject(clause, NOMINAL) is None and site.reading.chunks[clause.start].kind is not TIME
    for doer in site.discourse.get("doer") if goes_on else ():
        if not site.discourse.text[doer.start : doer.end].endswith(slot.doer):
            return (doer,)
    return tuple(theme for theme in site.discourse.get("theme") if may_carry(site, slot, theme))


def _share(site: Site) -> tuple[int, int] | None:
    """Which of how many figures the trigger is where 分别 distributes them over what was told in clauses before."""
    share = site.reading.share(site.trigger)
    return share if share is not None and site.reading.subject(site.reading.clause(site.trigger), NOMINAL) is None else None


def _find(site: Site, slot: Slot, side: str) -> int | None:
    sentence = slot.window == "sentence"
    if side == "left" and slot.agent:
        return find_agent(site, slot)
    if slot.markers:
        return find_marked(site, slot, side)
    if side == "left" and slot.subject:
        subject, affair = find_subject(site, slot), find_affair(site, alone=False) if slot.affairs else None
        return affair if affair is not None and (subject is None or affair < subject) else subject
    if side == "right" and slot.modified:
        return find_modified(site, slot)
    walk = site.reading.leftward if side == "left" else site.reading.rightward
    for at in _reachable(site, slot, walk(site.trigger, sentence=sentence)):
        if slot.tense == "past" and _is_present(site, at):
            return None
        value = _value_at(site, slot, at, side)
        if value is not None and not _is_passed_over(site, slot, at):
            return _counted_until(site, value) if slot.tense == "past" else value
    return find_clausal(site, slot) if side == "left" and slot.adjacent else None


def _value_at(site: Site, slot: Slot, at: int, side: str) -> int | None:
    """Where the value is that the chunk at `at` gives to a slot: in the last of a list that it sums up, else there; `None` if none fits."""
    if slot.generic and side == "left" and (last := summed_up(site.reading, at)) is not None and fits(site, slot, last):
        return last
    return at if fits(site, slot, at) and (side == "left" or (site.reading.governor(at) or 0) <= site.trigger) else None


def _is_passed_over(site: Site, slot: Slot, at: int) -> bool:
    """Whether the chunk at `at` fits but is no object of the trigger, or is a time of something else."""
    if slot.direct and (not is_own_object(site, at) or in_attribute(site, slot, at)):
        return True
    if slot.tense == "past" and (_is_start(site, at) or _is_of_event(site, at) or site.reading.is_base(at)):
        return True
    if slot.moment and _is_present(site, at) and not site.reading.frames(at, site.trigger):
        return True
    return slot.opening and (not site.reading.frames(at, site.trigger) or _is_elsewhere(site, at))


def _counted_until(site: Site, at: int) -> int:
    """The time by which a figure of a year told by its number was counted, told before it in the sentence (截至8月14日，2025年…); else the
    time at `at` itself."""
    chunks, year = site.reading.chunks, site.reading.chunks[at].time
    if year is None or year.value is None or not chunks[at].text.startswith(year.value) or len(year.value) != _YEAR:
        return at
    counted = (before for before in range(at - 1, 0, -1) if chunks[before - 1].text in UP_TO)
    return next((before for before in counted if (time := chunks[before].time) and (time.value or "").startswith(year.value)), at)


def _is_elsewhere(site: Site, at: int) -> bool:
    """Whether the time at `at`, left of the trigger, is that of a clause around a relative one (去年到访由甲|设立|的中心) or of what came
    before (2012年相识，其后|成立某会)."""
    chunks, own = site.reading.chunks, at in site.reading.clause(site.trigger)
    if at > site.trigger:
        return False
    between = chunks[at + 1 : site.trigger]
    if site.trigger + 1 < len(chunks) and chunks[site.trigger + 1].text == "的":
        predicate = any(chunk.text in _BEING for chunk in between)  # 成立于1973年，是甲设立的组织
        return not predicate and (not own or any(chunk.kind is VERB for chunk in between))
    return not own and any(chunk.text in site.discourse.phrasing.later_word for chunk in between)


def _reachable(site: Site, slot: Slot, positions: Iterable[int]) -> Iterator[int]:
    """Positions up to a barrier, or, for an adjacent slot, up to the first chunk that may not stand in between."""
    for at in positions:
        chunk = site.reading.chunks[at]
        if chunk.text in slot.barriers:
            return
        yield at
        if slot.adjacent and chunk.kind not in SKIPPED and not _is_bridged(site, slot, at) and not _is_aside(site, at):
            return


def _is_bridged(site: Site, slot: Slot, at: int) -> bool:
    """Whether a slot that looks over words also looks over this (企业从2900家|增长到|了); each does over 等 behind a list."""
    chunk = site.reading.chunks[at]
    return chunk.text in slot.over or (bool(slot.over) and chunk.kind in _LINKS) or (at < site.trigger and chunk.text in MORE)


def _is_aside(site: Site, at: int) -> bool:
    """Whether the chunk before the trigger only dates the act (于|近日|印发) or sums up a list of documents (《A》《B》等|文件|出台)."""
    chunks = site.reading.chunks
    if at > site.trigger:
        return False
    if chunks[at].text in _DATING:
        return chunks[at + 1].kind is TIME
    summed = site.reading.coordinated(at + 1 if chunks[at].kind is CONJUNCTION else at)
    listed = summed[0] > 0 and chunks[summed[0] - 1].text in MORE
    return listed and all(chunks[item].text.endswith(site.discourse.phrasing.document_summary) for item in summed)


def _is_present(site: Site, at: int) -> bool:
    """Whether the chunk is a time without value (目前, 近年来), which shuts out the dates told before it."""
    time = site.reading.chunks[at].time
    return time is not None and time.value is None


def _is_of_event(site: Site, at: int) -> bool:
    """Whether the time at `at` is when something told in another clause came about (成立于2004年)."""
    return site.reading.dates_event(at) and at not in site.reading.clause(site.trigger)


def _is_start(site: Site, at: int) -> bool:
    """Whether the time at `at` is that of the level from which a figure rose to the trigger (从2014年的388万|增长到460万), or the
    direction that it turned from (由上年下降转为|增长5%)."""
    chunks, turning = site.reading.chunks, site.discourse.phrasing.turning_verb
    after = any(chunk.kind is QUANTITY or chunk.text in turning for chunk in chunks[at + 1 : site.trigger])
    return chunks[at].kind is TIME and at > 0 and chunks[at - 1].text in ("从", "由") and after
