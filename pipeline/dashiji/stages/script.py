"""Fold a text to simplified script, one code point for one code point.

The tables are OpenCC's own (t2s with the Taiwan and Hong Kong variants), run through one `str.translate` and one alternation of
words. Width is left alone, so that the folded text differs from the document in script only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from dashiji.rulebook.lexicon import Lexicons, shipped_lexicons


@dataclass(frozen=True, slots=True)
class Folding:
    """`sure` folds characters that always fold alike; `words` finds the others, alone or in the words that decide about them."""

    sure: Mapping[int, str]
    words: re.Pattern[str]
    targets: Mapping[str, str]


def fold(text: str, folding: Folding | None = None) -> str:
    """Fold to simplified script: code point `i` of the result stands for code point `i` of `text`, so lengths are equal.

    Simplified text comes back as it is but for rare name characters; mixtures of scripts come out simplified. `folding` is that of
    the shipped lexicons where the caller does not say.
    """
    folding = folding or _shipped_folding()
    folded = text.translate(folding.sure)
    return folding.words.sub(lambda match: folding.targets[match.group()], folded)


@cache
def _shipped_folding() -> Folding:
    return make_folding(shipped_lexicons())


def make_folding(lexicons: Lexicons) -> Folding:
    """OpenCC's tables with the variants and words of `lexicons/script.yaml`."""
    alternatives = _alternatives(lexicons["script_variants"])
    default = {character: forms[0] for character, forms in alternatives.items()}
    phrases = dict(_opencc_phrases())
    for phrase, target in phrases.items():
        for character, form in zip(phrase, target, strict=True):
            if form not in alternatives.setdefault(character, [character]):
                alternatives[character].append(form)
    words = lexicons["script_words"]
    contested = _contested(default, phrases, words, alternatives)
    sure = {ord(character): form for character, form in default.items() if character not in contested and form != character}
    targets = {character: default.get(character, character) for character in contested}
    targets |= {phrase.translate(sure): target for phrase, target in phrases.items() if contested.intersection(phrase)}
    targets |= {spelling: word for word in words for spelling in _spellings(word, contested, alternatives)}
    return Folding(sure, re.compile(_alternation(targets)), targets)


def _opencc_table(name: str) -> Iterator[tuple[str, list[str]]]:
    """Entries of one of OpenCC's dictionaries: the key and its forms, preferred form first."""
    table = files("opencc").joinpath("dictionary", f"{name}.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.strip():
            key, forms = line.split("\t")
            yield key, forms.split()


def _alternatives(variants: Iterable[str]) -> dict[str, list[str]]:
    """Every character that may fold, with the simplified characters it may stand for, its default first."""
    forms = dict(_opencc_table("TSCharacters"))
    for region in ("TWVariantsRev", "HKVariantsRev"):
        for variant, (standard, *_) in _opencc_table(region):
            # A target that itself does not fold shows a simplified character at the left: 么 stays, though Taiwan may mean 幺 by it.
            if variant not in forms and forms.get(standard, [standard])[0] != standard:
                forms[variant] = [forms[standard][0]]
    for pair in variants:
        others = [form for form in forms.get(pair[0], [pair[0]]) if form != pair[1]]
        forms[pair[0]] = [pair[1], *others]
    return forms


def _opencc_phrases() -> Iterator[tuple[str, str]]:
    """OpenCC's phrases with their simplified form.

    Names that begin with 於 are left out: their characters follow the preposition far more often (於倫敦 is not the surname 於).
    """
    for phrase, (target, *_) in _opencc_table("TSPhrases"):
        if not phrase.startswith("於"):
            yield phrase, target


def _contested(
    default: Mapping[str, str], phrases: Mapping[str, str], words: Iterable[str], alternatives: Mapping[str, list[str]]
) -> frozenset[str]:
    """Characters that some word folds otherwise than they fold alone."""
    found = {c for phrase, target in phrases.items() for c, form in zip(phrase, target, strict=True) if default.get(c, c) != form}
    meant = set("".join(words))
    found |= {c for c, forms in alternatives.items() if any(form in meant and form != forms[0] for form in [*forms, c])}
    return frozenset(found)


def _spellings(word: str, contested: frozenset[str], alternatives: Mapping[str, list[str]]) -> Iterator[str]:
    """Every way in which contested characters may spell a word of simplified script."""
    options = [[form, *(c for c in sorted(contested) if c != form and form in alternatives[c])] for form in word]
    for spelling in map("".join, product(*options)):
        if contested.intersection(spelling):
            yield spelling


def _alternation(words: Iterable[str]) -> str:
    """A pattern that finds the longest of `words` at each place; grouped by first character, so that a search skips fast."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(groups.items()))
