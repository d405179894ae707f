"""Reaching: which articles an edit of rules can touch, told by their words alone.

A rule acts only on an article that has a word of its trigger, and a word of each of its conditions, in one line: it looks no further
than the sentence, and no sentence crosses a line. A word of the lexicons that the scan
looks for acts only where the article has it. All else (names, places, parts of speech, heads of phrases) changes how sentences are cut and
read, and may act anywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from dashiji.diff.causes import Edit, Part
from dashiji.diff.folders import RuleEdit
from dashiji.rulebook.book import SCANNED, Rulebook
from dashiji.rulebook.compiled import CompiledRule

Clause = tuple[frozenset[str], ...]
"""Sets of words of which a line must have one each."""


@dataclass(frozen=True)
class Reach:
    """Where edits can act. `everywhere` names the first edit that may act on any article, `""` where none does."""

    everywhere: str
    clauses: tuple[Clause, ...]

    def finder(self) -> "Finder":
        """What looks for the reach in texts."""
        return Finder(self)


class Finder:
    """Looks texts through for the words of a reach, all in one pass."""

    def __init__(self, reach: Reach) -> None:
        self._everywhere = bool(reach.everywhere)
        self._clauses = reach.clauses
        words = sorted({word for clause in reach.clauses for words in clause for word in words})
        self._words = words
        self._automaton = AhoCorasick(words, matchkind=MatchKind.Standard) if words else None

    def touches(self, text: str) -> bool:
        """Whether the edits can change what is read in a text, folded to simplified script."""
        if self._everywhere:
            return True
        if self._automaton is None:
            return False
        return self._meets(self._automaton, text) and any(self._meets(self._automaton, line) for line in text.split("\n"))

    def _meets(self, automaton: AhoCorasick, text: str) -> bool:
        found = {self._words[index] for index, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)}
        return any(all(not words.isdisjoint(found) for words in clause) for clause in self._clauses)


def reach(before: Rulebook, after: Rulebook, edits: Iterable[RuleEdit]) -> Reach:
    """Where edits that lead from one rulebook to the other can act."""
    clauses: list[Clause] = []
    for edit in edits:
        if edit.part is Part.LEXICON:
            if not edit.owner.startswith(SCANNED):
                return Reach(edit.name, ())
            if edit.edit is not Edit.MOVED:
                clauses.append((frozenset((edit.item,)),))
            continue
        for rule in _rules(edit, before, after):
            clause = _clause(rule)
            if not clause:
                return Reach(edit.name, ())
            clauses.append(clause)
    opened = (before.by_word.keys() ^ after.by_word.keys()) | (before.scanned_words ^ after.scanned_words)
    clauses += [(frozenset((word,)),) for word in sorted(opened)]
    return Reach("", tuple(dict.fromkeys(clauses)))


def _rules(edit: RuleEdit, before: Rulebook, after: Rulebook) -> Iterator[CompiledRule]:
    """The rules that an edit changes, as they were and as they are."""
    for book in (before, after):
        for rule in book.rules:
            if rule.id == edit.owner or (edit.item and rule.path.name == edit.owner and _may_hold(rule, edit.item)):
                yield rule


def _may_hold(rule: CompiledRule, role: str) -> bool:
    return role in rule.slots or bool(rule.types)


def _clause(rule: CompiledRule) -> Clause:
    """Words without which a rule does nothing; empty where it needs none."""
    triggers = [] if rule.trigger_kind else [rule.trigger_words]
    conditions = [guard.words for guard in rule.requires if not guard.kinds]
    return tuple(frozenset(words) for words in (*triggers, *conditions))
