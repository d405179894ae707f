"""Marks: what a sentence can answer at all, told from its words before any rule is tried.

Each condition of a rulebook, and each value that a rule cannot do without, has a bit, its mark. The words and kinds of the chunks on both
sides of a trigger add up to a set of marks, one number; what has no mark in it need not be looked for. Most rules that are set off end
there.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_

from dashiji.chunks import Chunk, ChunkKind
from dashiji.records import EventType
from dashiji.rulebook.compiled import CompiledRule, Guard, Slot
from dashiji.rulebook.model import Side

_NO_WORDS = frozenset[str]()
_NO_KINDS = frozenset[ChunkKind]()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for on a side of the trigger: a chunk that is one of the words (`ending`: ends with one) or of the kinds, `wide` in
    the sentence, else in the trigger's clause."""

    words: frozenset[str]
    kinds: frozenset[ChunkKind]
    side: Side
    wide: bool
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule to try, its conditions beside their marks; `needs` are the marks of all that it requires, `types` of all that it may make."""

    rule: CompiledRule
    needs: int
    requires: tuple[tuple[int, Guard], ...]
    unless: tuple[tuple[int, Guard], ...]
    types: frozenset[EventType]


class Marks:
    """The marks of what rules look for."""

    def __init__(self, rules: Iterable[CompiledRule]) -> None:
        self._bits: dict[Hashable, int] = {}
        self._words: defaultdict[str, int] = defaultdict(int)
        self._endings: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._kinds: dict[ChunkKind, int] = dict.fromkeys(ChunkKind, 0)
        self._wide = self._left = self._right = 0
        for rule in rules:
            for sought in (*map(_asked, (*rule.requires, *rule.unless)), *_needed(rule)):
                self._add(sought)

    def _bit(self, key: Hashable) -> int:
        """The mark of what a rule looks for, a new one where it has none."""
        return self._bits.setdefault(key, 1 << len(self._bits))

    def _add(self, sought: Sought) -> None:
        if sought in self._bits:
            return
        bit = self._bit(sought)
        self._wide |= bit if sought.wide else 0
        self._left |= bit if sought.side != "right" else 0
        self._right |= bit if sought.side != "left" else 0
        for word in sought.words:
            if sought.ending:
                self._endings[word[-1]].append((word, bit))
            else:
                self._words[word] |= bit
        for kind in sought.kinds:
            self._kinds[kind] |= bit

    def trial(self, rule: CompiledRule) -> Trial:
        """One of the rules, made ready to try."""
        requires = tuple((self._bits[_asked(guard)], guard) for guard in rule.requires)
        unless = tuple((self._bits[_asked(guard)], guard) for guard in rule.unless)
        needs = reduce(or_, (mark for mark, _ in requires), reduce(or_, (self._bits[sought] for sought in _needed(rule)), 0))
        types = frozenset((*rule.types.values(), *(owner.type for owner in rule.owners))) if rule.types else frozenset[EventType]()
        return Trial(rule, needs, requires, unless, types)

    def read(self, chunks: Sequence[Chunk]) -> "Marked":
        """The marks of a sentence."""
        words, kinds = self._words, self._kinds
        marks = [words.get(chunk.text, 0) | kinds[chunk.kind] for chunk in chunks]
        for at, chunk in enumerate(chunks):
            for ending, mark in self._endings.get(chunk.text[-1:], ()):
                if chunk.text.endswith(ending):
                    marks[at] |= mark
        return Marked(marks, self._wide, self._left, self._right)


class Marked:
    """A sentence as the marks of its chunks, of which those in `wide` are looked for in all of it, those in `left` and `right` on that
    side of a trigger."""

    def __init__(self, chunks: Sequence[int], wide: int, left: int, right: int) -> None:
        self._chunks, self._wide, self._left, self._right = chunks, wide, left, right
        self._before = list(accumulate(chunks, or_, initial=0))
        self._after = list(accumulate(reversed(chunks), or_, initial=0))[::-1]

    def around(self, at: int, clause: range) -> int:
        """The marks of all that may be found from the trigger at `at` in its clause."""
        before = reduce(or_, self._chunks[clause.start : at], self._before[at] & self._wide)
        after = reduce(or_, self._chunks[at + 1 : clause.stop], self._after[at + 1] & self._wide)
        return before & self._left | after & self._right


def _asked(guard: Guard) -> Sought:
    """What answers a condition."""
    return Sought(guard.words, guard.kinds, guard.side, guard.window == "sentence", bool(guard.ending))


def _needed(rule: CompiledRule) -> Iterator[Sought]:
    """What a sentence must hold for the rule to find its anchor and the roles that it requires."""
    for slot in (rule.anchor, *(slot for slot in rule.slots.values() if slot.required)):
        if slot.takes in ("chunk", "counterpart") and not (slot.carry or slot.doer or slot.affairs):
            yield from _sought(slot, rule.trigger_words)


def _sought(slot: Slot, triggers: frozenset[str]) -> Iterator[Sought]:
    """What must stand where a slot looks for its value: what may be it, unless the end of a noun or the beginning of a longer phrase may,
    and the words around it, unless the trigger may be one."""
    wide = slot.window == "sentence" or slot.modified
    if slot.words:
        yield Sought(slot.words, _NO_KINDS, slot.side, wide)
    elif not (slot.nouns or slot.lead):
        yield Sought(_NO_WORDS, slot.kinds, slot.side, wide)
    around = slot.markers | slot.announcing if slot.markers and not (slot.agent or slot.whole) else _NO_WORDS
    side: Side = "either" if slot.announcing else slot.side
    if around and (side == "left" or around.isdisjoint(triggers)):
        yield Sought(around, _NO_KINDS, side, wide)
    if slot.followed_by and slot.side == "right":
        yield Sought(slot.followed_by, _NO_KINDS, "right", True)
