"""Reference: phrases that point back (该市, 该局) get the place of what they point at."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from dashiji.matches import Filler, Match
from dashiji.records import ROLES
from dashiji.stages.resolve.naming import is_pointing

_NAMED = frozenset(("agency", "organization", "place", "person", "product", "policy", "dataset"))


class Antecedents:
    """Named values of an article, for phrases that point at one of them by its last character."""

    def __init__(self, matches: Sequence[Match], text: str) -> None:
        self._text = text
        named = {
            (filler.start, filler.end): filler
            for match in matches
            for fillers in match.fillers.values()
            for filler in fillers
            if filler.kind in _NAMED and not self._points(filler)
        }
        self._by_last: defaultdict[str, list[Filler]] = defaultdict(list)
        for place in sorted(named):
            self._by_last[text[place[1] - 1]].append(named[place])

    def _points(self, filler: Filler) -> bool:
        return is_pointing(self._text[filler.start : filler.end])

    def resolved(self, match: Match) -> Match:
        """The match with its pointing values replaced, the anchor excepted, by the nearest named value before that ends alike."""
        anchor = ROLES[match.type][0]
        fillers = {
            role: values if role == anchor else tuple(self._antecedent(value) for value in values) for role, values in match.fillers.items()
        }
        return replace(match, fillers=fillers)

    def _antecedent(self, filler: Filler) -> Filler:
        if filler.payload is not None or not self._points(filler):
            return filler
        alike = self._by_last[self._text[filler.end - 1]]
        for at in range(bisect_left(alike, filler.start, key=lambda named: named.start) - 1, -1, -1):
            if alike[at].end <= filler.start:
                return replace(alike[at], carried=True)
        return filler
