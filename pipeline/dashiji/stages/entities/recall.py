"""Recall: persons whom an article has introduced with a title are persons wherever it names them again."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from dashiji.spans import Mention, Token, longest_first

_SURE_LENGTH = 3
"""Characters of a name that no ordinary word is; a shorter one must be a word of its own."""


def introduced(text: str, mentions: Iterable[Mention]) -> list[str]:
    """Names of persons that come with a title; `text` is the folded document."""
    return [text[m.start : m.end] for m in mentions if m.kind == "person" and m.role is not None and m.end - m.start > 1]


def recall_persons(text: str, tokens: Sequence[Token], mentions: Sequence[Mention], names: Mapping[str, set[str]]) -> list[Mention]:
    """The mentions of a sentence with those of persons introduced before that begin where a word does; sorted.

    `mentions` are sorted and do not overlap; `names` are by their first character.
    """
    if not names:
        return [*mentions]
    found = [
        Mention(token.start, token.start + len(name), "person")
        for token in tokens
        for name in names.get(token.text[0], ())
        if text.startswith(name, token.start) and (len(name) >= _SURE_LENGTH or len(token.text) == len(name))
    ]
    fresh = longest_first([person for person in found if _is_clear(person, mentions)])
    kept = [mention for mention in mentions if not any(_is_part(mention, person) for person in fresh)] if fresh else mentions
    return sorted([*kept, *fresh], key=lambda mention: mention.start)


def _is_clear(person: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a person overlaps with none of the sorted mentions but one that ends with the name and has lost its beginning."""
    before = bisect_left(mentions, person.end, key=lambda mention: mention.start) - 1
    if before < 0 or mentions[before].end <= person.start:
        return True
    return _is_part(mentions[before], person) and (before == 0 or mentions[before - 1].end <= person.start)


def _is_part(mention: Mention, person: Mention) -> bool:
    """Whether a mention is a person without title and the end of the other's longer name."""
    return mention.kind == "person" and mention.role is None and person.start < mention.start and mention.end == person.end
