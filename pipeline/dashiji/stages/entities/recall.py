"""Recall: persons whom an article has introduced with a title are persons wherever it names them again."""

from collections.abc import Iterable, Sequence

from dashiji.spans import Mention, Token, longest_first

_SURE_LENGTH = 3
"""Characters of a name that no ordinary word is; a shorter one must be a word of its own."""


def introduced(text: str, mentions: Iterable[Mention]) -> list[str]:
    """Names of persons that come with a title; `text` is the folded document."""
    return [text[m.start : m.end] for m in mentions if m.kind == "person" and m.role is not None and m.end - m.start > 1]


def recall_persons(text: str, tokens: Sequence[Token], mentions: Sequence[Mention], names: Iterable[str]) -> list[Mention]:
    """The mentions of a sentence with those of persons introduced before (`names`) that begin where a word does; sorted."""
    known = sorted(names, key=len, reverse=True)
    found = [
        Mention(token.start, token.start + len(name), "person")
        for token in tokens
        for name in known
        if text.startswith(name, token.start) and (len(name) >= _SURE_LENGTH or len(token.text) == len(name))
    ]
    fresh = [person for person in found if all(m.end <= person.start or person.end <= m.start for m in mentions)]
    return sorted([*mentions, *longest_first(fresh)], key=lambda mention: mention.start)
