"""Marks: what a sentence can answer at all, told from its words before any rule is tried.

Each condition of a rulebook, and each value that a rule cannot do without, has a bit, its mark. The words and kinds of a sentence and of
a clause add up to a set of marks, one number; what has no mark in it need not be looked for. Most rules that are set off end there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashiji.chunks import Chunk, ChunkKind
from dashiji.records import EventType
from dashiji.rulebook.compiled import CompiledRule, Guard, Slot

_ALWAYS = 1
"""The mark of conditions that no list of words answers (what a chunk ends with)."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: a chunk that is one of the words or of the kinds, `wide` in the sentence, else in the trigger's clause."""

    words: frozenset[str]
    kinds: frozenset[ChunkKind]
    wide: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule to try, its conditions beside their marks; `needs` are the marks of all that it requires, `types` of all that it may make."""

    rule: CompiledRule
    needs: int
    requires: tuple[tuple[int, Guard], ...]
    unless: tuple[tuple[int, Guard], ...]
    types: frozenset[EventType]


class Marks:
    """The marks of the conditions of rules."""

    def __init__(self, rules: Iterable[CompiledRule]) -> None:
        self._bits: dict[Sought, int] = {}
        self._words: dict[str, int] = {}
        self._kinds: dict[ChunkKind, int] = dict.fromkeys(ChunkKind, 0)
        self._wide = 0
        for rule in rules:
            for guard in (*rule.requires, *rule.unless):
                self._add(_asked(guard))
            for sought in _needed(rule):
                self._add(sought)

    def _add(self, sought: Sought) -> None:
        if sought in self._bits:
            return
        bit = self._bits[sought] = _ALWAYS << len(self._bits) + 1
        self._wide |= bit if sought.wide else 0
        for word in sought.words:
            self._words[word] = self._words.get(word, 0) | bit
        for kind in sought.kinds:
            self._kinds[kind] |= bit

    def trial(self, rule: CompiledRule) -> Trial:
        """One of the rules, made ready to try."""
        requires = tuple((self._mark(guard), guard) for guard in rule.requires)
        unless = tuple((self._mark(guard), guard) for guard in rule.unless)
        needs = 0
        for mark in (*(mark for mark, _ in requires), *(self._bits[sought] for sought in _needed(rule))):
            needs |= mark
        types = frozenset((*rule.types.values(), *(owner.type for owner in rule.owners))) if rule.types else frozenset[EventType]()
        return Trial(rule, needs, requires, unless, types)

    def _mark(self, guard: Guard) -> int:
        return _ALWAYS if guard.ending else self._bits[_asked(guard)]

    def read(self, chunks: Sequence[Chunk], clauses: Iterable[range]) -> list[int]:
        """For each clause the marks of all conditions that its own words or, where they look farther, those of the sentence may answer."""
        words: Mapping[str, int] = self._words
        single = [words.get(chunk.text, 0) | self._kinds[chunk.kind] for chunk in chunks]
        around = 0
        for marks in single:
            around |= marks
        around = around & self._wide | _ALWAYS
        found = []
        for clause in clauses:
            own = around
            for marks in single[clause.start : clause.stop]:
                own |= marks
            found.append(own)
        return found


def _asked(guard: Guard) -> Sought:
    """What answers a condition."""
    return Sought(guard.words, guard.kinds, guard.window == "sentence")


def _needed(rule: CompiledRule) -> Iterator[Sought]:
    """What a sentence must hold for the rule to find its anchor and the roles that it requires."""
    for slot in (rule.anchor, *(slot for slot in rule.slots.values() if slot.required)):
        if slot.takes in ("chunk", "counterpart") and not (slot.carry or slot.doer or slot.affairs):
            yield from _sought(slot)


def _sought(slot: Slot) -> Iterator[Sought]:
    """What must stand where a slot looks for its value: what may be it, unless the end of a noun or the beginning of a longer phrase may,
    and the words around it."""
    wide = slot.window == "sentence" or slot.modified
    nothing = frozenset[str](), frozenset[ChunkKind]()
    if slot.words:
        yield Sought(slot.words, nothing[1], wide)
    elif not (slot.nouns or slot.lead):
        yield Sought(nothing[0], slot.kinds, wide)
    if slot.markers and not (slot.agent or slot.whole):
        yield Sought(slot.markers | slot.announcing, nothing[1], wide)
    if slot.followed_by:
        yield Sought(slot.followed_by, nothing[1], True)
