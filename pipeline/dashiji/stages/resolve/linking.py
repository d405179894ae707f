"""Linking: short names in an article lead to the long form that it gives (国地中心, 国家地方共建人形机器人创新中心)."""

from collections import defaultdict
from collections.abc import Iterable

from dashiji.kinds import BODIES, PERSON
from dashiji.matches import Filler
from dashiji.stages.resolve.naming import abbreviates

_SHORTEST = 2
_LONGEST = 8
"""Characters of a short name; abbreviations in the news have two to eight."""


class Names:
    """The names of one article, by their folded text; looked up by their ends, so that an article of many names is not read through."""

    def __init__(self, names: Iterable[Filler], text: str) -> None:
        self._bodies: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self._persons: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for name in names:
            own = text[name.start : name.end]
            if name.kind in BODIES:
                self._bodies[own[0], own[-1]].setdefault(own, name.start)
            elif name.kind == PERSON:
                self._persons[own[0]].setdefault(own, name.start)

    def long_form(self, name: str, kind: str, start: int) -> str:
        """The one long name, given before `start`, that `name` stands for; `name` itself where there is none or more than one."""
        if not _SHORTEST <= len(name) <= _LONGEST:
            return name
        if kind in BODIES:
            known, stands_for = self._bodies.get((name[0], name[-1]), {}), abbreviates
        elif kind == PERSON:
            known, stands_for = self._persons.get(name[0], {}), _begins
        else:
            return name
        found = [long for long, at in known.items() if at < start and len(long) > len(name) and stands_for(name, long)]
        return found[0] if len(found) == 1 else name


def _begins(short: str, long: str) -> bool:
    return long.startswith(short)
