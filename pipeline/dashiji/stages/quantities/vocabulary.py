"""The words around numerals, read from the lexicons once and looked up in constant time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from dashiji.rulebook.lexicon import Lexicons, shipped_lexicons
from dashiji.spans import Change, Op, Quantity

_LEVEL_TO = ("至", "到")
"""What a verb of change ends with that leads from one level to another (升至, 下降到)."""


class WordTable:
    """Words with a meaning, found by the longest that begins or ends at a place."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = dict(meanings)
        self._by_first = _lengths((word[0], word) for word in self._meanings)
        self._by_last = _lengths((word[-1], word) for word in self._meanings)

    def starting(self, text: str, start: int) -> str:
        """The longest word that begins at `start`, `""` if none."""
        for length in self._by_first.get(text[start : start + 1], ()):
            word = text[start : start + length]
            if word in self._meanings:
                return word
        return ""

    def ending(self, text: str, end: int, floor: int = 0) -> str:
        """The longest word that ends at `end` and begins at or after `floor`, `""` if none."""
        for length in self._by_last.get(text[end - 1 : end], ()):
            if end - length >= floor and text[end - length : end] in self._meanings:
                return text[end - length : end]
        return ""

    def __getitem__(self, word: str) -> str:
        return self._meanings[word]

    def __contains__(self, word: str) -> bool:
        return word in self._meanings


def _lengths(words: Iterable[tuple[str, str]]) -> dict[str, list[int]]:
    """How long the words with each character are, the longest first; most places have no word, which the character there tells at once."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for character, word in words:
        found[character].add(len(word))
    return {character: sorted(lengths, reverse=True) for character, lengths in found.items()}


def _plain(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


def _pairs(words: Iterable[str]) -> dict[str, str]:
    """Split entries of the form `written=meaning`."""
    return {written: meaning for written, _, meaning in (word.rpartition("=") for word in words)}


class Vocabulary:
    """Everything that may stand next to a numeral; comparators and changes carry their Op and Change as meaning."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.durations = frozenset(lexicons["unit_duration"])
        self.currencies = frozenset(lexicons["unit_currency"])
        self.measures = frozenset(lexicons["unit_measure"])
        self.classifiers = frozenset(lexicons["unit_classifier"])
        self.ordinal_units = frozenset(lexicons["ordinal_unit"])
        aliases = _pairs(lexicons["unit_alias"])
        written = self.durations | self.currencies | self.measures | self.classifiers
        self.units = WordTable({word: aliases.get(word, word) for word in written})
        self.unit_lookalikes = WordTable(_plain(lexicons["unit_lookalike"]))
        self.numeral_lookalikes = WordTable(_plain(lexicons["numeral_lookalike"]))
        self.currency_prefixes = WordTable(_pairs(lexicons["currency_prefix"]))
        self.local_dollar = lexicons["local_dollar"]
        self.person_nouns = WordTable(_plain(lexicons["person_noun"]))
        self.count_nouns = WordTable(_pairs(lexicons["person_count_noun"]))
        self.before = WordTable(
            {
                **_all(lexicons["comparator_gt"], Op.GT),
                **_all(lexicons["comparator_ge"], Op.GE),
                **_all(lexicons["comparator_lt"], Op.LT),
                **_all(lexicons["comparator_le"], Op.LE),
                **_all(lexicons["comparator_approx"], Op.APPROX),
                **_all(lexicons["comparator_lookalike"], ""),
            }
        )
        self.before_half = WordTable(_plain(lexicons["comparator_half"]))
        self.after = WordTable(
            {
                **_all(lexicons["comparator_after_gt"], Op.GT),
                **_all(lexicons["comparator_after_ge"], Op.GE),
                **_all(lexicons["comparator_after_lt"], Op.LT),
                **_all(lexicons["comparator_after_le"], Op.LE),
                **_all(lexicons["comparator_after_approx"], Op.APPROX),
            }
        )
        self.exactly = WordTable(_plain(lexicons["exactly"]))
        self.only = WordTable(_plain(lexicons["only"]))
        self.changes = WordTable(
            {
                **_all(lexicons["change_up"], Change.UP),
                **_all(lexicons["change_down"], Change.DOWN),
                **_all(lexicons["change_lookalike"], ""),
            }
        )
        moves = (*lexicons["change_up"], *lexicons["change_down"])
        self.levels = WordTable(_plain(f"{move}{to}" for move in moves for to in _LEVEL_TO))
        self.change_nouns = frozenset(lexicons["change_noun"])
        self.change_fillers = WordTable(_plain(lexicons["change_filler"]))
        self.change_noun_fillers = WordTable(_plain(lexicons["change_noun_filler"]))
        self.change_adverbs = WordTable(_plain(lexicons["change_adverb"]))


def _all(words: Iterable[str], meaning: str) -> dict[str, str]:
    return dict.fromkeys(words, meaning)


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary of the shipped lexicons, made at first use."""
    return Vocabulary(shipped_lexicons())


def is_duration(quantity: Quantity, words: Vocabulary | None = None) -> bool:
    """Whether the quantity is a length of time (90天, 两年多) rather than a measured fact, by the shipped lexicons or `words`."""
    return quantity.unit in (words or shipped_vocabulary()).durations
