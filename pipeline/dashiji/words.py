"""What each word belongs to: the lexicons turned round, for stages that look words up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dashiji.chunks import ChunkKind

HEAD_KINDS: Mapping[str, ChunkKind] = {
    "agency_head": ChunkKind.AGENCY,
    "organization_head": ChunkKind.ORGANIZATION,
    "dataset_head": ChunkKind.DATASET,
    "product_head": ChunkKind.PRODUCT,
    "policy_head": ChunkKind.POLICY,
    "report_head": ChunkKind.REPORT,
    "plain_head": ChunkKind.NOUN,
}
"""Lexicons of head nouns, and the kind that a phrase with such a head has."""


class Words:
    """Look-up tables over all lexicons."""

    def __init__(self, lexicons: Mapping[str, Iterable[str]]) -> None:
        self._lexicons = {name: tuple(lexicons[name]) for name in lexicons}
        classes: defaultdict[str, set[str]] = defaultdict(set)
        for name in lexicons:
            for word in lexicons[name]:
                classes[word].add(name)
        self._classes = {word: frozenset(names) for word, names in classes.items()}
        self._heads = {word: kind for name, kind in HEAD_KINDS.items() if name in lexicons for word in lexicons[name]}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._heads:
            lengths[word[-1]].add(len(word))
        self._lengths = {last: tuple(sorted(own, reverse=True)) for last, own in lengths.items()}

    def listed(self, lexicon: str) -> tuple[str, ...]:
        """The words of a lexicon; `()` where it is missing."""
        return self._lexicons.get(lexicon, ())

    def classes(self, word: str) -> frozenset[str]:
        """Names of the lexicons that list `word`."""
        return self._classes.get(word, frozenset())

    def head(self, phrase: str) -> tuple[str, ChunkKind] | None:
        """The longest head noun that `phrase` ends with, and the kind it gives the phrase."""
        for length in self._lengths.get(phrase[-1:], ()):
            ending = phrase[-length:]
            if ending in self._heads:
                return ending, self._heads[ending]
        return None
