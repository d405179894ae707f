"""Marks: what a sentence can answer at all, told from its words before any rule is tried.

Each condition of a rulebook has a bit, its mark. The words and kinds of a sentence and of a clause add up to a set of marks, one
number; a condition whose mark is not in it need not be looked for. Most rules that a quantity sets off end there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashiji.chunks import Chunk, ChunkKind
from dashiji.rulebook.compiled import CompiledRule, Guard

_ALWAYS = 1
"""The mark of conditions that no list of words answers (what a chunk ends with)."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule to try, its conditions beside their marks; `needs` are the marks of all that it requires."""

    rule: CompiledRule
    needs: int
    requires: tuple[tuple[int, Guard], ...]
    unless: tuple[tuple[int, Guard], ...]


class Marks:
    """The marks of the conditions of rules."""

    def __init__(self, rules: Iterable[CompiledRule]) -> None:
        self._bits: dict[tuple[frozenset[str], frozenset[ChunkKind], bool], int] = {}
        self._words: dict[str, int] = {}
        self._kinds: dict[ChunkKind, int] = dict.fromkeys(ChunkKind, 0)
        self._wide = 0
        for rule in rules:
            for guard in (*rule.requires, *rule.unless):
                self._add(guard)

    def _add(self, guard: Guard) -> None:
        wide = guard.window == "sentence"
        key = (guard.words, guard.kinds, wide)
        if guard.ending or key in self._bits:
            return
        bit = self._bits[key] = _ALWAYS << len(self._bits) + 1
        self._wide |= bit if wide else 0
        for word in guard.words:
            self._words[word] = self._words.get(word, 0) | bit
        for kind in guard.kinds:
            self._kinds[kind] |= bit

    def trial(self, rule: CompiledRule) -> Trial:
        """One of the rules, made ready to try."""
        requires = tuple((self._mark(guard), guard) for guard in rule.requires)
        unless = tuple((self._mark(guard), guard) for guard in rule.unless)
        needs = 0
        for mark, _ in requires:
            needs |= mark
        return Trial(rule, needs, requires, unless)

    def _mark(self, guard: Guard) -> int:
        return _ALWAYS if guard.ending else self._bits[guard.words, guard.kinds, guard.window == "sentence"]

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
