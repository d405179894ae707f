"""The entity finders in their order, each adding to what those before it found."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from dashiji.gazetteer import Gazetteer
from dashiji.spans import Mention, Span, Token
from dashiji.stages.entities.line import Line
from dashiji.stages.entities.organizations import BodyFinder
from dashiji.stages.entities.persons import PersonFinder
from dashiji.stages.entities.places import PlaceFinder
from dashiji.stages.entities.products import LatinFinder


class Finder(Protocol):
    """Adds the pieces of one kind to a line."""

    def find(self, line: Line) -> None: ...


def make_finders(lexicons: Mapping[str, tuple[str, ...]], gazetteer: Gazetteer) -> dict[str, Finder]:
    """The finders by name, in the order in which they work; they keep nothing of a sentence."""
    return {
        "places": PlaceFinder(lexicons, gazetteer),
        "latin": LatinFinder(lexicons),
        "bodies": BodyFinder(lexicons),
        "persons": PersonFinder(lexicons),
    }


class EntityFinder:
    """All finders, loaded once, and `more` that work after them."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]], gazetteer: Gazetteer, *more: Finder) -> None:
        self._finders = (*make_finders(lexicons, gazetteer).values(), *more)

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """Mentions in the sentence that `tokens` cut, sorted, without overlap; offsets are those of the tokens."""
        if not tokens:
            return []
        line = Line([token.text for token in tokens], [token.tag for token in tokens])
        for finder in self._finders:
            finder.find(line)
        return [
            Mention(tokens[piece.start].start, tokens[piece.end - 1].end, piece.kind, _span(tokens, piece.head), _span(tokens, piece.role))
            for piece in line.pieces()
        ]


def _span(tokens: Sequence[Token], words: tuple[int, int] | None) -> Span | None:
    return None if words is None else Span(tokens[words[0]].start, tokens[words[1] - 1].end)
