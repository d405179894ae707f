"""Markers: phrases that a preposition before them (由 在 向 对) or a verb after them (宣布) singles out."""

from dashiji.kinds import ADVERB, PERSON, VERB
from dashiji.rulebook.compiled import Slot
from dashiji.stages.match.fitting import fits
from dashiji.stages.match.site import Site


def find_marked(site: Site, slot: Slot, side: str) -> int | None:
    chunks = site.reading.chunks
    edge = range(len(chunks)) if slot.window == "sentence" else site.reading.clause(site.trigger)
    positions = range(site.trigger - 1, edge.start - 1, -1) if side == "left" else range(site.trigger + 1, edge.stop)
    for at in positions:
        if slot.opening and chunks[at].kind in slot.kinds and not _frames(site, at):
            continue
        marked = at > edge.start and (chunks[at - 1].text in slot.markers or (slot.modified and _is_marked_before_clause(site, slot, at)))
        announcing = slot.announcing and _announces(site, slot, at, edge)
        if (marked or announcing) and fits(site, slot, at):
            return at
        if chunks[at].text in slot.barriers:
            return None
    return None


def _frames(site: Site, at: int) -> bool:
    """Whether the phrase at `at` stands in the trigger's clause or, with its marker alone, in one before (在某市，…成立了某会)."""
    clause = site.reading.clause(at)
    return site.trigger in clause or (at < site.trigger and at == clause.stop - 1 and at == clause.start + 1)


def _announces(site: Site, slot: Slot, at: int, edge: range) -> bool:
    """Whether the verb of the phrase at `at`, adverbs passed over, announces what the trigger tells (某公司|官方|宣布，某模型上线); an
    association that reporters only learned it from passes on what others do (记者从某协会|获悉)."""
    chunks, phrasing = site.reading.chunks, site.discourse.phrasing
    for after in range(at + 1, edge.stop):
        if chunks[after].text in slot.announcing:
            return chunks[after].text not in phrasing.learning_verb or not chunks[at].text.endswith(phrasing.association_ending)
        if chunks[after].kind is not ADVERB:
            return False
    return False


def _is_marked_before_clause(site: Site, slot: Slot, at: int) -> bool:
    """Whether a marker stands before the relative clause that describes the phrase at `at` (同|来访的|某人)."""
    chunks = site.reading.chunks
    if chunks[at - 1].text != "的":
        return False
    for before in range(at - 2, site.reading.clause(at).start - 1, -1):
        if chunks[before].text in slot.markers:
            return chunks[before + 1].kind is VERB
        if chunks[before].kind is PERSON:
            return False
    return False
