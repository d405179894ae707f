"""Reaching: which articles an edit of rules can touch, told by their words alone.

A rule acts only on an article that has a word of its trigger, and a word of each of its conditions, in one line: it looks no further
than the sentence, and no sentence crosses a line. Where two versions of a rule differ by words alone, only those words count. A word of
the lexicons that the scan or the rules look for acts only where the article has it. All else (names, places, units, parts of speech,
heads of phrases) changes how sentences are cut and read, and may act anywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from dashiji.diff.causes import Edit, Part
from dashiji.diff.folders import RuleEdit
from dashiji.diff.rewording import reworded
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
    looked_for = before.looked_for & after.looked_for
    for edit in edits:
        if edit.part is Part.LEXICON:
            if not edit.owner.startswith(SCANNED) and edit.owner not in looked_for:
                return Reach(edit.name, ())
            if edit.edit is not Edit.MOVED:
                clauses.append((frozenset((edit.item,)),))
            continue
        own = list(_clauses(edit, before, after))
        if not all(own):
            return Reach(edit.name, ())
        clauses += own
    opened = (before.by_word.keys() ^ after.by_word.keys()) | (before.scanned_words ^ after.scanned_words)
    clauses += [(frozenset((word,)),) for word in sorted(opened)]
    return Reach("", tuple(dict.fromkeys(clauses)))


def _clauses(edit: RuleEdit, before: Rulebook, after: Rulebook) -> Iterator[Clause]:
    """What articles must have for the rules that an edit changes to read them otherwise; an empty clause asks for nothing."""
    old, new = ({rule.id: rule for rule in book.rules if _changes(edit, rule)} for book in (before, after))
    for rule_id in dict.fromkeys((*old, *new)):
        words = reworded(old[rule_id], new[rule_id]) if edit.edit is not Edit.MOVED and rule_id in old and rule_id in new else None
        if words is None:
            yield from (_clause(rules[rule_id]) for rules in (old, new) if rule_id in rules)
        elif words:
            yield (words,)


def _changes(edit: RuleEdit, rule: CompiledRule) -> bool:
    """Whether an edit is one of this rule, or of an argument that it shares."""
    return rule.id == edit.owner or (bool(edit.item) and rule.path.name == edit.owner and _may_hold(rule, edit.item))


def _may_hold(rule: CompiledRule, role: str) -> bool:
    return role in rule.slots or bool(rule.types)


def _clause(rule: CompiledRule) -> Clause:
    """Words without which a rule does nothing; empty where it needs none."""
    triggers = [] if rule.trigger_kind else [rule.trigger_words]
    conditions = [guard.words for guard in rule.requires if not guard.kinds]
    return tuple(frozenset(words) for words in (*triggers, *conditions))
