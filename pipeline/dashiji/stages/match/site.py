"""The site: where a rule is being tried."""

from msgspec import Struct

from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.reading import Reading


class Site(Struct, frozen=True, gc=False):
    """A trigger in its sentence, with what earlier clauses hand on, and the anchors found already, which fill no other slot."""

    reading: Reading
    trigger: int
    discourse: Discourse
    taken: frozenset[tuple[int, int]] = frozenset()
