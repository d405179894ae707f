"""Scan: one pass over the folded text for every trigger and cue word, with the phrases that only look like one."""

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from dashiji.spans import Span


class Scanner:
    """Finds words, leftmost first and the longest of those that start together, so that 发布会 hides 发布."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(sorted(set(words)), matchkind=MatchKind.LeftmostLongest)

    def scan(self, text: str) -> list[Span]:
        """Where words stand in `text`, in order, without overlap."""
        return [Span(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]
