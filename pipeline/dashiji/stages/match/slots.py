"""Slots: which chunks fill a role of a rule, seen from its trigger."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.spans import Quantity, Span, Time
from dashiji.stages.match.discourse import BASES, Discourse
from dashiji.stages.match.listing import listed_names
from dashiji.stages.match.reading import ACTORS, SKIPPED, Reading

_PEOPLE = frozenset((ChunkKind.PERSON, ChunkKind.POST))
_OWNED = re.compile(r"[A-Za-z][^\u4e00-\u9fff]*的")
"""A Latin name with 的 after it: the names listed before own what follows too (A 与 B 的绑定功能)."""
_PLAIN = frozenset((ChunkKind.NOUN, ChunkKind.NAME))
_RATIOS = frozenset(("%", "倍", "个百分点", "个基点", ""))
_LINKS = frozenset((ChunkKind.PREPOSITION, ChunkKind.QUANTITY))
_JOINTS = frozenset(("与", "和", "及", "暨"))
_OPENING = frozenset((ChunkKind.ADVERB, ChunkKind.TIME))
_TRAILING = frozenset((ChunkKind.PARTICLE, ChunkKind.PAREN, ChunkKind.MARK))
_MORE = frozenset(("等", "等等"))
_QUOTES = frozenset("“「《")
_LONG = 10
"""Characters from which a phrase with a weak head says enough to tell what it is."""
_CASES = frozenset(("向", "对", "把", "被", "将", "就"))
"""Words that only a clause has, not the name of a document without 的."""
_BEFORE_CLAUSES = frozenset(("从", "到", "随着", "随", "自", "自从", "向", "对", "就", "因", "因为", "由于"))
"""Prepositions whose object may be a whole clause."""
_GRAINS = {"month": len("2026-01"), "day": len("2026-01-27")}
_NOUNS = frozenset((ChunkKind.NOUN, ChunkKind.PRODUCT, ChunkKind.ORGANIZATION, ChunkKind.NAME))
_COUNTING = frozenset((ChunkKind.PARTICLE, ChunkKind.ADVERB, ChunkKind.QUANTITY, ChunkKind.OTHER))
_GOVERNING = frozenset((ChunkKind.VERB, ChunkKind.PREPOSITION, ChunkKind.CONJUNCTION))
_OUTSIDE = frozenset((ChunkKind.TIME, ChunkKind.PREPOSITION, ChunkKind.QUANTITY, ChunkKind.PERSON))
"""Kinds at which a description that goes back from a phrase ends."""
_LEADING = frozenset((ChunkKind.ADVERB, ChunkKind.CONJUNCTION, ChunkKind.PARTICLE, ChunkKind.MARK, ChunkKind.PAREN))
"""Kinds that such a description does not open with."""
_CUE_CLASSES = frozenset(("cue_planned", "target_cue"))


@dataclass(frozen=True, slots=True)
class Site:
    """Where a rule is being tried: the sentence, the position of the trigger in it, what earlier clauses hand on, and the anchors
    found already, which fill no other slot."""

    reading: Reading
    trigger: int
    discourse: Discourse
    taken: frozenset[tuple[int, int]] = frozenset()

    def fill(self, slot: Slot) -> tuple[tuple[Filler, ...], tuple[int, ...]]:
        """Values of a slot in text order, and the positions of the chunks they were read from (none when carried over)."""
        for side in ("left", "right") if slot.side == "either" else (slot.side,):
            if slot.whole and side == "right":
                return self._listed(slot)
            found = self._find(slot, side)
            if found is not None:
                if slot.moment and (time := self.reading.chunks[found].time) and time.value is None:
                    return (), ()
                if not slot.many and (own := self.reading.counterpart(found, self.trigger)) is not None:
                    return (replace(filler_of(self.reading.chunks[own]), kind=self.reading.chunks[found].kind),), (own,)
                positions = self._coordinated(slot, found) if slot.many else [found]
                values = [(filler, at) for at in positions for filler in self._fillers(slot, at)]
                return tuple(filler for filler, _ in values), tuple(at for _, at in values)
        carried = self.discourse.get(slot.carry) if slot.carry else ()
        return tuple(filler for filler in carried if self._may_carry(slot, filler)), ()

    def _fillers(self, slot: Slot, at: int) -> Iterator[Filler]:
        """The value of the phrase at `at`; of a named slot, every name that the phrase sums up."""
        names = listed_names(self.reading, at) if slot.named else ()
        yield from (Filler(name.start, name.end, self.reading.chunks[at].kind) for name in names)
        if not names:
            yield self._filler(slot, at)

    def _may_carry(self, slot: Slot, filler: Filler) -> bool:
        """Whether a carried value is of the tense, and a topic of the kinds, that the slot asks for."""
        if isinstance(filler.payload, Time) and not self.discourse.fits(filler.payload, slot.tense):
            return False
        if self._is_held(slot, filler.start, filler.end):
            return False
        if slot.carry == "metric" and not self._same_measure():
            return False
        return slot.carry != "topic" or filler.kind in slot.kinds - (_PEOPLE if slot.agent else frozenset())

    def _is_held(self, slot: Slot, start: int, end: int) -> bool:
        """Whether a register that the slot keeps clear of holds something within the span."""
        return slot.not_in is not None and any(start <= held.start < end for held in self.discourse.get(slot.not_in))

    def _same_measure(self) -> bool:
        """Whether the trigger may measure what the last figure did: both count in one unit, or one is a ratio or a change."""
        own = self.reading.chunks[self.trigger].quantity
        last = next((filler.payload for filler in self.discourse.get("quantity")), None)
        if own is None or not isinstance(last, Quantity) or own.change or last.change:
            return True
        return own.unit == last.unit or not _RATIOS.isdisjoint((own.unit, last.unit))

    def _find(self, slot: Slot, side: str) -> int | None:
        sentence = slot.window == "sentence"
        if side == "left" and slot.agent:
            return self._find_agent(slot)
        if slot.markers:
            return self._find_marked(slot, side)
        if side == "left" and slot.subject:
            return self._find_subject(slot)
        if side == "right" and slot.modified:
            return self._find_modified(slot)
        walk = self.reading.leftward if side == "left" else self.reading.rightward
        for at in self._reachable(slot, walk(self.trigger, sentence=sentence)):
            if slot.tense == "past" and self._is_present(at):
                return None
            if slot.direct and (not self._is_own_object(at) or self._in_attribute(slot, at)):
                continue
            if slot.tense == "past" and self._is_start(at):
                continue
            if self._fits(slot, at) and (side == "left" or (self.reading.governor(at) or 0) <= self.trigger):
                return at
        return self._find_clausal(slot) if side == "left" and slot.adjacent else None

    def _find_clausal(self, slot: Slot) -> int | None:
        """The subject right before the trigger where the two are the object of a preposition together (随着 某局 在 某地 成立)."""
        at = self.trigger - 1
        chunks, start = self.reading.chunks, self.reading.clause(self.trigger).start
        while at > start:
            governor = self.reading.governor(at)
            if chunks[at].kind in NOMINAL and governor is not None and chunks[governor].text in _BEFORE_CLAUSES:
                return at if self._fits(slot, at) else None
            if governor is None and chunks[at].kind not in SKIPPED:
                return None
            at = at - 1 if governor is None else governor - 1
        return None

    def _is_present(self, at: int) -> bool:
        """Whether the chunk is a time without value (目前, 近年来), which shuts out the dates told before it."""
        time = self.reading.chunks[at].time
        return time is not None and time.value is None

    def _is_start(self, at: int) -> bool:
        """Whether the time at `at` is that of the level from which a figure rose to the trigger (从2014年的388万|增长到460万)."""
        chunks = self.reading.chunks
        after = any(chunk.kind is ChunkKind.QUANTITY for chunk in chunks[at + 1 : self.trigger])
        return chunks[at].kind is ChunkKind.TIME and at > 0 and chunks[at - 1].text in ("从", "由") and after

    def _reachable(self, slot: Slot, positions: Iterable[int]) -> Iterator[int]:
        """Positions up to a barrier, or, for an adjacent slot, up to the first chunk that may not stand in between."""
        for at in positions:
            chunk = self.reading.chunks[at]
            if chunk.text in slot.barriers:
                return
            yield at
            if slot.adjacent and chunk.kind not in SKIPPED and not self._is_bridged(slot, chunk):
                return

    @staticmethod
    def _is_bridged(slot: Slot, chunk: Chunk) -> bool:
        """Whether a slot that looks over words also looks over this: 企业从2900家|增长到|了."""
        return chunk.text in slot.over or (bool(slot.over) and chunk.kind in _LINKS)

    def _is_own_object(self, at: int) -> bool:
        """Whether the phrase at `at`, right of the trigger, is its object rather than part of what follows the object."""
        between = self.reading.chunks[self.trigger + 1 : at]
        if self._owns_object(at):
            return False
        if listed_names(self.reading, at):
            return True
        if between and (between[0].kind is ChunkKind.CONJUNCTION or (between[0].text == "的" and len(between) > 1)):
            return False
        if any("feature_verb" in chunk.classes for chunk in between) and all(chunk.text != "的" for chunk in between):
            return False
        chunk = self.reading.chunks[at]
        introduced = _is_introduced(chunk) and all(part.kind is not ChunkKind.VERB for part in between)
        if self._name_start(at) is not None:
            return True
        tied = not between or between[-1].kind is ChunkKind.NOUN or _ends_clause(between) or _continues_list(between) or introduced
        claimed = any("ordinal_first" in chunk.classes for chunk in between)
        return tied or claimed or not any(chunk.kind in NOMINAL for chunk in between)

    def _name_start(self, at: int) -> int | None:
        """Where a Chinese name begins whose first half 和 joins to the phrase at `at`, the trigger before it (上线|甲和乙平台)."""
        chunks = self.reading.chunks
        if at - 2 <= self.trigger or chunks[at - 1].text not in _JOINTS or chunks[at - 2].kind is not ChunkKind.NOUN:
            return None
        opened = all(chunk.kind is ChunkKind.PARTICLE for chunk in chunks[self.trigger + 1 : at - 2])
        whole = not any(char.isascii() for char in chunks[at - 2].text) and chunks[at].core.start == chunks[at].start
        return chunks[at - 2].start if opened and whole else None

    def _owns_object(self, at: int) -> bool:
        """Whether what stands right after the phrase makes it part of a longer object (探针卫星|首批图像, 平台|的做法)."""
        after = self.reading.chunks[at + 1 : at + 2]
        if not after or at + 1 not in self.reading.clause(at):
            return False
        verbs = at + 1
        while verbs < self.reading.clause(at).stop and self.reading.chunks[verbs].kind in (ChunkKind.VERB, ChunkKind.ADVERB):
            verbs += 1
        if at + 1 < verbs < self.reading.clause(at).stop and self.reading.chunks[verbs].text == "的":
            return True
        return (
            after[0].text == "的"
            or after[0].kind in (ChunkKind.WORK, ChunkKind.NAME, ChunkKind.NOUN)
            or "ordinal_first" in after[0].classes
        )

    def _in_attribute(self, slot: Slot, at: int) -> bool:
        """Whether the phrase at `at` belongs to a clause that 的 ties to the object (推出只需 A 驱动的 B)."""
        chunks = self.reading.chunks
        if at - 1 <= self.trigger or chunks[at - 1].kind not in _GOVERNING:
            return False
        later = range(at + 2, self.reading.clause(at).stop)
        return any(chunks[j].kind in slot.kinds and chunks[j - 1].kind is ChunkKind.PARTICLE for j in later)

    def _find_marked(self, slot: Slot, side: str) -> int | None:
        chunks = self.reading.chunks
        edge = range(len(chunks)) if slot.window == "sentence" else self.reading.clause(self.trigger)
        positions = range(self.trigger - 1, edge.start - 1, -1) if side == "left" else range(self.trigger + 1, edge.stop)
        for at in positions:
            if at > edge.start and chunks[at - 1].text in slot.markers and self._fits(slot, at):
                return at
            if chunks[at].text in slot.barriers:
                return None
        return None

    def _find_subject(self, slot: Slot) -> int | None:
        """The subject of the trigger's clause, else of the nearest clause before that has one of the slot's kinds."""
        number = self.reading.clause_of[self.trigger]
        own = range(self.reading.clauses[number].start, self.trigger)
        earlier = self.reading.clauses[:number][::-1] if slot.window == "sentence" else []
        for clause in [own, *earlier]:
            for at in clause:
                if self.reading.chunks[at].text in slot.barriers:
                    break
                if self._fits(slot, at) and self.reading.governor(at) is None and not self._is_counted_object(at):
                    return at
                if self.reading.chunks[at].kind is ChunkKind.VERB and clause is not own:
                    break
        return None

    def _is_counted_object(self, at: int) -> bool:
        """Whether the phrase is what a verb has so many of (企业 in 培育100家企业)."""
        chunks = self.reading.chunks
        return at > 1 and chunks[at - 1].kind is ChunkKind.QUANTITY and chunks[at - 2].kind is ChunkKind.VERB

    def _find_agent(self, slot: Slot) -> int | None:
        """Whoever does what the trigger says: the phrase under a marker, else the nearest subject before the trigger in its clause,
        else the subject of the nearest clause before. What another verb has as its object is no subject, unless that verb is one of the
        slot's barriers, which ask somebody to do it (敦促某国签署).
        """
        marked = self._find_marked(slot, "left") if slot.markers else None
        if marked is not None:
            return marked
        direct = self._direct_agent(slot)
        if direct is not None:
            return direct
        asked = False
        for at in self.reading.leftward(self.trigger, sentence=False):
            chunk = self.reading.chunks[at]
            asked |= chunk.text in slot.barriers
            if self._fits(slot, at) and not self._is_object(at):
                return None if asked else self._named_before(slot, at)
            if chunk.kind in NOMINAL and self._is_asked(slot, at):
                return at if self._fits(slot, at) else None
        return None if asked or slot.window == "clause" else self._find_earlier(slot)

    def _find_earlier(self, slot: Slot) -> int | None:
        """The subject of the nearest clause before; a clause with a barrier tells what somebody says or asks for."""
        number = self.reading.clause_of[self.trigger]
        for clause in self.reading.clauses[:number][::-1]:
            if any(self.reading.chunks[at].text in slot.barriers for at in clause):
                return None
            for at in clause:
                if self._fits(slot, at) and self.reading.governor(at) is None:
                    return at
                if self.reading.chunks[at].kind is ChunkKind.VERB:
                    break
        return None

    def _direct_agent(self, slot: Slot) -> int | None:
        """The phrase right before the trigger that is its subject whatever governs it (向 政府 成立 的 基金, 从 国务院 发布)."""
        chunks, start = self.reading.chunks, self.reading.clause(self.trigger).start
        at = next((at for at in range(self.trigger - 1, start - 1, -1) if chunks[at].kind not in SKIPPED), None)
        if at is None or not self._fits(slot, at):
            return None
        relative = self.trigger + 1 < len(chunks) and chunks[self.trigger + 1].text == "的"
        governor = self.reading.governor(at)
        opened = governor is not None and chunks[governor].text in _BEFORE_CLAUSES - {"向", "对", "就"}
        return at if relative or opened else None

    def _named_before(self, slot: Slot, at: int) -> int:
        """The phrase at `at`, or the one before 等 that it counts in (某局 等 12 部门)."""
        chunks = self.reading.chunks
        etc = at - 2 if at >= 2 and chunks[at - 1].kind is ChunkKind.QUANTITY else at - 1
        named = etc >= 1 and chunks[etc].text == "等" and self.reading.governor(etc - 1) is None and self._fits(slot, etc - 1)
        return etc - 1 if named else at

    def _before(self, at: int) -> Chunk | None:
        """The nearest chunk before `at` in its clause that is no adverb, particle or time."""
        for before in range(at - 1, self.reading.clause(at).start - 1, -1):
            if self.reading.chunks[before].kind not in SKIPPED:
                return self.reading.chunks[before]
        return None

    def _is_object(self, at: int) -> bool:
        before = self._before(self.reading.coordinated(at)[0])
        return before is not None and before.kind is ChunkKind.VERB

    def _is_asked(self, slot: Slot, at: int) -> bool:
        before = self._before(at)
        return before is not None and before.text in slot.barriers

    def _find_modified(self, slot: Slot) -> int | None:
        """The phrase right of the trigger, quantities passed over; else the one that a relative clause before it leads to."""
        chunks, clause = self.reading.chunks, self.reading.clause(self.trigger)
        first = self._first_content(slot)
        if first is None or chunks[first].text in slot.barriers:
            return None
        joined = next((at for at in self.reading.coordinated(first) if at >= first and self._fits(slot, at)), None)
        if joined is not None or chunks[first].kind in slot.kinds:
            return joined
        for at in range(first + 1, clause.stop):
            if chunks[at].text in slot.barriers:
                return None
            if chunks[at - 1].text.endswith("的") and self._fits(slot, at):
                return at
        return None

    def _listed(self, slot: Slot) -> tuple[tuple[Filler, ...], tuple[int, ...]]:
        """The objects that the trigger has in a row, each with the clause that is part of its name."""
        chunks, stop = self.reading.chunks, self.reading.clause(self.trigger).stop
        first, values = self._first_content(slot), dict[int, Filler]()
        for at in range(first or stop, stop):
            if first is None or chunks[at].text in slot.barriers or (values and at == first and _is_predicate(chunks[at])):
                break
            if at == first and chunks[at].kind is ChunkKind.CONJUNCTION:
                first = at + 1
            elif self._ends_item(at):
                value = self._item(slot, first, at)
                if value is not None:
                    values[at], first = value, at + 1
                elif first == at and chunks[at].kind in slot.kinds:
                    break
        return tuple(values.values()), tuple(values)

    def _ends_item(self, at: int) -> bool:
        """Whether an item of a list ends with the chunk at `at`: before a conjunction, the next title or nothing more to read."""
        following = [chunk for chunk in self.reading.chunks[at + 1 : self.reading.clause(at).stop] if chunk.kind not in _TRAILING]
        if not following or following[0].kind is ChunkKind.CONJUNCTION or following[0].text in _MORE:
            return True
        return _is_titled(self.reading.chunks[at]) or (
            self.reading.chunks[at].kind is ChunkKind.POLICY and following[0].kind is ChunkKind.VERB
        )

    def _item(self, slot: Slot, first: int, last: int) -> Filler | None:
        """The item from `first` to `last`, if it is one that the slot takes."""
        chunks = self.reading.chunks
        chunk, core = chunks[last], core_text(chunks[last])
        if first == last:
            return self._filler(slot, last) if self._fits(slot, last) else None
        after_de = chunks[last - 1].text.endswith("的")
        clausal = not after_de and any(chunks[at].text in _CASES for at in range(first, last))
        if clausal or not self._fits_but_for_name(slot, last) or not (core.endswith(slot.whole) or _is_titled(chunk)):
            return None
        if core.endswith(slot.weak) and slot.weak and not self._counted(last) and chunk.end - chunks[first].start < _LONG:
            return None
        if _is_titled(chunk):
            return filler_of(chunk) if after_de else None
        return Filler(chunks[first].start, chunk.end, chunk.kind)

    def _counted(self, at: int) -> bool:
        return any(chunk.kind is ChunkKind.QUANTITY for chunk in self.reading.chunks[self.trigger + 1 : at])

    def _first_content(self, slot: Slot) -> int | None:
        """The first chunk after the trigger in its clause that may be part of its object, quantities passed over.

        Adverbs and times are part of an object that is taken as a whole (进一步加强管理的意见, 2026年工作要点).
        """
        following = range(self.trigger + 1, self.reading.clause(self.trigger).stop)
        opening = _OPENING if slot.whole else frozenset[ChunkKind]()
        return next((at for at in following if not self._is_passed(at) or self.reading.chunks[at].kind in opening), None)

    def _has_clauses(self, at: int) -> bool:
        """Whether a number of clauses stands before the phrase (15条措施)."""
        before = self._before(at)
        return before is not None and before.kind is ChunkKind.QUANTITY and before.text.endswith("条")

    def _is_passed(self, at: int) -> bool:
        return self.reading.chunks[at].kind in SKIPPED or self.reading.chunks[at].kind is ChunkKind.QUANTITY

    def _fits(self, slot: Slot, at: int) -> bool:
        return self._fits_but_for_name(slot, at) and not self._is_vague(slot, at)

    def _is_vague(self, slot: Slot, at: int) -> bool:
        core = core_text(self.reading.chunks[at])
        quoted = any(mark in core for mark in _QUOTES)
        if (
            slot.weak
            and core.endswith(slot.weak)
            and not (_is_titled(self.reading.chunks[at]) or quoted or len(core) >= _LONG or self._counted(at))
        ):
            return True
        return slot.generic is not None and slot.generic.fullmatch(core) is not None and not self._has_clauses(at)

    def _fits_but_for_name(self, slot: Slot, at: int) -> bool:
        chunks = self.reading.chunks
        chunk = chunks[at]
        if slot.followed_by and (at + 1 >= len(chunks) or chunks[at + 1].text not in slot.followed_by):
            return False
        if (slot.words and chunk.text not in slot.words) or chunk.text in slot.not_words or self._is_held(slot, chunk.start, chunk.end):
            return False
        if slot.moment and chunk.time and "/" in (chunk.time.value or ""):
            return False
        if slot.titled and not _is_titled(chunk):
            return False
        core = core_text(chunk)
        if slot.heads and not core.endswith(slot.heads):
            return False
        if slot.plain_heads and chunk.kind in _PLAIN and not core.endswith(slot.plain_heads):
            return False
        if slot.named and chunk.bare and not self._described(at) and not listed_names(self.reading, at):
            return False
        if at + 1 < len(chunks) and chunks[at + 1].kind in slot.unless_before:
            return False
        if slot.grain and chunk.time and len((chunk.time.value or "").partition("/")[0]) < _GRAINS[slot.grain]:
            return False
        if slot.tense and chunk.time and not self.discourse.fits(chunk.time, slot.tense):
            return False
        if slot.tense and at and chunks[at - 1].text in BASES:
            return False
        if slot.nouns and chunk.kind in _NOUNS and chunk.text.endswith(slot.nouns):
            return True
        if chunk.kind in slot.kinds:
            return chunk.kind not in NOMINAL or not any(start <= chunk.core.start and chunk.core.end <= end for start, end in self.taken)
        lead = chunk.lead if slot.lead else None
        return lead is not None and lead.kind in slot.kinds and chunk.text[: lead.end - chunk.start] not in slot.not_words

    def _described(self, at: int) -> bool:
        return at > 0 and self.reading.chunks[at - 1].kind is ChunkKind.PARTICLE and at - 1 > self.trigger + 1

    def _coordinated(self, slot: Slot, found: int) -> list[int]:
        """Everything coordinated with the phrase found that may fill the slot too; a plain noun may beside a typed one.

        Where a slot has `plain_heads` or `generic`, a plain noun counts only before the typed phrase, whose head it shares
        (数字城、招商公司).
        """
        chunks = self.reading.chunks
        beside = frozenset((ChunkKind.NAME,)) if slot.named else _PLAIN
        allowed = slot.kinds | (beside if chunks[found].kind in NOMINAL else frozenset())
        coordinated = self.reading.coordinated(found)
        positions = [at for at in coordinated if at == found or (chunks[at].kind in allowed and not (slot.named and chunks[at].bare))]
        if slot.named and _OWNED.match(chunks[coordinated[-1]].text):
            positions = [at for at in positions if at == coordinated[-1]]
        if slot.plain_heads or slot.generic:
            positions = [at for at in positions if at == found or self._fits(slot, at) or self._shares_head(positions, at)]
        return [at for at in positions if (at > self.trigger) == (found > self.trigger)]

    def _shares_head(self, positions: Sequence[int], at: int) -> bool:
        """Whether a plain noun stands in a list before a typed phrase, and not joined to it as a part of its name."""
        chunks = self.reading.chunks
        following = next((later for later in positions if later > at and chunks[later].kind not in _PLAIN), None)
        return at > self.trigger and chunks[at].kind in _PLAIN and following is not None and not self._is_part(at)

    def _is_part(self, at: int) -> bool:
        """Whether a plain noun is part of the phrase that 与 joins it to (船舶 与 装备创新中心)."""
        chunks = self.reading.chunks
        joined = chunks[at].kind is ChunkKind.NOUN and at + 2 < len(chunks) and chunks[at + 1].text in _JOINTS
        return joined and chunks[at + 2].kind in NOMINAL - _PLAIN

    def _filler(self, slot: Slot, at: int) -> Filler:
        chunk = self.reading.chunks[at]
        if slot.generic and self._has_clauses(at) and slot.generic.fullmatch(core_text(chunk)):
            return Filler(self.reading.chunks[at - 1].start, chunk.core.end, chunk.kind)
        if slot.reach == "rest":
            last = max(i for i in range(at, self.reading.clause(at).stop) if i == at or self.reading.chunks[i].kind in NOMINAL)
            return Filler(chunk.core.start, self.reading.chunks[last].end, chunk.kind)
        if slot.reach is not None:
            return self._reaching(slot, at)
        if slot.lead and chunk.kind not in slot.kinds and chunk.lead is not None:
            return Filler(chunk.lead.start, chunk.lead.end, chunk.lead.kind)
        if slot.lead and slot.nouns and chunk.text.endswith(slot.nouns):
            return self._headless(slot, chunk)
        if slot.direct and chunk.bare:
            return Filler(self._attribute_start(at), chunk.end, chunk.kind)
        value = filler_of(chunk)
        if slot.direct and (start := self._name_start(at)) is not None:
            return replace(value, start=start)
        if slot.generic and self.reading.clause(at).start <= at - 2 and self._is_part(at - 2):
            return replace(value, start=self.reading.chunks[at - 2].start)
        return value

    @staticmethod
    def _headless(slot: Slot, chunk: Chunk) -> Filler:
        """The phrase without the noun that it was taken for (《某报》 of 《某报》查询), or all of it where nothing else is left."""
        cut = max(len(noun) for noun in slot.nouns if chunk.text.endswith(noun))
        rest = Span(chunk.start, chunk.end - cut)
        if chunk.text.startswith("《") and chunk.text[:-cut].endswith("》"):
            rest = Span(rest.start + 1, rest.end - 1)
        return Filler(rest.start, rest.end if rest.start < rest.end else chunk.end, chunk.kind)

    def _reaching(self, slot: Slot, at: int) -> Filler:
        """A value that goes beyond the chunk at `at`, as `Reach` says."""
        chunks = self.reading.chunks
        chunk = chunks[at]
        first, end = at, chunk.core.end
        if slot.reach == "run":
            first = min(self.reading.coordinated(at)) if chunk.kind in NOMINAL else at
        else:
            first = self._described_from(slot, min(at, self.trigger) if slot.reach == "clause" else at)
        if slot.reach == "clause":
            end = chunks[self.reading.clause(self.trigger).stop - 1].end
        start = chunks[first].start if first < at or slot.reach == "clause" else chunk.core.start
        return Filler(start, end, chunk.kind, chunk.time or chunk.quantity)

    def _described_from(self, slot: Slot, at: int) -> int:
        """The first chunk of what describes the one at `at` or comes before it as its subject; `at` itself where an actor does."""
        chunks, clause, first = self.reading.chunks, self.reading.clause(at), at
        while first > clause.start:
            before = chunks[first - 1]
            if before.kind in _OUTSIDE or before.text in slot.barriers or not before.classes.isdisjoint(_CUE_CLASSES):
                break
            first -= 1
        while first < at and chunks[first].kind in _LEADING:
            first += 1
        return at if chunks[first].kind in ACTORS - {ChunkKind.NAME, ChunkKind.PRODUCT} else first

    def _attribute_start(self, at: int) -> int:
        """Where the attribute of an unnamed object begins: after the trigger and what counts or determines it."""
        first = self.trigger + 1
        while first < at and self.reading.chunks[first].kind in _COUNTING:
            first += 1
        return self.reading.chunks[first].core.start


def _is_introduced(chunk: Chunk) -> bool:
    """Whether a phrase says what it is and then its Latin name (工作流模板 Acme Kit)."""
    start = chunk.core.start - chunk.start
    return start > 0 and chunk.text[start].isascii() and chunk.text[start].isalpha()


def _continues_list(between: Sequence[Chunk]) -> bool:
    """Whether chunks end with a typed phrase and a conjunction: what follows is another object."""
    return len(between) > 1 and between[-1].kind is ChunkKind.CONJUNCTION and between[-2].kind in NOMINAL - {ChunkKind.NOUN}


def _ends_clause(between: Sequence[Chunk]) -> bool:
    """Whether chunks end a clause of their own that 的 ties to what follows (参数量为3B的), not just a noun's owner."""
    own = (ChunkKind.VERB, ChunkKind.PREPOSITION, ChunkKind.QUANTITY)
    return between[-1].kind is ChunkKind.PARTICLE and any(chunk.kind in own for chunk in between)


def filler_of(chunk: Chunk) -> Filler:
    """A chunk as a value: its core, a person's name without the title."""
    core = chunk.mention if chunk.kind is ChunkKind.PERSON and chunk.mention else chunk.core
    return Filler(core.start, core.end, chunk.kind, chunk.time or chunk.quantity)


def names_of(chunks: Iterable[Chunk]) -> list[Filler]:
    """The chunks that name somebody or something, as values."""
    return [filler_of(chunk) for chunk in chunks if chunk.kind in ACTORS]


def _is_predicate(chunk: Chunk) -> bool:
    return chunk.kind is ChunkKind.VERB and any(name == "predicate_verb" or name.endswith("_transitive") for name in chunk.classes)


def _is_titled(chunk: Chunk) -> bool:
    return chunk.text.endswith("》")


def core_text(chunk: Chunk) -> str:
    """The words of a chunk's core."""
    return chunk.text[chunk.core.start - chunk.start : chunk.core.end - chunk.start]


def title_of(chunk: Chunk) -> Filler | None:
    """The title that belongs to a person (财政司司长), or the position of somebody known by body and position (某局负责人)."""
    mention = chunk.mention
    if mention is None:
        return None
    span = mention.role or (mention.head if mention.kind == "post" and mention.head and mention.head.start > mention.start else None)
    return Filler(span.start, span.end, ChunkKind.POST) if span else None
