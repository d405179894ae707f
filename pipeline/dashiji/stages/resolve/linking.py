"""Linking: short names in an article lead to the long form that it gives (国地中心, 国家地方共建人形机器人创新中心)."""

from collections.abc import Iterable

from dashiji.chunks import ChunkKind
from dashiji.matches import Filler
from dashiji.stages.resolve.naming import abbreviates

_BODIES = frozenset((ChunkKind.AGENCY, ChunkKind.ORGANIZATION))
_SHORTEST = 2
_LONGEST = 8
"""Characters of a short name; abbreviations in the news have two to eight."""


class Names:
    """The names of one article, by their folded text."""

    def __init__(self, names: Iterable[Filler], text: str) -> None:
        self._bodies: dict[str, int] = {}
        self._persons: dict[str, int] = {}
        for name in names:
            known = self._bodies if name.kind in _BODIES else self._persons if name.kind == ChunkKind.PERSON else None
            if known is not None:
                known.setdefault(text[name.start : name.end], name.start)

    def long_form(self, name: str, kind: str, start: int) -> str:
        """The one long name, given before `start`, that `name` stands for; `name` itself where there is none or more than one."""
        if not _SHORTEST <= len(name) <= _LONGEST:
            return name
        if kind in _BODIES:
            found = [long for long, at in self._bodies.items() if at < start and len(long) > len(name) and abbreviates(name, long)]
        elif kind == ChunkKind.PERSON:
            found = [long for long, at in self._persons.items() if at < start and len(long) > len(name) and long.startswith(name)]
        else:
            found = []
        return found[0] if len(found) == 1 else name
